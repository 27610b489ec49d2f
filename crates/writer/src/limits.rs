//! Every bound of this crate, each with its derivation.

/// Bytes of the system text: a page of rules is 4 kB, with examples 20 kB.
pub(crate) const SYSTEM_BYTES_MAX: usize = 64 * 1024;
/// Bytes of the source: all of a job's.
pub(crate) const SOURCE_BYTES_MAX: usize = protocol::limits::SOURCE_BYTES_MAX;
/// Bytes of what is asked of the source: like the rules.
pub(crate) const ASK_BYTES_MAX: usize = 64 * 1024;
/// Bytes of the defect that a repair names: a paragraph for each of some lines.
pub(crate) const DEFECT_BYTES_MAX: usize = 8 * 1024;

/// Bytes of a provider's name: a word in a log line.
pub(crate) const PROVIDER_NAME_BYTES_MAX: usize = 32;

/// Bytes of a schema's JSON: OpenAI counts at most 120,000 characters of names and values; ours have some dozen.
pub(crate) const SCHEMA_BYTES_MAX: usize = 32 * 1024;
/// Levels of a schema, each array and object being one (OpenAI, guide to structured outputs: ten).
pub(crate) const SCHEMA_DEPTH_MAX: usize = 10;
/// Bytes of a schema's name (openai 3.57.0, `JSONSchema.name`).
pub(crate) const SCHEMA_NAME_BYTES_MAX: usize = 64;

/// Bytes of a key: signed tokens have up to 2 kB, and servers take 8 kB of headers in all.
pub(crate) const KEY_BYTES_MAX: usize = 4 * 1024;
/// Bytes of a model's name: a path of three or four words.
pub(crate) const MODEL_BYTES_MAX: usize = 256;

/// Output tokens of a call. Without streaming a call may take ten minutes, in which 128,000 tokens an hour are 21,333:
/// the bound that anthropic 2.14.0 puts on calls without streaming.
pub const OUTPUT_TOKENS_MAX: u32 = 21_333;

/// Bytes of an answer with status 200: 49 for each token of the longest one, where text has four and fully escaped text
/// has 24; the rest is for reasoning that is repeated in the answer.
pub const ANSWER_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of a stream, those of its events' names and numbers included: 786 for each token of the longest answer, where
/// an event has 200 beside its words at the counterparts in the tests. The words, and each event, have the bound of an
/// answer.
pub(crate) const STREAM_BYTES_MAX: usize = 16 * ANSWER_BYTES_MAX;
/// Time without any byte of an answer, in milliseconds, after which a caller gives up; pings and comments are bytes. A
/// model that reasons is silent for up to 120 seconds on OpenAI's chat completions, which send no keep-alive; half of
/// that is added.
pub const STREAM_IDLE_MS: i64 = 180_000;
/// Bytes of any other answer, as for speech: an error is a name and some sentences. The status speaks for a longer one.
pub const REFUSAL_BYTES_MAX: usize = 64 * 1024;
/// Headers of an answer that are looked at; those of the counterparts in the tests have a dozen.
pub(crate) const HEADERS_READ_MAX: usize = 200;
/// Bytes of an error's message that are searched: a dozen sentences.
pub(crate) const MESSAGE_BYTES_READ_MAX: usize = 2_000;
/// Errors, details and quotas of one answer that are looked at; Google's errors have three details.
pub(crate) const DETAILS_READ_MAX: usize = 32;
/// Opening braces at which JSON is looked for in prose. Each try may read the whole text, so that the work is at most
/// 32 times the answer.
pub(crate) const OBJECTS_TRIED_MAX: usize = 32;

/// Tokens that a usage may count, a hundred times the largest context window: more is a broken counter.
pub(crate) const TOKENS_MAX: u64 = 100_000_000;
/// Tokens that a provider adds to a request: chat template, and the schema spelled out as instructions.
pub(crate) const OVERHEAD_TOKENS_MAX: u64 = 2_000;

/// Wait that a provider can ask for, in milliseconds: 31 days, the longest month, after which spending begins anew.
pub(crate) const HINT_MS_MAX: i64 = 31 * DAY_MS;
pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Prices of a table: ten models with a price each month for eight years.
pub(crate) const PRICES_MAX: usize = 1_000;
