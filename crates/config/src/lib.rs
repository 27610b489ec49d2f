//! Configuration of a deployed service, parsed once into types: all of it, or every fault by name.
//!
//! Contains no I/O and no clock. A fault never repeats a setting's value: it may be a secret.

mod fault;
mod parse;
mod releases;
mod setting;
mod writers;

pub use fault::{Fault, Kind};
pub use parse::{Config, Provider, Voice, operator, parse};
pub use setting::{AI, ARTIFACTS, DEPLOYMENT, INDEX, JOBS, JOBS_OLD, Offer, Offers, VOICE, WEB};
