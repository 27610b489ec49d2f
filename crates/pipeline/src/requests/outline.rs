//! Reading and changing an outline.

use job::{Failure, Input, Job, Plan};
use protocol::{ChangeOutline, Code, OutlineView, Problem, Redactions, SectionView, count_redactions};
use script::{Document, Outline};

use super::redaction::redact_sections;
use super::revise::refused;
use crate::io::documents::{DOCUMENT, OUTLINE, digest, keep, paragraphs, recall};
use crate::ports::{Clock, RequestPorts, Store, StoreError};
use crate::provider::cost_of_script;
use crate::steps::section_digests;
use crate::turn::{Handled, handle_with};

/// The outline as it stands; `None` before it is made.
///
/// # Errors
/// When a document cannot be read.
pub fn outline_view(ports: &impl RequestPorts, job: &Job) -> Result<Option<OutlineView>, Failure> {
    if job.chapter_count().is_none() {
        return Ok(None);
    }
    let outline: Outline = recall(ports, OUTLINE)?;
    let section = |plan: script::ChapterPlan| SectionView {
        paragraphs: script::paragraphs_of(&plan),
        title: plan.title,
        says: plan.says,
        words: plan.words,
    };
    let sections = outline.chapters.into_iter().map(section).collect();
    Ok(Some(OutlineView { sections, paragraphs: paragraphs(ports)? }))
}

/// Changes the outline; only sections that are new are written. `taken` is what its words have lost on their way.
///
/// # Errors
/// When the job's storage fails; inside, the problem to answer with. Nothing has changed then.
pub fn change_outline(
    ports: &impl RequestPorts,
    providers: &[writer::Provider],
    mut request: ChangeOutline,
    taken: Redactions,
) -> Result<Handled<Problem>, StoreError> {
    let Some(stored) = ports.store().load()? else { return Ok(Handled::NoJob) };
    let job = &stored.job;
    let mut redactions = redact_sections(&mut request.sections, job.spec().redaction);
    count_redactions(&mut redactions, taken);
    if job.chapter_count().is_none() {
        return Ok(Handled::Refused(Problem::new(Code::OutlineNotWritten)));
    }
    let style = &job.spec().style;
    let document: Document = match recall(ports, DOCUMENT) {
        Ok(document) => document,
        Err(failure) => return Ok(Handled::Refused(Problem::because(failure.code, failure.detail))),
    };
    let outline = match script::outline_of(&request.sections, &document, style) {
        Ok(outline) => outline,
        Err(fault) => return Ok(Handled::Refused(Problem::because(Code::InvalidField, fault.to_string()))),
    };
    let kept = match keep(OUTLINE.to_owned(), &outline) {
        Ok(kept) => kept,
        Err(failure) => return Ok(Handled::Refused(Problem::because(failure.code, failure.detail))),
    };
    let cost = cost_of_script(providers, (&document, &outline), style, job.hosts(), ports.clock().now());
    let plan = Plan { outline: digest(&kept), sections: section_digests(&outline, style), cost, redactions };
    Ok(handle_with(ports, Input::Replan(plan), &[kept])?.map_refused(refused))
}
