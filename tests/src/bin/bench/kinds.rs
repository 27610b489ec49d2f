//! Forty kinds of sound that a voice may answer with, each as an episode, as a meter of others hears them.

use std::fs;

use anyhow::{Context, Result};
use tests::tools;

use crate::listening::{meter, number_after};
use crate::{Figure, folder};

const KINDS: usize = 40;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let folder = folder().join("kinds");
    // Those of an earlier run would count.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let refused = tools::example("audio", "kinds", &folder)?;
    let (mut loudness, mut peaks) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(&folder)? {
        let summary = meter(entry?.path().to_str().context("a path in UTF-8")?)?;
        loudness.push(number_after(&summary, "I:")?);
        peaks.push(number_after(&summary, "Peak:")?);
    }
    let least = loudness.iter().copied().fold(f64::MAX, f64::min);
    let most = loudness.iter().copied().fold(f64::MIN, f64::max);
    let peak = peaks.iter().copied().fold(f64::MIN, f64::max);
    let figure = |name, asked: &str, reached, how: &str, holds| Figure {
        name,
        asked: asked.to_owned(),
        reached,
        how: how.to_owned(),
        holds,
    };
    Ok(vec![
        figure(
            "kinds of sound that are an episode",
            "40 of 40",
            format!("{} of {KINDS}", loudness.len()),
            if refused.is_empty() { "eight turns of each" } else { refused.trim_end() },
            loudness.len() == KINDS,
        ),
        figure(
            "their loudness",
            "-16 ± 0.5 LUFS",
            format!("{least} to {most} LUFS"),
            "ffmpeg ebur128, dual mono",
            least >= -16.5 && most <= -15.5,
        ),
        figure("their true peak", "at most -1 dBTP", format!("{peak} dBTP"), "ffmpeg ebur128", peak <= -1.0),
    ])
}
