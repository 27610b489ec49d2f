//! Contracts of language models as bytes: prompt → request.
//!
//! No I/O, no clock, no async; and no streaming yet. A request carries the prompt,
//! the model's name and the key: nothing about tenant, subject or job.

mod contract;
mod error;
mod limits;
mod request;
mod schema;

pub use contract::Contract;
pub use error::Error;
pub use limits::{ANSWER_BYTES_MAX, OUTPUT_TOKENS_MAX};
pub use request::{Cache, HeaderValue, Prompt, Repair, Request, Secret, build};
