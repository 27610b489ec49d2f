//! Each reader of docs/READERS.md over one hard episode: what it must get right, and the errors that are its own.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

mod episode;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use audio::Band;
use episode::{HOSTS, Made, PAIRS};
use id3::{Tag, TagLike, Version};
use readers::{Chapter, Cover, Cue, Reader};
use sha2::{Digest, Sha256};

const REPOSITORY: &str = "../..";
const TABLE: &str = include_str!("../../../docs/READERS.md");
/// The header, the last frame and the decoder's delay are counted by some and not by others.
const LENGTH_TOLERANCE_MS: u64 = 100;

/// The words of a cue, as a reader gives them.
#[derive(Clone, Copy, Debug)]
enum Words {
    /// Those that are said.
    Said,
    /// Those in the file: a reader of WebVTT that leaves the escapes to its caller.
    Escaped,
    /// Said, but with the semicolon of each escape behind it.
    Semicolons,
    /// Said, with "Name: " before them.
    Labelled,
    /// Everything in the cue, tags and all.
    Everything,
    /// The same without the space behind a name that stands alone on its line.
    Trimmed,
}

use Words::{Escaped, Everything, Labelled, Said, Semicolons, Trimmed};

/// A reader, what it takes for the words, and if it tells the speaker by itself.
const VTT: [(&str, Words, bool); 5] = [
    ("webvtt-py", Escaped, true),
    ("webvtt-parser", Semicolons, true),
    ("transcriptator", Escaped, true),
    ("pycaption", Labelled, false),
    ("node-webvtt", Everything, false),
];
const SRT: [(&str, Words, bool); 4] = [
    ("transcriptator", Said, true),
    ("pysrt", Trimmed, false),
    ("srt", Everything, false),
    ("pycaption", Everything, false),
];
const MP3: [&str; 6] = ["mutagen", "eyeD3", "tinytag", "music-metadata", "node-id3", "ffprobe"];
const WITHOUT_CHAPTERS: [&str; 1] = ["tinytag"];
/// It knows a speaker of WebVTT by one word of letters and digits.
const ONE_WORD_NAMES: &str = "transcriptator";

fn made(hosts: [&'static str; 2], band: Band) -> (Made, BTreeMap<String, Reader>, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{band:?}", hosts.concat()));
    let made = Made::in_folder(&folder, hosts, band);
    let readers = readers::read(Path::new(REPOSITORY), &folder).unwrap_or_else(|error| panic!("{error:#}"));
    (made, readers, folder)
}

#[test]
fn every_reader_reads_the_episode() {
    for (hosts, band) in [(HOSTS, Band::Narrow), (PAIRS, Band::Narrow), (HOSTS, Band::Wide)] {
        let (made, readers, folder) = made(hosts, band);
        for name in MP3 {
            ensure_mp3(name, &readers[name], &made);
        }
        for (extension, rows) in [("vtt", &VTT[..]), ("srt", &SRT[..])] {
            let file = std::fs::read_to_string(folder.join(format!("transcript.{extension}"))).expect("a transcript");
            let cues = written(&file);
            ensure_whole(&cues, &made, extension);
            for (name, words, names_speaker) in rows {
                let read = if extension == "vtt" { &readers[*name].vtt } else { &readers[*name].srt };
                let read = read.as_ref().expect("its cues");
                if extension == "vtt" && *name == ONE_WORD_NAMES && hosts == PAIRS {
                    assert_eq!(read.len(), cues.len());
                    continue;
                }
                let expected: Vec<Cue> = cues.iter().map(|cue| cue.as_read(*words, *names_speaker)).collect();
                assert_eq!(*read, expected, "{name} reads the {extension} otherwise");
            }
        }
    }
}

fn ensure_mp3(name: &str, reader: &Reader, made: &Made) {
    let read = reader.mp3.as_ref().expect("a tag");
    let tags = &made.tags;
    assert_eq!([&read.title, &read.artist, &read.album], [&tags.title, &tags.artist, &tags.album], "{name}");
    assert_eq!(read.covers, [cover(made)], "{name}");
    if let Some(duration_ms) = read.duration_ms {
        let off_ms = duration_ms.abs_diff(made.timeline.duration_ms());
        assert!(off_ms <= LENGTH_TOLERANCE_MS, "{name} is off by {off_ms} ms");
    }
    if WITHOUT_CHAPTERS.contains(&name) {
        return assert_eq!(read.chapters, None);
    }
    let chapters = read.chapters.as_ref().expect("chapters");
    let titled = |chapter: &Chapter| (chapter.title.clone(), chapter.start_ms, chapter.end_ms);
    let expected: Vec<_> = made
        .timeline
        .chapters
        .iter()
        .map(|chapter| (chapter.title.clone(), chapter.start_ms, chapter.end_ms))
        .collect();
    assert_eq!(chapters.iter().map(titled).collect::<Vec<_>>(), expected, "{name}");
    assert!(chapters.iter().all(|chapter| !chapter.title.trim().is_empty()), "{name}: a chapter without a title");
    if let Some(contents) = &read.contents {
        let [flat] = contents.as_slice() else { panic!("{name}: {} tables of contents", contents.len()) };
        assert!(flat.is_ordered && flat.is_top != Some(false), "{name}: {flat:?}");
        let ids: Vec<String> = chapters.iter().filter_map(|chapter| chapter.id.clone()).collect();
        assert_eq!(flat.ids, ids, "{name}: the contents are in another order");
    }
}

fn cover(made: &Made) -> Cover {
    let sha256 = format!("{:x}", Sha256::digest(&made.tags.cover));
    Cover { mime: "image/png".to_owned(), sha256, is_front: true }
}

/// A cue of a file, by the letter.
struct Written {
    start_ms: u64,
    end_ms: u64,
    label: String,
    speaker: String,
    text: String,
}

fn written(file: &str) -> Vec<Written> {
    let blocks = file.split("\n\n").filter(|block| block.contains(" --> "));
    blocks.map(|block| Written::parse(block.trim_end_matches('\n'))).collect()
}

fn ms(clock: &str) -> u64 {
    let parts: Vec<u64> = clock.split([':', '.', ',']).map(|part| part.parse().expect("digits")).collect();
    let [hours, minutes, seconds, thousandths] = parts[..] else { panic!("{clock}") };
    ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
}

impl Written {
    fn parse(block: &str) -> Self {
        let (head, rest) = block.split_once(" --> ").expect("times");
        let (end, payload) = rest.split_once('\n').expect("words");
        let start = head.rsplit('\n').next().expect("a time");
        let (label, speaker) = match payload.strip_prefix("<v ") {
            Some(rest) => rest.split_once('>').map(|(name, _)| (format!("<v {name}>"), name)),
            None => payload.split_once(": ").map(|(name, _)| (format!("{name}: "), name)),
        }
        .expect("a speaker");
        let text = payload.strip_prefix(&label).expect("its words").to_owned();
        Self { start_ms: ms(start), end_ms: ms(end), speaker: speaker.to_owned(), label, text }
    }

    fn said(&self) -> String {
        self.unescaped("<", ">", "&")
    }

    fn unescaped(&self, less: &str, more: &str, and: &str) -> String {
        if !self.label.starts_with('<') {
            return self.text.clone();
        }
        self.text.replace("&lt;", less).replace("&gt;", more).replace("&amp;", and)
    }

    fn as_read(&self, words: Words, names_speaker: bool) -> Cue {
        let text = match words {
            Said => self.said(),
            Escaped => self.text.clone(),
            Semicolons => self.unescaped("<;", ">;", "&;"),
            Labelled => format!("{}: {}", self.speaker, self.said()),
            Everything => format!("{}{}", self.label, self.text),
            Trimmed => format!("{}{}", self.label, self.text).replace(" \n", "\n"),
        };
        let speaker = names_speaker.then(|| self.speaker.clone());
        Cue { start_ms: self.start_ms, end_ms: self.end_ms, speaker, text }
    }
}

/// The file says every word of every turn, by its speaker and in its time; SubRip with look-alikes.
fn ensure_whole(cues: &[Written], made: &Made, extension: &str) {
    let mut left = cues.iter();
    for turn in &made.timeline.cues {
        let own: Vec<&Written> = left.clone().take_while(|cue| cue.end_ms <= turn.end_ms).collect();
        left.nth(own.len() - 1);
        let said: String = own.iter().map(|cue| cue.said()).collect();
        let expected = if extension == "srt" {
            turn.text.replace("->", "→").replace('<', "‹").replace('\\', "∖")
        } else {
            turn.text.clone()
        };
        assert_eq!(letters(&said), letters(&expected));
        assert!(own.iter().all(|cue| cue.speaker == turn.speaker), "{expected}");
        assert_eq!(own.first().map(|cue| cue.start_ms), Some(turn.start_ms));
        assert_eq!(own.last().map(|cue| cue.end_ms), Some(turn.end_ms));
    }
    assert_eq!(left.count(), 0, "words of nobody");
}

/// An MP3's chapters after its title was changed, in the file's order.
#[derive(Debug, PartialEq, Eq)]
enum Chapters {
    Kept,
    Reordered,
    /// Each a little later than the one before.
    Moved,
    Erased,
}

#[test]
fn taggers_keep_the_cover_and_keep_or_lose_chapters_as_the_readme_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited");
    let mp3 = folder.join("episode.mp3");
    for editor in readers::EDITORS.into_iter().chain(["id3"]) {
        let made = Made::in_folder(&folder, HOSTS, Band::Narrow);
        if editor == "id3" {
            let mut tag = Tag::read_from_path(&mp3).expect("a tag");
            tag.set_title("Renamed");
            tag.write_to_path(&mp3, Version::Id3v24).expect("a file");
        } else {
            readers::rename(Path::new(REPOSITORY), editor, &mp3).expect(editor);
        }
        let read = readers::probe(Path::new(REPOSITORY), &mp3).expect(editor);
        let outcome = match editor {
            "mutagen" => Chapters::Reordered,
            "ffmpeg" => Chapters::Moved,
            "mp3tag.js" => Chapters::Erased,
            _ => Chapters::Kept,
        };
        assert_eq!(compared(&made, &read.chapters), outcome, "{editor}: {read:?}");
        assert_eq!(read.covers, [cover(&made)], "{editor} keeps the cover");
    }
}

fn compared(made: &Made, read: &[Chapter]) -> Chapters {
    let starts = |chapters: &mut dyn Iterator<Item = (&str, u64)>| -> Vec<(String, u64)> {
        chapters.map(|(title, start_ms)| (title.to_owned(), start_ms)).collect()
    };
    let made = starts(&mut made.timeline.chapters.iter().map(|chapter| (&*chapter.title, chapter.start_ms)));
    let read = starts(&mut read.iter().map(|chapter| (&*chapter.title, chapter.start_ms)));
    let sorted = |chapters: &[(String, u64)]| {
        let mut chapters = chapters.to_vec();
        chapters.sort();
        chapters
    };
    let titles = |chapters: &[(String, u64)]| chapters.iter().map(|chapter| chapter.0.clone()).collect::<Vec<_>>();
    if read.is_empty() {
        Chapters::Erased
    } else if read == made {
        Chapters::Kept
    } else if sorted(&read) == sorted(&made) {
        Chapters::Reordered
    } else {
        assert_eq!(titles(&read), titles(&made));
        Chapters::Moved
    }
}

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_table_has_every_reader_with_its_version() {
    let (_, readers, _) = made(["Ada", "Ben"], Band::Narrow);
    for (name, reader) in &readers {
        let row = format!("| {name} {} |", reader.version);
        assert!(TABLE.contains(&row), "docs/READERS.md has no {row:?}");
    }
    let tried: BTreeSet<&str> = MP3.into_iter().chain(VTT.map(|row| row.0)).chain(SRT.map(|row| row.0)).collect();
    assert_eq!(tried, readers.keys().map(String::as_str).collect());
}
