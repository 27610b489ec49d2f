//! A commit that stops half-way, for the test that kills the service there: only in a build with the feature `pause`.

use pipeline::Commit;
use protocol::Change;

/// Spins for ever in the middle of the commit that cancels a job with the title `pause after <point>`.
pub(crate) fn pause(commit: &Commit<'_>, after: &str) {
    let is_asked = || commit.job.spec().title.as_deref() == Some(&format!("pause after {after}"));
    let is_cancelled = || commit.updates.iter().any(|update| update.change == Change::Cancelled);
    while cfg!(feature = "pause") && is_asked() && is_cancelled() {
        std::hint::spin_loop();
    }
}
