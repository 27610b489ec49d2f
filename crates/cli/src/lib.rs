//! The command line client `cuepoint`: submit a source, follow its job, save the episode; admin commands for operators.
//!
//! Blocking, one thread, no clock: times come from the service's updates. Never decides anything about a job.

mod address;
mod args;
mod client;
mod command;
mod console;
mod display;
mod error;
mod exit;
mod format;
mod gather;
mod money;
mod pace;
mod save;
mod sheet;
mod source;
mod watch;

pub use args::Args;
pub use command::run;
pub use console::Console;
pub use exit::Exit;
pub use pace::{Backoff, Pace};
