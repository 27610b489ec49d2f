//! The transcript as WebVTT, with a voice tag in each cue.

use crate::subtitle::{Wording, clock, subtitles};
use crate::wrap::Layout;
use protocol::Cue;

const LINES: usize = 2;
const WIDTH: usize = 65;

/// Width of the longest name in a voice tag, as written: it leaves a third of the line for words.
const NAME_WIDTH: usize = 40;

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

fn wording(cue: &Cue, _: Option<&str>) -> Wording {
    let first_width = WIDTH - tag(&cue.speaker).chars().count();
    let layout = Layout { lines_per_cue: LINES, first_width, width: WIDTH, width_of };
    Wording { text: cue.text.clone(), layout }
}

/// The voice tag: at most `NAME_WIDTH` plus its own four characters; empty for a speaker without a name.
fn tag(speaker: &str) -> String {
    let name = speaker.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let mut left = NAME_WIDTH;
    let fitting = |c: &char| left.checked_sub(width_of(*c)).map(|rest| left = rest).is_some();
    let name: String = name.collect::<Vec<_>>().join(" ").chars().take_while(fitting).collect();
    if name.is_empty() { String::new() } else { format!("<v {}>", escaped(&name)) }
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
