//! Ingest: the source is read once, and kept as the document everything else is made from.

use job::{Failure, Job, Output};
use protocol::{Code, Problem, SourceFormat};

use super::Done;
use crate::io::documents::{DOCUMENT, SOURCE, digest, keep, text};
use crate::ports::{Document, Ports};

pub(crate) fn perform(ports: &impl Ports, job: &Job) -> Done {
    let (title, kept) = read(&text(ports, SOURCE)?, job.spec().format)
        .map_err(|problem| Failure::permanent(problem.code, problem.detail.unwrap_or(problem.title)))?;
    Ok((Output::Ingested { document: digest(&kept), title }, vec![kept]))
}

/// The document that a source is read as.
pub(crate) fn document(source: &str, format: SourceFormat) -> Result<script::Document, Problem> {
    script::read(source, format).map_err(|rejection| {
        let code = Code::from_wire(rejection.code()).unwrap_or(Code::SourceUnreadable);
        Problem::because(code, rejection.to_string())
    })
}

/// A source's title, and the document made of it, as it is kept.
pub(crate) fn read(source: &str, format: SourceFormat) -> Result<(String, Document), Problem> {
    let document = document(source, format)?;
    let kept =
        keep(DOCUMENT.to_owned(), &document).map_err(|failure| Problem::because(failure.code, failure.detail))?;
    Ok((document.title, kept))
}
