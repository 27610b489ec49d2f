//! A turn of a job's object: load, handle, commit, perform; and the watchers and runners it answers.

mod drive;
mod runners;
mod subscriber;

pub(crate) use drive::handle_with;
pub use drive::{Handled, drive, handle, repair};
pub use runners::{Granted, claim, report};
pub use subscriber::{Disconnect, Subscriber};
