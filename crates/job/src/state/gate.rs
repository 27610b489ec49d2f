//! Gates before the stages, as data: an approval that is needed, a budget.

use std::collections::BTreeSet;

use protocol::{Code, Money, Problem, Stage};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::messages::Rejection;

/// The gates a job was created with; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gates {
    /// Stages that start only once their estimate is approved.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub approval: BTreeSet<Stage>,
    /// The most that may be spent, in micro-units. Attempts under way when it is reached are finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
}

impl Gates {
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The gate before a kind of step, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    Open,
    Approval { stage: Stage, estimate: Digest },
    Budget { budget: Money, spent: Money },
}

impl Gate {
    pub(crate) fn problem(&self) -> Option<Problem> {
        match self {
            Self::Open => None,
            Self::Approval { stage, estimate } => {
                Some(Problem::because(Code::ApprovalNeeded, format!("{}: estimate {estimate}", stage.as_str())))
            }
            Self::Budget { budget, spent } => {
                Some(Problem::because(Code::BudgetExhausted, format!("{spent} of {budget} are spent")))
            }
        }
    }

    pub(crate) fn rejection(&self) -> Option<Rejection> {
        match self {
            Self::Open => None,
            Self::Approval { .. } => Some(Rejection::ApprovalNeeded),
            Self::Budget { .. } => Some(Rejection::BudgetExhausted),
        }
    }
}
