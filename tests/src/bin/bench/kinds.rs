//! Forty kinds of sound that a voice may answer with, each as an episode of either form, as a meter of others hears them.

use std::fs;
use std::path::Path;

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
    let mut figures = Vec::new();
    for (form, [count, loudness, peak]) in [
        ("narrow", ["kinds of sound that are an episode", "their loudness", "their true peak"]),
        ("wide", ["kinds of sound that are an episode of 48 kHz", "their loudness there", "their true peak there"]),
    ] {
        let Heard { episodes, least, most, peak: greatest } = heard(&folder, form)?;
        let figure = |name, asked: &str, reached, how: &str, holds| {
            let (asked, how) = (asked.to_owned(), how.to_owned());
            Figure { name, asked, reached, how, holds }
        };
        figures.extend([
            figure(
                count,
                "40 of 40",
                format!("{episodes} of {KINDS}"),
                if refused.is_empty() { "eight turns of each" } else { refused.trim_end() },
                episodes == KINDS,
            ),
            figure(
                loudness,
                "-16 ± 0.5 LUFS",
                format!("{least} to {most} LUFS"),
                "ffmpeg ebur128, dual mono",
                least >= -16.5 && most <= -15.5,
            ),
            figure(peak, "at most -1 dBTP", format!("{greatest} dBTP"), "ffmpeg ebur128", greatest <= -1.0),
        ]);
    }
    Ok(figures)
}

/// The meter's word about all episodes of a form: LUFS and dBTP.
struct Heard {
    episodes: usize,
    least: f64,
    most: f64,
    peak: f64,
}

fn heard(folder: &Path, form: &str) -> Result<Heard> {
    let mut heard = Heard { episodes: 0, least: f64::MAX, most: f64::MIN, peak: f64::MIN };
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.to_string_lossy().ends_with(&format!("-{form}.mp3")) {
            continue;
        }
        let summary = meter(path.to_str().context("a path in UTF-8")?)?;
        let loudness = number_after(&summary, "I:")?;
        heard.episodes += 1;
        (heard.least, heard.most) = (heard.least.min(loudness), heard.most.max(loudness));
        heard.peak = heard.peak.max(number_after(&summary, "Peak:")?);
    }
    Ok(heard)
}
