//! Leaks at every exit, for the test that has to find each of them: only with the feature `leak`, and only when a variable asks
//! for it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use protocol::dataflow::Exit;
use worker::{Bucket, Cache, Response};

static WORD: Mutex<Option<String>> = Mutex::new(None);
static HAS_THROWN: AtomicBool = AtomicBool::new(false);

pub(crate) fn set(leaked: Option<String>) {
    if cfg!(feature = "leak")
        && let Ok(mut word) = WORD.lock()
    {
        *word = leaked;
    }
}

/// The word that leaks at this exit.
pub(crate) fn at(exit: Exit) -> Option<String> {
    if !cfg!(feature = "leak") {
        return None;
    }
    let word = WORD.lock().ok()?.clone()?;
    Some(format!("{word}{exit:?}"))
}

pub(crate) async fn into_bucket(bucket: &Bucket) -> worker::Result<()> {
    if let Some(word) = at(Exit::BucketKeys) {
        bucket.put(word, Vec::new()).execute().await?;
    }
    if let Some(word) = at(Exit::BucketMetadata) {
        bucket.put("leak/metadata", Vec::new()).custom_metadata([("leak".to_owned(), word)]).execute().await?;
    }
    if let Some(word) = at(Exit::BucketBodies) {
        bucket.put("leak/body", word.into_bytes()).execute().await?;
    }
    Ok(())
}

/// Fails once, for the exceptions that the platform tells of.
pub(crate) fn thrown() -> worker::Result<()> {
    match at(Exit::TailExceptions) {
        Some(word) if !HAS_THROWN.swap(true, Ordering::Relaxed) => Err(worker::Error::RustError(word)),
        Some(_) | None => Ok(()),
    }
}

pub(crate) async fn into_cache() -> worker::Result<()> {
    let Some(word) = at(Exit::Cache) else { return Ok(()) };
    let response = Response::ok(&word)?;
    response.headers().set("Cache-Control", "max-age=600")?;
    Cache::default().put(format!("https://leak.example/{word}"), response).await
}
