//! Inputs and effects of the state machine: events in, orders to the shell out.

use std::collections::BTreeMap;

use protocol::{CostRange, Host, Money, Redactions, RunnerId, Timestamp, Update};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::step::{CallId, Failure, Jitter, Lease, Output, StepKey, StepKind, Token};

/// An input: the event a job handles.
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
    /// An attempt is about to make a call that can cost so much.
    CallBegun {
        lease: Lease,
        most: Money,
    },
    /// The call has ended; without a cost if its answer was lost. Counts whatever has become of the attempt.
    CallEnded {
        call: CallId,
        cost: Option<Money>,
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
    /// Another outline.
    Replan(Plan),
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
    /// The sweep found leftover files of the job.
    Clean,
    /// The tenant's retention is over for this episode.
    Expire,
}

impl Input {
    /// True for an input that gives the job more to do.
    pub(crate) fn asks_for_work(&self) -> bool {
        match self {
            Self::Resume
            | Self::Approve { .. }
            | Self::SetBudget { .. }
            | Self::Revise(_)
            | Self::Replan(_)
            | Self::Skip { .. }
            | Self::Retry { .. } => true,
            Self::AlarmRang
            | Self::Claimed { .. }
            | Self::Heartbeat { .. }
            | Self::Completed { .. }
            | Self::Failed { .. }
            | Self::Released { .. }
            | Self::CallBegun { .. }
            | Self::CallEnded { .. }
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
    /// Redactions in the lines, counted by kind.
    pub redactions: Redactions,
}

/// An outline as somebody has changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub outline: Digest,
    /// Digest of each section, in order.
    pub sections: Vec<Digest>,
    /// Cost of writing the sections that are new, if anything.
    pub cost: Option<CostRange>,
    /// Redactions in its words, counted by kind.
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
    /// The update for watchers, if the effect is one.
    pub fn into_update(self) -> Option<Update> {
        match self {
            Self::Tell(update) => Some(update),
            Self::Perform { .. } | Self::Granted { .. } | Self::Offer(_) | Self::Withdraw(_) => None,
        }
    }
}

/// An offer: a kind of step that waits for a runner, as the index keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub kind: StepKind,
    /// Time at which the first of them may be claimed.
    pub not_before: Timestamp,
}
