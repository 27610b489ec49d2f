//! The words Cuepoint's parts speak to each other: ids, wire types, versions, routes and problem codes.
//!
//! Never does I/O, never awaits, never asks the time.

mod contract;
mod health;
mod id;
mod job;
pub mod limits;
#[cfg(test)]
mod openapi;
mod problem;
mod range;
mod revision;
mod route;
mod source;
mod time;
mod timeline;
mod trash;
mod update;
mod version;

pub use contract::{Contract, Spoken};
pub use health::Health;
pub use id::{IdempotencyKey, JobId, MalformedId, MalformedKey};
pub use job::{
    Artifact, CreateJob, Episode, Host, JobList, JobStatus, JobSummary, JobView, Progress, Stage, default_hosts,
};
pub use problem::{Code, Problem};
pub use range::{Selection, select_range};
pub use revision::{Line, Revise, ScriptView, StepName, TurnView, parse_body};
pub use route::{Access, Method, Operation, ROUTES, Route, RouteMiss, match_route};
pub use source::{Source, SourceFormat};
pub use time::Timestamp;
pub use timeline::{Chapter, Cue};
pub use trash::{Purge, Trash};
pub use update::{Change, Update, WatchMessage};
pub use version::{Negotiation, WireVersion, header};
