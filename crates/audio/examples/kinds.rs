//! Episodes of forty kinds of sound, in both forms, written to a folder as MP3 files for other programs to measure.

use std::error::Error;
use std::fs;
use std::path::Path;

use audio::{Band, Clip, Line, Tags};

#[path = "../tests/kinds/mod.rs"]
mod kinds;
#[path = "../tests/sound/mod.rs"]
mod sound;

/// Turns of each.
const TURNS: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: kinds FOLDER")?;
    for (index, kind) in kinds::kinds(TURNS).iter().enumerate() {
        for (name, band) in [("narrow", Band::Narrow), ("wide", Band::Wide)] {
            let clips: Result<Vec<Clip>, audio::Error> =
                kind.turns.iter().map(|turn| audio::clip(turn, band)).collect();
            match clips {
                Ok(clips) => {
                    fs::write(Path::new(&folder).join(format!("{index:02}-{name}.mp3")), episode(&clips, band)?)?
                }
                Err(error) => println!("{}, {name}: {error}", kind.name),
            }
        }
    }
    Ok(())
}

/// Two hosts in turns, four turns in a chapter.
fn episode(clips: &[Clip], band: Band) -> Result<Vec<u8>, audio::Error> {
    let line = |(at, clip): (usize, &Clip)| Line {
        frames: clip.frame_count(),
        speaker: if at.is_multiple_of(2) { "Ada" } else { "Ben" },
        text: "",
        chapter: at as u32 / 4,
    };
    let lines: Vec<Line<'_>> = clips.iter().enumerate().map(line).collect();
    let timeline = audio::timeline(&lines, &["One".to_owned(), "Two".to_owned()]);
    audio::assemble(clips.iter().map(|clip| clip.frames.as_slice()), band, &timeline, &Tags::default())
}
