//! The table of step kinds: each property of a kind stands in its row and nowhere else.
//!
//! A new kind is a variant, a row, a line of [`crate::state::Job::wanted`] and what `pipeline` performs. Rows never change their name.

use protocol::Stage;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::StepKey;

/// A kind of step; the order is the order of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    Ingest,
    Outline,
    /// One chapter's dialogue.
    Script,
    /// In the release after this one alone: a step that no job of this release has.
    #[cfg(feature = "next")]
    Rehearsal,
    /// One turn's clip.
    Speech,
    Master,
    Publish,
    /// Updates the job's row in the index.
    Project,
    /// Deletes what the job has written and its episode does not need.
    Cleanup,
    /// The second cleanup pass, for writes that arrived after their writer had died.
    LateCleanup,
    /// Deletes everything, the job itself included.
    Erase,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepSpec {
    /// Name, as stored and as clients see it.
    pub name: &'static str,
    /// Digits of the number, for a kind of which a job has several.
    pub digits: Option<usize>,
    /// The stage it belongs to. Housekeeping has none: it also runs when the job has ended, and until it succeeds.
    pub stage: Option<Stage>,
    /// Deletes what an attempt still under way may be writing.
    pub deletes: bool,
    /// A runner may do it outside the object, where the job leaves it to runners.
    pub remote: bool,
    /// An operator or the owner may leave it out.
    pub skippable: bool,
    /// An attempt may cost money: a budget that is used up holds it back where a runner makes it, who says what it was only
    /// afterwards. The object asks before each call.
    pub paid: bool,
    /// Timeout of one attempt made by the object, in milliseconds.
    pub attempt_ms_max: i64,
}

/// An answer of a language model and its repair: with reasoning, a page takes one or two minutes.
const WRITING_MS_MAX: i64 = 240_000;

/// A line of 50 s by a neural voice on the user's machine that is slower than real time, behind three others that were asked for at once.
const SPEECH_MS_MAX: i64 = 120_000;

impl StepSpec {
    const fn work(name: &'static str, stage: Stage, attempt_ms_max: i64) -> Self {
        let (digits, stage) = (None, Some(stage));
        Self { name, digits, stage, deletes: false, remote: false, skippable: false, paid: false, attempt_ms_max }
    }

    const fn housekeeping(name: &'static str, deletes: bool) -> Self {
        let (digits, stage, attempt_ms_max) = (None, None, 30_000);
        Self { name, digits, stage, deletes, remote: false, skippable: false, paid: false, attempt_ms_max }
    }
}

impl StepKind {
    pub const ALL: &[Self] = &[
        Self::Ingest,
        Self::Outline,
        Self::Script,
        #[cfg(feature = "next")]
        Self::Rehearsal,
        Self::Speech,
        Self::Master,
        Self::Publish,
        Self::Project,
        Self::Cleanup,
        Self::LateCleanup,
        Self::Erase,
    ];

    pub const fn spec(self) -> StepSpec {
        match self {
            Self::Ingest => StepSpec::work("ingest", Stage::Ingest, 60_000),
            Self::Outline => StepSpec { paid: true, ..StepSpec::work("outline", Stage::Outline, WRITING_MS_MAX) },
            Self::Script => StepSpec {
                digits: Some(2),
                remote: true,
                paid: true,
                ..StepSpec::work("script", Stage::Script, WRITING_MS_MAX)
            },
            #[cfg(feature = "next")]
            Self::Rehearsal => StepSpec::work("rehearsal", Stage::Script, 60_000),
            Self::Speech => StepSpec {
                digits: Some(3),
                remote: true,
                skippable: true,
                paid: true,
                ..StepSpec::work("speech", Stage::Speech, SPEECH_MS_MAX)
            },
            Self::Master => StepSpec { remote: true, ..StepSpec::work("master", Stage::Master, 120_000) },
            Self::Publish => StepSpec::work("publish", Stage::Publish, 120_000),
            Self::Project => StepSpec::housekeeping("project", false),
            Self::Cleanup => StepSpec::housekeeping("cleanup", true),
            Self::LateCleanup => StepSpec::housekeeping("stragglers", true),
            Self::Erase => StepSpec::housekeeping("erase", true),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.spec().name == name)
    }

    /// The key of a kind of which a job has one.
    pub const fn key(self) -> StepKey {
        StepKey { kind: self, number: 0 }
    }

    /// The key of a numbered kind: a chapter or a turn.
    pub const fn at(self, number: u16) -> StepKey {
        StepKey { kind: self, number }
    }
}

/// Serialized as its name.
impl Serialize for StepKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spec().name)
    }
}

impl<'de> Deserialize<'de> for StepKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| de::Error::custom("not a kind of step"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_row_with_a_name_of_its_own() {
        for kind in StepKind::ALL.iter().copied() {
            let spec = kind.spec();
            assert_eq!(StepKind::from_name(spec.name), Some(kind));
            assert!(spec.attempt_ms_max > 0);
            assert!(!(spec.remote && spec.stage.is_none()), "{}: no runner keeps house", spec.name);
            assert!(!(spec.deletes && spec.stage.is_some()), "{}: work deletes nothing", spec.name);
        }
        assert!(StepKind::ALL.is_sorted());
        assert_eq!(StepKind::from_name("listen"), None);
    }
}
