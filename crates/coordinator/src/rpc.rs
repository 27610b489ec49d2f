//! Calls from the Worker to the Durable Object of a job: the contract both speak, and the namespaces objects are found in.
//!
//! Decides nothing about a job.

mod call;
mod contract;
mod job_ref;
mod look;
mod namespaces;
mod objects;
mod paths;
mod receive;
mod speak;
mod written;

pub(crate) use call::{Call, Located, Watch};
pub(crate) use contract::{SUBPROTOCOL, after, named};
pub(crate) use job_ref::JobRef;
pub(crate) use look::look;
pub(crate) use namespaces::{call, relocate};
pub(crate) use objects::RpcObjects;
pub(crate) use receive::{accept, read};
