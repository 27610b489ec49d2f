//! Any voice's sound comes out right: forty kinds of it, each an episode, as a decoder and a meter of others hear them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod heard;
mod kinds;
mod sound;

use audio::{Clip, Line, Tags, assemble, clip, measure, timeline};
use heard::{dbtp, heard, lufs};
use kinds::{Kind, kinds};

/// Turns of each kind; the bench has twice as many.
const TURNS: usize = 4;

/// An episode of these clips: two hosts in turns, four turns in a chapter.
fn episode(clips: &[Clip]) -> Vec<u8> {
    let line = |(at, clip): (usize, &Clip)| Line {
        frames: clip.frame_count(),
        speaker: if at.is_multiple_of(2) { "Ada" } else { "Ben" },
        text: "",
        chapter: at as u32 / 4,
    };
    let lines: Vec<Line<'_>> = clips.iter().enumerate().map(line).collect();
    let timeline = timeline(&lines, &[]);
    assemble(clips.iter().map(|clip| &clip.frames[..]), &timeline, &Tags::default()).unwrap()
}

/// Asserts loudness and peak as others measure them.
fn assert_right(name: &str, mp3: &[u8]) {
    let samples = heard(mp3);
    let (lufs, dbtp, ours) = (lufs(&samples), dbtp(&samples), measure(mp3).unwrap());
    assert!((lufs + 16.0).abs() <= 0.5, "{name}: {lufs} LUFS");
    assert!(dbtp <= -1.0, "{name}: {dbtp} dBTP");
    assert!((ours.loudness_lufs - lufs).abs() < 0.05, "{name}: {} and {lufs} LUFS", ours.loudness_lufs);
}

#[test]
fn every_kind_of_sound_is_an_episode_of_the_right_loudness() {
    let kinds = kinds(TURNS);
    assert_eq!(kinds.len(), 40);
    let master = |kind: &Kind| {
        let clips: Vec<Clip> = kind.turns.iter().map(|turn| clip(turn).unwrap()).collect();
        assert_right(kind.name, &episode(&clips));
        clips
    };
    let (first, second) = kinds.split_at(20);
    let all: Vec<Vec<Clip>> = std::thread::scope(|scope| {
        let halves = [first, second].map(|half| scope.spawn(|| half.iter().map(master).collect::<Vec<_>>()));
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    // The same sounds as the turns of one episode.
    let mixed: Vec<Clip> = all.iter().filter_map(|clips| clips.last().cloned()).collect();
    assert_right("a turn of every kind", &episode(&mixed));
}
