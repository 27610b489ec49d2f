//! Start and end times of turns and chapters: integer arithmetic on frame counts, so times are exact.

use crate::band::FRAME_MS;
use protocol::{Chapter, Cue};
use serde::{Deserialize, Serialize};

/// Frames between two lines of one speaker: 216 ms.
const GAP_SAME_SPEAKER: u32 = 9;
/// Frames between two speakers: 360 ms.
pub(crate) const GAP_SPEAKERS: u32 = 15;
/// Least frames between chapters: 720 ms.
const GAP_CHAPTERS: u32 = 30;

/// One turn of the episode and the length of its clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Length of its clip.
    pub frames: u32,
    pub speaker: &'a str,
    pub text: &'a str,
    /// Index into the chapter titles.
    pub chapter: u32,
}

/// The times of an episode. All are whole frames, except that chapters start on whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    pub cues: Vec<Cue>,
    pub chapters: Vec<Chapter>,
    /// Frames from the start of the first cue to the end of the last.
    pub frames: u32,
}

impl Timeline {
    pub fn duration_ms(&self) -> u64 {
        ms(self.frames)
    }
}

/// Lays the lines one after another with gaps between them.
pub fn timeline(lines: &[Line], chapter_titles: &[String]) -> Timeline {
    let mut timeline = Timeline::default();
    let mut before: Option<&Line> = None;
    for line in lines {
        let new_chapter = before.is_none_or(|before| before.chapter != line.chapter);
        let start = match before {
            None => 0,
            Some(_) if new_chapter => chapter_start(timeline.frames),
            Some(before) if before.speaker == line.speaker => timeline.frames.saturating_add(GAP_SAME_SPEAKER),
            Some(_) => timeline.frames.saturating_add(GAP_SPEAKERS),
        };
        if new_chapter {
            timeline.chapters.push(open_chapter(line.chapter, ms(start), chapter_titles));
        }
        timeline.frames = start.saturating_add(line.frames);
        timeline.cues.push(Cue {
            speaker: line.speaker.to_owned(),
            start_ms: ms(start),
            end_ms: ms(timeline.frames),
            text: line.text.to_owned(),
        });
        before = Some(line);
    }
    close_chapters(&mut timeline);
    timeline
}

/// The first frame of a chapter's speech, when the previous chapter's ended at frame `end`.
///
/// Some apps round a chapter's start down to a whole second. The gap is long enough to contain a whole second, which
/// becomes the chapter's start, so no app enters a chapter on the last word of the one before.
fn chapter_start(end: u32) -> u32 {
    let next_second = ms(end).div_ceil(1000) * 1000;
    let first_frame_in_it = u32::try_from(next_second.div_ceil(FRAME_MS)).unwrap_or(u32::MAX);
    end.saturating_add(GAP_CHAPTERS).max(first_frame_in_it)
}

fn open_chapter(index: u32, speech_ms: u64, titles: &[String]) -> Chapter {
    // Readers lose a chapter without a title.
    let is_title = |title: &&String| title.chars().any(|c| !c.is_whitespace() && !c.is_control());
    let title = usize::try_from(index).ok().and_then(|index| titles.get(index)).filter(is_title).cloned();
    Chapter {
        title: title.unwrap_or_else(|| format!("Chapter {}", u64::from(index) + 1)),
        start_ms: speech_ms / 1000 * 1000,
        end_ms: 0,
    }
}

fn close_chapters(timeline: &mut Timeline) {
    let mut end_ms = timeline.duration_ms();
    for chapter in timeline.chapters.iter_mut().rev() {
        chapter.end_ms = end_ms;
        end_ms = chapter.start_ms;
    }
}

fn ms(frames: u32) -> u64 {
    u64::from(frames) * FRAME_MS
}
