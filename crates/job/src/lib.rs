//! The state machine of one episode: which steps there are, who may do them, what a result or a failure means.
//!
//! Contains no I/O, no clock and no randomness: time and jitter are arguments, orders are returned as [`Effect`]s.
//! The caller commits a changed [`Job`] before it performs anything, and sets its alarm to [`Job::next_deadline`].

mod cleaning;
mod digest;
mod ending;
mod failure;
mod handle;
mod job;
mod lease;
pub mod limits;
mod plan;
mod revise;
mod step;
mod stored;
mod trash;
mod view;

pub use cleaning::Caught;
pub use digest::{Digest, Hasher};
pub use failure::{Class, Failure, Jitter};
pub use handle::{Effect, Input, Rejection};
pub use job::{Deadline, ENGINE_VERSION, ENGINE_VERSION_MIN, Job, Published, Spec, Status, Wakeup, neighbour};
pub use plan::Turn;
pub use protocol::Tenant;
pub use revise::Revision;
pub use step::{Mastered, Output, Step, StepKey, StepStatus, Token, UnknownStep, Written};
pub use stored::{MIN_READER, Record, Unreadable};
pub use view::ARTIFACTS;
