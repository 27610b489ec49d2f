//! Limits of the sweep, of retention and of calls to providers, each stated once.

/// Failures in a row after which a circuit breaker opens: two attempts of each call a job makes at once.
pub const BREAKER_FAILURES_MAX: u32 = 8;

/// Time an open circuit breaker rejects calls, at first and at most; each failed trial doubles it.
pub const BREAKER_MS_BASE: i64 = 5_000;
pub const BREAKER_MS_MAX: i64 = 5 * 60 * 1000;

/// Timeout of a half-open circuit breaker's trial call: the longest attempt, and a little more.
pub const BREAKER_TRIAL_MS: i64 = 125_000;
pub const BREAKER_TRIAL_OF_MODEL_MS: i64 = 245_000;

/// A dropped call without an answer for this long counts as a failure: a slow voice on the user's machine takes half of it for a line.
pub const BREAKER_SILENCE_MS: i64 = 60_000;

/// The same of a language model, which may think for minutes before its first word.
pub const BREAKER_SILENCE_OF_MODEL_MS: i64 = writer::STREAM_IDLE_MS;

/// Delay after a job's deadline until the sweep checks the job: its own alarm comes first.
pub const CHECK_AFTER_MS: i64 = 10 * 60 * 1000;

/// Rows of one page.
pub const PAGE_ROWS: usize = 100;

/// Pages of one run, which may make a thousand calls: five hundred jobs are asked, twenty thousand files listed.
pub const JOB_PAGES_MAX: usize = 5;
pub const BUCKET_PAGES_MAX: usize = 20;
pub const JOBS_IN_QUESTION_MAX: usize = 10;

pub const RETENTION_PAGES_MAX: usize = 2;

pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Retention of the audit log: a year, and the month before it.
pub const ACT_MS_MAX: i64 = 400 * DAY_MS;

/// Acts deleted in one run: more than operators do between two.
pub const ACTS_FORGOTTEN_MAX: usize = 1_000;

/// Concurrent calls to objects; the platform allows six connections.
pub const ASKED_AT_ONCE: usize = 4;

/// Delay until a row that could not be checked is checked again.
pub const PUT_OFF_MS: i64 = 60 * 60 * 1000;

/// Age from which a file of an unknown job is an orphan: a submission is repeated for hours, not for a day.
pub const UNKNOWN_MS_MIN: i64 = 24 * 60 * 60 * 1000;

/// Age from which a leftover file of an ended job is an orphan: both of the job's cleanups have run by then.
pub const STRAY_MS_MIN: i64 = 2 * 60 * 60 * 1000;

/// Retention of a clip that no job uses: a source submitted again within a week is not paid again.
pub const CLIP_MS_MIN: i64 = 7 * 24 * 60 * 60 * 1000;

/// Prefix of files that the bucket's own rules delete (`docs/lifecycle.json`): nothing writes them, a day is long
/// enough to see them.
pub const TEMPORARY: &str = "tmp/";
pub const TEMPORARY_MS_MAX: i64 = 24 * 60 * 60 * 1000;

/// Interval at which an alarm that rang under a faulty configuration checks it again: a deploy does not wake it.
pub const CONFIGURATION_RETRY_MS: i64 = 30_000;

/// Defects kept in the report: a few are enough to find the cause.
pub const DEFECTS_MAX: usize = 20;

/// Length of an address that is fetched: the limit of browsers and servers.
pub const ADDRESS_BYTES_MAX: usize = 2_048;
/// Redirects followed for one page, which moves to https, to a name with www, to a newer path.
pub const REDIRECTS_MAX: usize = 5;
/// Timeout of fetching a page, with all redirects: the client waits.
pub const FETCH_MS_MAX: i64 = 10_000;
