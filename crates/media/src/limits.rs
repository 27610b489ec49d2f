//! Sizes, each with its reason.

/// Length of an episode: the service makes none longer than a few hours, and times stay far from any overflow.
pub const EPISODE_MS_MAX: u64 = 12 * 3_600_000;
/// Silence behind the last word of an episode, in frames of its MP3 and by ffmpeg's rounding.
pub const CLOSING_MS_MAX: u64 = 250;
/// Bytes of `chapters.json` and of `transcript.json`, as a service's answers are bounded.
pub const JSON_BYTES_MAX: u64 = 32_000_000;
/// Chapters: Ogg numbers them with three digits.
pub const CHAPTERS_MAX: usize = 999;
/// Lines of the transcript.
pub const CUES_MAX: usize = 50_000;
/// Characters of a title or a name.
pub const TITLE_CHARS_MAX: usize = 400;
/// Bytes of a chapter's title: ffmpeg before version 5 reads lines of 255 bytes, and escapes need room.
pub const CHAPTER_TITLE_BYTES_MAX: usize = 200;
/// Bytes of a cover that is written into Ogg: base64 of it is one argument, and Linux takes 131,071 bytes.
pub const COVER_BYTES_MAX: usize = 90_000;

/// Frames of a second of video.
pub const FRAMES_PER_SECOND: u32 = 30;
/// The still pictures of ffconcat have times on this grid: its demuxer gives pictures 25 of a second.
pub const SLIDE_GRID_MS: u64 = 40;
/// A caption stays over a gap up to this long, so that it does not flicker.
pub const CAPTION_HOLD_MS: u64 = 400;

/// Runs of ffmpeg at once: an encoder of video uses both cores, one of sound less than one.
pub const RUNS_MAX: usize = 2;
/// Bytes of one file: ten times what an hour of video has.
pub const FILE_BYTES_MAX: u64 = 8_000_000_000;
/// Tenths of a second without progress that end a run: a minute.
pub const STILL_POLLS_MAX: u32 = 600;
/// Bytes of an ID3 tag: a cover and some hundred chapters have less than one million.
pub const TAG_BYTES_MAX: u64 = 20_000_000;
/// Lines of ffmpeg's complaints that are kept for an error.
pub const LINES_KEPT: usize = 8;
/// Characters of each of them.
pub const LINE_CHARS_MAX: usize = 300;
