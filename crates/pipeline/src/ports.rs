//! Ports: everything a job needs from outside, each with its guarantees across a crash.
//!
//! A request may touch [`RequestPorts`] and nothing else: what performs takes [`Ports`], and only the alarm turn has them.
#![expect(async_fn_in_trait, reason = "an isolate has one thread: no future here is ever sent to another")]

mod egress_log;
mod entry;
mod perform;
mod scripts;
mod turn;

pub use egress_log::EgressLog;
pub(crate) use entry::owed;
pub use entry::{Entry, Listing};
pub use perform::{Artifacts, Index, Listed, MonthlySum, Page, Ports, Sound, Voices, palette};
pub use scripts::Scripts;
pub use turn::{Clock, Commit, Document, RequestPorts, Store, StoreError, Stored, Watchers};
