//! Hostile input for every parser that meets bytes from outside: valid inputs, mutated, beside bytes by chance.
//!
//! A case is a parser and one number. What it is given, a parser takes or refuses by a stable code; it does not panic, and
//! returns no more than the input warrants. Never asks the time and never prints: the binary does.

mod case;
mod corpus;
pub mod json;
pub mod mutate;
mod parser;
mod random;

pub use case::meet;
pub use corpus::Corpus;
pub use parser::{PARSERS, Parser, Verdict};
pub use random::Random;
