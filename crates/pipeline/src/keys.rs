//! Names of artifacts: made of ids and digests, never of anything somebody wrote.

use job::{ARTIFACTS, Digest, Job, Tenant};
use protocol::JobId;

/// A turn's frames, shared by every job of a tenant that says the same with the same voice.
pub fn clip(tenant: &Tenant, speech: &Digest) -> String {
    format!("clips/{}/{speech}", tenant.0)
}

/// A file of an episode, named by what the episode is made from.
pub fn artifact(job: JobId, master: &Digest, name: &str) -> String {
    format!("{}{master}/{name}", own(job))
}

/// A file of the finished episode.
pub fn published(job: &Job, name: &str) -> Option<String> {
    let published = job.published()?;
    Some(artifact(job.spec().id, &published.master, name))
}

/// What everything starts with that a job writes for itself alone.
pub fn own(job: JobId) -> String {
    format!("episodes/{job}/")
}

/// Whether a file of the job is part of its finished episode, or may become part of one.
pub fn is_wanted(job: &Job, key: &str) -> bool {
    !job.status().is_terminal() || ARTIFACTS.iter().any(|(name, _)| published(job, name).as_deref() == Some(key))
}
