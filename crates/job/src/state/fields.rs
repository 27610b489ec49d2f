//! Read access to a job's fields; [`Job::handle`] alone changes them.

use protocol::{Host, Stage, Timestamp, Writer};

use super::{DeletedFiles, Job, Published, SECTIONS_SINCE, Spec, Status};
use crate::digest::Digest;
use crate::step::{Output, Step, StepKey, StepKind};

/// The first engine whose episodes have their cover in the tag.
const COVERS_SINCE: u32 = 4;

/// The first engine whose sources may be in another language than English.
pub const LANGUAGES_SINCE: u32 = 6;

/// The first engine whose episodes may be in the wide form.
pub const WIDE_SINCE: u32 = 6;

impl Job {
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    pub fn engine_version(&self) -> u32 {
        self.engine_version
    }

    /// True for a job whose episode has its cover in the tag; those of earlier engines keep the bytes they always had.
    pub fn has_cover(&self) -> bool {
        self.engine_version >= COVERS_SINCE
    }

    /// True for a job whose outline tells its sections apart, and which notes who wrote them; earlier engines ask no model.
    pub fn has_sections(&self) -> bool {
        self.engine_version >= SECTIONS_SINCE
    }

    /// True if a model made the outline, or somebody changed it.
    pub fn is_planned_by_model(&self) -> bool {
        match self.output(StepKind::Outline.key()) {
            Some(Output::Outlined { writer, sections, .. }) => {
                !sections.is_empty() && !writer.as_ref().is_some_and(Writer::is_embedded)
            }
            Some(_) | None => false,
        }
    }

    /// The state of the machine; [`Job::status`] is the status shown to clients.
    pub fn state(&self) -> &Status {
        &self.status
    }

    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// Time of the last change that watchers saw.
    pub fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    /// Revision counter of the state: rises with every change; of two copies the larger one wins.
    pub fn rev(&self) -> u64 {
        self.rev
    }

    /// The number of the newest update.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    pub fn stage(&self) -> Stage {
        self.stage
    }

    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The hosts as requested, or as revised.
    pub fn hosts(&self) -> &[Host; 2] {
        &self.hosts
    }

    /// The hosts who speak: the first alone in a monologue.
    pub fn speakers(&self) -> &[Host] {
        let [lead, _] = &self.hosts;
        if self.spec.style.format.is_monologue() { std::slice::from_ref(lead) } else { &self.hosts }
    }

    /// Every step, in the order of work.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (StepKey, &Step)> {
        self.steps.iter().map(|(key, step)| (*key, step))
    }

    pub fn step(&self, key: StepKey) -> Option<&Step> {
        self.steps.get(&key)
    }

    /// The finished episode; stays until its successor is whole.
    pub fn published(&self) -> Option<&Published> {
        self.published.as_ref()
    }

    /// Episodes that have a successor, to be deleted.
    pub fn superseded(&self) -> &[Digest] {
        &self.superseded
    }

    pub fn deleted_files(&self) -> DeletedFiles {
        self.deleted_files
    }

    pub fn trashed_at(&self) -> Option<Timestamp> {
        self.trashed_at
    }
}
