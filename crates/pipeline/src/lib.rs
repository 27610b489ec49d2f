//! The pipeline: carries out a job's orders through ports to everything outside, one turn at a time.
//!
//! Never names the platform: what an object, a bucket or a voice really is, the implementer of [`Ports`] knows.

mod faults;
mod io;
pub mod keys;
pub mod limits;
mod ports;
pub mod provider;
mod requests;
mod steps;
mod sweep;
mod turn;
mod use_cases;
pub mod web;

pub use audio::{Band, clip};
pub use io::calls::ledger;
pub use ports::{
    Artifacts, Clock, Commit, Document, EgressLog, Entry, Index, Listed, Listing, MonthlySum, Page, Ports,
    RequestPorts, Scripts, Sound, Store, StoreError, Stored, Voices, Watchers, palette,
};
pub use provider::{Breaker, Open, Pass};
pub use requests::{
    ReadJob, Reading, RedactedJob, Submission, Usage, action, admin_view, change_outline, digest_of_address, estimate,
    outline_view, over_quota, reading, redact_lines, redact_reason, redact_sections, refused, revise, script_view,
    submit,
};
pub use script::pronounced;
pub use steps::{Report, attempt, entry};
pub use sweep::{
    Catalog, Check, Kept, Kind, Place, Progress, Remedy, Row, Shelved, Standing, judge_clip, judge_episode,
    judge_temporary, kind, remedy, sweep,
};
pub use turn::{Disconnect, Granted, Handled, Subscriber, claim, drive, handle, repair, report};
pub use use_cases::{
    Asked, Chosen, Class, ConfirmedErasure, CreateError, Created, ErasureReceipt, Erasures, Intake, JobObjects, Lookup,
    LookupStep, NotedJob, Question, Relocation, RelocationStep, Reservation, Reservations, SubmissionKey,
    announce_erasure, create_job, created_before, erase,
};
