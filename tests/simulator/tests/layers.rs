//! Layers of deletion: each is switched off to see that the next one finds what it leaves.

use job::StepKind;
use simulator::{Report, run_all_without};

const SEEDS: u64 = 360;

fn worlds_without(layers: &[job::StepKey]) -> Report {
    let seeds: Vec<u64> = (1..=SEEDS).collect();
    run_all_without(layers, &seeds, std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
}

#[test]
fn what_cleanup_leaves_is_found_an_hour_later() {
    let as_ever = worlds_without(&[]);
    assert!(as_ever.caught.cleanup > 0, "cleanup has something to do in these worlds");
    let without = worlds_without(&[StepKind::Cleanup.key()]);
    assert_eq!(without.violations.len(), 0, "{:?}", without.violations.first());
    assert_eq!(without.caught.cleanup, 0);
    // Not each of them is counted: a pass that is repeated counts what it still finds.
    assert!(without.caught.late_cleanup > 0, "{:?}, {:?}", without.caught, as_ever.caught);
}

#[test]
fn without_both_passes_something_is_left() {
    assert!(!worlds_without(&[StepKind::Cleanup.key(), StepKind::LateCleanup.key()]).violations.is_empty());
}
