//! CPU benchmark of audio: every WAV of a folder becomes a clip, all become an episode, which is measured.
//!
//! Prints a line of seconds for the narrow form, and one for the wide: clips, assembly and measurement. Built for WASI it runs in the engine that runs the Worker.
#![expect(clippy::disallowed_methods, reason = "a stopwatch is the purpose of this program")]

use std::error::Error;
use std::fs;
use std::time::Instant;

use audio::{Band, Line, Tags};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: pace FOLDER")?;
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    let wavs: Vec<Vec<u8>> = paths.iter().map(fs::read).collect::<std::io::Result<_>>()?;

    for band in [Band::Narrow, Band::Wide] {
        let (clips, episode) = pace(&wavs, band)?;
        println!("{clips:.3} {episode:.3}");
    }
    Ok(())
}

/// Seconds of the clips, and of the episode.
fn pace(wavs: &[Vec<u8>], band: Band) -> Result<(f64, f64), audio::Error> {
    // The engine compiles in tiers: once to warm up, once to measure.
    clips(wavs, band)?;
    let started = Instant::now();
    let clips = clips(wavs, band)?;
    let clip_seconds = started.elapsed().as_secs_f64();

    let lines: Vec<Line<'_>> =
        clips.iter().map(|clip| Line { frames: clip.frame_count(), speaker: "Nora", text: "", chapter: 0 }).collect();
    let timeline = audio::timeline(&lines, &["All".to_owned()]);
    let started = Instant::now();
    let mp3 = audio::assemble(clips.iter().map(|clip| clip.frames.as_slice()), band, &timeline, &Tags::default())?;
    audio::measure(&mp3, band)?;
    Ok((clip_seconds, started.elapsed().as_secs_f64()))
}

fn clips(wavs: &[Vec<u8>], band: Band) -> Result<Vec<audio::Clip>, audio::Error> {
    wavs.iter().map(|wav| audio::clip(wav, band)).collect()
}
