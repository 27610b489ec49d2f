//! Documents: the texts a job keeps beside its row, each written by one step and read by those after it.

use job::{CallId, Digest, Failure, Hasher, Job, Turn};
use protocol::{Code, CodeLine, Pronunciation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ports::{Document, RequestPorts, Store, StoreError};

pub(crate) const SOURCE: &str = "source";
pub(crate) const DOCUMENT: &str = "document";
pub(crate) const OUTLINE: &str = "outline";
pub(crate) const ACTION: &str = "action";
pub(crate) const PRONUNCIATIONS: &str = "pronunciations";

/// Largest document: a row of the object's storage holds 2 MB, and numbers and units grow when spelled out.
const DOCUMENT_BYTES_MAX: usize = 1_900_000;

/// Key of a chapter's turns.
pub(crate) fn script_key(chapter: u16) -> String {
    format!("script/{chapter:02}")
}

/// Key of a line's new text.
pub(crate) fn edit_key(turn: u16) -> String {
    format!("edit/{turn:03}")
}

/// Key of the entry of a call in the ledger.
pub(crate) fn ledger_key(call: CallId) -> String {
    format!("ledger/{:04}", call.0)
}

/// Key of a model's answer to a question.
pub(crate) fn answer_key(question: &Digest) -> String {
    format!("answer/{}", question.as_str())
}

/// Digest of a line's text.
pub(crate) fn digest_of_line(text: &str) -> Digest {
    Hasher::new("said").part(text).finish()
}

pub(crate) fn digest(document: &Document) -> Digest {
    Hasher::new("document").part(&document.body).finish()
}

/// Reads a document written by an earlier step or the submission.
pub(crate) fn text(ports: &impl RequestPorts, key: &str) -> Result<String, Failure> {
    let missing = || Failure::permanent(Code::Internal, format!("document {key} is missing"));
    ports.store().document(key)?.ok_or_else(missing)
}

pub(crate) fn recall<T: DeserializeOwned>(ports: &impl RequestPorts, key: &str) -> Result<T, Failure> {
    serde_json::from_str(&text(ports, key)?).map_err(malformed)
}

pub(crate) fn keep(key: String, work: &impl Serialize) -> Result<Document, Failure> {
    let body = serde_json::to_string(work).map_err(malformed)?;
    if body.len() > DOCUMENT_BYTES_MAX {
        let detail = format!("{key} has {} bytes, {DOCUMENT_BYTES_MAX} can be kept", body.len());
        return Err(Failure::permanent(Code::SourceTooLarge, detail));
    }
    Ok(Document { key, body })
}

/// The chapters' titles, in order.
pub(crate) fn chapter_titles(ports: &impl RequestPorts) -> Result<Vec<String>, Failure> {
    let outline: script::Outline = recall(ports, OUTLINE)?;
    Ok(outline.chapters.into_iter().map(|chapter| chapter.title).collect())
}

/// The title of the source.
pub(crate) fn source_title(ports: &impl RequestPorts) -> Result<String, Failure> {
    let document: script::Document = recall(ports, DOCUMENT)?;
    Ok(document.title)
}

/// The paragraphs of the source, in order.
pub(crate) fn paragraphs(ports: &impl RequestPorts) -> Result<Vec<String>, Failure> {
    let document: script::Document = recall(ports, DOCUMENT)?;
    Ok(document.paragraphs.into_iter().map(|paragraph| paragraph.sentences.join(" ")).collect())
}

/// The lines of code that each paragraph of the source is about, in order.
pub(crate) fn code_lines(ports: &impl RequestPorts) -> Result<Vec<Option<CodeLine>>, Failure> {
    let document: script::Document = recall(ports, DOCUMENT)?;
    Ok(document.paragraphs.into_iter().map(|paragraph| paragraph.at).collect())
}

/// The lines of code behind these cites, each once.
pub(crate) fn cited(code: &[Option<CodeLine>], cites: &[u32]) -> Vec<CodeLine> {
    each_once(cites.iter().filter_map(|cite| code.get(*cite as usize)?.as_ref()))
}

/// These lines of code, each once, in the order of their first place.
pub(crate) fn each_once<'c>(lines: impl Iterator<Item = &'c CodeLine>) -> Vec<CodeLine> {
    let mut found: Vec<CodeLine> = Vec::new();
    for line in lines {
        if !found.contains(line) {
            found.push(line.clone());
        }
    }
    found
}

/// The open points of the source as Markdown; none if it has none.
pub(crate) fn action(ports: &impl RequestPorts) -> Result<Option<String>, Failure> {
    Ok(ports.store().document(ACTION)?)
}

/// A line as the voice is to say it.
pub(crate) fn pronounced(ports: &impl RequestPorts, job: &Job, line: &str) -> Result<String, Failure> {
    if job.spec().pronunciations.is_none() {
        return Ok(line.to_owned());
    }
    Ok(script::pronounced(line, &recall::<Vec<Pronunciation>>(ports, PRONUNCIATIONS)?))
}

/// The text of one turn, as edited.
pub(crate) fn line(ports: &impl RequestPorts, turn: &Turn<'_>) -> Result<script::Turn, Failure> {
    let chapter: Vec<script::Turn> = recall(ports, &script_key(turn.chapter))?;
    edited(ports, turn, chapter.into_iter().nth(turn.index))
}

/// The text of these turns, as edited; each chapter is read once.
pub(crate) fn lines(ports: &impl RequestPorts, job: &Job, turns: &[Turn<'_>]) -> Result<Vec<script::Turn>, Failure> {
    let chapters: Vec<Vec<script::Turn>> = (0..job.chapter_count().unwrap_or_default())
        .map(|chapter| recall(ports, &script_key(chapter)))
        .collect::<Result<_, _>>()?;
    let written = |turn: &Turn<'_>| chapters.get(usize::from(turn.chapter))?.get(turn.index).cloned();
    turns.iter().map(|turn| edited(ports, turn, written(turn))).collect()
}

fn edited(ports: &impl RequestPorts, turn: &Turn<'_>, written: Option<script::Turn>) -> Result<script::Turn, Failure> {
    let mut line = written.ok_or_else(|| Failure::permanent(Code::Internal, "a turn is missing"))?;
    if turn.is_edited {
        line.text = text(ports, &edit_key(turn.number))?;
        line.cites.clear();
    }
    Ok(line)
}

fn malformed(error: serde_json::Error) -> Failure {
    Failure::permanent(Code::Internal, format!("a document is malformed: {error}"))
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::transient(Code::Internal, error.to_string())
    }
}
