//! The transcript as WebVTT, with a voice tag in each cue.
//!
//! Times, tags and words, and nothing else: no note, style, header, cue name or setting, which readers stumble over.

use crate::speaker::name;
use crate::subtitle::{Wording, clock, subtitles};
use crate::wrap::Layout;
use protocol::Cue;

const LINES: usize = 2;
const WIDTH: usize = 65;

/// The WebVTT document, `text/vtt`: no line is wider than 65 characters as written, voice tag and escapes included.
pub fn webvtt(cues: &[Cue]) -> String {
    let mut document = "WEBVTT\n".to_owned();
    for subtitle in subtitles(cues, wording) {
        let (start, end) = (clock(subtitle.start_ms, '.'), clock(subtitle.end_ms, '.'));
        let text: Vec<String> = subtitle.lines.iter().map(|line| escaped(line)).collect();
        document += &format!("\n{start} --> {end}\n{}{}\n", tag(subtitle.speaker), text.join("\n"));
    }
    document
}

fn wording(cue: &Cue) -> Wording {
    let first_width = WIDTH - tag(&cue.speaker).chars().count();
    let layout = Layout { lines_per_cue: LINES, first_width, width: WIDTH, width_of };
    Wording { text: cue.text.clone(), layout }
}

/// The voice tag, about half a line at most; empty for a speaker without a name.
fn tag(speaker: &str) -> String {
    let name = name(speaker);
    if name.is_empty() { name } else { format!("<v {name}>") }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match entity(c) {
            Some(entity) => escaped.push_str(entity),
            None => escaped.push(c),
        }
    }
    escaped
}

fn entity(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}

fn width_of(c: char) -> usize {
    entity(c).map_or(1, str::len)
}
