//! All that a page about a job shows.

use job::{Failure, Job};
use protocol::{Chapter, Cue, JobStatus, JobView, OutlineView, ScriptView, SectionView, Stage};
use serde::{Deserialize, Serialize};

use super::{outline_view, script_view};
use crate::io::documents;
use crate::ports::{RequestPorts, Store};
use crate::steps::timeline;

#[derive(Debug, Serialize, Deserialize)]
pub struct Reading {
    pub job: JobView,
    /// Absent until it is written.
    pub script: Option<ScriptView>,
    /// Of the outline that waits for approval; empty otherwise, and from an object of an earlier release.
    #[serde(default)]
    pub sections: Vec<SectionView>,
    /// Of the finished episode; empty while a revision is made.
    pub chapters: Vec<Chapter>,
    pub cues: Vec<Cue>,
    /// Paragraphs of the source, as lines cite them and sections name them.
    pub paragraphs: Vec<String>,
    /// The open points of the source as Markdown.
    #[serde(default)]
    pub action: Option<String>,
}

/// The open points of the source, as Markdown; `None` before the source is read.
///
/// # Errors
/// When a document cannot be read.
pub fn action(ports: &impl RequestPorts) -> Result<Option<String>, Failure> {
    if ports.store().document(documents::DOCUMENT)?.is_none() {
        return Ok(None);
    }
    Ok(Some(documents::action(ports)?.unwrap_or_else(|| script::NOTHING_OPEN.to_owned())))
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
    let view = job.view();
    let is_planned = view.approval.as_ref().is_some_and(|approval| approval.stage == Stage::Script);
    let outline = if is_planned { outline_view(ports, job)? } else { None };
    let (sections, paragraphs) = match outline {
        Some(OutlineView { sections, paragraphs }) => (sections, paragraphs),
        None if script.is_some() => (Vec::new(), documents::paragraphs(ports)?),
        None => (Vec::new(), Vec::new()),
    };
    let action = documents::action(ports)?;
    Ok(Reading { job: view, script, sections, chapters, cues, paragraphs, action })
}
