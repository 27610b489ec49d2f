//! Providers: the meaning of their answers, and the circuit breaker before each.

mod answer;
mod breaker;
mod choice;
mod cost;
mod voices;

pub use answer::{ANSWER_BYTES_MAX, REFUSAL_BYTES_MAX, has_failed, oversized, refused, unreachable};
pub use breaker::{Breaker, Open, Pass};
pub(crate) use choice::{ASKED_MAX, Choice, choice};
pub(crate) use cost::{CACHE, Likely, cost_of_script, likely_cost, prompt};
pub use voices::{band, sample_line, voice, voices};
