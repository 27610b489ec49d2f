//! Every timeout and backoff of this client.

use std::time::Duration;

use crate::error::Error;

/// The timeouts and backoffs of a command.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Backoff between the attempts of one HTTP request.
    pub call: Backoff,
    /// Backoff between websockets that brought nothing new.
    pub watch: Backoff,
    /// Silence on the websocket before a ping is sent; after three times this the socket is given up.
    pub ping_ms: u64,
    /// Interval of polling.
    pub poll_ms: u64,
    /// Timeout to connect, and of each read and write.
    pub timeout_ms: u64,
}

impl Pace {
    /// Gives up after four seconds on a service that is down, after forty on one that was up and may be redeploying.
    pub const DEFAULT: Self = Self {
        call: Backoff { wait_ms_first: 250, wait_ms_max: 10_000, attempts_max: 5 },
        watch: Backoff { wait_ms_first: 100, wait_ms_max: 10_000, attempts_max: 11 },
        ping_ms: 30_000,
        poll_ms: 2_000,
        timeout_ms: 30_000,
    };

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }
}

/// Exponential backoff without jitter: one person's client is no thundering herd.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    pub wait_ms_first: u64,
    pub wait_ms_max: u64,
    pub attempts_max: u32,
}

/// The longest `Retry-After` that is respected in full.
const RETRY_AFTER_MS_MAX: u64 = 60_000;

/// A count of failed attempts, and the backoff between them.
#[derive(Debug)]
pub(crate) struct Attempts {
    backoff: Backoff,
    failed: u32,
}

impl Attempts {
    pub(crate) fn new(backoff: Backoff) -> Self {
        Self { backoff, failed: 0 }
    }

    pub(crate) fn reset(&mut self) {
        self.failed = 0;
    }

    pub(crate) fn failed(&self) -> u32 {
        self.failed
    }

    /// The wait before the next attempt; returns the error if it is permanent or the attempts are used up.
    pub(crate) fn wait_after(&mut self, error: Error) -> Result<Duration, Error> {
        self.failed = self.failed.saturating_add(1);
        if !error.is_transient() || self.failed >= self.backoff.attempts_max {
            return Err(error);
        }
        let doubled = 1_u64.checked_shl(self.failed - 1).unwrap_or(u64::MAX);
        let backoff_ms = self.backoff.wait_ms_first.saturating_mul(doubled).min(self.backoff.wait_ms_max);
        let asked_ms = error.retry_after_ms().unwrap_or(0).min(RETRY_AFTER_MS_MAX);
        Ok(Duration::from_millis(backoff_ms.max(asked_ms)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Refusal;

    fn refused(status: u16, retry_after_ms: Option<u64>) -> Error {
        Error::Refused(Refusal { status, problem: None, retry_after_ms })
    }

    fn waits(errors: impl IntoIterator<Item = Error>) -> Vec<Option<u128>> {
        let mut attempts = Attempts::new(Backoff { wait_ms_first: 100, wait_ms_max: 300, attempts_max: 5 });
        errors.into_iter().map(|error| attempts.wait_after(error).ok().map(|wait| wait.as_millis())).collect()
    }

    #[test]
    fn waits_double_up_to_a_bound_until_the_attempts_are_used_up() {
        let errors = std::iter::repeat_with(|| refused(502, None)).take(5);
        assert_eq!(waits(errors), [Some(100), Some(200), Some(300), Some(300), None]);
    }

    #[test]
    fn retry_after_is_respected_up_to_a_bound() {
        let errors = [refused(503, Some(5_000)), refused(429, Some(3_600_000)), refused(404, Some(1_000))];
        assert_eq!(waits(errors), [Some(5_000), Some(60_000), None]);
    }
}
