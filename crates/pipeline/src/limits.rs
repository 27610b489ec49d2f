//! The bounds of keeping house, each stated once.

/// How long after a job should have done something the sweep looks whether it has: its own alarm comes first.
pub const CHECK_AFTER_MS: i64 = 10 * 60 * 1000;
