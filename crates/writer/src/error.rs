//! Prompts, keys and prices that are not sent or used.

use crate::limits;

/// A fault of the caller, found before anything is sent. No text of the prompt is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the {0} is empty")]
    Empty(&'static str),
    #[error("the {part} has more than {bytes_max} bytes")]
    TooLong { part: &'static str, bytes_max: usize },
    #[error("a key is printable ASCII without spaces, at most {} bytes", limits::KEY_BYTES_MAX)]
    MalformedKey,
    #[error(
        "a provider's name is lower-case letters, digits, - and _, at most {} bytes, and not the embedded writer's",
        limits::PROVIDER_NAME_BYTES_MAX
    )]
    MalformedName,
    #[error("a model's name is printable ASCII without spaces, at most {} bytes", limits::MODEL_BYTES_MAX)]
    MalformedModel,
    #[error("a schema's name is letters, digits, - and _, at most {} bytes", limits::SCHEMA_NAME_BYTES_MAX)]
    MalformedSchemaName,
    #[error("the number of output tokens is 1 to {}", limits::OUTPUT_TOKENS_MAX)]
    OutputTokens,
    #[error("the schema's root is not an object")]
    SchemaRoot,
    #[error("the schema has a keyword that not every contract knows")]
    SchemaKeyword,
    #[error("an object of the schema does not require all of its properties, or allows others")]
    SchemaLoose,
    #[error("the schema is deeper than {} levels", limits::SCHEMA_DEPTH_MAX)]
    SchemaDepth,
    #[error("the table has more than {} prices", limits::PRICES_MAX)]
    TooManyPrices,
    #[error("the table has two prices for one model and day")]
    PriceTwice,
}
