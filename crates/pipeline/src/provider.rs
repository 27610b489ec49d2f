//! Providers: the meaning of their answers, and the circuit breaker before each.

mod answer;
mod breaker;

pub use answer::{ANSWER_BYTES_MAX, REFUSAL_BYTES_MAX, has_failed, oversized, refused, unreachable};
pub use breaker::{Breaker, Open, Pass};
