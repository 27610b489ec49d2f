//! Limits of a job, each stated once.

/// Chapters of an episode: `script/00` to `script/31`.
pub const CHAPTERS_MAX: u16 = 32;

/// Turns of an episode: 20 minutes of dialogue at 12 turns a minute, and room for short ones.
pub const TURNS_MAX: u16 = 400;

/// Updates about turns spoken.
pub const PROGRESS_UPDATES_MAX: u32 = 50;

/// Steps performed at once by the object: more than one hides storage behind speech, more than a few only queues at the voice.
pub const LEASES_MAX: usize = 4;

/// Steps of one job held by runners at once: a team's machines, and no more than a job can lose without harm.
pub const RUNNER_LEASES_MAX: usize = 8;

pub const ATTEMPTS_MAX: u32 = 5;

/// Time from a step's first attempt to the last moment another may start: five that each use up their time and then wait as
/// long as a provider may ask for do not fit, and whoever waits so long wants to know.
pub const STEP_DEADLINE_MS: i64 = 30 * 60 * 1000;

/// Time from submission, or the last resume, to the moment a human is asked.
pub const JOB_DEADLINE_MS: i64 = 2 * 60 * 60 * 1000;

/// Time for an approval: a week, as for the trash.
pub const APPROVAL_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// The first wait before a retry is drawn from this range, each further one from twice the range.
pub const BACKOFF_MS_BASE: i64 = 1_000;
pub const BACKOFF_MS_MAX: i64 = 60_000;

/// A provider that asks for a longer wait than this is out of quota, not busy.
pub const RETRY_AFTER_MS_MAX: i64 = 10 * 60 * 1000;

/// The margin by which a lease outlives the attempt it covers: for committing the result.
pub const LEASE_MARGIN_MS: i64 = 5_000;

/// A runner's lease, from its claim or its last heartbeat: three heartbeats of 20 s may get lost.
pub const RUNNER_LEASE_MS: i64 = 80_000;

/// One attempt of a runner, however often it says that it is still at it: as long as a step may take in all.
pub const RUNNER_ATTEMPT_MS_MAX: i64 = STEP_DEADLINE_MS;

/// The life of an address a runner may upload to, beyond its lease: an upload under way then may still arrive.
pub const UPLOAD_MS_MAX: i64 = 10 * 60 * 1000;

/// An alarm turn stops starting attempts after this: the platform ends it at 15 minutes, the longest attempt takes four.
pub const TURN_MS_MAX: i64 = 10 * 60 * 1000;

/// While the object performs attempts the alarm rings at least this often: a turn that died is taken up this soon.
pub const WATCH_MS: i64 = 10_000;

/// After this a watcher's socket is closed at the next update: whoever is still there comes back, at the price of a request.
pub const WATCH_SOCKET_MS_MAX: i64 = 15 * 60 * 1000;

/// The interval at which a call under way asks whether it is still wanted.
pub const HELD_CHECK_MS: i64 = 1_000;

/// Time from a job's cleanup to the second pass: no write is on its way for so long.
pub const LATE_CLEANUP_AFTER_MS: i64 = 60 * 60 * 1000;

/// Time in which a job can be taken out of the trash again.
pub const TRASH_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Wait after a turn that failed because its own storage did.
pub const STORE_RETRY_MS: i64 = 30_000;

/// The interval at which a job left alone for an engine that is not deployed looks whether it is now.
pub const ENGINE_RETRY_MS: i64 = 5 * 60 * 1000;

/// An alarm this late was lost: the platform repeats one that failed for two minutes, but fires in time otherwise.
pub const ALARM_LATE_MS_MAX: i64 = 10_000;
