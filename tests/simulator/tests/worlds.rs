//! A few hundred worlds, and those that have failed before.

use simulator::{Studio, known_seeds, run, run_all};

const SEEDS: u64 = 300;

#[test]
fn whatever_breaks_the_job_comes_out_of_it() {
    let mut seeds = known_seeds();
    seeds.extend(1..=SEEDS);
    let report = run_all(&seeds, std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    println!("{} worlds", report.worlds);
    let stories: Vec<_> = report
        .violations
        .iter()
        .map(|outcome| format!("make sim SEED={}: {}", outcome.seed, outcome.violation.as_deref().unwrap_or_default()))
        .collect();
    assert!(stories.is_empty(), "{}", stories.join("\n"));
}

#[test]
fn the_same_seed_is_the_same_world() {
    let studio = Studio::default();
    for seed in 1..20 {
        let first = run(seed, &studio, true);
        assert!(!first.trace.is_empty());
        assert_eq!(first.trace, run(seed, &studio, true).trace, "{seed}");
    }
}
