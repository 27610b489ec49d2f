//! D1: every table of the index, with its SQL, its row types, and what they are converted into.
//!
//! Contains no handler: nothing here reads a request or makes a response.

pub(crate) mod jobs;
pub(crate) mod stats;
