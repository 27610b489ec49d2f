//! Egress log of one job: content counted by exit and class as it leaves.
//!
//! Never holds the content.

use serde::{Deserialize, Serialize};

use super::{Class, Exit, Payload};
use crate::values::JobId;

/// The egress log of one job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Flows {
    /// Attempts that died with their turn: what they had sent by then is not counted.
    pub attempts_lost: u64,
    /// Sorted by exit and class.
    pub passed: Vec<Passed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Passed {
    pub exit: Exit,
    pub class: Class,
    pub count: u64,
    /// Bytes of text and sound; content of several classes counts under each. Ids and measures have a count only.
    pub bytes: u64,
}

/// `GET /admin/jobs/{id}/dataflow`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Dataflow {
    pub job: JobId,
    pub attempts_lost: u64,
    pub flows: Vec<Flow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Flow {
    #[serde(flatten)]
    pub passed: Passed,
    pub destination: String,
}

impl Flows {
    pub fn add(&mut self, cargo: Payload, bytes: usize) {
        for class in cargo.classes {
            self.count(cargo.exit, *class, 1, bytes as u64);
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.attempts_lost = self.attempts_lost.saturating_add(other.attempts_lost);
        for Passed { exit, class, count, bytes } in &other.passed {
            self.count(*exit, *class, *count, *bytes);
        }
    }

    fn count(&mut self, exit: Exit, class: Class, count: u64, bytes: u64) {
        let place = self.passed.binary_search_by_key(&(exit, class), |passed| (passed.exit, passed.class));
        match place {
            Ok(index) => {
                if let Some(passed) = self.passed.get_mut(index) {
                    passed.count = passed.count.saturating_add(count);
                    passed.bytes = passed.bytes.saturating_add(bytes);
                }
            }
            Err(index) => self.passed.insert(index, Passed { exit, class, count, bytes }),
        }
    }

    pub fn of_job(self, job: JobId) -> Dataflow {
        let flow = |passed: Passed| Flow { destination: passed.exit.row().destination.to_owned(), passed };
        Dataflow { job, attempts_lost: self.attempts_lost, flows: self.passed.into_iter().map(flow).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIP: Payload = Payload::new(Exit::BucketBodies, &[Class::Audio]);
    const LINE: Payload = Payload::new(Exit::Voice, &[Class::Script, Class::VoiceName]);

    #[test]
    fn content_is_counted_by_exit_and_class_in_any_order() {
        let (mut one, mut other) = (Flows::default(), Flows::default());
        one.add(CLIP, 100);
        one.add(LINE, 10);
        other.add(LINE, 20);
        other.attempts_lost = 1;
        let mut both = other.clone();
        one.merge(&other);
        both.add(CLIP, 100);
        both.add(LINE, 10);
        assert_eq!(one, both);
        let script = Passed { exit: Exit::Voice, class: Class::Script, count: 2, bytes: 30 };
        assert_eq!((one.passed.first(), one.attempts_lost), (Some(&script), 1));
    }
}
