//! A job as its object keeps it, beside what code of another generation has to know before it reads it.
//!
//! Fields are added with a default and read before they are relied on; one that is no longer written is still read for a
//! generation. So the code before this one can go on with whatever this one stores.

use serde_json::Error;

use crate::{ENGINE_VERSION, Job};

/// The oldest engine that may read, and write again, what this one stores.
pub const MIN_READER: u32 = ENGINE_VERSION.saturating_sub(1);

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The engine the job was started by.
    pub engine_version: u32,
    pub min_reader: u32,
    pub rev: u64,
    /// JSON.
    pub body: String,
}

/// Why a job cannot be read; it stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("stored for engine {min_reader} and later, this is {ENGINE_VERSION}")]
    TooNew { min_reader: u32 },
    #[error("what is stored is no job: {0}")]
    NoJob(#[from] Error),
}

impl Job {
    /// # Errors
    /// Never for a job that came from here.
    pub fn record(&self) -> Result<Record, Error> {
        Ok(Record {
            engine_version: self.engine_version,
            min_reader: MIN_READER,
            rev: self.rev,
            body: serde_json::to_string(self)?,
        })
    }

    /// # Errors
    /// When newer code has to read it, or nobody can.
    pub fn read(min_reader: u32, body: &str) -> Result<Self, Unreadable> {
        if min_reader > ENGINE_VERSION {
            return Err(Unreadable::TooNew { min_reader });
        }
        Ok(serde_json::from_str(body)?)
    }
}
