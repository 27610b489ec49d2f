//! Script: one chapter's dialogue, checked against the source before it is kept.

use job::{Failure, Job, Lease, Output, Written, limits};
use protocol::{Code, Writer};
use script::{Document, Outline, Turn};

use super::ask::{Asked, ask};
use super::{Done, failed};
use crate::io::documents::{DOCUMENT, OUTLINE, digest_of_line, keep, recall, script_key};
use crate::ports::{Ports, Scripts};

pub(crate) async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    let chapter = lease.step.number;
    let (turns, writer) = write(ports, job, lease).await?;
    if turns.len() > usize::from(limits::TURNS_MAX / 2) {
        return Err(Failure::permanent(Code::StepFailed, format!("the chapter has {} turns", turns.len())));
    }
    let written = turns
        .iter()
        .map(|turn| Written { host: u8::from(turn.host == script::Host::Guest), text: digest_of_line(&turn.text) });
    let writer = job.has_sections().then_some(writer);
    let output = Output::Written { turns: written.collect(), writer };
    Ok((output, vec![keep(script_key(chapter), &turns)?]))
}

/// The turns of the first model that writes sound ones, or else of the embedded writer. A model that has made no outline is
/// not asked for sections.
async fn write(ports: &impl Ports, job: &Job, lease: Lease) -> Result<(Vec<Turn>, Writer), Failure> {
    let document: Document = recall(ports, DOCUMENT)?;
    let outline: Outline = recall(ports, OUTLINE)?;
    let chapter = usize::from(lease.step.number);
    let style = &job.spec().style;
    let hosts = job.hosts().clone().map(|host| host.name);
    let mut because = None;
    if job.is_planned_by_model() && !ports.scripts().providers().is_empty() {
        let question = script::ask_section(&document, &outline, chapter, style, &hosts);
        let read =
            |answer: &serde_json::Value| script::read_section(answer, &document, &outline, chapter, style, &hosts);
        match ask(ports, job, lease, &question, read).await? {
            Asked::Answered(turns, writer) => return Ok((turns, writer)),
            Asked::Embedded(reason) => because = Some(reason),
        }
    }
    let turns = script::write_in(&document, &outline, chapter, &hosts, style).map_err(|error| failed(&error))?;
    script::check(&turns, &document, &outline).map_err(|defect| failed(&defect))?;
    Ok((turns, Writer::embedded(because)))
}
