//! HTTP: authentication, CORS, rate limits, and one handler per operation of the route table.
//!
//! Contains no SQL and no rule about a job: handlers call `db`, `rpc` and `providers`.

mod admin;
mod authenticate;
mod body;
mod caller;
mod clients;
mod connections;
mod context;
mod cors;
mod dispatch;
mod feeds;
mod jobs;
mod pages;
mod rate_limit;
mod response;
mod router;
mod subject;
mod voices;

pub(crate) use router::answer;
