//! Step keys: a step's stable name, made of its kind and its number.

use std::fmt;
use std::str::FromStr;

use protocol::{Stage, StepName};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{StepKind, StepSpec};

/// The key of a step; ordered as the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepKey {
    pub kind: StepKind,
    /// Number of the chapter or turn, from 0; 0 for a kind of which a job has one.
    pub number: u16,
}

impl StepKey {
    pub const fn spec(self) -> StepSpec {
        self.kind.spec()
    }

    /// The stage it belongs to; `None` for housekeeping.
    pub const fn stage(self) -> Option<Stage> {
        self.kind.spec().stage
    }

    pub(crate) const fn is_work(self) -> bool {
        self.stage().is_some()
    }
}

/// As clients name it: a line by its number.
impl From<StepKey> for StepName {
    fn from(key: StepKey) -> Self {
        if key.kind == StepKind::Speech { Self::Turn(key.number) } else { Self::Step(key.to_string()) }
    }
}

impl TryFrom<StepName> for StepKey {
    type Error = UnknownStep;

    /// Accepts one spelling only.
    fn try_from(name: StepName) -> Result<Self, UnknownStep> {
        let key = match &name {
            StepName::Turn(turn) => StepKind::Speech.at(*turn),
            StepName::Step(step) => step.parse()?,
        };
        if StepName::from(key) == name { Ok(key) } else { Err(UnknownStep) }
    }
}

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StepSpec { name, digits, .. } = self.spec();
        match digits {
            None => f.write_str(name),
            Some(digits) => write!(f, "{name}/{:0digits$}", self.number),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown step name")]
pub struct UnknownStep;

impl FromStr for StepKey {
    type Err = UnknownStep;

    fn from_str(text: &str) -> Result<Self, UnknownStep> {
        let (name, number) = text.split_once('/').map_or((text, None), |(name, number)| (name, Some(number)));
        let kind = StepKind::from_name(name).ok_or(UnknownStep)?;
        match (kind.spec().digits, number) {
            (None, None) => Ok(kind.key()),
            (Some(_), Some(digits)) => Ok(kind.at(digits.parse().map_err(|_| UnknownStep)?)),
            (None, Some(_)) | (Some(_), None) => Err(UnknownStep),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_was_written() {
        let key = |kind: &StepKind| if kind.spec().digits.is_some() { kind.at(17) } else { kind.key() };
        let keys: Vec<StepKey> = StepKind::ALL.iter().map(key).collect();
        for key in keys {
            assert_eq!(key.to_string().parse(), Ok(key));
            assert_eq!(StepKey::try_from(StepName::from(key)), Ok(key));
        }
        assert_eq!(StepKey::try_from(StepName::Step("speech/017".to_owned())), Err(UnknownStep));
        let names = [StepKind::Script.at(3), StepKind::Speech.at(17), StepKind::Speech.at(399)];
        assert_eq!(names.map(|key| key.to_string()), ["script/03", "speech/017", "speech/399"]);
        for other in ["", "speech", "speech/", "speech/x", "speech/99999", "ingest/1", "listen/00"] {
            assert_eq!(other.parse::<StepKey>(), Err(UnknownStep), "{other}");
        }
    }
}
