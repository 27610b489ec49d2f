//! The state machine of one episode: which steps there are, who may do them, what a result or a failure means.
//!
//! Contains no I/O, no clock and no randomness: time and jitter are arguments, orders are returned as [`Effect`]s.
//! The caller commits a changed [`Job`] before it performs anything, and sets its alarm to [`Job::next_deadline`].

mod claim;
mod cleaning;
mod digest;
mod failure;
mod fields;
mod gate;
mod handle;
mod input;
mod job;
mod lease;
pub mod limits;
mod outcome;
mod output;
mod plan;
mod rejection;
mod revise;
mod step;
mod step_key;
mod step_kind;
mod stored;
mod trash;
mod view;

pub use claim::Offer;
pub use cleaning::DeletedFiles;
pub use digest::{Digest, Hasher};
pub use failure::{Class, Failure, Jitter};
pub use gate::{Gate, Gates};
pub use input::{Effect, Input};
pub use job::{Deadline, ENGINE_VERSION, ENGINE_VERSION_MIN, Job, Published, Spec, Status, Wakeup, release_offset};
pub use output::{Mastered, Output, Written};
pub use plan::Turn;
pub use protocol::Tenant;
pub use rejection::Rejection;
pub use revise::Revision;
pub use step::{Holder, Lease, Step, StepStatus, Token};
pub use step_key::{StepKey, UnknownStep};
pub use step_kind::{StepKind, StepSpec};
pub use stored::{MIN_READER, Record, Unreadable};
pub use view::ARTIFACTS;
