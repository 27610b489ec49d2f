//! Any voice's sound comes out right: forty kinds of it, each an episode, as a decoder and a meter of others hear them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod heard;
mod kinds;
mod sound;

use audio::{Band, Clip, Line, Tags, assemble, clip, measure, timeline};
use heard::{dbtp, heard, lufs};
use kinds::{Kind, kinds};

/// Turns of each kind; the bench has twice as many.
const TURNS: usize = 4;

/// An episode of these clips of a form: two hosts in turns, four turns in a chapter.
fn episode(clips: &[Clip], band: Band) -> Vec<u8> {
    let line = |(at, clip): (usize, &Clip)| Line {
        frames: clip.frame_count(),
        speaker: if at.is_multiple_of(2) { "Ada" } else { "Ben" },
        text: "",
        chapter: at as u32 / 4,
    };
    let lines: Vec<Line<'_>> = clips.iter().enumerate().map(line).collect();
    let timeline = timeline(&lines, &[]);
    assemble(clips.iter().map(|clip| &clip.frames[..]), band, &timeline, &Tags::default()).unwrap()
}

/// Asserts loudness and peak as others measure them.
fn assert_right(name: &str, mp3: &[u8], band: Band) {
    let (samples, rate) = (heard(mp3), band.sample_rate());
    let (lufs, dbtp, ours) = (lufs(&samples, rate), dbtp(&samples, rate), measure(mp3, band).unwrap());
    assert!((lufs + 16.0).abs() <= 0.5, "{name}, {band:?}: {lufs} LUFS");
    assert!(dbtp <= -1.0, "{name}, {band:?}: {dbtp} dBTP");
    assert!((ours.loudness_lufs - lufs).abs() < 0.05, "{name}, {band:?}: {} and {lufs} LUFS", ours.loudness_lufs);
}

#[test]
fn every_kind_of_sound_is_an_episode_of_the_right_loudness() {
    let kinds = kinds(TURNS);
    assert_eq!(kinds.len(), 40);
    let master = |kind: &Kind, band| {
        let clips: Vec<Clip> = kind.turns.iter().map(|turn| clip(turn, band).unwrap()).collect();
        assert_right(kind.name, &episode(&clips, band), band);
        clips
    };
    let all = |band| {
        let all: Vec<Vec<Clip>> = kinds.iter().map(|kind| master(kind, band)).collect();
        // The same sounds as the turns of one episode.
        let mixed: Vec<Clip> = all.iter().filter_map(|clips| clips.last().cloned()).collect();
        assert_right("a turn of every kind", &episode(&mixed, band), band);
    };
    std::thread::scope(|scope| {
        let both = [Band::Narrow, Band::Wide].map(|band| scope.spawn(move || all(band)));
        both.into_iter().for_each(|band| band.join().unwrap());
    });
}
