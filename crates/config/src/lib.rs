//! What a deployed service is given, parsed once into types: all of it, or every fault by name.
//!
//! Contains no I/O and no clock. A fault never repeats what a setting holds: it may be a secret.

mod fault;
mod parse;
mod releases;
mod setting;

pub use fault::{Fault, Kind};
pub use parse::{Config, Provider, Voice, operator, parse};
pub use setting::{ARTIFACTS, DEPLOYMENT, INDEX, JOBS, JOBS_OLD, Offer, Offers, VOICE, WEB};
