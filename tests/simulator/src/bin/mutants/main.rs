//! `mutants [worlds] [part of a name|part of another]`: puts each bug of `mutants.diff` into a copy of the sources and says who sees it.
#![expect(clippy::disallowed_methods, reason = "how long a trial takes is measured outside of it")]

mod copy;
mod list;
mod trial;

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use copy::Copy;
use list::{Mutant, mutants};
use trial::Verdict;

const WORLDS: u64 = 3_000;

fn main() -> io::Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let worlds = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(WORLDS);
    let part = arguments.next().unwrap_or_default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let copy = Copy::new(&root, root.join("target/mutants"))?;

    let started = Instant::now();
    let unchanged = Mutant { name: "none: the sources as they are".to_owned(), ..Mutant::default() };
    if try_one(&copy, &unchanged, worlds)? != [Verdict::Survived, Verdict::Survived] {
        println!("the sources themselves are not whole: there is nothing to learn about their mutants");
        return Ok(ExitCode::FAILURE);
    }
    let (mut tried, mut uncaught) = (0, 0);
    let is_meant = |mutant: &&Mutant| part.split('|').any(|part| mutant.name.contains(part));
    for mutant in mutants().iter().filter(is_meant) {
        tried += 1;
        uncaught += u32::from(!is_caught(&try_one(&copy, mutant, worlds)?));
    }
    println!("{tried} mutants, {uncaught} not caught, {:.0} s", started.elapsed().as_secs_f64());
    Ok(if uncaught == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the scenarios and the simulator, and prints their verdicts.
fn try_one(copy: &Copy, mutant: &Mutant, worlds: u64) -> io::Result<[Verdict; 2]> {
    let started = Instant::now();
    // The scenarios know nothing but `job`.
    let is_in_job = mutant.edits.iter().all(|edit| edit.file.starts_with("crates/job/"));
    let verdicts = copy.mutated(mutant, || {
        let scenarios = if is_in_job { trial::scenarios(&copy.root)? } else { Verdict::Survived };
        Ok([scenarios, trial::simulator(&copy.root, worlds)?])
    })?;
    let seconds = started.elapsed().as_secs_f64();

    println!("{:<90} {seconds:>5.1} s", mutant.name);
    if is_in_job {
        print("scenarios", &verdicts[0]);
    }
    print("simulator", &verdicts[1]);
    Ok(verdicts)
}

fn is_caught(verdicts: &[Verdict; 2]) -> bool {
    let is_built = !verdicts.iter().any(|verdict| matches!(verdict, Verdict::NotBuilt(_)));
    is_built && verdicts.iter().any(|verdict| matches!(verdict, Verdict::DeletedFiles(_)))
}

fn print(who: &str, verdict: &Verdict) {
    match verdict {
        Verdict::DeletedFiles(said) => println!("  {who}  {said}"),
        Verdict::Accident(said) => println!("  {who}  stopped by accident, which does not count: {said}"),
        Verdict::Survived => println!("  {who}  nothing"),
        Verdict::NotBuilt(error) => println!("  {who}  does not compile: {error}"),
    }
}
