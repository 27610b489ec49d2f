//! One mutant on trial: built, told to the scenarios of `job`, let loose in the simulator.

use std::io;
use std::path::Path;
use std::process::{Command, Output};

/// Some times what it takes: a mutant that makes something go on for ever has not been seen by anybody.
const SECONDS_MAX: &str = "120";

/// A fifth of the time of a release build goes into building, and worlds pass a third as fast.
const OPT_LEVEL: (&str, &str) = ("CARGO_PROFILE_DEV_OPT_LEVEL", "1");

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The test or the invariant that caught it.
    DeletedFiles(String),
    /// Something stopped, and nobody said what must not happen.
    Accident(String),
    Survived,
    NotBuilt(String),
}

/// Verdict of the scenarios.
pub(crate) fn scenarios(root: &Path) -> io::Result<Verdict> {
    let test = ["test", "--offline", "--package", "job", "--test", "scenarios"];
    let built = build(root, &[&test[..], &["--quiet", "--no-run"]].concat())?;
    if !built.status.success() {
        return Ok(Verdict::NotBuilt(first_error(&built)));
    }
    let tested = limited(root, env!("CARGO"), &test)?;
    if tested.status.success() {
        return Ok(Verdict::Survived);
    }
    Ok(failed_scenarios(&String::from_utf8_lossy(&tested.stdout)))
}

/// Verdict of the simulator, with the number of worlds it took.
pub(crate) fn simulator(root: &Path, worlds: u64) -> io::Result<Verdict> {
    let built = build(root, &["build", "--offline", "--quiet", "--package", "simulator", "--bin", "simulator"])?;
    if !built.status.success() {
        return Ok(Verdict::NotBuilt(first_error(&built)));
    }
    let count = worlds.to_string();
    let ran = limited(root, "target/debug/simulator", &[&count, "1", "until-violation"])?;
    let said = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
    Ok(match ran.status.code() {
        Some(0) => Verdict::Survived,
        Some(1) => Verdict::DeletedFiles(said),
        Some(124) => Verdict::Accident("does not end".to_owned()),
        Some(_) | None => Verdict::Accident(first_line(&String::from_utf8_lossy(&ran.stderr), "panicked at")),
    })
}

/// A scenario catches with an assertion of its own; a panic in what it tests is an accident.
fn failed_scenarios(output: &str) -> Verdict {
    let sections = output.split("\n---- ").skip(1).filter_map(|section| section.split_once(" stdout ----"));
    let (panicked, asserted): (Vec<_>, Vec<_>) =
        sections.partition(|(_, said)| said.contains("panicked at crates/job/src"));
    let names = |sections: &[(&str, &str)]| {
        let (first, more) = (sections.first().map_or("", |(name, _)| name), sections.len().saturating_sub(1));
        if more == 0 { first.to_owned() } else { format!("{first} and {more} more") }
    };
    match (asserted.is_empty(), panicked.is_empty()) {
        (false, _) => Verdict::DeletedFiles(names(&asserted)),
        (true, false) => Verdict::Accident(names(&panicked)),
        (true, true) => Verdict::Accident("the scenarios do not end".to_owned()),
    }
}

/// However long it takes: what is built the first time is everything.
fn build(root: &Path, arguments: &[&str]) -> io::Result<Output> {
    run(Command::new(env!("CARGO")).args(arguments), root)
}

fn limited(root: &Path, program: &str, arguments: &[&str]) -> io::Result<Output> {
    run(Command::new("timeout").args([SECONDS_MAX, program]).args(arguments), root)
}

fn run(command: &mut Command, root: &Path) -> io::Result<Output> {
    let command = command.current_dir(root).env_remove("CARGO_TARGET_DIR").env(OPT_LEVEL.0, OPT_LEVEL.1);
    command.env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1").output()
}

fn first_error(built: &Output) -> String {
    first_line(&String::from_utf8_lossy(&built.stderr), "error")
}

fn first_line(text: &str, with: &str) -> String {
    text.lines().find(|line| line.contains(with)).unwrap_or("no word of why").trim().to_owned()
}
