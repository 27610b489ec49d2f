//! Messages of a job: the input it is given, and the effects or the rejection it answers with.

mod input;
mod rejection;

pub use input::{Effect, Input, Offer, Plan, Revision};
pub use rejection::Rejection;
