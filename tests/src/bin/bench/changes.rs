//! Diffs, reviews and change logs: what is told of real ones, and what a very long diff costs.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::{Client, Config, Service, repository};

use crate::memory::workerd_peak_mb;
use crate::{Figure, folder, median};

const LINES: usize = 50_000;
const SECONDS_MAX: f64 = 2.0;
const MEGABYTES_MAX: u64 = 64;
const RUNS: usize = 5;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut figures = told()?;
    figures.extend(long_diff()?);
    Ok(figures)
}

/// The figures that the tests print of real sources.
fn told() -> Result<Vec<Figure>> {
    let arguments = ["test", "--quiet", "-p", "script", "--test", "changes", "--", "--nocapture"];
    let output = Command::new("cargo").args(arguments).current_dir(repository()).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{said}");
    let line = |part: &str| -> Result<String> {
        let line = said.lines().find(|line| line.contains(part)).with_context(|| format!("no {part:?} in {said}"))?;
        Ok(line.trim_start_matches('.').to_owned())
    };
    let figure = |name, asked: &str, reached: String, is_met: fn(&str) -> bool| Figure {
        name,
        asked: asked.to_owned(),
        holds: is_met(&reached),
        reached,
        how: "real diffs, reviews, issues and change logs of 23 projects, as documents and episodes; a test holds each"
            .to_owned(),
    };
    Ok(vec![
        figure("lines of code read aloud", "0", line("read aloud")?, |line| line.ends_with(" 0 read aloud")),
        figure("citations of lines that do not exist", "0", line("places that do not exist")?, |line| {
            line.contains(" 0 places that do not exist")
        }),
        figure("unresolved review threads that are told", "all", line("unresolved threads")?, |line| {
            let numbers: Vec<&str> =
                line.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
            numbers.first() == numbers.last()
        }),
        figure("identifiers said as the table of rules says", "at least 95 %", line("names of programs")?, |line| {
            let percent = line.split(' ').zip(line.split(' ').skip(1)).find(|(_, sign)| *sign == "%");
            percent.and_then(|(percent, _)| percent.parse::<f64>().ok()).is_some_and(|percent| percent >= 95.0)
        }),
    ])
}

/// A diff of so many changed lines of a length.
fn diff(lines: usize, length: usize) -> String {
    let mut text = String::from("diff --git a/table.txt b/table.txt\n--- a/table.txt\n+++ b/table.txt\n");
    text.push_str(&format!("@@ -0,0 +1,{lines} @@\n"));
    for line in 0..lines {
        text.push_str(&format!("+{line:0length$}\n"));
    }
    text
}

fn ask(client: &Client, text: &str) -> Result<(f64, u16, Value)> {
    let body = json!({ "source": { "format": "diff", "text": text } });
    let started = Instant::now();
    let answer = client.ask("POST", "/v1/estimates").json(&body).send()?;
    Ok((started.elapsed().as_secs_f64(), answer.status, answer.json()?))
}

fn long_diff() -> Result<Vec<Figure>> {
    let service = Service::start(Config::fresh(&folder().join("changes"))?)?;
    let client = service.config.client();
    ask(&client, &diff(10, 10))?;
    let before = workerd_peak_mb(service.process_group())?;
    let (mut summarised, mut refused) = (Vec::new(), Vec::new());
    let (mut words, mut code) = (0, Value::Null);
    for _ in 0..RUNS {
        let (seconds, status, estimate) = ask(&client, &diff(LINES, 16))?;
        ensure!(status == 200, "{status} {estimate}");
        words = estimate.get("words").and_then(Value::as_u64).context("words")?;
        summarised.push(seconds);
        let (seconds, status, problem) = ask(&client, &diff(LINES, 80))?;
        ensure!(status == 413 || status == 422, "{status} {problem}");
        code = problem.get("code").cloned().unwrap_or_default();
        refused.push(seconds);
    }
    let growth = workerd_peak_mb(service.process_group())?.saturating_sub(before);
    let (summarised, refused) = (median(summarised), median(refused));
    Ok(vec![
        Figure {
            name: "a diff of 50,000 lines, time",
            asked: format!("at most {SECONDS_MAX} s"),
            reached: format!("{summarised:.2} s summarised, {refused:.2} s refused"),
            how: format!("workerd, middle of {RUNS}: 0.9 MB told in {words} words, 4 MB refused with {code}"),
            holds: summarised <= SECONDS_MAX && refused <= SECONDS_MAX,
        },
        Figure {
            name: "a diff of 50,000 lines, memory",
            asked: format!("at most {MEGABYTES_MAX} MB more"),
            reached: format!("{growth} MB more"),
            how: format!(
                "peak resident set of workerd after {} such requests, beyond that after one of 10 lines",
                2 * RUNS
            ),
            holds: growth <= MEGABYTES_MAX,
        },
    ])
}
