//! Outline: the choice of sections that become chapters.

use job::{Digest, Failure, Hasher, Job, Lease, Output, limits};
use protocol::{Code, Coverage, LeftOut, Style, Writer};
use script::{Cannot, Document, Flaw, Outline};
use serde_json::Value;

use super::Done;
use super::ask::{Asked, Reader, ask};
use crate::io::documents::{DOCUMENT, OUTLINE, digest, keep, recall};
use crate::ports::{Clock, Ports, Scripts};
use crate::provider::cost_of_script;

pub(crate) async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    let document: Document = recall(ports, DOCUMENT)?;
    let style = &job.spec().style;
    let (outline, writer, cannot) = choose(ports, job, lease, &document).await?;
    let chapters = u16::try_from(outline.chapters.len()).unwrap_or(u16::MAX);
    if chapters == 0 || chapters > limits::CHAPTERS_MAX {
        return Err(Failure::permanent(Code::StepFailed, format!("the outline has {chapters} chapters")));
    }
    let kept = keep(OUTLINE.to_owned(), &outline)?;
    // What a model says of its paragraphs is no count of sentences.
    let coverage = writer.is_embedded().then(|| coverage(&script::coverage(&document, &outline)));
    let cost = if writer.is_embedded() {
        None
    } else {
        let now = ports.clock().now();
        cost_of_script(ports.scripts().providers(), (&document, &outline), style, job.hosts(), now)
    };
    let sections = if job.has_sections() { section_digests(&outline, style) } else { Vec::new() };
    let (writer, cannot) = if job.has_sections() { (Some(writer), cannot) } else { (None, Vec::new()) };
    Ok((Output::Outlined { outline: digest(&kept), chapters, coverage, sections, writer, cannot, cost }, vec![kept]))
}

/// The reason why no model is asked about a source that is not in English: what it writes could not be checked against that.
const ANOTHER_LANGUAGE: &str = "language";

/// The outline of the first model that makes a sound one, or else of the embedded writer; and what its writer cannot do.
async fn choose(
    ports: &impl Ports,
    job: &Job,
    lease: Lease,
    document: &Document,
) -> Result<(Outline, Writer, Vec<String>), Failure> {
    let style = &job.spec().style;
    let mut because = None;
    let has_models = job.has_sections() && !ports.scripts().providers().is_empty();
    if has_models && !document.language.is_english() {
        because = Some(ANOTHER_LANGUAGE);
    } else if has_models {
        let question = script::ask_outline(document, style);
        match ask(ports, job, lease, &question, &Outlines { document, style }).await? {
            Asked::Answered(outline, writer) => {
                let words = outline.chapters.iter().map(|plan| plan.words as usize).sum();
                // No section is stretched beyond what its paragraphs have to say.
                let is_short = style.minutes.is_some_and(|minutes| !script::fits_minutes(words, minutes));
                let cannot = is_short.then(|| Cannot::Minutes.as_str().to_owned());
                return Ok((outline, writer, cannot.into_iter().collect()));
            }
            Asked::Embedded(reason) => because = Some(reason),
        }
    }
    let (outline, cannot) = script::outline_in(document, style);
    let cannot = cannot.into_iter().map(|one| one.as_str().to_owned()).collect();
    Ok((outline, Writer::embedded(because), cannot))
}

struct Outlines<'a> {
    document: &'a Document,
    style: &'a Style,
}

impl Reader<Outline> for Outlines<'_> {
    fn read(&self, answer: &Value) -> Result<Outline, Vec<Flaw>> {
        script::read_outline(answer, self.document, self.style)
    }
}

/// Digest of all that a section's script is made from, beside the names of the hosts.
pub(crate) fn section_digests(outline: &Outline, style: &Style) -> Vec<Digest> {
    let count = outline.chapters.len();
    let digest = |(index, plan): (usize, &script::ChapterPlan)| {
        let place = [index == 0, index + 1 == count].map(u8::from);
        let plan = serde_json::to_string(plan).unwrap_or_default();
        Hasher::new("section").part(plan).part(place).part(format!("{style:?}")).finish()
    };
    outline.chapters.iter().enumerate().map(digest).collect()
}

fn coverage(of: &script::Coverage) -> Coverage {
    let left = of.left.iter().map(|left| LeftOut { why: left.why.into(), parts: left.parts, words: left.words });
    Coverage { statements: of.statements, said: of.said, left_out: left.collect() }
}
