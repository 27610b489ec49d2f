//! A step of the graph: the digest of its input, its lease, its attempts and its result.

use protocol::{Money, RunnerId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Failure, Output, StepKey};
use crate::digest::Digest;

/// A fencing token: rises with every lease a job grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(pub u64);

/// Number of a paid call, from 0; rises with every call of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallId(pub u32);

/// The lease an attempt works under: a report counts as long as the step is held under this token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub step: StepKey,
    pub token: Token,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Digest of the step's input; another input makes it another piece of work.
    pub input: Digest,
    /// Attempts started.
    pub attempts: u32,
    /// Answers of a provider that were of no use: the number of the next take.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub bad_takes: u32,
    /// Start of the first attempt: the step's deadline counts from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// Cost of its attempts, as far as they have reported it.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub spent: Money,
    pub status: StepStatus,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Step {
    pub(crate) fn new(input: Digest, not_before: Timestamp) -> Self {
        let status = StepStatus::Waiting { not_before };
        Self { input, attempts: 0, bad_takes: 0, started_at: None, spent: Money::ZERO, status }
    }

    /// Gives a step all its attempts again; what was spent on it stays spent, and what was of no use is not asked for again.
    pub(crate) fn renewed(&self, not_before: Timestamp) -> Self {
        Self { spent: self.spent, bad_takes: self.bad_takes, ..Self::new(self.input.clone(), not_before) }
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

    /// The current holder of its lease.
    pub fn holder(&self) -> Option<&Holder> {
        match &self.status {
            StepStatus::Leased { holder, .. } => Some(holder),
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        }
    }

    pub(crate) fn is_held_by_object(&self) -> bool {
        self.holder() == Some(&Holder::Object)
    }

    pub(crate) fn is_held_by_runner(&self) -> bool {
        matches!(self.holder(), Some(Holder::Runner { .. }))
    }
}

/// The holder of a lease.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The job's own object: its lease dies with its turn.
    #[default]
    Object,
    /// A runner outside: its lease ends at `expires_at`, whatever happens to the object.
    Runner { runner: RunnerId, claimed_at: Timestamp },
}

impl Holder {
    fn is_object(&self) -> bool {
        *self == Self::Object
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    Waiting {
        not_before: Timestamp,
    },
    Leased {
        token: Token,
        expires_at: Timestamp,
        #[serde(default, skip_serializing_if = "Holder::is_object")]
        holder: Holder,
    },
    Done {
        output: Output,
    },
    Exhausted {
        failure: Failure,
    },
}
