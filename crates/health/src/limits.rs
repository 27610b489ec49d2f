//! The bounds of judging, each stated once.

/// How long a probe is waited for: a few calls in a row. Before it there may be an operator's token to look up, after it there are
/// jobs to ask, one call each: all in all there is an answer within two seconds, even if everything hangs.
pub const PROBE_MS: i64 = 800;
pub const CALL_MS: i64 = 500;

/// The sweep runs every five minutes: this is the third one that has not come.
pub const SWEEP_SILENT_MS: i64 = 15 * 60 * 1000;

/// A row is due ten minutes after its job should have done something, and the sweep comes every five.
pub const ROW_OVERDUE_MS: i64 = 15 * 60 * 1000;

/// An alarm that has not rung for so long does not ring: nothing in an object takes as long without a deadline of its own.
pub const ALARM_OVERDUE_MS: i64 = 60 * 1000;

/// As long as a step may take with all its attempts.
pub const NO_PROGRESS_MS: i64 = 30 * 60 * 1000;

/// How long a job that waits for a human is talked about.
pub const PARKED_MS: i64 = 24 * 60 * 60 * 1000;

/// How long a defect is.
pub const DEFECT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Jobs that are asked themselves. The platform allows six connections.
pub const ASKED_MAX: usize = 4;
