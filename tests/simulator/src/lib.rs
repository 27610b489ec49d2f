//! Whole lives of a job on ports in memory, each decided by one number: what breaks, when, and what still has to hold.
//!
//! One thread, a virtual clock, and an executor that can drop a turn at any of its awaits. The same seed is always the
//! same world. Never asks the time and never does I/O; the binary prints, this crate returns.

mod bucket;
mod clients;
mod conduct;
mod erasures;
mod events;
mod faults;
mod gates;
mod index;
mod intake;
mod ledger;
mod models;
mod neighbours;
mod object;
mod paid;
mod platform;
/// The model of the end-to-end tests.
#[expect(unreachable_pub, reason = "it is public where it comes from")]
#[path = "../../src/model/quoting.rs"]
mod quoting;
mod random;
mod reservations;
mod rest;
mod router;
mod run;
mod runners;
mod scripts;
mod shape;
mod sound;
mod spending;
mod studio;
mod timing;
mod trash;
mod voices;
mod watchers;
mod world;
mod written;

pub use faults::Fault;
pub use run::{Counts, Outcome, Report, current_seed, known_seeds, run, run_all, run_all_without, run_until_violation};
pub use studio::Studio;
