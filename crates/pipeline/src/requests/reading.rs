//! All that a page about a job shows.

use job::{Failure, Job};
use protocol::{Chapter, Cue, JobStatus, JobView, ScriptView};
use serde::{Deserialize, Serialize};

use super::script_view;
use crate::io::documents;
use crate::ports::RequestPorts;
use crate::steps::timeline;

#[derive(Debug, Serialize, Deserialize)]
pub struct Reading {
    pub job: JobView,
    /// Absent until it is written.
    pub script: Option<ScriptView>,
    /// Of the finished episode; empty while a revision is made.
    pub chapters: Vec<Chapter>,
    pub cues: Vec<Cue>,
    /// Paragraphs of the source, as lines cite them.
    pub paragraphs: Vec<String>,
}

/// # Errors
/// When a document cannot be read.
pub fn reading(ports: &impl RequestPorts, job: &Job) -> Result<Reading, Failure> {
    let script = script_view(ports, job)?;
    let (chapters, cues) = if job.status() == JobStatus::Succeeded {
        let timeline = timeline(ports, job)?;
        (timeline.chapters, timeline.cues)
    } else {
        (Vec::new(), Vec::new())
    };
    let paragraphs = if script.is_some() { documents::paragraphs(ports)? } else { Vec::new() };
    Ok(Reading { job: job.view(), script, chapters, cues, paragraphs })
}
