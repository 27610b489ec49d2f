//! Contracts of language models as bytes: prompt → request, answer → outcome, usage → cost.
//!
//! No I/O, no clock, no async. A streamed answer is assembled, and read when it is whole. A request carries the prompt,
//! the model's name and the key: nothing about tenant, subject or job. Of a failed answer no text is kept, because it
//! may repeat what was asked.

mod answer;
mod classify;
mod contract;
mod error;
mod limits;
mod outcome;
mod price;
mod provider;
mod request;
mod schema;
mod stream;
mod usage;

pub use answer::{Answer, read};
pub use contract::Contract;
pub use error::Error;
pub use limits::{ANSWER_BYTES_MAX, OUTPUT_TOKENS_MAX, REFUSAL_BYTES_MAX, STREAM_IDLE_MS};
pub use outcome::{Class, Content, Failed, Outcome, Reason, Written};
pub use price::{DatedPrice, Price, PriceTable};
pub use provider::Provider;
pub use request::{Cache, HeaderValue, Prompt, Repair, Request, Secret, build};
pub use stream::Assembler;
pub use usage::Usage;
