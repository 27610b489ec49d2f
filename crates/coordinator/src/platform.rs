//! The platform: bindings, clock, randomness, traces, log lines, and R2.
//!
//! Knows nothing of requests, of tables or of a job's object.

pub(crate) mod artifacts;
pub(crate) mod bindings;
pub(crate) mod clock;
pub(crate) mod log;
pub(crate) mod random;
pub(crate) mod trace;
