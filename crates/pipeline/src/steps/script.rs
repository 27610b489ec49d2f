//! Script: one chapter's dialogue, checked against the source before it is kept.

use job::{Failure, Job, Lease, Output, Written, limits};
use protocol::{Code, Style, Writer};
use script::{Document, Flaw, Outline, Turn};
use serde_json::Value;

use super::ask::{Asked, Mending, Reader, ask};
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
        let reader = Section { document: &document, outline: &outline, chapter, style, hosts: &hosts };
        match ask(ports, job, lease, &question, &reader).await? {
            Asked::Answered(turns, writer) => return Ok((turns, writer)),
            Asked::Embedded(reason) => because = Some(reason),
        }
    }
    let turns = script::write_in(&document, &outline, chapter, &hosts, style).map_err(|error| failed(&error))?;
    script::check(&turns, &document, &outline).map_err(|defect| failed(&defect))?;
    Ok((turns, Writer::embedded(because)))
}

struct Section<'a> {
    document: &'a Document,
    outline: &'a Outline,
    chapter: usize,
    style: &'a Style,
    hosts: &'a [String; 2],
}

impl Reader<Vec<Turn>> for Section<'_> {
    fn read(&self, answer: &Value) -> Result<Vec<Turn>, Vec<Flaw>> {
        script::read_section(answer, self.document, self.outline, self.chapter, self.style, self.hosts)
    }

    fn mend(&self, answer: &Value) -> Option<(Vec<Turn>, Mending)> {
        let mended = script::mended(answer, self.document, self.outline, self.chapter, self.style, self.hosts)?;
        let count = |sentences: usize| u32::try_from(sentences).unwrap_or(u32::MAX);
        Some((mended.turns, Mending { left_out: count(mended.left_out), added: count(mended.added) }))
    }
}
