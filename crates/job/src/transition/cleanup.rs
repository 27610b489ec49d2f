//! Cleanup: deletes the files a job leaves behind, once when it ends, and once more for writes that arrive after that.

use protocol::Timestamp;

use crate::digest::Hasher;
use crate::limits;
use crate::messages::Effect;
use crate::state::Job;
use crate::step::{Output, StepKey, StepKind};

impl Job {
    pub(crate) fn clean_up(&mut self, now: Timestamp) {
        self.want(StepKind::Cleanup.key(), Hasher::new("cleanup").part(self.rev.to_le_bytes()).finish(), now);
    }

    /// Orders a cleanup; a job that is not over ignores it.
    pub(crate) fn on_clean(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.status().is_terminal() {
            self.clean_up(now);
            // The index knows that somebody is at it.
            self.project(now);
        }
        Vec::new()
    }

    /// Drops pending cleanups: the files they would delete may be needed again; the next end of the job judges anew.
    pub(crate) fn keep_everything(&mut self) {
        self.steps.remove(&StepKind::Cleanup.key());
        self.steps.remove(&StepKind::LateCleanup.key());
    }

    /// Records a finished pass; the first one orders the late cleanup.
    pub(crate) fn cleaned(&mut self, key: StepKey, output: &Output, now: Timestamp) {
        let Output::Swept { files } = output else { return };
        if key.kind == StepKind::Cleanup {
            self.superseded.clear();
            self.deleted_files.cleanup = self.deleted_files.cleanup.saturating_add(*files);
            let input = Hasher::new("stragglers").part(self.rev.to_le_bytes()).finish();
            self.want(StepKind::LateCleanup.key(), input, now.plus_ms(limits::LATE_CLEANUP_AFTER_MS));
        }
        if key.kind == StepKind::LateCleanup {
            self.deleted_files.late_cleanup = self.deleted_files.late_cleanup.saturating_add(*files);
            // What was caught, and that nothing is to come any more.
            self.project(now);
        }
    }
}
