//! The vocabulary that all parts of Cuepoint share: ids, wire types, versions, routes and problem codes.
//!
//! Never does I/O, never awaits, never reads a clock.

mod admin;
pub mod browser;
mod client;
pub mod dataflow;
mod date;
mod erasure;
mod health;
mod id;
mod job;
mod json_depth;
mod lenient;
pub mod limits;
mod money;
mod negotiation;
#[cfg(test)]
mod openapi;
mod pagination;
mod problem;
mod range;
mod rate_limit;
mod redaction;
mod revision;
mod route;
mod rpc_version;
mod runner;
mod signed_link;
mod source;
mod storage;
mod tenant;
mod time;
mod timeline;
mod token;
mod trace;
mod trash;
mod update;
mod version;
pub mod wire;

pub use admin::{
    Act, AdminJob, AdminJobList, AdminJobView, Audit, Intake, Intervention, JobFilter, JobSet, JobTimeline,
    LastFailure, SetIntake, StepView, Transition, check_reason, plain_id,
};
pub use client::{ClientName, SeenToday};
pub use date::{Date, MalformedDate};
pub use erasure::{EraseSubject, ErasedJob, Erasure};
pub use health::{
    ClientSeen, Deployment, Health, HealthCheck, HealthReason, JobFigures, OpenBreaker, Stillest, Verdict,
};
pub use id::{IdempotencyKey, JobId, MalformedId, MalformedKey};
pub use job::{
    Artifact, CreateJob, Episode, Host, JobList, JobStatus, JobSummary, JobView, Loudness, Progress, Stage,
    default_hosts,
};
pub use json_depth::check_depth;
pub use lenient::KnownOr;
pub use money::Money;
pub use negotiation::{Negotiation, VersionList, VersionView, Versions};
pub use pagination::Page;
pub use problem::{Code, Members, Problem};
pub use range::{Selection, select_range};
pub use rate_limit::{Cost, Rates};
pub use redaction::{Redaction, RedactionKind, Redactions, count_redactions};
pub use revision::{Line, Revise, ScriptView, StepName, TurnView, parse_body};
pub use route::{
    Access, Answer, Effect, Lifetime, Method, Operation, Parameter, ParameterValue, Place, ROUTES, Route, RouteMiss,
    Target, WireType, match_route,
};
pub use rpc_version::{Contract, Match};
pub use runner::RunnerId;
pub use signed_link::{Links, SignLinks, Ticket};
pub use source::{AnySource, Source, SourceAddress, SourceFormat};
pub use storage::{Amount, Balance, CaughtByLayer, Defect, JobCounts, Layer, Shelf, Storage, SweepRun};
pub use tenant::{Subject, Tenant, TenantChange, TenantList, TenantView};
pub use time::Timestamp;
pub use timeline::{Chapter, Cue};
pub use token::{MintedToken, NewToken, RotateToken, Scope, TokenId, TokenList, TokenView};
pub use trace::Trace;
pub use trash::{Purge, Trash};
pub use update::{Change, Heard, Update, WatchMessage};
pub use version::{RELEASES, Release, Status, WireVersion, header};
