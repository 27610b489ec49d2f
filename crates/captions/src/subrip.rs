//! The transcript as SubRip: two short lines per subtitle, and its speaker named in each.
//!
//! Readers know speakers by `Name: ` at the beginning of a subtitle alone: in one without it, any words before a colon
//! would be the next speaker.

use crate::speaker::name;
use crate::subtitle::{Wording, clock, subtitles};
use crate::wrap::Layout;
use protocol::Cue;

const LINES: usize = 2;
const WIDTH: usize = 32;

/// The SubRip document, `application/x-subrip`.
pub fn subrip(cues: &[Cue]) -> String {
    let mut document = String::new();
    for (index, subtitle) in subtitles(cues, wording).iter().enumerate() {
        let (start, end) = (clock(subtitle.start_ms, ','), clock(subtitle.end_ms, ','));
        let text = subtitle.lines.join("\n");
        document += &format!("{}\n{start} --> {end}\n{}{text}\n\n", index + 1, label(subtitle.speaker));
    }
    document
}

fn wording(cue: &Cue) -> Wording {
    let first_width = WIDTH - label(&cue.speaker).chars().count();
    Wording {
        text: without_markup(&cue.text),
        layout: Layout { lines_per_cue: LINES, first_width, width: WIDTH, width_of: |_| 1 },
    }
}

/// At most as wide as a line; empty for a speaker without a name.
fn label(speaker: &str) -> String {
    let name = name(speaker);
    if name.is_empty() { name } else { format!("{name}: ") }
}

/// The format has no escapes: what would read as a time, as a tag or as a line break becomes a look-alike.
fn without_markup(text: &str) -> String {
    text.replace("->", "→").replace('<', "‹").replace('\\', "∖")
}
