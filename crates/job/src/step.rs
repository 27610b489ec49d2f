//! A step: its kind, its key, its state, the result or the failure of its attempts.

mod failure;
mod key;
mod kind;
mod node;
mod output;

pub(crate) use failure::retry_at;
pub use failure::{Class, Failure, Jitter};
pub use key::{StepKey, UnknownStep};
pub use kind::{StepKind, StepSpec};
pub use node::{CallId, Holder, Lease, Step, StepStatus, Token};
pub use output::{Mastered, Output, Written};
