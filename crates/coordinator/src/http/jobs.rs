//! Handlers of `/v1/jobs`, one file per operation or per few that are alike.
//!
//! A caller reaches the jobs of its own tenant, and no other.

pub(crate) mod create;
pub(crate) mod estimates;
pub(crate) mod files;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod outline;
pub(crate) mod revise;
pub(crate) mod steps;
pub(crate) mod trash;
pub(crate) mod watch;
