//! I/O of a turn: documents in and out, egress counted before it leaves, the lease asked for before anything shows.

pub(crate) mod apply;
pub(crate) mod calls;
pub(crate) mod documents;
pub(crate) mod egress;
pub(crate) mod lease_guard;
mod log;
