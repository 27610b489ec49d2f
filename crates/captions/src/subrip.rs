//! The transcript as SubRip: two short lines per subtitle, the speaker named where it changes.

use crate::subtitle::{Wording, clock, subtitles};
use crate::wrap::Layout;
use protocol::Cue;

const LAYOUT: Layout = Layout { lines_per_cue: 2, first_width: 32, width: 32, width_of: |_| 1 };

/// The SubRip document, `application/x-subrip`.
pub fn subrip(cues: &[Cue]) -> String {
    let mut document = String::new();
    for (index, subtitle) in subtitles(cues, wording).iter().enumerate() {
        let (start, end) = (clock(subtitle.start_ms, ','), clock(subtitle.end_ms, ','));
        document += &format!("{}\n{start} --> {end}\n{}\n\n", index + 1, subtitle.lines.join("\n"));
    }
    document
}

fn wording(cue: &Cue, before: Option<&str>) -> Wording {
    // The format has no escapes: an arrow of two dashes in the text would read as a time.
    let text = cue.text.replace("->", "→");
    let speaker = cue.speaker.trim().replace("->", "→");
    let changed = before != Some(cue.speaker.as_str()) && !speaker.is_empty();
    Wording { text: if changed { format!("{speaker}: {text}") } else { text }, layout: LAYOUT }
}
