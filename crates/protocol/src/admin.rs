//! Operator actions over all tenants, pausing intake, and the audit log.

mod job;
mod jobs;

pub use job::{AdminJobView, JobTimeline, LastFailure, StepView, Transition};
pub use jobs::{AdminJob, AdminJobList, JobFilter, JobSet};
use serde::{Deserialize, Serialize};

use crate::{Code, Operation, Problem, StepName, Target, Timestamp, limits};

/// `POST /admin/jobs/{id}/resume`, `/retry`, `/skip` and `/cancel`; names a step, by turn or by name, where one is
/// needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Intervention {
    /// The reason, for the audit log.
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

impl Intervention {
    /// The one step it names.
    ///
    /// # Errors
    /// `invalid_field` unless it names exactly one.
    pub fn step(&self) -> Result<StepName, Problem> {
        match (self.turn, &self.step) {
            (Some(turn), None) => Ok(StepName::Turn(turn)),
            (None, Some(step)) => Ok(StepName::Step(step.clone())),
            (None, None) | (Some(_), Some(_)) => {
                Err(Problem::because(Code::InvalidField, "exactly one of turn and step is required"))
            }
        }
    }

    /// Checks that it names a step exactly when the operation needs one.
    ///
    /// # Errors
    /// `invalid_field` otherwise.
    pub fn check(&self, operation: Operation) -> Result<(), Problem> {
        match operation.route().intervention {
            Some(Target::Step) => self.step().map(|_| ()),
            Some(Target::Job) | None => self.whole(),
        }
    }

    fn whole(&self) -> Result<(), Problem> {
        match (self.turn, &self.step) {
            (None, None) => Ok(()),
            (Some(_), _) | (None, Some(_)) => Err(Problem::because(Code::InvalidField, "no step is expected here")),
        }
    }
}

/// `POST /admin/intake`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetIntake {
    pub paused: bool,
    pub reason: String,
}

/// `GET /admin/intake`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Intake {
    /// The moment intake was paused; absent while new jobs are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The operator who paused it, as a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Running jobs: a paused service is drained when there are none.
    pub running: u64,
}

/// `GET /admin/audit`: the audit log, latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Audit {
    pub acts: Vec<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Act {
    pub id: String,
    pub at: Timestamp,
    /// The operator's token, as a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Method and path, with `{id}` for the target.
    pub act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// HTTP status of the answer; absent while it is under way, or when it was cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// Checks the reason of an action.
///
/// # Errors
/// `invalid_field` when it is empty or too long.
pub fn check_reason(reason: &str) -> Result<(), Problem> {
    let max = limits::REASON_CHARS_MAX;
    let is_one = !reason.trim().is_empty() && reason.chars().count() <= max;
    if is_one { Ok(()) } else { Err(Problem::because(Code::InvalidField, format!("reason: 1 to {max} characters"))) }
}

/// The id in a path, if it is safe to write down: an id of ours cannot be anybody's name.
pub fn plain_id(named: Option<&str>) -> Option<&str> {
    let is_id =
        |id: &&str| id.len() <= limits::ID_CHARS_MAX && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    named.filter(is_id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervention(turn: Option<u16>, step: Option<&str>) -> Intervention {
        Intervention { reason: "it hangs".to_owned(), turn, step: step.map(str::to_owned) }
    }

    #[test]
    fn an_intervention_names_one_step_or_the_whole_job() {
        assert_eq!(intervention(Some(3), None).step(), Ok(StepName::Turn(3)));
        assert_eq!(intervention(None, Some("master")).step(), Ok(StepName::Step("master".to_owned())));
        assert!(intervention(None, None).step().is_err() && intervention(Some(3), Some("master")).step().is_err());
        assert_eq!(intervention(None, None).whole(), Ok(()));
        assert!(intervention(Some(3), None).whole().is_err() && intervention(None, Some("master")).whole().is_err());
        for (operation, turn) in [
            (Operation::AdminRetry, Some(3)),
            (Operation::AdminSkip, Some(3)),
            (Operation::AdminResume, None),
            (Operation::AdminCancel, None),
        ] {
            assert_eq!(intervention(turn, None).check(operation), Ok(()));
            let other = if turn.is_some() { None } else { Some(3) };
            assert!(intervention(other, None).check(operation).is_err(), "{operation:?}");
        }
    }

    #[test]
    fn a_reason_is_neither_empty_nor_too_long() {
        assert_eq!(check_reason("the provider is back"), Ok(()));
        for reason in ["", "  ", &"x".repeat(limits::REASON_CHARS_MAX + 1)] {
            assert_eq!(check_reason(reason).unwrap_err().code, Code::InvalidField);
        }
    }

    #[test]
    fn an_id_that_could_be_a_name_is_not_written_down() {
        assert_eq!(
            plain_id(Some("0198c0de-0000-7000-8000-00000000abcd")),
            Some("0198c0de-0000-7000-8000-00000000abcd")
        );
        assert_eq!(plain_id(Some("0a1b2c3d4e5f6071")), Some("0a1b2c3d4e5f6071"));
        for name in [None, Some(""), Some("ada@example.org"), Some("ada-lovelace"), Some(&*"a".repeat(100))] {
            assert_eq!(plain_id(name), None);
        }
    }
}
