//! Cleanup: deletes what a job has written for itself alone, as far as its episode does not need it; or everything.
//!
//! The bucket is asked, not the job: whatever wrote it and however late, it is found under the job's own prefix.

use job::{Failure, Job, Lease, StepKind};

use crate::faults::{self, Layer};
use crate::io::lease_guard::still_held;
use crate::keys;
use crate::ports::{Artifacts, Clock, Index, Ports, Store};

/// Returns the number of files that nobody needed.
pub(crate) async fn clean(ports: &impl Ports, job: &Job, lease: Lease) -> Result<u32, Failure> {
    let layer = if lease.step.kind == StepKind::Cleanup { Layer::Cleanup } else { Layer::LateCleanup };
    if faults::is_off(job, layer) {
        return Ok(0);
    }
    delete(ports, job, lease, |key| !keys::is_wanted(job, key)).await
}

/// The index forgets last: as long as it remembers the job, somebody looks whether anything of it is left.
pub(crate) async fn erase(ports: &impl Ports, job: &Job, lease: Lease) -> Result<(), Failure> {
    delete(ports, job, lease, |_| true).await?;
    still_held(ports, lease)?;
    ports.store().erase()?;
    ports.index().bury(job.spec().id, ports.clock().now()).await
}

/// One list call and one delete call for a thousand files.
async fn delete(
    ports: &impl Ports,
    job: &Job,
    lease: Lease,
    is_unwanted: impl Fn(&str) -> bool,
) -> Result<u32, Failure> {
    let prefix = keys::own(job.spec().id);
    let (mut files, mut after) = (0_u32, None);
    loop {
        still_held(ports, lease)?;
        let page = ports.artifacts().list(&prefix, after.as_deref()).await?;
        after = page.listed.last().map(|last| last.key.clone()).filter(|_| page.has_more);
        let keys: Vec<String> =
            page.listed.into_iter().map(|listed| listed.key).filter(|key| is_unwanted(key)).collect();
        if !keys.is_empty() {
            still_held(ports, lease)?;
            ports.artifacts().delete(&keys).await?;
            files = files.saturating_add(u32::try_from(keys.len()).unwrap_or(u32::MAX));
        }
        if after.is_none() {
            return Ok(files);
        }
    }
}
