//! A short episode of hard titles and texts, saved as the command line saves one.

use std::f64::consts::TAU;
use std::fs;
use std::path::Path;

use artwork::{Palette, Size};
use audio::{Band, Clip, Line, Tags, Timeline, assemble, clip, timeline};

pub(crate) const TITLE: &str = "Größenwahn & Überschuss: what = happens; when # caches grow \\ up";
/// Two hundred characters and umlauts, and marks that ffmpeg's files give a meaning.
pub(crate) const CHAPTERS: [&str; 3] = [
    "Öffnung = ; # \\ 'a' \"b\" & <c>",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft und die übrigen öffentlichen Ämter",
    "Schluss",
];
/// A line and its chapter.
const LINES: [(&str, u32); 6] = [
    ("Welcome: a Vec<u8> & a <b>tag</b> are words, so is {\\an8}, and C:\\New too.", 0),
    ("Is 3 < 4 && 5 > 4? &amp; is one as well.", 0),
    (
        "This line is much longer than any caption could ever be, and so it is divided into several of them, each of which is \
         shown for its share of the time; größere Wörter wie Überschussbeteiligung bleiben ganz.",
        1,
    ),
    ("Yes.", 1),
    ("The end is near.", 2),
    ("Goodbye; see you!", 2),
];
const RATE: u32 = 24_000;

pub(crate) struct Made {
    pub(crate) timeline: Timeline,
    pub(crate) cover: Vec<u8>,
}

/// An episode of about thirteen seconds with this title.
pub(crate) fn save(folder: &Path, title: &str) -> Made {
    let tone = tone();
    let lines = LINES.iter().zip(["Nora", "Miles"].into_iter().cycle());
    let lines: Vec<Line<'_>> = lines
        .map(|((text, chapter), speaker)| Line { frames: tone.frame_count(), speaker, text, chapter: *chapter })
        .collect();
    let timeline = timeline(&lines, &CHAPTERS.map(str::to_owned));
    let cover = artwork::cover(title, &Palette::of_title(title), Size::Episode);
    let tags = Tags {
        title: title.to_owned(),
        artist: "Nora & Miles".to_owned(),
        album: "Notes; of 3/4".to_owned(),
        cover: cover.clone(),
    };
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a file");
    write(
        "episode.mp3",
        &assemble(lines.iter().map(|_| &tone.frames[..]), Band::Narrow, &timeline, &tags).expect("an episode"),
    );
    write("chapters.json", captions::chapters_json(title, &timeline.chapters, &[]).as_bytes());
    write("transcript.json", captions::transcript_json(&timeline.cues, &[]).as_bytes());
    Made { timeline, cover }
}

/// Two seconds that swell and fade like syllables.
fn tone() -> Clip {
    let samples = (0..2 * RATE).map(|at| {
        let time = f64::from(at) / f64::from(RATE);
        let syllable = (time * 2.0 * TAU).sin().abs();
        syllable * ((time * 170.0 * TAU).sin() + 0.5 * (time * 510.0 * TAU).sin() + 0.2 * (time * 1_900.0 * TAU).sin())
    });
    let sound: Vec<u8> = samples.flat_map(|sample| ((sample * 9_000.0) as i16).to_le_bytes()).collect();
    let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend((sound.len() as u32).to_le_bytes());
    wav.extend(sound);
    clip(&wav, Band::Narrow).expect("a clip")
}
