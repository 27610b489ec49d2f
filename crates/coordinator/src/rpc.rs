//! Calls from the Worker to the Durable Object of a job: the contract both speak, and the namespaces objects are found in.
//!
//! Decides nothing about a job.

pub(crate) mod call;
mod look;
pub(crate) mod namespaces;

pub(crate) use look::look;
