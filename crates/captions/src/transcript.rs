//! The transcript as JSON, version 1.0.0 of the podcast namespace's format.

use crate::seconds::Seconds;
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
}

/// The transcript document, `application/json`, one segment per cue.
pub fn transcript_json(cues: &[protocol::Cue]) -> String {
    let segments = cues
        .iter()
        .map(|cue| Segment {
            speaker: &cue.speaker,
            start_time: Seconds(cue.start_ms),
            end_time: Seconds(cue.end_ms.max(cue.start_ms)),
            body: &cue.text,
        })
        .collect();
    let document = Document { version: "1.0.0", segments };
    serde_json::to_string(&document).expect("invariant: strings and numbers always serialise")
}
