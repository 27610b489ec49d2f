//! Faults put in on purpose, each in a build that is made for one test.
//!
//! Without its feature a fault is compiled out: nothing here runs in what is deployed.

pub(crate) mod crash;
pub(crate) mod exfiltration;
pub(crate) mod unresponsive;
