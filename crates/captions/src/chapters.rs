//! Chapters as JSON, version 1.2.0 of the podcast namespace's format.

use crate::seconds::Seconds;
use protocol::CodeLine;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    chapters: Vec<Entry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    start_time: Seconds,
    end_time: Seconds,
    title: &'a str,
    /// Of a diff or a review: no field of the format, which readers pass over.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    code: &'a [CodeLine],
}

/// The chapters document, `application/json+chapters`, of the episode `title`; `code` has the lines of code that each is
/// about.
pub fn chapters_json(title: &str, chapters: &[protocol::Chapter], code: &[Vec<CodeLine>]) -> String {
    let code = code.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let chapters = chapters
        .iter()
        .zip(code)
        .map(|(chapter, code)| Entry {
            start_time: Seconds(chapter.start_ms),
            end_time: Seconds(chapter.end_ms.max(chapter.start_ms)),
            title: &chapter.title,
            code,
        })
        .collect();
    let document = Document { version: "1.2.0", title, chapters };
    serde_json::to_string(&document).expect("invariant: strings and numbers always serialise")
}
