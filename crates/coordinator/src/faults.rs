//! Fault injection: each fault is in a build that is made for one test, behind a cargo feature.
//!
//! Without its feature a fault is compiled out: a deployed Worker has none.

pub(crate) mod crash;
pub(crate) mod exfiltration;
pub(crate) mod unresponsive;
