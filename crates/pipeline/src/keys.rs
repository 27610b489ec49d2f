//! Names of artifacts: made of ids and digests, never of anything somebody wrote.

use job::{ARTIFACTS, Digest, Job, StepKey, Tenant};
use protocol::{JobId, JobStatus};

/// A turn's frames, shared by every job of a tenant that says the same with the same voice.
pub fn clip(tenant: &Tenant, speech: &Digest) -> String {
    format!("clips/{}/{speech}", tenant.0)
}

/// A file of an episode, named by what the episode is made from.
pub fn artifact(job: JobId, master: &Digest, name: &str) -> String {
    format!("episodes/{job}/{master}/{name}")
}

/// A file of the finished episode.
pub fn published(job: &Job, name: &str) -> Option<String> {
    let published = job.published.as_ref()?;
    Some(artifact(job.spec.id, &published.master, name))
}

/// Everything a job has written for itself alone that is no part of a finished episode, or of one being made.
pub(crate) fn discarded(job: &Job) -> Vec<String> {
    let published = job.published.as_ref().map(|published| &published.master);
    let unfinished = job.steps.get(&StepKey::Master).map(|step| &step.input);
    let unfinished = unfinished.filter(|_| job.status() != JobStatus::Running);
    let masters = job.superseded.iter().chain(unfinished).filter(|master| Some(*master) != published);
    let files = |master| ARTIFACTS.map(|(name, _)| artifact(job.spec.id, master, name));
    masters.flat_map(files).collect()
}
