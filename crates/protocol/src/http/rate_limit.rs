//! Rate limit per token.
//!
//! GCRA: one timestamp per key, the moment at which its bucket is full again.

use std::collections::BTreeMap;

use super::Operation;
use crate::limits;
use crate::problem::{Code, Members, Problem};
use crate::values::Timestamp;

/// Cost of a request, in milliseconds until it is refilled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    ms: i64,
}

impl Cost {
    /// Starting work costs more than asking about it.
    pub const fn of(operation: Operation) -> Self {
        if operation.starts_work() { Self { ms: limits::WORK_MS } } else { Self { ms: limits::REQUEST_MS } }
    }
}

/// Rate limit buckets, by key.
#[derive(Debug, Default)]
pub struct Rates<K: Ord> {
    full_at: BTreeMap<K, Timestamp>,
}

impl<K: Ord> Rates<K> {
    pub const fn new() -> Self {
        Self { full_at: BTreeMap::new() }
    }

    /// Takes the cost out of a bucket.
    ///
    /// # Errors
    /// `rate_limited`, with the time until the bucket holds enough; nothing is taken then.
    pub fn take(&mut self, who: K, cost: Cost, now: Timestamp) -> Result<(), Problem> {
        let full_at = self.full_at.get(&who).copied().filter(|full_at| *full_at > now).unwrap_or(now).plus_ms(cost.ms);
        let wait_ms = full_at.since_ms(now).saturating_sub(limits::BUCKET_MS);
        if wait_ms > 0 {
            let retry_after_ms = Some(wait_ms.unsigned_abs());
            return Err(Problem::with(Code::RateLimited, Members { retry_after_ms, ..Members::default() }));
        }
        if !self.full_at.contains_key(&who) {
            self.make_room(now);
        }
        self.full_at.insert(who, full_at);
        Ok(())
    }

    /// Drops full buckets, which are as good as none. When all are in use it drops all of them: forgetting is milder
    /// than refusing.
    fn make_room(&mut self, now: Timestamp) {
        if self.full_at.len() >= limits::BUCKETS_MAX {
            self.full_at.retain(|_, full_at| *full_at > now);
        }
        if self.full_at.len() >= limits::BUCKETS_MAX {
            self.full_at.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_262_400_000);
    const READ: Cost = Cost::of(Operation::ReadJob);
    const CREATE: Cost = Cost::of(Operation::CreateJob);

    /// Requests let through at one moment.
    fn drained(rates: &mut Rates<u32>, who: u32, cost: Cost, now: Timestamp) -> i64 {
        (0_i64..).find(|_| rates.take(who, cost, now).is_err()).unwrap()
    }

    #[test]
    fn a_full_bucket_allows_a_burst() {
        assert_eq!(drained(&mut Rates::new(), 1, READ, NOW), limits::BUCKET_MS / limits::REQUEST_MS);
        assert_eq!(drained(&mut Rates::new(), 1, CREATE, NOW), limits::BUCKET_MS / limits::WORK_MS);
    }

    #[test]
    fn a_refused_caller_is_told_the_exact_wait() {
        let mut rates = Rates::new();
        drained(&mut rates, 1, READ, NOW);
        let problem = rates.take(1, CREATE, NOW).unwrap_err();
        let wait_ms = problem.members.retry_after_ms.unwrap();
        assert_eq!((problem.code, problem.status), (Code::RateLimited, 429));
        let wait_ms = i64::try_from(wait_ms).unwrap();
        assert!(rates.take(1, CREATE, NOW.plus_ms(wait_ms - 1)).is_err());
        assert!(rates.take(1, CREATE, NOW.plus_ms(wait_ms)).is_ok());
    }

    #[test]
    fn over_a_long_time_the_rate_decides() {
        let mut rates = Rates::new();
        let hour_ms = 3_600_000;
        let served = (0..hour_ms / 10).filter(|tick| rates.take(1, READ, NOW.plus_ms(tick * 10)).is_ok()).count();
        let most = (hour_ms + limits::BUCKET_MS) / limits::REQUEST_MS;
        assert!((most - 2..=most).contains(&i64::try_from(served).unwrap()), "{served} of {most}");
    }

    #[test]
    fn each_caller_has_a_bucket_of_its_own() {
        let mut rates = Rates::new();
        drained(&mut rates, 1, READ, NOW);
        assert!(rates.take(2, READ, NOW).is_ok() && rates.take(1, READ, NOW).is_err());
    }

    #[test]
    fn a_clock_that_goes_back_makes_nobody_wait_longer() {
        let mut rates = Rates::new();
        drained(&mut rates, 1, READ, NOW);
        let problem = rates.take(1, READ, NOW.plus_ms(-1_000)).unwrap_err();
        assert_eq!(problem.members.retry_after_ms, Some(u64::try_from(1_000 + limits::REQUEST_MS).unwrap()));
    }

    #[test]
    fn the_number_of_buckets_is_bounded() {
        let mut rates = Rates::new();
        for who in 0..3 * u32::try_from(limits::BUCKETS_MAX).unwrap() {
            assert!(rates.take(who, READ, NOW).is_ok());
            assert!(rates.full_at.len() <= limits::BUCKETS_MAX);
        }
        // Buckets that are full again make room, and nobody else loses anything.
        drained(&mut rates, 1, READ, NOW);
        let later = NOW.plus_ms(limits::REQUEST_MS * 2);
        for who in 100_000..100_000 + u32::try_from(limits::BUCKETS_MAX / 2).unwrap() {
            assert!(rates.take(who, READ, later).is_ok());
        }
        assert!(rates.take(1, CREATE, later).is_err());
    }
}
