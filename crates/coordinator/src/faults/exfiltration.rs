//! A hole at every exit, to see that the test which watches them all finds each: only in a build that is made for that test,
//! and only when it is told so.

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

/// What leaves here that must not.
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
