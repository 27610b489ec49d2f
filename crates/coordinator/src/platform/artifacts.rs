//! Artifacts in R2: written once, never overwritten.

use job::Failure;
use pipeline::{Artifacts, Listed, Page};
use protocol::{Code, Timestamp};
use worker::{Bucket, Conditional, Env, HttpMetadata, Object};

use crate::faults::exfiltration;
use crate::platform::bindings;

pub(crate) struct R2Artifacts {
    bucket: Bucket,
}

pub(crate) fn open(env: &Env) -> worker::Result<R2Artifacts> {
    Ok(R2Artifacts { bucket: bindings::artifacts(env)? })
}

impl Artifacts for R2Artifacts {
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<bool, Failure> {
        let absent = Conditional { etag_does_not_match: Some("*".to_owned()), ..Conditional::default() };
        let metadata = HttpMetadata { content_type: Some(content_type.to_owned()), ..HttpMetadata::default() };
        exfiltration::into_bucket(&self.bucket).await.map_err(failed)?;
        exfiltration::into_cache().await.map_err(failed)?;
        let put = self.bucket.put(key, bytes).http_metadata(metadata).only_if(absent).execute();
        // `None` says that the key existed: nothing was written.
        put.await.map(|written| written.is_some()).map_err(failed)
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(object) = self.bucket.get(key).execute().await.map_err(failed)? else { return Ok(None) };
        match object.body() {
            Some(body) => body.bytes().await.map(Some).map_err(failed),
            None => Ok(None),
        }
    }

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure> {
        Ok(self.bucket.head(key).await.map_err(failed)?.map(|object| object.size()))
    }

    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Page, Failure> {
        let mut list = self.bucket.list().prefix(prefix);
        if let Some(after) = after {
            list = list.start_after(after);
        }
        let page = list.execute().await.map_err(failed)?;
        Ok(Page { listed: page.objects().iter().map(listed).collect(), has_more: page.truncated() })
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        if keys.is_empty() {
            return Ok(());
        }
        self.bucket.delete_multiple(keys.to_vec()).await.map_err(failed)
    }
}

fn listed(object: &Object) -> Listed {
    let put_at = i64::try_from(object.uploaded().as_millis()).unwrap_or(i64::MAX);
    Listed { key: object.key(), bytes: object.size(), put_at: Timestamp::from_ms(put_at) }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("artifacts: {error}"))
}
