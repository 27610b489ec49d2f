//! The nodes of a job's graph.

use std::fmt;
use std::str::FromStr;

use protocol::{Stage, StepName, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Digest, Failure};

/// A step's stable name; the order is the order of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKey {
    Ingest,
    Outline,
    /// One chapter's dialogue.
    Script(u16),
    /// One turn's clip.
    Speech(u16),
    Master,
    Publish,
    /// Tell the index what the job has become.
    Project,
    /// Delete what the job has written and its episode does not need.
    Cleanup,
    /// The same once more, for writes that arrived after their writer had died.
    Stragglers,
    /// Delete everything, the job itself included.
    Erase,
}

impl StepKey {
    /// Housekeeping belongs to no stage: it also runs when the job has ended, and until it succeeds.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::Ingest => Some(Stage::Ingest),
            Self::Outline => Some(Stage::Outline),
            Self::Script(_) => Some(Stage::Script),
            Self::Speech(_) => Some(Stage::Speech),
            Self::Master => Some(Stage::Master),
            Self::Publish => Some(Stage::Publish),
            Self::Project | Self::Cleanup | Self::Stragglers | Self::Erase => None,
        }
    }

    /// Whether it takes away what an attempt still under way may be writing.
    pub(crate) fn deletes(self) -> bool {
        match self {
            Self::Cleanup | Self::Stragglers | Self::Erase => true,
            Self::Ingest
            | Self::Outline
            | Self::Script(_)
            | Self::Speech(_)
            | Self::Master
            | Self::Publish
            | Self::Project => false,
        }
    }
}

/// As clients name it: a line by its number.
impl From<StepKey> for StepName {
    fn from(key: StepKey) -> Self {
        match key {
            StepKey::Speech(turn) => Self::Turn(turn),
            StepKey::Ingest
            | StepKey::Outline
            | StepKey::Script(_)
            | StepKey::Master
            | StepKey::Publish
            | StepKey::Project
            | StepKey::Cleanup
            | StepKey::Stragglers
            | StepKey::Erase => Self::Step(key.to_string()),
        }
    }
}

impl TryFrom<StepName> for StepKey {
    type Error = UnknownStep;

    /// One spelling only, as everywhere.
    fn try_from(name: StepName) -> Result<Self, UnknownStep> {
        let key = match &name {
            StepName::Turn(turn) => Self::Speech(*turn),
            StepName::Step(step) => step.parse()?,
        };
        if StepName::from(key) == name { Ok(key) } else { Err(UnknownStep) }
    }
}

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ingest => f.write_str("ingest"),
            Self::Outline => f.write_str("outline"),
            Self::Script(chapter) => write!(f, "script/{chapter:02}"),
            Self::Speech(turn) => write!(f, "speech/{turn:03}"),
            Self::Master => f.write_str("master"),
            Self::Publish => f.write_str("publish"),
            Self::Project => f.write_str("project"),
            Self::Cleanup => f.write_str("cleanup"),
            Self::Stragglers => f.write_str("stragglers"),
            Self::Erase => f.write_str("erase"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a step's name")]
pub struct UnknownStep;

impl FromStr for StepKey {
    type Err = UnknownStep;

    fn from_str(text: &str) -> Result<Self, UnknownStep> {
        let (kind, number) = text.split_once('/').map_or((text, None), |(kind, number)| (kind, Some(number)));
        let number = number.map(|digits| digits.parse().map_err(|_| UnknownStep)).transpose()?;
        match (kind, number) {
            ("ingest", None) => Ok(Self::Ingest),
            ("outline", None) => Ok(Self::Outline),
            ("script", Some(chapter)) => Ok(Self::Script(chapter)),
            ("speech", Some(turn)) => Ok(Self::Speech(turn)),
            ("master", None) => Ok(Self::Master),
            ("publish", None) => Ok(Self::Publish),
            ("project", None) => Ok(Self::Project),
            ("cleanup", None) => Ok(Self::Cleanup),
            ("stragglers", None) => Ok(Self::Stragglers),
            ("erase", None) => Ok(Self::Erase),
            (_, _) => Err(UnknownStep),
        }
    }
}

impl Serialize for StepKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StepKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A fencing token: rises with every lease a job grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(pub u64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What the step is done from; another input makes it another piece of work.
    pub input: Digest,
    /// Attempts started.
    pub attempts: u32,
    /// When the first of them started: the step's deadline counts from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    pub status: StepStatus,
}

impl Step {
    pub(crate) fn new(input: Digest, not_before: Timestamp) -> Self {
        Self { input, attempts: 0, started_at: None, status: StepStatus::Waiting { not_before } }
    }

    /// The attempt under way does not count: nothing was tried.
    pub(crate) fn give_back(&mut self, not_before: Timestamp) {
        self.attempts = self.attempts.saturating_sub(1);
        if self.attempts == 0 {
            self.started_at = None;
        }
        self.status = StepStatus::Waiting { not_before };
    }

    pub(crate) fn is_held_by(&self, token: Token) -> bool {
        match &self.status {
            StepStatus::Leased { token: current, .. } => *current == token,
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    Waiting { not_before: Timestamp },
    Leased { token: Token, expires_at: Timestamp },
    Done { output: Output },
    Exhausted { failure: Failure },
}

/// What a finished step says about its work; the work itself is a document or an artifact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Output {
    Ingested {
        document: Digest,
        title: String,
    },
    Outlined {
        outline: Digest,
        chapters: u16,
    },
    /// The chapter's turns, in order.
    Written {
        turns: Vec<Written>,
    },
    Spoken {
        frames: u32,
    },
    Mastered(Mastered),
    /// Clips that were there are not: their turns are to be spoken again.
    ClipsLost {
        turns: Vec<u16>,
    },
    Published,
    Projected,
    /// What engine 1 said of a pass.
    Cleaned,
    /// Files that had to be deleted.
    Swept {
        files: u32,
    },
    /// Nobody is left to hear it.
    Erased,
}

/// A turn as the script has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Which of the two hosts says it: 0 or 1.
    pub host: u8,
    /// What is said.
    pub text: Digest,
}

/// The finished audio, as measured on the decoded file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mastered {
    pub size_bytes: u64,
    pub duration_ms: u64,
    pub loudness_lufs: f64,
    pub true_peak_dbtp: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_was_written() {
        let keys = [
            StepKey::Ingest,
            StepKey::Outline,
            StepKey::Script(3),
            StepKey::Speech(17),
            StepKey::Speech(399),
            StepKey::Master,
            StepKey::Publish,
            StepKey::Project,
            StepKey::Cleanup,
            StepKey::Stragglers,
            StepKey::Erase,
        ];
        for key in keys {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        assert_eq!(keys.map(|key| StepKey::try_from(StepName::from(key))), keys.map(Ok));
        assert_eq!(StepKey::try_from(StepName::Step("speech/017".to_owned())), Err(UnknownStep));
        assert_eq!(StepKey::Speech(17).to_string(), "speech/017");
        for other in ["", "speech", "speech/", "speech/x", "speech/99999", "ingest/1"] {
            assert_eq!(other.parse::<StepKey>(), Err(UnknownStep), "{other}");
        }
    }
}
