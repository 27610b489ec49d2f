//! Health of the service: from findings to a verdict with its reasons, as JSON, as a page and as metrics.
//!
//! Never does I/O: findings are arguments, and the same findings always give the same verdict.

mod findings;
mod judge;
pub mod limits;
mod metrics;
mod page;
mod reason;

pub use findings::{Component, Findings, Heard, Indexed, Pause, Probe, Trouble};
pub use judge::judge;
pub use metrics::{METRICS_TYPE, metrics};
pub use page::page;
pub use reason::Reason;
