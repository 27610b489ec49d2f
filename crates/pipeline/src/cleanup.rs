//! Deleting what a job has written for itself alone: what its episode does not need, or everything.
//!
//! The bucket is asked, not the job: whatever wrote it and however late, it is found under the job's own prefix.

use job::{Failure, Job, StepKey, Token};

use crate::attempt::still_held;
use crate::gaps::{self, Layer};
use crate::{Artifacts, Index, Ports, Store, keys};

/// Says how many files there were that nobody needs.
pub(crate) async fn clean(ports: &impl Ports, job: &Job, held: (StepKey, Token)) -> Result<u32, Failure> {
    let layer = if held.0 == StepKey::Cleanup { Layer::Cleanup } else { Layer::Stragglers };
    if gaps::is_off(job, layer) {
        return Ok(0);
    }
    delete(ports, job, held, |key| !keys::is_wanted(job, key)).await
}

/// The index forgets last: as long as it remembers the job, somebody looks whether anything of it is left.
pub(crate) async fn erase(ports: &impl Ports, job: &Job, held: (StepKey, Token)) -> Result<(), Failure> {
    delete(ports, job, held, |_| true).await?;
    let (step, token) = held;
    still_held(ports, step, token)?;
    ports.store().erase()?;
    ports.index().bury(job.spec.id).await
}

/// One list call and one delete call for a thousand files.
async fn delete(
    ports: &impl Ports,
    job: &Job,
    (step, token): (StepKey, Token),
    is_unwanted: impl Fn(&str) -> bool,
) -> Result<u32, Failure> {
    let prefix = keys::own(job.spec.id);
    let (mut files, mut after) = (0_u32, None);
    loop {
        still_held(ports, step, token)?;
        let page = ports.artifacts().list(&prefix, after.as_deref()).await?;
        after = page.listed.last().map(|last| last.key.clone()).filter(|_| page.has_more);
        let keys: Vec<String> =
            page.listed.into_iter().map(|listed| listed.key).filter(|key| is_unwanted(key)).collect();
        if !keys.is_empty() {
            still_held(ports, step, token)?;
            ports.artifacts().delete(&keys).await?;
            files = files.saturating_add(u32::try_from(keys.len()).unwrap_or(u32::MAX));
        }
        if after.is_none() {
            return Ok(files);
        }
    }
}
