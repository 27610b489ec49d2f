//! How the service is: from what was tried and read to a verdict with its reasons, and that as a page and as metrics.
//!
//! Never asks anything itself: what it is given are findings, and the same findings always come to the same verdict.

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
