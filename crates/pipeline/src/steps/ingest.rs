//! Ingest: the source is read once, and kept as the document everything else is made from.

use job::{Failure, Job, Output};
use protocol::{Code, Language, Problem, SourceFormat};

use super::Done;
use crate::io::documents::{ACTION, DOCUMENT, SOURCE, digest, keep, text};
use crate::ports::{Document, Ports};

pub(crate) fn perform(ports: &impl Ports, job: &Job) -> Done {
    let (source, format) = (text(ports, SOURCE)?, job.spec().format);
    let (document, kept) = read_as(&source, format, job.spec().language)
        .map_err(|problem| Failure::permanent(problem.code, problem.detail.unwrap_or(problem.title)))?;
    let action = script::action(&source, format);
    let open_points = action.as_deref().map_or(0, script::open_points);
    let open_points = u32::try_from(open_points).unwrap_or(u32::MAX);
    let action = action.map(|body| Document { key: ACTION.to_owned(), body });
    let output = Output::Ingested { document: digest(&kept), title: document.title, open_points };
    Ok((output, action.into_iter().chain([kept]).collect()))
}

/// The document that a source is read as.
pub(crate) fn document(source: &str, format: SourceFormat) -> Result<script::Document, Problem> {
    script::read(source, format).map_err(refused)
}

fn refused(rejection: script::Rejection) -> Problem {
    let code = Code::from_wire(rejection.code()).unwrap_or(Code::SourceUnreadable);
    Problem::because(code, rejection.to_string())
}

/// The document that a source is read as, and as it is kept.
pub(crate) fn read(source: &str, format: SourceFormat) -> Result<(script::Document, Document), Problem> {
    kept(document(source, format)?)
}

/// The same in the language it had when the job was created: its hosts speak that.
fn read_as(source: &str, format: SourceFormat, language: Language) -> Result<(script::Document, Document), Problem> {
    kept(script::read_as(source, format, language).map_err(refused)?)
}

fn kept(document: script::Document) -> Result<(script::Document, Document), Problem> {
    let kept =
        keep(DOCUMENT.to_owned(), &document).map_err(|failure| Problem::because(failure.code, failure.detail))?;
    Ok((document, kept))
}
