//! Every bound of this server.

/// Most tokens of one run, without the two around them: the model knows no more positions.
pub const TOKENS_MAX: usize = 510;

/// Most tokens that are spoken in one run. The memory of a run grows with them: 300 take 0.6 GB.
pub const PIECE_TOKENS_MAX: usize = 300;

/// Short sentences are spoken together up to so many tokens: a single "Yes." sounds torn off.
pub const TOGETHER_TOKENS_MAX: usize = 150;

/// Longest text of one request: OpenAI's own limit.
pub const INPUT_CHARS_MAX: usize = 4_096;

/// Longest word: what is longer is an address or a key.
pub const WORD_CHARS_MAX: usize = 100;

/// Largest request: the longest text, with every character escaped.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// Speeds the model was made for.
pub const SPEED_MIN: f32 = 0.5;
pub const SPEED_MAX: f32 = 2.0;

/// Requests that wait while one is spoken: two jobs, each of which asks for four lines at once.
pub const WAITING: usize = 8;

/// Longest wait that is asked of a caller who is turned away, in seconds.
pub const RETRY_SECONDS_MAX: u64 = 60;

/// Sound of unfinished texts that is kept, in samples: three minutes.
pub const KEPT_SAMPLES_MAX: usize = 3 * 60 * 24_000;
