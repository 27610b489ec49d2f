//! Inputs and effects: what happened to a job, and what the shell has to do about it.

use std::collections::BTreeMap;

use protocol::{Host, Money, Redactions, RunnerId, Timestamp, Update};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::step::{Failure, Jitter, Lease, Output, StepKey, StepKind, Token};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The object's alarm rang. Alarms come one at a time, so no attempt of the object itself is under way any more: what
    /// an earlier turn still held has died with it. What runners hold has not.
    AlarmRang,
    /// A runner asks for a step of these kinds. Asking again while it holds one is answered with that one.
    Claimed {
        runner: RunnerId,
        kinds: Vec<StepKind>,
    },
    /// A runner is still at it: its lease is extended.
    Heartbeat {
        lease: Lease,
    },
    Completed {
        lease: Lease,
        output: Output,
        spent: Money,
    },
    Failed {
        lease: Lease,
        failure: Failure,
        jitter: Jitter,
        spent: Money,
    },
    /// The attempt was never started; it does not count.
    Released {
        lease: Lease,
    },
    Cancel,
    Resume,
    /// Approval of this estimate, and of no other.
    Approve {
        estimate: Digest,
    },
    /// Another budget; `None` is none.
    SetBudget {
        budget: Option<Money>,
    },
    Revise(Revision),
    Skip {
        step: StepKey,
    },
    Retry {
        step: StepKey,
    },
    Trash,
    Restore,
    Purge {
        token: String,
    },
    /// Files were found that should not be there.
    Clean,
    /// The tenant's retention is over for this episode.
    Expire,
}

impl Input {
    /// Inputs that would have the job do more than it does.
    pub(crate) fn asks_for_work(&self) -> bool {
        match self {
            Self::Resume
            | Self::Approve { .. }
            | Self::SetBudget { .. }
            | Self::Revise(_)
            | Self::Skip { .. }
            | Self::Retry { .. } => true,
            Self::AlarmRang
            | Self::Claimed { .. }
            | Self::Heartbeat { .. }
            | Self::Completed { .. }
            | Self::Failed { .. }
            | Self::Released { .. }
            | Self::Cancel
            | Self::Trash
            | Self::Restore
            | Self::Purge { .. }
            | Self::Clean
            | Self::Expire => false,
        }
    }
}

/// A change of the script or the voices; absent is unchanged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    pub hosts: Option<[Host; 2]>,
    /// Turn and text.
    pub lines: BTreeMap<u16, Digest>,
    /// Counts of what was taken out of the lines.
    pub redactions: Redactions,
}

/// An order to the shell, once the job is committed.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Perform the step here, in the alarm turn.
    Perform {
        step: StepKey,
        token: Token,
    },
    /// A runner has been given this lease.
    Granted {
        lease: Lease,
        expires_at: Timestamp,
    },
    /// Steps of a kind wait for a runner: tell those that ask for work. The index learns it from the job's row.
    Offer(Offer),
    /// No step of the kind waits for a runner any more.
    Withdraw(StepKind),
    Tell(Update),
}

impl Effect {
    /// The update for watchers, if that is what was ordered.
    pub fn into_update(self) -> Option<Update> {
        match self {
            Self::Tell(update) => Some(update),
            Self::Perform { .. } | Self::Granted { .. } | Self::Offer(_) | Self::Withdraw(_) => None,
        }
    }
}

/// A kind of step of which the job has some for runners: what the index knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub kind: StepKind,
    /// When the first of them may be claimed.
    pub not_before: Timestamp,
}
