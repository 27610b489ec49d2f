//! From the source to what is said: ingest, outline, script.

use job::{Digest, Failure, Hasher, Job, Output, Turn, Written, limits};
use protocol::{Code, Problem, SourceFormat};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::attempt::{self, Done};
use crate::{Document, Ports};

const DOCUMENT: &str = "document";
const OUTLINE: &str = "outline";

/// A row of the object's storage holds 2 MB; numbers and units grow when they are written out for the ear.
const DOCUMENT_BYTES_MAX: usize = 1_900_000;

fn script_key(chapter: u16) -> String {
    format!("script/{chapter:02}")
}

pub(crate) fn ingest(ports: &impl Ports, job: &Job) -> Done {
    let source = attempt::source(ports)?;
    let (title, kept) = read(&source, job.spec.format)
        .map_err(|problem| Failure::permanent(problem.code, problem.detail.unwrap_or(problem.title)))?;
    Ok((Output::Ingested { document: digest(&kept), title }, vec![kept]))
}

/// A source's title, and the document made of it.
pub(crate) fn read(source: &str, format: SourceFormat) -> Result<(String, Document), Problem> {
    let document = script::read(source, format).map_err(|rejection| {
        let code = Code::from_wire(rejection.code()).unwrap_or(Code::SourceUnreadable);
        Problem::because(code, rejection.to_string())
    })?;
    let kept =
        keep(DOCUMENT.to_owned(), &document).map_err(|failure| Problem::because(failure.code, failure.detail))?;
    Ok((document.title, kept))
}

pub(crate) fn outline(ports: &impl Ports) -> Done {
    let document: script::Document = recall(ports, DOCUMENT)?;
    let outline = script::outline(&document);
    let chapters = u16::try_from(outline.chapters.len()).unwrap_or(u16::MAX);
    if chapters == 0 || chapters > limits::CHAPTERS_MAX {
        return Err(Failure::permanent(Code::StepFailed, format!("an outline of {chapters} chapters")));
    }
    let kept = keep(OUTLINE.to_owned(), &outline)?;
    Ok((Output::Outlined { outline: digest(&kept), chapters }, vec![kept]))
}

pub(crate) fn script(ports: &impl Ports, job: &Job, chapter: u16) -> Done {
    let document: script::Document = recall(ports, DOCUMENT)?;
    let outline: script::Outline = recall(ports, OUTLINE)?;
    let hosts = job.hosts.clone().map(|host| host.name);
    let turns = script::write(&document, &outline, usize::from(chapter), &hosts)
        .map_err(|error| Failure::permanent(Code::StepFailed, error.to_string()))?;
    script::check(&turns, &document).map_err(|defect| Failure::permanent(Code::StepFailed, defect.to_string()))?;
    if turns.len() > usize::from(limits::TURNS_MAX / 2) {
        return Err(Failure::permanent(Code::StepFailed, format!("a chapter of {} turns", turns.len())));
    }
    let written =
        turns.iter().map(|turn| Written { host: u8::from(turn.host == script::Host::Guest), text: said(&turn.text) });
    let output = Output::Written { turns: written.collect() };
    Ok((output, vec![keep(script_key(chapter), &turns)?]))
}

/// What a line is known by.
pub(crate) fn said(text: &str) -> Digest {
    Hasher::new("said").part(text).finish()
}

/// The key of a line's new words.
pub(crate) fn edit_key(turn: u16) -> String {
    format!("edit/{turn:03}")
}

/// A turn as it is to be said.
pub(crate) fn line(ports: &impl Ports, turn: &Turn<'_>) -> Result<script::Turn, Failure> {
    let written = turns(ports, turn.chapter)?.into_iter().nth(turn.index);
    let mut line = written.ok_or_else(|| Failure::permanent(Code::Internal, "a turn is missing"))?;
    if turn.is_edited {
        line.text = attempt::document(ports, &edit_key(turn.number))?;
        line.cites.clear();
    }
    Ok(line)
}

/// The chapters' titles, in order.
pub(crate) fn chapter_titles(ports: &impl Ports) -> Result<Vec<String>, Failure> {
    let outline: script::Outline = recall(ports, OUTLINE)?;
    Ok(outline.chapters.into_iter().map(|chapter| chapter.title).collect())
}

/// One chapter's turns.
fn turns(ports: &impl Ports, chapter: u16) -> Result<Vec<script::Turn>, Failure> {
    recall(ports, &script_key(chapter))
}

fn keep(key: String, work: &impl Serialize) -> Result<Document, Failure> {
    let body = serde_json::to_string(work).map_err(malformed)?;
    if body.len() > DOCUMENT_BYTES_MAX {
        let detail = format!("{key} has {} bytes, {DOCUMENT_BYTES_MAX} can be kept", body.len());
        return Err(Failure::permanent(Code::SourceTooLarge, detail));
    }
    Ok(Document { key, body })
}

fn recall<T: DeserializeOwned>(ports: &impl Ports, key: &str) -> Result<T, Failure> {
    serde_json::from_str(&attempt::document(ports, key)?).map_err(malformed)
}

fn malformed(error: serde_json::Error) -> Failure {
    Failure::permanent(Code::Internal, format!("a document is malformed: {error}"))
}

fn digest(document: &Document) -> Digest {
    Hasher::new("document").part(&document.body).finish()
}
