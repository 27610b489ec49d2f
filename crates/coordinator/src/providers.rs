//! Outbound requests: to speech providers, behind a circuit breaker, and to web pages.
//!
//! Sends nothing about the tenant or the subject of a job.

pub(crate) mod circuit_breaker;
pub(crate) mod http;
pub(crate) mod scripts;
pub(crate) mod speech;
pub(crate) mod web;
