//! Circuit breaker: a provider that has failed many times in a row is left alone for a while, then tried once.
//!
//! A provider that is down costs every waiting job an attempt for each time it is asked; left alone, it costs one job one.

use protocol::Timestamp;

use crate::limits;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaker {
    /// In a row.
    failures: u32,
    /// Times it has opened since the provider last answered.
    opened: u32,
    open_until: Option<Timestamp>,
    /// Timeout of a trial call.
    trial_ms: i64,
    /// A dropped call without an answer for this long counts as a failure.
    silence_ms: i64,
}

/// Proof that a call was let through, with its time; the breaker takes no result without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    opened: u32,
    at: Timestamp,
}

/// An open breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub until: Timestamp,
    /// In a row.
    pub failures: u32,
}

impl Default for Breaker {
    fn default() -> Self {
        Self::new()
    }
}

impl Breaker {
    pub const fn new() -> Self {
        let (trial_ms, silence_ms) = (limits::BREAKER_TRIAL_MS, limits::BREAKER_SILENCE_MS);
        Self { failures: 0, opened: 0, open_until: None, trial_ms, silence_ms }
    }

    /// The breaker of a provider that answers after minutes.
    pub const fn of_model() -> Self {
        let (trial_ms, silence_ms) = (limits::BREAKER_TRIAL_OF_MODEL_MS, limits::BREAKER_SILENCE_OF_MODEL_MS);
        Self { trial_ms, silence_ms, ..Self::new() }
    }

    /// Admits a call, or returns the time at which to ask again. The first call after that time is the trial: the
    /// others
    /// wait until that call has had its time.
    pub fn admit(&mut self, now: Timestamp) -> Result<Pass, Timestamp> {
        if let Some(until) = self.open_until {
            if now < until {
                return Err(until);
            }
            self.open_until = Some(now.plus_ms(self.trial_ms));
        }
        Ok(Pass { opened: self.opened, at: now })
    }

    /// The provider has answered, whatever it said: it is there.
    pub fn answered(&mut self) {
        *self = Self { failures: 0, opened: 0, open_until: None, ..self.clone() };
    }

    /// The provider was not there, or said that it cannot. A call let through before the breaker opened says nothing new.
    pub fn failed(&mut self, pass: Pass, failures_max: u32, now: Timestamp) {
        if pass.opened != self.opened {
            return;
        }
        self.failures = self.failures.saturating_add(1);
        if failures_max == 0 || self.failures < failures_max {
            return;
        }
        let doublings = self.opened.min(16);
        let open_ms = limits::BREAKER_MS_BASE.saturating_mul(1 << doublings).min(limits::BREAKER_MS_MAX);
        self.opened = self.opened.saturating_add(1);
        self.open_until = Some(now.plus_ms(open_ms));
    }

    /// Nobody waited for the answer any more: after so long it is a failure, before it means nothing.
    pub fn dropped(&mut self, pass: Pass, failures_max: u32, now: Timestamp) {
        if now.since_ms(pass.at) >= self.silence_ms {
            self.failed(pass, failures_max, now);
        }
    }

    pub fn open(&self) -> Option<Open> {
        self.open_until.map(|until| Open { until, failures: self.failures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_000_000);
    const MAX: u32 = 3;

    fn fail(breaker: &mut Breaker, now: Timestamp) {
        let pass = breaker.admit(now).expect("let through");
        breaker.failed(pass, MAX, now);
    }

    fn opened() -> Breaker {
        let mut breaker = Breaker::new();
        for _ in 0..MAX {
            fail(&mut breaker, NOW);
        }
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_an_answer_resets_the_count() {
        let mut breaker = Breaker::new();
        for _ in 0..10 {
            fail(&mut breaker, NOW);
            fail(&mut breaker, NOW);
            breaker.answered();
        }
        assert_eq!(breaker, Breaker::new());
        assert_eq!(opened().open(), Some(Open { until: NOW.plus_ms(limits::BREAKER_MS_BASE), failures: MAX }));
    }

    #[test]
    fn one_trial_call_is_admitted_when_the_time_is_over() {
        let mut breaker = opened();
        let until = NOW.plus_ms(limits::BREAKER_MS_BASE);
        assert_eq!(breaker.admit(until.plus_ms(-1)), Err(until));
        let pass = breaker.admit(until).expect("the one that tries");
        assert_eq!(breaker.admit(until), Err(until.plus_ms(limits::BREAKER_TRIAL_MS)));
        breaker.answered();
        assert_eq!(breaker.admit(until), Ok(Pass { opened: 0, ..pass }));
    }

    #[test]
    fn a_trial_that_fails_opens_it_for_twice_as_long_up_to_a_bound() {
        let (mut breaker, mut now, mut waits) = (opened(), NOW, Vec::new());
        for _ in 0..12 {
            let until = breaker.open().expect("open").until;
            waits.push(until.since_ms(now));
            now = until;
            fail(&mut breaker, now);
        }
        assert_eq!(waits.get(..3), Some([1, 2, 4].map(|times| times * limits::BREAKER_MS_BASE).as_slice()));
        assert_eq!(waits.last(), Some(&limits::BREAKER_MS_MAX));
    }

    #[test]
    fn calls_from_before_it_opened_do_not_open_it_again_but_their_answers_close_it() {
        let mut breaker = Breaker::new();
        let before = breaker.admit(NOW).expect("closed");
        for _ in 0..MAX {
            fail(&mut breaker, NOW);
        }
        let open = breaker.clone();
        breaker.failed(before, MAX, NOW.plus_ms(5));
        assert_eq!(breaker, open);
        breaker.answered();
        assert_eq!(breaker.open(), None);
    }

    #[test]
    fn a_call_that_is_dropped_counts_when_it_has_waited_long() {
        let mut breaker = Breaker::new();
        let pass = breaker.admit(NOW).expect("closed");
        breaker.dropped(pass, 1, NOW.plus_ms(limits::BREAKER_SILENCE_MS - 1));
        assert_eq!(breaker.open(), None);
        breaker.dropped(pass, 1, NOW.plus_ms(limits::BREAKER_SILENCE_MS));
        assert!(breaker.open().is_some());
    }

    #[test]
    fn a_limit_of_zero_disables_it() {
        let mut breaker = Breaker::new();
        for _ in 0..1_000 {
            let pass = breaker.admit(NOW).expect("closed");
            breaker.failed(pass, 0, NOW);
        }
        assert_eq!(breaker.open(), None);
    }
}
