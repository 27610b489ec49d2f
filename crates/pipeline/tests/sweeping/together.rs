//! Two concurrent sweeps, interleaved at random.

use std::pin::pin;
use std::task::{Context, Waker};

use pipeline::{Listed, Row, limits, sweep};
use protocol::{JobId, JobStatus};

use crate::memory::{Memory, NOW, Still, entry, id, row};

const INTERLEAVINGS: u64 = 500;
const LIVING: u32 = 3;
const CLIPS: u64 = 5;

/// A bucket in which everything that may be deleted lies beside everything that must not be.
fn bucket() -> Memory {
    let mut memory = Memory::default();
    for number in 1..=LIVING {
        let job = id(number);
        let over = Row { status: Some(JobStatus::Succeeded), master: Some("abc".to_owned()), ..row(job, 1) };
        memory.rows.borrow_mut().insert(job.to_string(), Row { check_at: None, ..over });
        memory.objects.insert(job, entry(job, 1));
        memory.file(&format!("episodes/{job}/abc/episode.mp3"), 2 * limits::UNKNOWN_MS_MIN);
    }
    let running = id(11);
    let row = Row { status: Some(JobStatus::Running), ..row(running, 1) };
    memory.rows.borrow_mut().insert(running.to_string(), row);
    memory.objects.insert(running, entry(running, 1));
    memory.file(&format!("episodes/{running}/def/episode.mp3"), 2 * limits::UNKNOWN_MS_MIN);
    memory.file(&format!("episodes/{}/abc/young", id(12)), limits::UNKNOWN_MS_MIN - 1);
    for number in 0..CLIPS {
        memory.file(&format!("episodes/{}/abc/{number}", id(13)), limits::UNKNOWN_MS_MIN);
        memory.file(&format!("clips/default/{number}"), limits::CLIP_MS_MIN);
        memory.file(&format!("clips/default/used-{number}"), limits::CLIP_MS_MIN);
        memory.used.insert(format!("clips/default/used-{number}"));
    }
    memory
}

fn is_nobodys(file: &Listed, stranger: JobId) -> bool {
    let is_clip = file.key.starts_with("clips/") && !file.key.contains("used");
    is_clip || file.key.starts_with(&format!("episodes/{stranger}/"))
}

/// Both from the same state, in an order of their own.
fn run_together(memory: &Memory, mut chance: u64) {
    let progress = memory.saved.borrow().clone();
    let (one, other) = (sweep(memory, memory, &Still, progress.clone()), sweep(memory, memory, &Still, progress));
    let (mut one, mut other) = (pin!(one), pin!(other));
    let mut context = Context::from_waker(Waker::noop());
    let (mut one_runs, mut other_runs) = (true, true);
    while one_runs || other_runs {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let is_ones_turn = (chance >> 33).is_multiple_of(2);
        if one_runs && (is_ones_turn || !other_runs) {
            one_runs = one.as_mut().poll(&mut context).is_pending();
        } else {
            other_runs = other.as_mut().poll(&mut context).is_pending();
        }
    }
}

#[test]
fn two_concurrent_sweeps_delete_and_count_each_orphan_once() {
    for chance in 0..INTERLEAVINGS {
        let memory = bucket();
        let stranger = id(13);
        let doomed: Vec<String> = memory
            .files
            .borrow()
            .values()
            .filter(|file| is_nobodys(file, stranger))
            .map(|file| file.key.clone())
            .collect();
        run_together(&memory, chance);
        // Whoever was overtaken has left the rest to the other one, or to the next run.
        memory.run();
        let mut deleted = memory.deleted.borrow().clone();
        deleted.sort();
        assert_eq!(deleted, doomed, "interleaving {chance}");
        let progress = memory.saved.borrow();
        assert_eq!((progress.files_caught, progress.clips_aged), (CLIPS, CLIPS), "interleaving {chance}");
        assert_eq!(progress.defects.len(), 1, "interleaving {chance}: {:?}", progress.defects);
        assert_eq!(memory.files.borrow().len(), LIVING as usize + 2 + CLIPS as usize, "interleaving {chance}");
        assert_eq!(progress.run.ended_at, Some(NOW), "interleaving {chance}");
    }
}
