//! Storage keys of artifacts: made of ids and digests, never of text that somebody wrote.

use job::{ARTIFACTS, Digest, Job, Tenant};
use protocol::JobId;

/// Key of a clip, shared by all jobs of a tenant with the same text and voice.
pub fn clip(tenant: &Tenant, speech: &Digest) -> String {
    format!("clips/{}/{speech}", tenant.0)
}

/// Key of a file of an episode, named by the digest of its input.
pub fn artifact(job: JobId, master: &Digest, name: &str) -> String {
    format!("{}{master}/{name}", own(job))
}

/// Key of a file of the finished episode.
pub fn published(job: &Job, name: &str) -> Option<String> {
    let published = job.published()?;
    Some(artifact(job.spec().id, &published.master, name))
}

/// Prefix of all files that a job writes for itself alone.
pub fn own(job: JobId) -> String {
    format!("episodes/{job}/")
}

/// True when a file of the job is part of its finished episode, or may become part of one.
pub fn is_wanted(job: &Job, key: &str) -> bool {
    !job.status().is_terminal() || ARTIFACTS.iter().any(|(name, _)| published(job, name).as_deref() == Some(key))
}
