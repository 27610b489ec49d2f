//! The transcript as JSON, version 1.0.0 of the podcast namespace's format.

use crate::seconds::Seconds;
use protocol::CodeLine;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    segments: Vec<Segment<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Segment<'a> {
    speaker: &'a str,
    start_time: Seconds,
    end_time: Seconds,
    body: &'a str,
    /// Of a diff or a review: no field of the format, which readers pass over.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    code: &'a [CodeLine],
}

/// The transcript document, `application/json`, one segment per cue; `code` has the lines of code that each is about.
pub fn transcript_json(cues: &[protocol::Cue], code: &[Vec<CodeLine>]) -> String {
    let code = code.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let segments = cues
        .iter()
        .zip(code)
        .map(|(cue, code)| Segment {
            speaker: &cue.speaker,
            start_time: Seconds(cue.start_ms),
            end_time: Seconds(cue.end_ms.max(cue.start_ms)),
            body: &cue.text,
            code,
        })
        .collect();
    let document = Document { version: "1.0.0", segments };
    serde_json::to_string(&document).expect("invariant: strings and numbers always serialise")
}
