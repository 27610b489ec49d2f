//! Tests as libtest-mimic wants them: named after their functions, timed by the part they belong to.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use libtest_mimic::Trial;

use crate::world::{World, world};

/// Failures, each with its reason.
static FAILED: Mutex<Vec<String>> = Mutex::new(Vec::new());
static SPENT: Mutex<BTreeMap<String, Duration>> = Mutex::new(BTreeMap::new());

/// Characters of a failure that are repeated at the end.
const FAILURE_CHARS: usize = 600;

/// A test against the shared service.
pub(crate) fn shared<F: Fn(&World) -> Result<()> + Send + 'static>(test: F) -> Trial {
    named::<F>(move |part| timed(part, || test(world()?)))
}

/// A test that brings its own.
pub(crate) fn own<F: Fn() -> Result<()> + Send + 'static>(test: F) -> Trial {
    named::<F>(move |part| timed(part, &test))
}

/// One row of a table of tests.
pub(crate) fn row(part: &'static str, name: &str, test: impl Fn(&World) -> Result<()> + Send + 'static) -> Trial {
    titled(format!("{part}::{name}"), move || timed(part, || test(world()?)))
}

/// One with a name of its own.
pub(crate) fn titled(name: String, test: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name.clone(), move || {
        test().map_err(|error| {
            FAILED.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{name}: {error:#}"));
            format!("{error:#}").into()
        })
    })
}

pub(crate) fn timed<T>(part: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let done = work();
    *SPENT.lock().unwrap_or_else(PoisonError::into_inner).entry(part.to_owned()).or_default() += started.elapsed();
    done
}

/// Prints the time of each part, which run beside each other, so that the whole took less than their sum; and last, where a log
/// that is cut still has it, the beginning of what has failed.
pub(crate) fn report() {
    for (part, spent) in SPENT.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("{:>7.1} s  {part}", spent.as_secs_f64());
    }
    for failure in FAILED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("failed: {}", failure.chars().take(FAILURE_CHARS).collect::<String>());
    }
}

/// A function's type is named `e2e::part::the_sentence`.
pub(crate) fn named<F>(run: impl FnOnce(&str) -> Result<()> + Send + 'static) -> Trial {
    let path = std::any::type_name::<F>();
    let path = path.split_once("::").map_or(path, |(_, path)| path);
    let part = path.rsplit_once("::").map_or(path, |(part, _)| part).to_owned();
    titled(path.to_owned(), move || run(&part))
}
