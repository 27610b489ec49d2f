//! The pipeline: carries out a job's orders through ports to everything outside, one turn at a time.
//!
//! Never names the platform: what an object, a bucket or a voice really is, the implementer of [`Ports`] knows.

mod admin_view;
mod breaker;
mod documents;
mod drive;
mod egress;
mod entry;
mod faults;
pub mod keys;
mod lease_guard;
pub mod limits;
mod log;
mod ports;
pub mod provider;
mod quota;
mod redaction;
mod revise;
mod runners;
mod steps;
mod submit;
mod subscriber;
mod sweep;
pub mod web;

pub use admin_view::admin_view;
pub use breaker::{Breaker, Open, Pass};
pub use drive::{Handled, drive, handle, repair};
pub use egress::EgressLog;
pub use entry::Entry;
pub use ports::{
    Artifacts, Clock, Commit, Document, Index, Listed, Page, Ports, RequestPorts, Sound, Store, StoreError, Stored,
    Voices, Watchers,
};
pub use quota::{Usage, over_quota};
pub use redaction::{RedactedJob, digest_of_address, redact_lines, redact_reason};
pub use revise::{refused, revise, script_view};
pub use runners::{Granted, claim, report};
pub use steps::{Report, attempt};
pub use submit::{Submission, submit};
pub use subscriber::{Disconnect, Subscriber};
pub use sweep::{
    Catalog, Check, Kept, Kind, Place, Progress, Remedy, Row, Shelved, Standing, judge_clip, judge_episode,
    judge_temporary, kind, remedy, sweep,
};
