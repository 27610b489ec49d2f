//! HTTP: authentication, CORS, rate limits, and one handler per operation.
//!
//! Holds no SQL and no rule about a job: handlers call `db` and `rpc`.

pub(crate) mod admin;
pub(crate) mod authenticate;
pub(crate) mod clients;
pub(crate) mod cors;
pub(crate) mod jobs;
pub(crate) mod router;
