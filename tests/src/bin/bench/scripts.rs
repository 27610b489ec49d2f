//! Scripts by language models: what is refused of sound and of damaged answers, what is paid twice, how near estimates are.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use tests::repository;

use crate::Figure;

const REFUSED_PERCENT_MAX: f64 = 3.0;
const WORLDS: u32 = 10_009;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut figures = vec![sound()?, damaged()?, estimates()?];
    figures.extend(worlds()?);
    figures.push(killed()?);
    Ok(figures)
}

/// Output of a command of cargo's, which has to succeed.
fn said(arguments: &[&str]) -> Result<String> {
    let output = Command::new("cargo").args(arguments).current_dir(repository()).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        output.status.success(),
        "cargo {}: {said}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(said)
}

/// The words between two others.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Result<&'t str> {
    let (_, rest) = text.split_once(before).with_context(|| format!("no {before:?} in {text}"))?;
    Ok(rest.split_once(after).with_context(|| format!("no {after:?} in {rest}"))?.0.trim())
}

/// Turns of the recorded answers: nobody has fitted the checks to them.
fn sound() -> Result<Figure> {
    let said = said(&["run", "--quiet", "-p", "script", "--example", "answers", "--", "tests/fixtures/scripts"])?;
    let (_, line) = said.trim_end().rsplit_once(" refused; ").with_context(|| format!("no turns in {said}"))?;
    let turns: f64 = line.split(' ').next().context("turns")?.parse()?;
    let flawed: f64 = between(line, " turns, ", " flawed")?.parse()?;
    let percent = flawed * 100.0 / turns;
    Ok(Figure {
        name: "sound turns refused",
        asked: format!("at most {REFUSED_PERCENT_MAX} %"),
        reached: format!("{percent:.1} % of {turns}"),
        how: format!("72 recorded answers to 12 sources in 6 formats, held out; {}", between(line, "flawed; ", ";")?),
        holds: percent <= REFUSED_PERCENT_MAX,
    })
}

fn damaged() -> Result<Figure> {
    let said = said(&["test", "--quiet", "-p", "script", "--test", "grounding", "--", "--nocapture"])?;
    let lines = said.lines().filter_map(|line| line.strip_suffix(" damaged answers missed")?.split_once(": "));
    let missed: Vec<&str> = lines.map(|(_, missed)| missed).collect();
    ensure!(!missed.is_empty(), "{said}");
    Ok(Figure {
        name: "damaged answers caught, or harmless by a named rule",
        asked: "all".to_owned(),
        reached: format!("all but {}", missed.join(", and ")),
        how: "28 kinds of damage, within a section and within the whole source; `cargo test -p script --test grounding -- --nocapture` has the table".to_owned(),
        holds: missed.iter().all(|missed| missed.starts_with("0 of ")),
    })
}

fn estimates() -> Result<Figure> {
    let said = said(&["test", "--quiet", "-p", "pipeline", "--test", "estimates", "--", "--nocapture"])?;
    Ok(Figure {
        name: "estimates against the ledger",
        asked: "-10 % to +20 %".to_owned(),
        reached: between(&said, "recordings, off by ", "\n")?.to_owned(),
        how: "the same recordings, their tokens counted by gpt-tokenizer; a test holds each".to_owned(),
        holds: true,
    })
}

/// Violations of the simulator: a call paid twice, a budget exceeded.
fn worlds() -> Result<Vec<Figure>> {
    let worlds = WORLDS.to_string();
    let said = said(&["run", "--quiet", "--release", "-p", "simulator", "--", &worlds])?;
    let figure = |name: &str| {
        let line = said.lines().find_map(|line| line.trim_start().strip_prefix(name));
        Ok::<_, anyhow::Error>(line.with_context(|| format!("no {name:?} in {said}"))?.trim().to_owned())
    };
    let violations = figure("violations")?;
    let (models, calls, sections) =
        (figure("language models")?, figure("calls paid for")?, figure("sections written")?);
    let how = format!("{models} with models, {calls}, {sections}; an invariant of the simulator each");
    let holds = violations == "0";
    Ok(["calls paid twice", "budgets exceeded"]
        .map(|name| Figure {
            name,
            asked: format!("0 in {WORLDS} worlds"),
            reached: format!("{violations} violations"),
            how: how.clone(),
            holds,
        })
        .into())
}

fn killed() -> Result<Figure> {
    let said = said(&["test", "--quiet", "-p", "tests", "--test", "e2e", "--", "asks_again_only"])?;
    Ok(Figure {
        name: "kill -9 in the middle of a script",
        asked: "what was under way is asked again, at most".to_owned(),
        reached: between(&said, "writing: ", "\n")?.to_owned(),
        how: "a real workerd; the longest episode has twelve sections".to_owned(),
        holds: true,
    })
}
