//! The two hosts, told apart by ear and heard equally well.

use std::fs;
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

use crate::listening::loudness;
use crate::sound::{self, RATE};
use crate::trial::shared;
use crate::world::{World, folder, world};

/// Four and a half semitones.
const PITCH_RATIO_MIN: f64 = 1.3;
const LOUDNESS_DIFFERENCE_LU_MAX: f64 = 1.0;
/// Turns of each host that are listened to: the longest ones.
const TURNS: usize = 4;
/// Of each turn, in seconds: enough for its pitch and its loudness.
const TURN_S: usize = 6;

pub(crate) fn trials() -> Vec<Trial> {
    vec![shared(the_hosts_have_clearly_different_voices), shared(the_hosts_are_equally_loud)]
}

fn samples() -> Result<&'static [i16]> {
    static SAMPLES: LazyLock<Result<Vec<i16>, String>> = LazyLock::new(|| {
        let decode = || sound::decode(&world()?.article.path("episode.mp3"), RATE, "episode.8k.s16");
        decode().map_err(|error| format!("{error:#}"))
    });
    SAMPLES.as_deref().map_err(|error| anyhow!("{error}"))
}

/// The samples of some turns of the host at `index`.
fn turns(world: &World, index: usize) -> Result<Vec<Vec<i16>>> {
    let name = world.article.view.pointer(&format!("/hosts/{index}/name")).context("a host")?;
    let samples = samples()?;
    let transcript = world.article.json("transcript.json")?;
    let segments = transcript.get("segments").and_then(Value::as_array).context("segments")?;
    let own = segments.iter().filter(|segment| segment.get("speaker") == Some(name));
    let sample = |segment: &Value, field: &str| Some((segment.get(field)?.as_f64()? * RATE as f64) as usize);
    let cut = |segment: &Value| samples.get(sample(segment, "startTime")?..sample(segment, "endTime")?);
    let mut turns: Vec<Vec<i16>> = own.filter_map(cut).map(<[i16]>::to_vec).collect();
    turns.sort_by_key(|turn| std::cmp::Reverse(turn.len()));
    turns.truncate(TURNS);
    turns.iter_mut().for_each(|turn| turn.truncate(TURN_S * RATE));
    ensure!(turns.len() == TURNS, "{name} has only {} turns", turns.len());
    Ok(turns)
}

fn the_hosts_have_clearly_different_voices(world: &World) -> Result<()> {
    let pitches =
        |index| -> Result<Vec<f64>> { turns(world, index)?.iter().map(|turn| sound::median_pitch_hz(turn)).collect() };
    let (lead, guest) = (pitches(0)?, pitches(1)?);
    let (low, high) = if lead.first() < guest.first() { (&lead, &guest) } else { (&guest, &lead) };
    // Every turn of one host lies above every turn of the other.
    let top = low.iter().copied().fold(0.0, f64::max);
    let bottom = high.iter().copied().fold(f64::MAX, f64::min);
    ensure!(bottom / top >= PITCH_RATIO_MIN, "{lead:?} Hz and {guest:?} Hz");
    Ok(())
}

fn the_hosts_are_equally_loud(world: &World) -> Result<()> {
    let mut heard = Vec::new();
    for index in [0, 1] {
        let said: Vec<u8> = turns(world, index)?.concat().into_iter().flat_map(i16::to_le_bytes).collect();
        let path = folder().join(format!("host.{index}.turns.s16"));
        fs::write(&path, said)?;
        heard.push(loudness(&["-f", "s16le", "-ar", &RATE.to_string(), "-ac", "1"], &path)?.0);
    }
    let [lead, guest] = heard.as_slice() else { anyhow::bail!("two hosts") };
    ensure!((lead - guest).abs() <= LOUDNESS_DIFFERENCE_LU_MAX, "{lead} LUFS and {guest} LUFS");
    Ok(())
}
