//! Deleting what a job has written for itself alone and its episode does not need.
//!
//! The bucket is asked, not the job: whatever wrote it and however late, it is found under the job's own prefix.

use job::{Failure, Job, StepKey, Token};

use crate::attempt::still_held;
use crate::{Artifacts, Ports, keys};

/// One list call and one delete call for a thousand files. Says how many there were.
pub(crate) async fn sweep(ports: &impl Ports, job: &Job, (step, token): (StepKey, Token)) -> Result<u32, Failure> {
    let prefix = keys::own(job.spec.id);
    let (mut files, mut after) = (0_u32, None);
    loop {
        let page = ports.artifacts().list(&prefix, after.as_deref()).await?;
        after = page.listed.last().map(|last| last.key.clone()).filter(|_| page.has_more);
        let unwanted = page.listed.into_iter().map(|listed| listed.key).filter(|key| !keys::is_wanted(job, key));
        let unwanted: Vec<String> = unwanted.collect();
        if !unwanted.is_empty() {
            still_held(ports, step, token)?;
            ports.artifacts().delete(&unwanted).await?;
            files = files.saturating_add(u32::try_from(unwanted.len()).unwrap_or(u32::MAX));
        }
        if after.is_none() {
            return Ok(files);
        }
    }
}
