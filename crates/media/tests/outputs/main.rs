//! Each output of a short episode by a real ffmpeg, read by ffprobe and mutagen.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails there and then")]

mod episode;
mod read;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use artwork::Palette;
use episode::{CHAPTERS, Made, TITLE, save};
use media::{CaptionStyle, Error, Ffmpeg, Format, Progress, Wishes, make};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const FFMPEG: &str = "../../node_modules/@ffmpeg-installer/linux-x64/ffmpeg";
const TOLERANCE_MS: u64 = 50;

fn ffmpeg() -> Ffmpeg {
    Ffmpeg::find(Path::new(FFMPEG)).unwrap()
}

fn wishes(formats: &[Format], captions: CaptionStyle) -> Wishes {
    Wishes { formats: formats.iter().copied().collect(), captions }
}

fn run(folder: &Path, wishes: &Wishes) -> Result<Vec<Progress>, Error> {
    let mut progress = Vec::new();
    let files = make(folder, wishes, &ffmpeg(), &AtomicBool::new(false), &mut |seen| progress.push(seen))?;
    let made: BTreeSet<_> =
        files.iter().map(|file| file.strip_prefix(folder).unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(made, wishes.formats.iter().map(|format| format.file_name().to_owned()).collect());
    Ok(progress)
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn chapters(made: &Made) -> Value {
    made.timeline.chapters.iter().map(|chapter| json!([chapter.start_ms, chapter.title])).collect()
}

fn is_near(ms: &Value, expected_ms: u64) -> bool {
    ms.as_u64().is_some_and(|ms| ms.abs_diff(expected_ms) <= TOLERANCE_MS)
}

#[test]
fn audio_formats_have_chapters_tags_and_cover() {
    let folder = tempfile::tempdir().unwrap();
    let made = save(folder.path(), TITLE);
    run(folder.path(), &wishes(&[Format::M4b, Format::Opus], CaptionStyle::Soft)).unwrap();
    let read = read::by_mutagen(folder.path());
    for format in ["m4b", "opus"] {
        let read = &read[format];
        assert_eq!(read["chapters"], chapters(&made), "{format}");
        assert_eq!(
            [&read["title"], &read["artist"], &read["album"]],
            [TITLE, "Nora & Miles", "Notes; of 3/4"],
            "{format}"
        );
        assert_eq!(read["covers"], json!([format!("{:x}", Sha256::digest(&made.cover))]), "{format}");
        assert!(is_near(&read["duration_ms"], made.timeline.duration_ms()), "{read}");
    }
    assert_eq!(read["m4b"]["kind"], 2);
    assert_eq!(read["m4b"]["codec"], "mp4a.40.2");
    for name in ["episode.m4b", "episode.opus"] {
        let probed = read::by_ffprobe(&folder.path().join(name));
        assert!(probed.streams["audio"].ends_with(" 1"), "{probed:?}");
        assert_eq!(
            probed.chapters,
            made.timeline.chapters.iter().map(|c| (c.start_ms, c.title.clone())).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_video_has_streams_chapters_and_soft_captions_and_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let made = save(folder.path(), TITLE);
    let wishes = wishes(&[Format::Video], CaptionStyle::Soft);
    let progress = run(folder.path(), &wishes).unwrap();
    let path = folder.path().join("episode.mp4");
    let first = fs::read(&path).unwrap();
    run(folder.path(), &wishes).unwrap();
    assert!(first == fs::read(&path).unwrap(), "other bytes");
    let total_ms = made.timeline.duration_ms();
    assert!(progress.iter().any(|seen| seen.output == "episode.mp4" && seen.total_ms == total_ms));
    assert!(progress.iter().all(|seen| seen.done_ms <= total_ms));

    let probed = read::by_ffprobe(&path);
    assert_eq!(probed.streams["video"], "h264 1920x1080 30/1 yuv420p bt709");
    assert_eq!(probed.streams["audio"], "aac 24000 1");
    assert_eq!(probed.streams["subtitle"], "mov_text");
    assert_eq!(probed.title, TITLE);
    for (stream, duration_ms) in &probed.durations_ms {
        assert!(duration_ms.abs_diff(total_ms) <= TOLERANCE_MS, "{stream}: {duration_ms} of {total_ms}");
    }
    assert_eq!(
        probed.chapters,
        made.timeline.chapters.iter().map(|c| (c.start_ms, c.title.clone())).collect::<Vec<_>>()
    );
    assert!(read::is_fast_to_start(&first));

    let captions = read::captions(&path);
    let said: Vec<&str> = captions.iter().map(|(_, text)| text.as_str()).collect();
    let said = said.join(" ").replace('\u{2060}', "").replace("Nora: ", "").replace("Miles: ", "");
    let expected: Vec<&str> = made.timeline.cues.iter().map(|cue| cue.text.as_str()).collect();
    assert_eq!(said, expected.join(" "));
    let cue = &made.timeline.cues[4];
    let caption = captions.iter().find(|(_, text)| text.contains("The end is near")).unwrap();
    assert!(caption.0.abs_diff(cue.start_ms) <= TOLERANCE_MS);
    assert_eq!(
        names(folder.path()),
        ["chapters.json", "episode.mp3", "episode.mp4", "transcript.json"].map(str::to_owned).into()
    );
}

#[test]
fn frames_show_the_chapter_and_its_captions() {
    let folder = tempfile::tempdir().unwrap();
    let made = save(folder.path(), TITLE);
    run(folder.path(), &wishes(&[Format::Vertical], CaptionStyle::Burnt)).unwrap();
    let path = folder.path().join("episode-vertical.mp4");
    assert_eq!(read::by_ffprobe(&path).streams["video"], "h264 1080x1920 30/1 yuv420p bt709");
    assert!(!read::by_ffprobe(&path).streams.contains_key("subtitle"));
    let ink = Palette::of_title(TITLE).ink();
    // Rows of the picture, measured from the frame: the chapter's title, the bars, and the captions.
    let (chapter, bars, captions) = ((1_232, 1_330), (1_360, 1_488), (1_500, 1_720));
    let in_gap_ms = (made.timeline.cues[3].end_ms + made.timeline.cues[4].start_ms) / 2;
    let shown = |at_ms: u64, rows: (usize, usize)| read::inked(&path, at_ms, rows, &ink);
    let long = shown(7_000, chapter);
    let short = shown(12_000, chapter);
    assert!(long > 2 * short && short > 500, "the chapters' titles have {long} and {short} pixels");
    assert!(shown(1_000, captions) > 3_000);
    assert_eq!(shown(in_gap_ms, captions), 0, "nothing is said at {in_gap_ms}");
    assert!(shown(1_100, bars) > 4 * shown(in_gap_ms, bars), "bars are low in silence");
    // Captions of one line: nothing at the sides.
    assert!((0..=made.timeline.duration_ms() / 1_000).all(|second| read::margins_are_empty(
        &path,
        second * 1_000,
        &ink
    )));
}

#[test]
fn an_ability_that_is_missing_is_told_before_anything_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), TITLE);
    let before = names(folder.path());
    // A program that lists no encoder, and no filter.
    let poor = folder.path().join("ffmpeg");
    read::write_program(
        &poor,
        "[ \"$2\" != -version ] || echo ffmpeg version 9.9-poor Copyright\n[ \"$2\" != -nostdin ] || echo '  Duration: 00:00:15.00, start' >&2",
    );
    let ffmpeg = Ffmpeg::find(&poor).unwrap();
    fs::remove_file(&poor).unwrap();
    read::write_program(&poor, "echo '  Duration: 00:00:14.95, start: 0' >&2");
    let wishes = wishes(&[Format::M4b, Format::Opus], CaptionStyle::Soft);
    let error = make(folder.path(), &wishes, &ffmpeg, &AtomicBool::new(false), &mut |_| ()).unwrap_err().to_string();
    assert!(error.starts_with("this ffmpeg (9.9-poor) lacks the encoder aac, the encoder libopus\n"), "{error}");
    fs::remove_file(&poor).unwrap();
    assert_eq!(names(folder.path()), before);
    assert!(matches!(Ffmpeg::find(Path::new("true")), Err(Error::Unusable { .. })));
}

#[test]
fn a_stop_leaves_nothing_behind_and_keeps_the_older_file() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), TITLE);
    fs::write(folder.path().join("episode.mp4"), "older").unwrap();
    let before = names(folder.path());
    let is_stopped = AtomicBool::new(false);
    let wishes = wishes(&[Format::Video], CaptionStyle::Burnt);
    let stop = |_| is_stopped.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(matches!(make(folder.path(), &wishes, &ffmpeg(), &is_stopped, &mut { stop }), Err(Error::Stopped)));
    assert_eq!(names(folder.path()), before);
    assert_eq!(fs::read(folder.path().join("episode.mp4")).unwrap(), b"older");
}

#[test]
fn a_broken_episode_is_told_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), TITLE);
    fs::write(folder.path().join("episode.mp3"), "no sound").unwrap();
    let error = run(folder.path(), &wishes(&[Format::Opus], CaptionStyle::Soft)).unwrap_err().to_string();
    assert!(error.starts_with("episode.mp3 cannot be used: "), "{error}");
    fs::remove_file(folder.path().join("chapters.json")).unwrap();
    let error = run(folder.path(), &wishes(&[Format::Opus], CaptionStyle::Soft)).unwrap_err().to_string();
    assert!(error.contains("chapters.json: No such file"), "{error}");
    assert_eq!(CHAPTERS.len(), 3);
}
