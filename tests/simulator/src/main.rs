//! `simulator [seeds] [first seed] [until-violation]`: runs so many worlds, or at most so many; one alone tells its story.
#![expect(clippy::disallowed_methods, reason = "how fast worlds pass is measured outside of them")]

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use simulator::{Outcome, Report, Studio, current_seed, known_seeds, run, run_all, run_until_violation};

const SEEDS_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds.txt");

/// From so many worlds on, every fault must have happened.
const WORLDS_THAT_SAY_ALL: u64 = 1_000;

fn main() -> ExitCode {
    let report_panic = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let Some(seed) = current_seed() {
            eprintln!("seed {seed}: panicked\n  make sim SEED={seed}");
        }
        report_panic(panic);
    }));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut numbers = arguments.iter().map(|argument| argument.parse::<u64>().ok());
    let (count, first) = (numbers.next().flatten(), numbers.next().flatten());
    match (count, first) {
        (Some(1), Some(seed)) => tell(seed),
        (Some(count), Some(first)) if arguments.get(2).is_some_and(|word| word == "until-violation") => {
            search(count, first)
        }
        (count, first) => run_many(count.unwrap_or(10_000), first.unwrap_or(1)),
    }
}

/// The first of these worlds in which something happens that must not; nothing is kept of it.
fn search(count: u64, first: u64) -> ExitCode {
    let Some(outcome) = run_until_violation(first, count, threads()) else { return ExitCode::SUCCESS };
    let worlds = outcome.seed.wrapping_sub(first) + 1;
    println!("world {worlds}, seed {}: {}", outcome.seed, outcome.violation.unwrap_or_default());
    ExitCode::FAILURE
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn tell(seed: u64) -> ExitCode {
    let outcome = run(seed, &Studio::default(), true);
    for line in &outcome.trace {
        println!("{line}");
    }
    match outcome.violation {
        Some(_) => ExitCode::FAILURE,
        None => ExitCode::SUCCESS,
    }
}

fn run_many(count: u64, first: u64) -> ExitCode {
    let started = Instant::now();
    let mut seeds = known_seeds();
    let known = seeds.len();
    seeds.extend((0..count).map(|offset| first.wrapping_add(offset)));
    let report = run_all(&seeds, threads());
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{} worlds ({known} known, then {count} from {first}) in {seconds:.1} s, {:.0} a second; {} h of virtual time",
        report.worlds,
        report.worlds as f64 / seconds,
        report.lived_ms / 3_600_000,
    );
    print(&report);
    for outcome in report.violations.iter().take(20) {
        remember(outcome);
    }
    let never = report.never();
    if report.worlds >= WORLDS_THAT_SAY_ALL && !never.is_empty() {
        println!("never happened, so nothing is known about it: {never:?}");
        return ExitCode::FAILURE;
    }
    if report.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print(report: &Report) {
    for (status, worlds) in &report.statuses {
        println!("  {:<24} {worlds:>10} worlds", status.as_str());
    }
    let erased = report.worlds - report.statuses.values().sum::<u64>();
    println!("  {:<24} {erased:>10} worlds", "erased");
    println!("  {:<24} {:>10}", "lines paid for", report.charges);
    let models = report.models;
    println!("  {:<24} {:>10} worlds", "language models", models.worlds);
    println!("  {:<24} {:>10}, {} of their answers lost", "calls paid for", models.charges, models.lost);
    println!("  {:<24} {:>10} by models, {} embedded", "sections written", models.by_models, models.embedded);
    for (fault, count) in &report.counts {
        println!("  {:<24} {count:>10}", format!("{fault:?}"));
    }
    println!("  {:<24} {:>10} files", "caught by cleanup", report.caught.cleanup);
    println!("  {:<24} {:>10} files", "caught an hour later", report.caught.late_cleanup);
    println!("  {:<24} {:>10} files", "left to the sweep", report.swept);
    println!("  {:<24} {:>10}", "violations", report.violations.len());
}

/// Says how to see it again, and keeps the seed for every later run.
fn remember(outcome: &Outcome) {
    let violation = outcome.violation.as_deref().unwrap_or_default();
    println!("seed {}: {violation}\n  make sim SEED={}", outcome.seed, outcome.seed);
    if known_seeds().contains(&outcome.seed) {
        return;
    }
    let kept = std::fs::OpenOptions::new()
        .append(true)
        .open(SEEDS_FILE)
        .and_then(|mut file| writeln!(file, "{} # {violation}", outcome.seed));
    if let Err(error) = kept {
        println!("  not kept in {SEEDS_FILE}: {error}");
    }
}
