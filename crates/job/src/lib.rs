//! The state machine of one episode: its steps, their leases, and the effect of each result or failure.
//!
//! Contains no I/O, no clock and no randomness: time and jitter are arguments, orders are returned as [`Effect`]s.
//! The caller commits a changed [`Job`] before it performs anything, and sets its alarm to [`Job::next_deadline`].

mod digest;
mod lease;
pub mod limits;
mod messages;
mod state;
mod step;
mod transition;

pub use digest::{Digest, Hasher};
pub use messages::{Effect, Input, Offer, Plan, Rejection, Revision};
pub use protocol::Tenant;
pub use state::{
    ARTIFACTS, Deadline, DeletedFiles, ENGINE_VERSION, ENGINE_VERSION_MIN, Gate, Gates, Job, LANGUAGES_SINCE,
    MIN_READER, OpenCall, Published, Record, Spec, Status, Turn, Unreadable, WIDE_SINCE, Wakeup, release_offset,
};
pub use step::{
    CallId, Class, Failure, Holder, Jitter, Lease, Mastered, Output, Step, StepKey, StepKind, StepSpec, StepStatus,
    Token, UnknownStep, Written,
};
