//! D1: the tables of the index, their SQL, their row types, and what these are converted into.
//!
//! Contains no handler: nothing here reads a request or makes a response.

pub(crate) mod admin_jobs;
pub(crate) mod audit;
pub(crate) mod breakers;
pub(crate) mod clients;
pub(crate) mod connections;
pub(crate) mod erasures;
pub(crate) mod feeds;
pub(crate) mod intake;
pub(crate) mod jobs;
pub(crate) mod pairings;
pub(crate) mod reservations;
mod reserve;
pub(crate) mod row;
pub(crate) mod spending;
mod statement;
pub(crate) mod stats;
pub(crate) mod sweep;
pub(crate) mod tenants;
pub(crate) mod tokens;
