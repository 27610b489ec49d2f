//! Chapters as JSON, version 1.2.0 of the podcast namespace's format.

use crate::seconds::Seconds;
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
}

/// The chapters document, `application/json+chapters`, of the episode `title`.
pub fn chapters_json(title: &str, chapters: &[protocol::Chapter]) -> String {
    let chapters = chapters
        .iter()
        .map(|chapter| Entry {
            start_time: Seconds(chapter.start_ms),
            end_time: Seconds(chapter.end_ms.max(chapter.start_ms)),
            title: &chapter.title,
        })
        .collect();
    let document = Document { version: "1.2.0", title, chapters };
    serde_json::to_string(&document).expect("invariant: strings and numbers always serialise")
}
