//! CPU benchmark of audio: every WAV of a folder becomes a clip, all become an episode, which is measured.
//!
//! Prints seconds: clips, assembly and measurement. Built for WASI it runs in the engine that runs the Worker.
#![expect(clippy::disallowed_methods, reason = "a stopwatch is the purpose of this program")]

use std::error::Error;
use std::fs;
use std::time::Instant;

use audio::{Line, Tags};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: pace FOLDER")?;
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    let wavs: Vec<Vec<u8>> = paths.iter().map(fs::read).collect::<std::io::Result<_>>()?;

    // The engine compiles in tiers: once to warm up, once to measure.
    clips(&wavs)?;
    let started = Instant::now();
    let clips = clips(&wavs)?;
    let clip_seconds = started.elapsed().as_secs_f64();

    let lines: Vec<Line<'_>> =
        clips.iter().map(|clip| Line { frames: clip.frame_count(), speaker: "Nora", text: "", chapter: 0 }).collect();
    let timeline = audio::timeline(&lines, &["All".to_owned()]);
    let started = Instant::now();
    let mp3 = audio::assemble(clips.iter().map(|clip| clip.frames.as_slice()), &timeline, &Tags::default())?;
    audio::measure(&mp3)?;
    println!("{clip_seconds:.3} {:.3}", started.elapsed().as_secs_f64());
    Ok(())
}

fn clips(wavs: &[Vec<u8>]) -> Result<Vec<audio::Clip>, audio::Error> {
    wavs.iter().map(|wav| audio::clip(wav)).collect()
}
