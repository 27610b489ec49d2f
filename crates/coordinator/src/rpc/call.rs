//! The verbs of a job's object, declared once: what the Worker writes and the object matches.

use pipeline::Submission;
use protocol::{ApproveEstimate, ChangeOutline, Purge, Redactions, Revise, SetBudget, StepName, WireVersion};
use serde::{Deserialize, Serialize};

/// A call with its arguments, as JSON in the body of a `POST`. A variant, once released, keeps its name and its shape.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Call {
    Submit(Box<Submission>),
    Read,
    /// A websocket upgrade, which has no body: it stays a `GET`.
    #[serde(skip)]
    Watch(Watch),
    Cancel,
    Resume,
    Script,
    /// All that the job's page shows; the answer is a `pipeline::Reading`.
    Reading,
    /// `taken` counts the identity that redaction has taken out of the lines.
    Revise {
        revise: Revise,
        taken: Redactions,
    },
    Outline,
    /// `taken` as in `Revise`.
    ChangeOutline {
        change: ChangeOutline,
        taken: Redactions,
    },
    Approve(ApproveEstimate),
    SetBudget(SetBudget),
    Ledger,
    /// The open points of the source, as Markdown.
    Action,
    Skip(StepName),
    Retry(StepName),
    Trash,
    Restore,
    Purge(Purge),
    /// The job as the index should have it.
    Look,
    Clean,
    /// Go to the trash, if there is an episode and nothing under way.
    Expire,
    /// The job's egress log.
    Flows,
    /// The job's state, for the operator.
    Standing,
    /// The job's past transitions, for the operator.
    Timeline {
        after: Option<u64>,
    },
    /// The key of a finished episode's file; the answer is a `Located`.
    Locate {
        name: String,
    },
    /// Take the job out; the answer is a bundle.
    Export,
    /// The bundle goes from one object to another as it is.
    Import {
        bundle: String,
    },
    /// Forget a job that was taken out and has arrived.
    Forget,
}

#[derive(Debug)]
pub(crate) struct Watch {
    /// The number of the last update seen.
    pub(crate) after: Option<u64>,
    pub(crate) protocol: Option<String>,
    pub(crate) version: WireVersion,
}

/// A file of a finished episode.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Located {
    pub(crate) key: String,
    pub(crate) content_type: String,
}

impl Call {
    /// True for a call that opens the job of its tenant alone. The others are the service's own; a submission names its tenant.
    pub(crate) fn is_for_tenant(&self) -> bool {
        match self {
            Self::Read
            | Self::Watch(_)
            | Self::Cancel
            | Self::Resume
            | Self::Script
            | Self::Reading
            | Self::Revise { .. }
            | Self::Outline
            | Self::ChangeOutline { .. }
            | Self::Approve(_)
            | Self::SetBudget(_)
            | Self::Ledger
            | Self::Action
            | Self::Skip(_)
            | Self::Retry(_)
            | Self::Trash
            | Self::Restore
            | Self::Purge(_)
            | Self::Locate { .. } => true,
            Self::Submit(_)
            | Self::Look
            | Self::Clean
            | Self::Expire
            | Self::Flows
            | Self::Standing
            | Self::Timeline { .. }
            | Self::Export
            | Self::Import { .. }
            | Self::Forget => false,
        }
    }
}
