//! Names of artifacts: made of ids and digests, never of anything somebody wrote.

use job::{ARTIFACTS, Digest, Job, StepKey, Tenant};

/// A turn's frames, shared by every job of a tenant that says the same with the same voice.
pub fn clip(tenant: &Tenant, speech: &Digest) -> String {
    format!("clips/{}/{speech}", tenant.0)
}

/// A file of the episode that follows from these clips; another script makes another episode.
pub fn artifact(job: &Job, name: &str) -> Option<String> {
    let master = job.steps.get(&StepKey::Master)?;
    Some(format!("episodes/{}/{}/{name}", job.spec.id, master.input))
}

/// Everything a job that never finishes may have written for itself alone.
pub(crate) fn unfinished(job: &Job) -> Vec<String> {
    ARTIFACTS.iter().filter_map(|(name, _)| artifact(job, name)).collect()
}
