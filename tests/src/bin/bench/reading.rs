//! Reading: what becomes of the words of real files, and of those written for this project.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::repository;

use crate::Figure;

/// A kind of files, and the name of its rows.
struct Kind {
    names: [&'static str; 3],
    label: &'static str,
    holds: fn(&Path) -> bool,
}

const KINDS: [Kind; 3] = [
    Kind {
        names: [
            "READMEs, words that end nowhere",
            "READMEs, sentences said of short ones",
            "READMEs, turns with nothing",
        ],
        label: "READMEs of this project's packages",
        holds: |path| is_markdown(path) && name(path).starts_with("readme"),
    },
    Kind {
        names: [
            "change logs, words that end nowhere",
            "change logs, sentences said of short ones",
            "change logs, turns with nothing",
        ],
        label: "change logs of this project's packages",
        holds: |path| {
            let starts = ["change", "history", "release"].iter().any(|start| name(path).starts_with(start));
            is_markdown(path) && starts
        },
    },
    Kind {
        names: ["pages, words that end nowhere", "pages, sentences said of short ones", "pages, turns with nothing"],
        label: "HTML pages of this project's packages",
        holds: |path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html")),
    },
];
const OWN: [&str; 3] =
    ["own files, words that end nowhere", "own files, sentences said of short ones", "own files, turns with nothing"];

/// Bytes of the largest file: a source has no more.
const BYTES_MAX: u64 = 512 * 1024;
/// Words under which a source is short, and said whole.
const SHORT_WORDS: u64 = 1_000;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let build = ["build", "--quiet", "--release", "-p", "script", "--example", "reading"];
    ensure!(Command::new("cargo").args(build).current_dir(repository()).status()?.success(), "it does not build");
    let mut packages = Vec::new();
    for root in [registry()?, repository().join("node_modules")] {
        collect(&root, &mut packages)?;
    }
    packages.sort();
    let mut own = Vec::new();
    collect(&repository().join("tests/fixtures/reading"), &mut own)?;
    own.retain(|path| path.extension().is_some_and(|extension| extension != "said"));
    let mut figures = Vec::new();
    let mut all = Vec::new();
    for Kind { names, label, holds } in KINDS {
        let files: Vec<PathBuf> = packages.iter().filter(|path| holds(path)).cloned().collect();
        let read = read(&files)?;
        figures.extend(rows(names, label, &read));
        all.extend(read);
    }
    let read = read(&own)?;
    figures.extend(rows(OWN, "files written for this project", &read));
    all.extend(read);
    figures.extend(totals(&all));
    Ok(figures)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "markdown")
}

/// The folder of the sources of cargo's packages.
fn registry() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    Ok(home.context("no home of cargo")?.join("registry/src"))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let (kind, path) = (entry.file_type()?, entry.path());
        if kind.is_dir() {
            collect(&path, found)?;
        } else if kind.is_file() && entry.metadata()?.len() <= BYTES_MAX {
            found.push(path);
        }
    }
    Ok(())
}

fn read(files: &[PathBuf]) -> Result<Vec<Value>> {
    let mut read = Vec::new();
    for some in files.chunks(200) {
        let output = Command::new(repository().join("target/release/examples/reading")).args(some).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for line in String::from_utf8(output.stdout)?.lines() {
            read.push(serde_json::from_str(line)?);
        }
    }
    Ok(read)
}

fn number(file: &Value, field: &str) -> u64 {
    file[field].as_u64().unwrap_or(0)
}

fn sum<'a>(files: impl IntoIterator<Item = &'a Value>, field: &str) -> u64 {
    files.into_iter().map(|file| number(file, field)).sum()
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn rows([lost, said, empty]: [&'static str; 3], label: &str, files: &[Value]) -> Vec<Figure> {
    let told: Vec<&Value> = files.iter().filter(|file| file["refused"].is_null()).collect();
    let short: Vec<&Value> = told.iter().copied().filter(|file| number(file, "words") < SHORT_WORDS).collect();
    let words = sum(told.iter().copied(), "lost");
    let said_share = share(sum(short.iter().copied(), "said"), sum(short.iter().copied(), "statements"));
    let least = short.iter().map(|file| share(number(file, "said"), number(file, "statements"))).fold(1.0, f64::min);
    let all_share = share(sum(told.iter().copied(), "said"), sum(told.iter().copied(), "statements"));
    let empty_share = share(sum(told.iter().copied(), "empty_turns"), sum(told.iter().copied(), "turns"));
    vec![
        Figure {
            name: lost,
            asked: "0".to_owned(),
            reached: words.to_string(),
            how: format!("{} {label}, {} words by another parser", told.len(), sum(told.iter().copied(), "words")),
            holds: words == 0,
        },
        Figure {
            name: said,
            asked: "at least 0.9".to_owned(),
            reached: format!("{said_share:.3}"),
            how: format!("{} under {SHORT_WORDS} words, the least {least:.2}; of all {all_share:.2}", short.len()),
            holds: said_share >= 0.9,
        },
        Figure {
            name: empty,
            asked: "-".to_owned(),
            reached: format!("{:.1} %", 100.0 * empty_share),
            how: format!(
                "{} turns; the shorter the files, the more of them open and end",
                sum(told.iter().copied(), "turns")
            ),
            holds: true,
        },
    ]
}

fn totals(files: &[Value]) -> Vec<Figure> {
    let told = || files.iter().filter(|file| file["refused"].is_null());
    let refused = || files.iter().filter(|file| file["refused"] == "source_unreadable");
    // A source that is code, or has no words, is refused rightly: it has next to nothing to say.
    let wrongly = refused().filter(|file| number(file, "prose") >= 100).count();
    let none = |name: &'static str, count: u64, how: &str| Figure {
        name,
        asked: "0".to_owned(),
        reached: count.to_string(),
        how: how.to_owned(),
        holds: count == 0,
    };
    let unchecked = told().filter(|file| file["check"] != "Ok(())").count();
    let micros = share(sum(told(), "micros"), sum(told(), "words")) * 1_000.0;
    let empty_share = share(sum(told(), "empty_turns"), sum(told(), "turns"));
    vec![
        Figure {
            name: "turns that carry nothing",
            asked: "at most 15 %".to_owned(),
            reached: format!("{:.1} %", 100.0 * empty_share),
            how: format!("{} turns of all of these scripts, with opening and ending", sum(told(), "turns")),
            holds: empty_share <= 0.15,
        },
        none("same host twice in a row", sum(told(), "same_host"), "pairs of turns in all of these scripts"),
        none("struck-out text said", sum(told(), "struck_said"), "passages of more than three words"),
        none("lead-ins cut", sum(told(), "lead_ins_cut"), "announcements without what they announce"),
        none("scripts that fail their check", unchecked as u64, "each statement is held against the source"),
        none(
            "sources wrongly refused",
            wrongly as u64,
            &format!("{} refused as unreadable, each with under 100 words of prose", refused().count()),
        ),
        Figure {
            name: "reading and writing",
            asked: "-".to_owned(),
            reached: format!("{:.2} ms", micros / 1_000.0),
            how: "per 1,000 words, native".to_owned(),
            holds: true,
        },
    ]
}
