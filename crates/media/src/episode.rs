//! An episode, read from the files of its folder.

use std::io::Cursor;

use id3::{Tag, TagLike};
use serde::Deserialize;

use crate::error::Error;
use crate::limits;

/// The file of the sound.
pub(crate) const SOUND: &str = "episode.mp3";
pub(crate) const CHAPTERS: &str = "chapters.json";
pub(crate) const TRANSCRIPT: &str = "transcript.json";

/// An episode without its sound. Times are in milliseconds from its start, in order, and within its length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Episode {
    pub title: String,
    pub artist: String,
    pub album: String,
    /// ISO 639-2, three letters, if the tag has it.
    pub language: Option<String>,
    pub cover: Option<Cover>,
    pub chapters: Vec<Chapter>,
    pub cues: Vec<Cue>,
    pub duration_ms: u64,
}

/// The front cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// `image/png` or `image/jpeg`.
    pub mime: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    pub start_ms: u64,
    pub end_ms: u64,
    pub title: String,
}

/// One line of the transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    pub start_ms: u64,
    pub end_ms: u64,
    pub speaker: String,
    pub text: String,
}

#[derive(Deserialize)]
struct ChaptersFile {
    #[serde(default)]
    title: String,
    chapters: Vec<ChapterEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChapterEntry {
    start_time: f64,
    end_time: Option<f64>,
    #[serde(default)]
    title: String,
}

#[derive(Deserialize)]
struct TranscriptFile {
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Segment {
    #[serde(default)]
    speaker: String,
    start_time: f64,
    end_time: f64,
    body: String,
}

impl Episode {
    /// Reads `chapters.json`, `transcript.json`, and the ID3 tag at the beginning of `episode.mp3`, whose sound lasts
    /// `duration_ms`.
    ///
    /// Errors: a document that is not JSON of its kind, or has more than [`limits`] allow.
    pub fn read(chapters: &[u8], transcript: &[u8], tag: &[u8], duration_ms: u64) -> Result<Self, Error> {
        let chapters: ChaptersFile = parse(CHAPTERS, chapters)?;
        let transcript: TranscriptFile = parse(TRANSCRIPT, transcript)?;
        let refused = |file, why: &str| Err(Error::Episode { file, why: why.to_owned() });
        if duration_ms == 0 || duration_ms > limits::EPISODE_MS_MAX {
            return refused(SOUND, "it lasts no time, or more than twelve hours");
        }
        if chapters.chapters.len() > limits::CHAPTERS_MAX {
            return refused(CHAPTERS, "it has too many chapters");
        }
        if transcript.segments.len() > limits::CUES_MAX {
            return refused(TRANSCRIPT, "it has too many lines");
        }
        let duration_ms = exact(&chapters.chapters, duration_ms);
        let tag = Tag::read_from2(Cursor::new(tag)).unwrap_or_default();
        let text = |text: Option<&str>| one_line(text.unwrap_or_default());
        let of_tag = text(tag.title());
        Ok(Self {
            title: if of_tag.is_empty() { one_line(&chapters.title) } else { of_tag },
            artist: text(tag.artist()),
            album: text(tag.album()),
            language: tag.get("TLAN").and_then(|frame| frame.content().text()).and_then(language),
            cover: cover(&tag),
            chapters: in_order(&chapters.chapters, duration_ms),
            cues: transcript.segments.iter().filter_map(|segment| cue(segment, duration_ms)).collect(),
            duration_ms,
        })
    }
}

fn parse<'a, T: Deserialize<'a>>(file: &'static str, json: &'a [u8]) -> Result<T, Error> {
    serde_json::from_slice(json).map_err(|error| Error::Episode { file, why: error.to_string() })
}

/// The end of the last chapter, which is the sound's, if it is about where the sound ends: ffmpeg counts silent frames behind it.
fn exact(entries: &[ChapterEntry], duration_ms: u64) -> u64 {
    let end_ms = entries.last().and_then(|last| last.end_time).map_or(duration_ms, ms);
    if end_ms.abs_diff(duration_ms) <= limits::CLOSING_MS_MAX { end_ms } else { duration_ms }
}

/// Chapters by their starts: each ends where the next begins, the first begins at the start, none is empty.
fn in_order(entries: &[ChapterEntry], duration_ms: u64) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for (number, entry) in (1..).zip(entries) {
        let start_ms = if chapters.is_empty() { 0 } else { ms(entry.start_time) };
        let title = short(&one_line(&entry.title));
        let title = if title.is_empty() { format!("Chapter {number}") } else { title };
        let is_later = chapters.last().is_none_or(|before| before.start_ms < start_ms);
        if is_later && start_ms < duration_ms {
            if let Some(before) = chapters.last_mut() {
                before.end_ms = start_ms;
            }
            chapters.push(Chapter { start_ms, end_ms: duration_ms, title });
        }
    }
    chapters
}

fn cue(segment: &Segment, duration_ms: u64) -> Option<Cue> {
    let (start_ms, end_ms) = (ms(segment.start_time), ms(segment.end_time).min(duration_ms));
    let text = words(&segment.body);
    let is_said = start_ms < end_ms && !text.is_empty();
    is_said.then(|| Cue { start_ms, end_ms, speaker: one_line(&segment.speaker), text })
}

/// Whole milliseconds; casts of floats saturate, and NaN is the start.
fn ms(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}

/// A text without control characters, of single spaces.
fn words(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_line(text: &str) -> String {
    let text: String = words(text).chars().take(limits::TITLE_CHARS_MAX).collect();
    text.trim_end().to_owned()
}

/// A chapter's title, at most [`limits::CHAPTER_TITLE_BYTES_MAX`] long; a longer one ends with an ellipsis.
fn short(title: &str) -> String {
    if title.len() <= limits::CHAPTER_TITLE_BYTES_MAX {
        return title.to_owned();
    }
    let end = title.floor_char_boundary(limits::CHAPTER_TITLE_BYTES_MAX - '…'.len_utf8());
    format!("{}…", title.get(..end).unwrap_or_default().trim_end())
}

fn language(text: &str) -> Option<String> {
    let code = text.split('\0').next()?;
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| code.to_owned())
}

/// The first picture of a kind that all containers take.
fn cover(tag: &Tag) -> Option<Cover> {
    let is_usual = |mime: &str| matches!(mime, "image/png" | "image/jpeg");
    let picture = tag.pictures().find(|picture| is_usual(&picture.mime_type))?;
    Some(Cover { mime: picture.mime_type.clone(), bytes: picture.data.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(chapters: &str, transcript: &str) -> Result<Episode, Error> {
        Episode::read(chapters.as_bytes(), transcript.as_bytes(), &[], 60_000)
    }

    #[test]
    fn chapters_are_joined_end_to_start() {
        let chapters = r#"{"title": "A \u0007 title", "chapters": [
            {"startTime": 0.4, "endTime": 1, "title": "One"}, {"startTime": 10.5, "title": " \n"},
            {"startTime": 10.5, "title": "Nowhere"}, {"startTime": 30, "title": "Three"}, {"startTime": 61, "endTime": 70, "title": "Late"}]}"#;
        let episode = read(chapters, r#"{"segments": []}"#).unwrap();
        let times: Vec<_> = episode.chapters.iter().map(|c| (c.start_ms, c.end_ms, c.title.as_str())).collect();
        assert_eq!(times, [(0, 10_500, "One"), (10_500, 30_000, "Chapter 2"), (30_000, 60_000, "Three")]);
        assert_eq!(episode.title, "A title");
    }

    #[test]
    fn the_last_chapter_ends_with_the_sound_or_the_sound_is_another() {
        for (end, expected_ms) in [("59.904", 59_904), ("50", 60_000), ("60.1", 60_100)] {
            let chapters = format!(r#"{{"chapters": [{{"startTime": 0, "endTime": {end}}}]}}"#);
            assert_eq!(read(&chapters, r#"{"segments": []}"#).unwrap().duration_ms, expected_ms);
        }
    }

    #[test]
    fn lines_without_words_or_time_are_left_out() {
        let transcript = r#"{"segments": [
            {"speaker": "Nora", "startTime": 0, "endTime": 1.5, "body": "Hello\nthere"},
            {"speaker": "Nora", "startTime": 2, "endTime": 2, "body": "Never"},
            {"startTime": 59, "endTime": 70, "body": "End"}, {"startTime": 3, "endTime": 4, "body": " "}]}"#;
        let cues = read(r#"{"chapters": []}"#, transcript).unwrap().cues;
        let cues: Vec<_> = cues.iter().map(|cue| (cue.start_ms, cue.end_ms, cue.text.as_str())).collect();
        assert_eq!(cues, [(0, 1_500, "Hello there"), (59_000, 60_000, "End")]);
    }

    #[test]
    fn a_long_title_is_cut_between_letters() {
        let long = short(&"ö".repeat(200));
        assert_eq!((long.len(), long.chars().count()), (199, 99));
        assert!(long.ends_with("ö…"));
    }

    #[test]
    fn files_of_another_kind_are_refused() {
        for (chapters, transcript) in [("", "{}"), ("[]", "{}"), (r#"{"chapters": []}"#, r#"{"segments": [{}]}"#)] {
            assert!(matches!(read(chapters, transcript), Err(Error::Episode { .. })), "{chapters} {transcript}");
        }
    }
}
