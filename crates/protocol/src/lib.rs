//! The vocabulary that all parts of Cuepoint share: ids, wire types, versions, routes and problem codes.
//!
//! Never does I/O, never awaits, never reads a clock.

mod admin;
mod connection;
pub mod dataflow;
mod feed;
mod http;
mod job;
pub mod limits;
#[cfg(test)]
mod openapi;
mod problem;
mod values;
mod voice;

pub use admin::{
    Act, AdminJob, AdminJobList, AdminJobView, Amount, Audit, Balance, CaughtByLayer, ClientSeen, Defect, Deployment,
    EraseSubject, ErasedJob, Erasure, Health, HealthCheck, HealthReason, Intake, Intervention, JobCounts, JobFigures,
    JobFilter, JobSet, JobTimeline, LastFailure, Layer, MintedToken, NewToken, OpenBreaker, RotateToken, Scope,
    SetIntake, Shelf, StepView, Stillest, Storage, Subject, SweepRun, Tenant, TenantChange, TenantList, TenantSpending,
    TenantView, TokenId, TokenList, TokenView, Transition, Verdict, check_reason, plain_id,
};
pub use connection::{
    Challenge, Connection, ConnectionList, MintedConnection, RedeemConnection, check_connection_name, one_line,
    suggested_name,
};
pub use feed::{
    ChangeFeed, FeedAddress, FeedId, FeedList, FeedView, NewFeed, NewFeedAddress, Pairing, RevokeFeed, RotateFeed,
};
pub use http::{
    Access, Answer, ClientName, Conditions, Contract, Cost, Current, Effect, Fulfilment, Lifetime, Match, Method,
    Negotiation, Operation, Parameter, ParameterValue, Place, ROUTES, Rates, Route, RouteMiss, SeenToday, Selection,
    Target, VersionList, VersionView, Versions, WireType, accepts_gzip, browser, check_depth, find_cookie, match_route,
    select_range, set_cookie, subject_name, wire,
};
pub use job::{
    AnySource, Approval, Approve, ApproveEstimate, Artifact, CallState, Change, ChangeOutline, Chapter, CostRange,
    Coverage, CreateJob, Cue, EMBEDDED_WRITER, Episode, EpisodeFormat, Estimate, Heard, Host, JobList, JobStatus,
    JobSummary, JobView, Ledger, LedgerEntry, LeftOut, Line, Links, Loudness, OutlineView, Page, PlannedSection,
    Progress, Pronunciation, Purge, Redaction, RedactionKind, Redactions, Revise, ScriptView, SectionView, SetBudget,
    Show, SignLinks, Source, SourceAddress, SourceFormat, SourceList, Spending, Stage, StepName, Style, Ticket, Tokens,
    Trash, TurnView, Update, WatchMessage, Why, Writer, WriterEstimate, Writing, count_redactions, default_hosts,
    embedded_hosts, parse_body,
};
pub use problem::{Code, Members, Problem};
pub use values::{
    CodeLine, CoverColors, Date, IdempotencyKey, JobId, KnownOr, Language, MalformedDate, MalformedId, MalformedKey,
    Money, Month, RELEASES, Release, RunnerId, Status, Timestamp, Trace, WireVersion, header,
};
pub use voice::{Gender, SayLine, VoiceList, VoiceView, VoiceWish};
