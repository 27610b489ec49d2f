//! Cues → subtitles: a long text is split, and its time divided between the parts.

use crate::wrap::{Layout, wrap};
use protocol::Cue;

/// The latest time two digits of hours can write.
const TIME_MS_MAX: u64 = 100 * 3_600_000 - 1;

/// One subtitle. It never starts before the last one ends, always takes time, and no line is too wide.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Subtitle<'a> {
    pub(crate) speaker: &'a str,
    pub(crate) start_ms: u64,
    pub(crate) end_ms: u64,
    pub(crate) lines: Vec<String>,
}

/// The text of a cue, and the layout its format allows.
pub(crate) struct Wording {
    pub(crate) text: String,
    pub(crate) layout: Layout,
}

/// The subtitles of all cues, each worded by `word`.
///
/// A cue that overlaps the one before it starts later; one without text, or past 100 hours, is left out.
pub(crate) fn subtitles<'a>(cues: &'a [Cue], word: fn(&Cue) -> Wording) -> Vec<Subtitle<'a>> {
    let mut subtitles: Vec<Subtitle> = Vec::new();
    for cue in cues {
        let start_ms = cue.start_ms.max(subtitles.last().map_or(0, |before| before.end_ms));
        let Wording { text, layout } = word(cue);
        if cue.text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            continue;
        }
        let lines = wrap(&text, layout);
        let blocks: Vec<&[String]> = lines.chunks(layout.lines_per_cue.max(1)).collect();
        let end_ms = cue.end_ms.max(start_ms.saturating_add(blocks.len() as u64));
        if end_ms > TIME_MS_MAX {
            continue;
        }
        share(cue, &blocks, start_ms, end_ms, &mut subtitles);
    }
    subtitles
}

/// Divides a cue's time between blocks of lines in proportion to their characters; each gets at least a millisecond.
fn share<'a>(cue: &'a Cue, blocks: &[&[String]], start_ms: u64, end_ms: u64, subtitles: &mut Vec<Subtitle<'a>>) {
    let size = |block: &[String]| block.iter().map(|line| line.chars().count() as u64).sum::<u64>();
    let total = blocks.iter().map(|block| size(block)).sum::<u64>().max(1);
    let (mut said, mut at) = (0, start_ms);
    for (index, block) in blocks.iter().enumerate() {
        said += size(block);
        let left = (blocks.len() - index - 1) as u64;
        let share_ms = u128::from(end_ms - start_ms) * u128::from(said) / u128::from(total);
        let until = start_ms + u64::try_from(share_ms).unwrap_or(u64::MAX);
        let until = until.clamp(at + 1, end_ms - left);
        subtitles.push(Subtitle { speaker: &cue.speaker, start_ms: at, end_ms: until, lines: block.to_vec() });
        at = until;
    }
}

/// A time as `HH:MM:SS` and milliseconds after `point`.
pub(crate) fn clock(ms: u64, point: char) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{:03}", ms % 1000)
}
