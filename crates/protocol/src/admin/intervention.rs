//! An operator action on one job.

use serde::{Deserialize, Serialize};

use crate::job::StepName;
use crate::problem::{Code, Problem};

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

    /// Checks that it names no step.
    ///
    /// # Errors
    /// `invalid_field` otherwise.
    pub(crate) fn whole(&self) -> Result<(), Problem> {
        match (self.turn, &self.step) {
            (None, None) => Ok(()),
            (Some(_), _) | (None, Some(_)) => Err(Problem::because(Code::InvalidField, "no step is expected here")),
        }
    }
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
    }
}
