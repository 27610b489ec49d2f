//! A prompt, in plain parts.

use serde_json::Value;

use crate::{Error, limits, schema};

/// One question to a model. The parts are sent in this order, so that what repeats is a prefix: providers cache
/// prefixes.
#[derive(Clone, Debug)]
pub struct Prompt<'a> {
    pub model: &'a str,
    /// The rules, the same for every job.
    pub system: &'a str,
    /// The same for a question and its repair.
    pub source: &'a str,
    pub ask: &'a str,
    /// Letters, digits, `-` and `_`. Sent where the contract names schemas.
    pub schema_name: &'a str,
    /// The answer's JSON schema. Keys are sent sorted, and models write an object's members in the schema's order: a
    /// member that another depends on needs the smaller name.
    pub schema: &'a Value,
    /// Includes reasoning. At most [`OUTPUT_TOKENS_MAX`](crate::OUTPUT_TOKENS_MAX).
    pub max_output_tokens: u32,
    pub cache: Cache,
    pub repair: Option<Repair<'a>>,
    /// Asks for a streamed answer, where the contract [streams](crate::Contract::streams).
    pub is_streamed: bool,
}

/// Lifetime of the prefix up to the system text's end in the provider's cache: what all questions of a format share. Only Anthropic is asked for it, at a price
/// for writing: 1.25 and 2 times an input token. The other contracts cache prefixes by themselves or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    Off,
    FiveMinutes,
    Hour,
}

/// A second question about an answer that has a defect.
#[derive(Clone, Copy, Debug)]
pub struct Repair<'a> {
    /// The answer's text as it was.
    pub answered: &'a str,
    pub defect: &'a str,
}

impl Prompt<'_> {
    /// # Errors
    /// Any but those of keys and prices.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let model = self.model.as_bytes();
        if !is_word(model, limits::MODEL_BYTES_MAX, u8::is_ascii_graphic) {
            return Err(Error::MalformedModel);
        }
        let of_a_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if !is_word(self.schema_name.as_bytes(), limits::SCHEMA_NAME_BYTES_MAX, of_a_name) {
            return Err(Error::MalformedSchemaName);
        }
        if !(1..=limits::OUTPUT_TOKENS_MAX).contains(&self.max_output_tokens) {
            return Err(Error::OutputTokens);
        }
        check_part("system text", self.system, limits::SYSTEM_BYTES_MAX)?;
        check_part("source", self.source, limits::SOURCE_BYTES_MAX)?;
        check_part("question", self.ask, limits::ASK_BYTES_MAX)?;
        if let Some(repair) = &self.repair {
            check_part("answer to repair", repair.answered, limits::ANSWER_BYTES_MAX)?;
            check_part("defect", repair.defect, limits::DEFECT_BYTES_MAX)?;
        }
        schema::check(self.schema)
    }
}

fn is_word(bytes: &[u8], bytes_max: usize, is_valid: impl Fn(&u8) -> bool) -> bool {
    (1..=bytes_max).contains(&bytes.len()) && bytes.iter().all(is_valid)
}

/// Anthropic refuses a text block that is blank.
fn check_part(part: &'static str, text: &str, bytes_max: usize) -> Result<(), Error> {
    match text.len() {
        _ if text.trim().is_empty() => Err(Error::Empty(part)),
        length if length > bytes_max => Err(Error::TooLong { part, bytes_max }),
        _ => Ok(()),
    }
}
