//! The episode of the speed part, as tools that nobody here wrote hear it.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;
use tests::tools;

use crate::{Figure, folder};

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let file = folder().join("episode.mp3");
    let path = file.to_str().context("a path in UTF-8")?;
    let summary = meter(path)?;
    let loudness = number_after(&summary, "I:")?;
    let peak = number_after(&summary, "Peak:")?;

    let header = tools::ffprobe(&["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path])?;
    let header: f64 = String::from_utf8(header.stdout)?.trim().parse()?;
    let pcm = tools::ffmpeg(&["-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", "24000", "-"])?;
    let decoded = pcm.stdout.len() as f64 / 2.0 / 24_000.0;
    let transcript: Value = serde_json::from_str(&fs::read_to_string(folder().join("transcript.json"))?)?;
    let said = transcript["segments"].as_array().and_then(|segments| segments.last());
    let said = said.and_then(|segment| segment["endTime"].as_f64()).context("a last segment")?;
    let lengths = [header, decoded, said];
    let spread = lengths.iter().copied().fold(f64::MIN, f64::max) - lengths.iter().copied().fold(f64::MAX, f64::min);

    let mp3val = tools::mp3val(&file)?;
    let warnings = String::from_utf8_lossy(&mp3val.stdout).matches("WARNING").count();
    let figure = |name, asked: &str, reached, how: &str, holds| Figure {
        name,
        asked: asked.to_owned(),
        reached,
        how: how.to_owned(),
        holds,
    };
    Ok(vec![
        figure(
            "loudness",
            "-16 ± 1 LUFS",
            format!("{loudness} LUFS"),
            "ffmpeg ebur128, dual mono",
            (loudness + 16.0).abs() <= 1.0,
        ),
        figure(
            "true peak",
            "at most -1 dBTP",
            format!("{peak} dBTP"),
            "ffmpeg ebur128 on the decoded MP3",
            peak <= -1.0,
        ),
        figure("mp3val", "no warnings", format!("{warnings} warnings"), "mp3val", warnings == 0),
        figure(
            "lengths agree",
            "within 0.1 s",
            format!("within {spread:.3} s"),
            &format!("header {header:.3} s, decoded {decoded:.3} s, transcript {said:.3} s"),
            spread <= 0.1,
        ),
    ])
}

/// The summary of ffmpeg's loudness meter.
pub(crate) fn meter(path: &str) -> Result<String> {
    let meter = tools::ffmpeg(&["-i", path, "-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-"])?;
    let meter = String::from_utf8_lossy(&meter.stderr).into_owned();
    Ok(meter.split("Summary:").last().unwrap_or_default().to_owned())
}

pub(crate) fn number_after(text: &str, label: &str) -> Result<f64> {
    let rest = text.split(label).nth(1).with_context(|| format!("{label} in what ffmpeg says"))?;
    Ok(rest.split_whitespace().next().context("a number")?.parse()?)
}
