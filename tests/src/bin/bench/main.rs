//! `bench [part]`: the figures the project promises, measured on the running service, each beside what was asked.
#![expect(clippy::indexing_slicing, reason = "a JSON value answers null for what it does not have")]

mod changes;
mod cost;
mod extension;
mod feed;
mod health;
mod house;
mod kinds;
mod kokoro;
mod listening;
mod media;
mod memory;
mod negotiation;
mod pages;
mod reading;
mod redaction;
mod scripts;
mod size;
mod speed;
mod sweep;
mod turnaround;
mod voices;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};
use tests::{repository, stop_all};

/// One line of the report.
struct Figure {
    name: &'static str,
    asked: String,
    reached: String,
    how: String,
    holds: bool,
}

fn main() -> Result<()> {
    ctrlc::set_handler(|| {
        stop_all();
        std::process::exit(130);
    })?;
    let only = std::env::args().nth(1).filter(|part| !part.is_empty());
    println!("| figure | asked | reached | how |");
    println!("| --- | --- | --- | --- |");
    for (part, measure) in PARTS.into_iter().filter(|(part, _)| only.as_deref().is_none_or(|only| only == *part)) {
        eprintln!("measuring {part} …");
        for Figure { name, asked, reached, how, holds } in measure()? {
            println!("| {name} | {asked} | {reached}{} | {how} |", if holds { "" } else { " **missed**" });
        }
    }
    Ok(())
}

type Part = fn() -> Result<Vec<Figure>>;

const PARTS: [(&str, Part); 21] = [
    ("speed", speed::measure),
    ("sound", listening::measure),
    ("any sound", kinds::measure),
    ("size", size::measure),
    ("memory", memory::measure),
    ("cost", cost::measure),
    ("the sweep", sweep::measure),
    ("feed", feed::measure),
    ("pages", pages::measure),
    ("extension", extension::measure),
    ("health", health::measure),
    ("versions", negotiation::measure),
    ("redaction", redaction::measure),
    ("reading", reading::measure),
    ("scripts", scripts::measure),
    ("changes", changes::measure),
    ("kokoro", kokoro::measure),
    ("voices", voices::measure),
    ("media", media::measure),
    ("the house", house::measure),
    ("the loop", turnaround::measure),
];

/// Folder of everything that measuring makes.
fn folder() -> PathBuf {
    repository().join("target/bench")
}

/// Python with the packages that a file of `tests/tools` lists, in an environment of their own.
fn python(tool: &str, requirements: &str) -> Result<PathBuf> {
    let environment = folder().join("python").join(tool).join(requirements);
    let wanted = repository().join("tests/tools").join(tool).join(requirements);
    let (installed, python) = (environment.join("installed"), environment.join("bin/python"));
    let run = |command: &mut Command| -> Result<()> {
        ensure!(command.status()?.success(), "{command:?}");
        Ok(())
    };
    if fs::read(&installed).ok() != fs::read(&wanted).ok() {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let quietly = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        run(Command::new(&python).args(quietly).arg(&wanted))?;
        fs::copy(&wanted, &installed)?;
    }
    Ok(python)
}

/// Seconds are for orientation: the middle one of a few runs.
fn median(mut runs: Vec<f64>) -> f64 {
    runs.sort_by(f64::total_cmp);
    runs.get(runs.len() / 2).copied().unwrap_or(f64::NAN)
}
