//! Limits of judging, each stated once.

/// Timeout of a probe: a few calls in a row. Before it an operator's token may have to be looked up, after it jobs are
/// polled, one call each: all in all there is an answer within two seconds, even if everything hangs.
pub const PROBE_MS: i64 = 800;
pub const CALL_MS: i64 = 500;

/// Silence of the sweep that is too long: it runs every five minutes, so the third one is missing.
pub const SWEEP_SILENT_MS: i64 = 15 * 60 * 1000;

/// Lateness of a row that is too long: it is due ten minutes after its job should have acted, and the sweep comes every
/// five.
pub const ROW_OVERDUE_MS: i64 = 15 * 60 * 1000;

/// Lateness of an alarm that is lost: nothing in an object takes as long without a deadline of its own.
pub const ALARM_OVERDUE_MS: i64 = 60 * 1000;

/// Time without progress that is too long: as long as a step may take with all its attempts.
pub const NO_PROGRESS_MS: i64 = 30 * 60 * 1000;

/// Time for which a parked job is reported.
pub const PARKED_MS: i64 = 24 * 60 * 60 * 1000;

/// Time for which a defect is reported.
pub const DEFECT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Jobs that are polled. The platform allows six connections at once.
pub const ASKED_MAX: usize = 4;
