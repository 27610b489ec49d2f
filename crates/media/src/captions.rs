//! Soft captions as SubRip, of whose formats ffmpeg loses the fewest characters on their way into MP4.

use std::fmt::Write;

use crate::blocks::blocks;
use crate::episode::Cue;

/// Characters of a caption: two lines of a player.
const CHARS_MAX: usize = 84;
/// Takes no room, and is not shown.
const WORD_JOINER: char = '\u{2060}';

pub(crate) fn subrip(cues: &[Cue]) -> String {
    let mut document = String::new();
    for (number, block) in (1..).zip(blocks(cues, CHARS_MAX)) {
        let (start, end) = (clock(block.start_ms), clock(block.end_ms));
        let _ = writeln!(document, "{number}\n{start} --> {end}\n{}\n", plain(&block.text));
    }
    document
}

/// A text without tags and overrides: ffmpeg takes `<b`, `{\` and `\N` for its own, and has no escapes for them.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        plain.push(letter);
        if matches!(letter, '<' | '{' | '\\') {
            plain.push(WORD_JOINER);
        }
    }
    plain
}

pub(crate) fn clock(ms: u64) -> String {
    format!("{:02}:{:02}:{:02},{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_ffmpeg_are_kept_apart() {
        let cue = |start_ms, text: &str| Cue {
            start_ms,
            end_ms: start_ms + 900,
            speaker: "Ada".to_owned(),
            text: text.to_owned(),
        };
        let cues = [cue(0, r"A <b> & {\i1} in C:\New"), cue(3_661_000, "--> end")];
        let expected = "1\n00:00:00,000 --> 00:00:00,900\nAda: A <~b> & {~\\~i1} in C:\\~New\n\n\
                        2\n01:01:01,000 --> 01:01:01,900\n--> end\n\n";
        assert_eq!(subrip(&cues), expected.replace('~', "\u{2060}"));
    }
}
