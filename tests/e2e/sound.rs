//! Samples, as ffmpeg decodes them, and what can be read off them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use tests::tools;

/// Enough for the pitch of a voice, and quick.
pub(crate) const RATE: usize = 8_000;

const FRAME: usize = RATE / 25;
const HOP: usize = RATE / 50;
/// Periods of 60 to 400 Hz.
const LAGS: std::ops::Range<usize> = RATE / 400..RATE / 60;
/// Correlation of a frame with its shifted self from which it counts as voiced.
const LIKENESS_MIN: f64 = 0.6;

/// Decodes a file to mono samples at `rate`, kept beside `name`.
pub(crate) fn decode(file: &Path, rate: usize, name: &str) -> Result<Vec<i16>> {
    let raw = crate::world::folder().join(name);
    let (input, output) = (file.to_string_lossy(), raw.to_string_lossy());
    let rate = rate.to_string();
    tools::ffmpeg(&["-v", "error", "-y", "-i", &input, "-ac", "1", "-ar", &rate, "-f", "s16le", &output])?;
    let bytes = fs::read(&raw)?;
    Ok(bytes.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect())
}

/// The middle one of the pitches of all voiced frames, in hertz.
pub(crate) fn median_pitch_hz(samples: &[i16]) -> Result<f64> {
    let samples: Vec<f64> = samples.iter().map(|sample| f64::from(*sample)).collect();
    let starts = (0..samples.len().saturating_sub(FRAME + LAGS.end)).step_by(HOP);
    let mut pitches: Vec<f64> = starts.filter_map(|start| pitch_hz(samples.get(start..)?)).collect();
    ensure!(pitches.len() >= 20, "only {} voiced frames", pitches.len());
    pitches.sort_by(f64::total_cmp);
    pitches.get(pitches.len() / 2).copied().context("no pitch")
}

fn pitch_hz(from: &[f64]) -> Option<f64> {
    let likeness = |lag: usize| {
        let (here, there) = (from.get(..FRAME)?, from.get(lag..lag + FRAME)?);
        let product: f64 = here.iter().zip(there).map(|(a, b)| a * b).sum();
        let energy = |frame: &[f64]| frame.iter().map(|a| a * a).sum::<f64>();
        Some((lag, product / (energy(here) * energy(there)).sqrt().max(1.0)))
    };
    let alike: Vec<(usize, f64)> = LAGS.filter_map(likeness).collect();
    let best = alike.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
    if best < LIKENESS_MIN {
        return None;
    }
    // Whole multiples of the period are as alike as the period: the shortest good one is it.
    let (lag, _) = alike.iter().find(|(_, likeness)| *likeness > best * 0.9)?;
    Some(RATE as f64 / *lag as f64)
}
