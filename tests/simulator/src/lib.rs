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
mod neighbours;
mod object;
mod platform;
mod random;
mod reservations;
mod rest;
mod router;
mod run;
mod runners;
mod scripts;
mod shape;
mod sound;
mod studio;
mod timing;
mod trash;
mod voices;
mod watchers;
mod world;

pub use faults::Fault;
pub use run::{Outcome, Report, current_seed, known_seeds, run, run_all, run_all_without, run_until_violation};
pub use studio::Studio;
