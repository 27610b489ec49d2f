//! The most memory workerd ever held while a source of 10,000 words became an episode.

use std::fs;

use anyhow::{Context, Result};
use tests::{Config, Service, repository};

use crate::{Figure, folder, speed};

const WORDS: usize = 10_000;
const FIXTURES: [&str; 4] = ["article.md", "benchmark.md", "release-notes.md", "review.md"];

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let service = Service::start(Config::fresh(&folder().join("memory"))?)?;
    let client = service.config.client();
    let job = speed::generate(&client, &long_source()?)?;
    let minutes = job["episode"]["duration_ms"].as_f64().context("a duration")? / 60_000.0;
    let peak = workerd_peak_mb(service.process_group())?;
    Ok(vec![Figure {
        name: "workerd memory",
        asked: "at most 512 MB".to_owned(),
        reached: format!("{peak} MB"),
        how: format!(
            "peak resident set (VmHWM), {WORDS} words → {minutes:.1} minutes, {} turns",
            job["progress"]["turns_total"]
        ),
        holds: peak <= 512,
    }])
}

/// Sections of the fixtures over and over; each sentence says which round it belongs to, so that none is said twice.
fn long_source() -> Result<String> {
    let mut text = String::from("# Ten thousand words\n\n");
    for round in 1.. {
        for fixture in FIXTURES {
            let source = fs::read_to_string(repository().join("tests/fixtures").join(fixture))?;
            text.push_str(&source.replace(". ", &format!(" in round {round}. ")));
            text.push('\n');
            if text.split_whitespace().count() >= WORDS {
                return Ok(text);
            }
        }
    }
    Ok(text)
}

pub(crate) fn workerd_peak_mb(group: u32) -> Result<u64> {
    let mut peak = 0;
    for entry in fs::read_dir("/proc")? {
        let process = entry?.path();
        let Ok(stat) = fs::read_to_string(process.join("stat")) else { continue };
        // pid (name) state parent group …
        let Some((before, after)) = stat.rsplit_once(')') else { continue };
        let in_group = after.split_whitespace().nth(2) == Some(group.to_string().as_str());
        if in_group && before.ends_with("(workerd") {
            let status = fs::read_to_string(process.join("status"))?;
            let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
            let kilobytes: u64 = kilobytes.trim().trim_end_matches(" kB").parse()?;
            peak = peak.max(kilobytes / 1000);
        }
    }
    Ok(peak)
}
