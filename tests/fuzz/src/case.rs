//! One fuzz case, and the failure it may find.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::random::Random;
use crate::{Corpus, Parser, Verdict};

/// # Errors
/// What went wrong, when the parser panicked or something does not hold of what it returned.
pub fn meet(parser: &Parser, corpus: &Corpus, seed: u64) -> Result<Verdict, String> {
    let seed = parser.name.bytes().fold(seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    // Nothing outlives a case but the corpus, which nobody changes.
    catch_unwind(AssertUnwindSafe(|| (parser.meet)(&mut Random::new(seed), corpus))).map_err(|panic| message(&*panic))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without a word").to_owned()
}
