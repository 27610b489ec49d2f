//! Calls from a router to the Durable Object of a job: the contract both speak, and the namespaces objects are found in.
//!
//! Decides nothing about a job.

pub(crate) mod call;
pub(crate) mod namespaces;
