//! Leaks at every exit, for the test that has to find each of them: only with the feature `leak`, and only when a variable asks
//! for it.

use std::sync::Mutex;

use protocol::dataflow::Exit;
use worker::Bucket;

static WORD: Mutex<Option<String>> = Mutex::new(None);

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
