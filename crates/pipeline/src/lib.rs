//! How a job's orders are carried out: the ports to everything outside, and the turns of a job between them.
//!
//! Never names the platform: what an object, a bucket or a voice really is, the implementer of [`Ports`] knows.

mod attempt;
mod breaker;
mod cleanup;
mod dialogue;
mod drive;
mod entry;
mod episode;
mod fit;
mod flow;
mod gaps;
pub mod keys;
pub mod limits;
mod log;
mod ports;
pub mod provider;
mod quota;
mod revise;
mod seat;
mod standing;
mod submit;
mod sweep;
pub mod web;

pub use breaker::{Breaker, Open, Pass};
pub use drive::{drive, handle, repair};
pub use entry::Entry;
pub use fit::{Fit, digest_of_address, fit_lines, fit_reason};
pub use flow::Tally;
pub use ports::{
    Artifacts, Clock, Commit, Document, Index, Listed, Page, Ports, Sound, Store, StoreError, Stored, Voices, Watchers,
};
pub use quota::{Usage, over_quota};
pub use revise::{refused, revise, script_view};
pub use seat::{Leave, Seat};
pub use standing::standing;
pub use submit::{Submission, submit};
pub use sweep::{
    Catalog, Check, Kept, Kind, Place, Progress, Remedy, Row, Shelved, Standing, judge_clip, judge_episode,
    judge_temporary, kind, remedy, sweep,
};
