//! `cuepoint` on the command line: submit a source, follow its job, keep the episode.
//!
//! Blocking, one thread, no clock: times come from the service's updates. What the job does is never decided here.

mod address;
mod args;
mod client;
mod command;
mod console;
mod display;
mod error;
mod exit;
mod format;
mod pace;
mod save;
mod source;
mod watch;

pub use args::Args;
pub use command::run;
pub use console::Console;
pub use exit::Exit;
pub use pace::{Backoff, Pace};
