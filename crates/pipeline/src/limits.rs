//! The bounds of keeping house, and of asking providers, each stated once.

/// Failures in a row after which a provider is left alone: two attempts of each call a job makes at once.
pub const BREAKER_FAILURES_MAX: u32 = 8;

/// For how long, at first and at most; each trial that fails doubles it.
pub const BREAKER_MS_BASE: i64 = 5_000;
pub const BREAKER_MS_MAX: i64 = 5 * 60 * 1000;

/// How long the others wait for the call that tries: as long as an attempt may take, and a little more.
pub const BREAKER_TRIAL_MS: i64 = 35_000;

/// No answer for so long is a failure, whoever stopped waiting for it: a line is spoken in well under a second.
pub const BREAKER_SILENCE_MS: i64 = 10_000;

/// How long after a job should have done something the sweep looks whether it has: its own alarm comes first.
pub const CHECK_AFTER_MS: i64 = 10 * 60 * 1000;

/// Rows asked for at once, and told of at once.
pub const PAGE_ROWS: usize = 100;

/// Of one run, which may make a thousand calls: five hundred jobs are asked, twenty thousand files listed.
pub const JOB_PAGES_MAX: usize = 5;
pub const BUCKET_PAGES_MAX: usize = 20;
pub const JOBS_IN_QUESTION_MAX: usize = 10;

pub const RETENTION_PAGES_MAX: usize = 2;

pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How long it is known what whoever runs the service has done: a year can be looked back on, and the month before it.
pub const ACT_MS_MAX: i64 = 400 * DAY_MS;

/// Acts forgotten in one run: more than anybody does between two.
pub const ACTS_FORGOTTEN_MAX: usize = 1_000;

/// The platform allows six connections.
pub const ASKED_AT_ONCE: usize = 4;

/// When a row that could not be looked at has its next turn.
pub const PUT_OFF_MS: i64 = 60 * 60 * 1000;

/// What nobody knows may be about to be known: a submission is repeated for hours, not for a day.
pub const UNKNOWN_MS_MIN: i64 = 24 * 60 * 60 * 1000;

/// A file of a job that is over has been looked for by the job twice by then.
pub const STRAY_MS_MIN: i64 = 2 * 60 * 60 * 1000;

/// How long a clip is kept that no job uses: whoever submits a source again within a week does not pay again.
pub const CLIP_MS_MIN: i64 = 7 * 24 * 60 * 60 * 1000;

/// What the bucket's own rules delete (`docs/lifecycle.json`): such files are written by nobody, a day is long enough to see them.
pub const TEMPORARY: &str = "tmp/";
pub const TEMPORARY_MS_MAX: i64 = 24 * 60 * 60 * 1000;

/// How often an alarm that rang under a faulty configuration looks whether it was set right: a deploy does not wake it.
pub const CONFIGURATION_RETRY_MS: i64 = 30_000;

/// Defects that are remembered: who looks at more than a few of them has one cause to find.
pub const DEFECTS_MAX: usize = 20;

/// Of an address that is fetched: what browsers and servers take.
pub const ADDRESS_BYTES_MAX: usize = 2_048;
/// A page moves to https, to its name with www, to its newest spelling.
pub const REDIRECTS_MAX: usize = 5;
/// Until a page is here as a whole, redirects and all: its asker waits.
pub const FETCH_MS_MAX: i64 = 10_000;
