//! The stored form of a job, with the version fields that code of another generation reads first.
//!
//! Fields are added with a default and read before they are relied on; one that is no longer written is still read for a
//! generation. New kinds of steps come with a new engine, and a kind never gets another shape of output: so the code before
//! can read a job of the engine after it, all but the steps it does not know, and it never writes one.

use protocol::{SourceFormat, Style};
use serde::Deserialize;
use serde_json::{Error, Value};

use super::{ENGINE_VERSION, Job, Status};
use crate::step::{Step, StepKey};

/// The oldest engine that may read jobs stored by this one, and write those it has started itself.
pub const MIN_READER: u32 = ENGINE_VERSION.saturating_sub(1);

/// A stored row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The engine the job was started by.
    pub engine_version: u32,
    pub min_reader: u32,
    pub rev: u64,
    /// JSON.
    pub body: String,
}

/// The reason a stored job cannot be read; it stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("stored for engine {min_reader} and later, this is {ENGINE_VERSION}")]
    TooNew { min_reader: u32 },
    #[error("the stored job is malformed: {0}")]
    NoJob(#[from] Error),
}

impl Job {
    /// # Errors
    /// For a job of an engine that is not deployed: some of it may not have been understood, and would be lost.
    pub fn record(&self) -> Result<Record, Error> {
        if !self.is_known() {
            return Err(serde::ser::Error::custom("the job belongs to an engine that is not deployed"));
        }
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
        serde_json::from_str(body).or_else(|error| Self::read_newer(body).ok_or(Unreadable::NoJob(error)))
    }

    /// A job of an engine that is not deployed, without the steps and the status that only that engine knows. It can be
    /// shown; nothing is done to it, and nothing of it is written again.
    fn read_newer(body: &str) -> Option<Self> {
        let mut job: Value = serde_json::from_str(body).ok()?;
        if job.get("engine_version")?.as_u64()? <= u64::from(ENGINE_VERSION) {
            return None;
        }
        let created_at = job.get("created_at")?.clone();
        let spec = job.get_mut("spec")?.as_object_mut()?;
        spec.retain(|field, _| !["runners", "gates"].contains(&field.as_str()));
        // What is asked of an episode may have words that only that engine knows.
        if spec.get("style").is_some_and(|style| Style::deserialize(style).is_err()) {
            spec.remove("style");
        }
        if let Some(format) = spec.get_mut("format").filter(|format| SourceFormat::deserialize(&**format).is_err()) {
            *format = serde_json::json!(SourceFormat::Text);
        }
        let steps = job.get_mut("steps")?.as_object_mut()?;
        steps.retain(|name, step| name.parse::<StepKey>().is_ok() && Step::deserialize(&*step).is_ok());
        if let Some(status) = job.get_mut("status").filter(|status| Status::deserialize(&**status).is_err()) {
            *status = serde_json::json!({ "running": { "deadline": created_at } });
        }
        if let Some(stage) = job.get_mut("stage").filter(|stage| protocol::Stage::deserialize(&**stage).is_err()) {
            *stage = serde_json::json!("ingest");
        }
        serde_json::from_value(job).ok()
    }
}
