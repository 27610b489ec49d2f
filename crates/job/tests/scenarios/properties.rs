//! Properties that hold for all inputs in any order.

use crate::harness::Harness;
use job::{Class, Failure, Hasher, Input, Revision, StepKind, StepStatus};
use proptest::prelude::*;
use protocol::{Code, JobStatus, Timestamp};

#[derive(Clone, Debug)]
enum Happening {
    Alarm,
    Time { ms: i64 },
    Completed { order: usize },
    Failed { order: usize, class: Class },
    Straggler { order: usize },
    Cancel,
    Resume,
    Revise { turn: u16, words: u8 },
    Skip { turn: u16 },
    Retry { turn: u16 },
}

fn happening() -> impl Strategy<Value = Happening> {
    let class = prop_oneof![
        8 => Just(Class::Transient { retry_after_ms: None }),
        2 => (0_i64..100_000).prop_map(|ms| Class::Transient { retry_after_ms: Some(ms) }),
        1 => Just(Class::Quota),
        1 => Just(Class::Permanent),
        1 => (0_i64..100_000).prop_map(|ms| Class::Postponed { until: Timestamp::from_ms(ms) }),
    ];
    prop_oneof![
        20 => (0_usize..4).prop_map(|order| Happening::Completed { order }),
        8 => Just(Happening::Alarm),
        4 => (0_i64..200_000).prop_map(|ms| Happening::Time { ms }),
        4 => (0_usize..4, class).prop_map(|(order, class)| Happening::Failed { order, class }),
        2 => (0_usize..4).prop_map(|order| Happening::Straggler { order }),
        1 => Just(Happening::Cancel),
        2 => Just(Happening::Resume),
        2 => (0_u16..8, 0_u8..3).prop_map(|(turn, words)| Happening::Revise { turn, words }),
        1 => (0_u16..8).prop_map(|turn| Happening::Skip { turn }),
        1 => (0_u16..8).prop_map(|turn| Happening::Retry { turn }),
    ]
}

/// Refusals are part of life: the harness sees to it that they change nothing.
fn happen(harness: &mut Harness, happening: Happening) {
    let order =
        |harness: &mut Harness, order: usize| (order < harness.orders.len()).then(|| harness.orders.remove(order));
    match happening {
        Happening::Alarm => harness.wake(),
        Happening::Time { ms } => harness.now = harness.now.plus_ms(ms),
        Happening::Completed { order: place } => {
            if let Some(held) = order(harness, place) {
                let _ = harness.complete(held);
            }
        }
        Happening::Failed { order: place, class } => {
            if let Some(held) = order(harness, place) {
                let failure =
                    Failure { class, code: Code::StepFailed, detail: "it happens".to_owned(), is_bad_take: false };
                let _ = harness.fail(held, failure);
            }
        }
        Happening::Straggler { order: place } => {
            if let Some(lease) = order(harness, place) {
                harness.wake();
                assert!(harness.complete(lease).is_err(), "{} was taken back by the alarm", lease.step);
            }
        }
        Happening::Cancel => ask(harness, Input::Cancel),
        Happening::Resume => ask(harness, Input::Resume),
        Happening::Revise { turn, words } => {
            let text = Hasher::new("edit").part([words]).finish();
            ask(harness, Input::Revise(Revision { lines: [(turn, text)].into(), ..Revision::default() }));
        }
        Happening::Skip { turn } => ask(harness, Input::Skip { step: StepKind::Speech.at(turn) }),
        Happening::Retry { turn } => ask(harness, Input::Retry { step: StepKind::Speech.at(turn) }),
    }
}

fn ask(harness: &mut Harness, input: Input) {
    let _ = harness.input(input);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_job_comes_to_rest(happenings in prop::collection::vec(happening(), 0..120)) {
        let mut harness = Harness::new();
        for next in happenings {
            happen(&mut harness, next);
            let job = &harness.job;
            let running = job.status() == JobStatus::Running;
            prop_assert!(!running || job.next_deadline().is_some(), "a running job waits for something");
            prop_assert!(job.spoken_turns().is_none_or(|spoken| !spoken.is_empty()), "nothing is left to say");
            prop_assert!(job.published().is_some() || job.status() != JobStatus::Succeeded);
        }
        // From here on the world is kind.
        for _ in 0..200 {
            if harness.job.next_deadline().is_none() {
                break;
            }
            harness.wake_at_deadline();
            harness.run_until(None);
        }
        let job = &harness.job;
        prop_assert_eq!(job.next_deadline(), None);
        prop_assert!(job.status() != JobStatus::Running);
        let leased = job.steps().any(|(_, step)| matches!(step.status, StepStatus::Leased { .. }));
        prop_assert!(!leased, "nobody holds anything");
        prop_assert!(job.status() != JobStatus::Succeeded || job.superseded().is_empty(), "nothing replaced is left");
        let parked = job.status() == JobStatus::Parked;
        prop_assert!(!parked || job.view().problem.is_some(), "a parked job says why");
    }
}
