//! Episodes of forty kinds of sound, written to a folder as MP3 files for others to measure.

use std::error::Error;
use std::fs;
use std::path::Path;

use audio::{Clip, Line, Tags};

#[path = "../tests/kinds/mod.rs"]
mod kinds;
#[path = "../tests/sound/mod.rs"]
mod sound;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: kinds FOLDER")?;
    for (index, kind) in kinds::kinds().iter().enumerate() {
        let clips: Result<Vec<Clip>, audio::Error> = kind.turns.iter().map(|turn| audio::clip(turn)).collect();
        let clips = match clips {
            Ok(c) => c,
            Err(e) => {
                println!("{index:02}\t{}\t{e}", kind.name);
                continue;
            }
        };
        let line = |(at, clip): (usize, &Clip)| Line {
            frames: clip.frame_count(),
            speaker: if at % 2 == 0 { "Ada" } else { "Ben" },
            text: "",
            chapter: at as u32 / 4,
        };
        let lines: Vec<Line<'_>> = clips.iter().enumerate().map(line).collect();
        let timeline = audio::timeline(&lines, &["One".to_owned(), "Two".to_owned()]);
        let mp3 = audio::assemble(clips.iter().map(|clip| clip.frames.as_slice()), &timeline, &Tags::default())?;
        let measured = audio::measure(&mp3)?;
        println!("{index:02}\t{}\t{:.2}\t{:.2}", kind.name, measured.loudness_lufs, measured.true_peak_dbtp);
        fs::write(Path::new(&folder).join(format!("{index:02}.mp3")), mp3)?;
    }
    Ok(())
}
