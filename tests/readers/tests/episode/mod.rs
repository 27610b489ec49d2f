//! An episode of everything that readers have stumbled over, made by the crates that make real ones.

use std::fs;
use std::path::Path;

use artwork::{Palette, Size};
use audio::{Band, Clip, Line, Tags, Timeline, assemble, clip, timeline};

pub(crate) const HOSTS: [&str; 2] = ["Nora", "Miles"];
pub(crate) const PAIRS: [&str; 2] = ["Mary-Ann O'Neil", "Maximiliana Bartholomea Wiggin"];

/// A chapter's title, and what is said in it.
const CHAPTERS: [(&str, &[&str]); 12] = [
    ("Opening", &["Welcome back to the show.", "One rule: practice: nobody is called practice."]),
    ("Öffnen & <schließen>", &["A Vec<u8> is no tag, and neither is <i>, </b> or <v Nobody>.", "Is 3 < 4 && 5 > 4?"]),
    ("TCP/IP; \"and\" more: 3/4", &["An arrow --> is no time, and -> neither.", "00:00:01.000 --> 00:00:02.000"]),
    (
        "What is left 🙂",
        &["Tom & Jerry are &amp; in the source, and &nbsp; is a word.", "C:\\New\\names, {\\an8} and \\h."],
    ),
    ("", &["NOTE this is said", "STYLE and REGION are words as well."]),
    (" \u{7} ", &["12", "34 is a number: and so is 35."]),
    (
        "A title that is longer than any other, so that a writer which sorts chapters by their size moves it to the end",
        &["WEBVTT"],
    ),
    ("Ωmega, naïve, 日本語", &["Ωmega, naïve, 日本語 and 🙂 are one word each.", "♪ la la ♪"]),
    ("true", &["[music] (laughs) *stars* _lines_ `ticks` | pipes | # hash", "X-TIMESTAMP-MAP=LOCAL:00:00:00.000"]),
    ("2", &["Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, right."]),
    ("10", &["He said: \"she said: 'they said: nothing'\"."]),
    (
        "Closing",
        &[
            "The last lesson was about temporary files. Audio from failed runs piled up for months, and the bill was the \
             first alarm anyone noticed: nobody owned the cleanup, because cleanup is something that happens after the \
             interesting part is over.",
            "Goodbye: see you.",
        ],
    ),
];

const RATE: u32 = 24_000;

pub(crate) struct Made {
    pub(crate) tags: Tags,
    pub(crate) timeline: Timeline,
}

impl Made {
    /// Writes `episode.mp3` in a form, `transcript.vtt` and `transcript.srt`, spoken by these two in turn.
    pub(crate) fn in_folder(folder: &Path, hosts: [&str; 2], band: Band) -> Self {
        let mut lines = Vec::new();
        let tone = tone(band);
        for (chapter, (_, turns)) in (0..).zip(CHAPTERS) {
            for (turn, text) in turns.iter().enumerate() {
                let speaker = hosts.get(turn % 2).expect("two hosts");
                lines.push(Line { frames: tone.frame_count(), speaker, text, chapter });
            }
        }
        let titles = CHAPTERS.map(|(title, _)| title.to_owned());
        let timeline = timeline(&lines, &titles);
        let title = "Moving — to the \"edge\"; AC/DC & <more> 🙂";
        let tags = Tags {
            cover: artwork::cover(title, &Palette::of_title(title), Size::Episode),
            title: title.to_owned(),
            artist: hosts.join(" & "),
            album: "Notes; of 3/4".to_owned(),
        };
        let clips = lines.iter().map(|_| &tone.frames[..]);
        fs::create_dir_all(folder).expect("a folder");
        let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a file");
        write("episode.mp3", &assemble(clips, band, &timeline, &tags).expect("an episode"));
        write("transcript.vtt", captions::webvtt(&timeline.cues).as_bytes());
        write("transcript.srt", captions::subrip(&timeline.cues).as_bytes());
        Self { tags, timeline }
    }
}

/// Two seconds of a tone.
fn tone(band: Band) -> Clip {
    let samples = (0..2 * RATE).map(|at| (f64::from(at) / f64::from(RATE) * 220.0 * std::f64::consts::TAU).sin());
    let sound: Vec<u8> = samples.flat_map(|sample| ((sample * 8_000.0) as i16).to_le_bytes()).collect();
    let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend((sound.len() as u32).to_le_bytes());
    wav.extend(sound);
    clip(&wav, band).expect("a clip")
}
