//! How often one token may ask: a bucket for each, kept as the one moment at which it would be full again.

use std::collections::BTreeMap;

use crate::{Code, Members, Operation, Problem, Timestamp, limits};

/// What a request takes out of its bucket, in milliseconds until it is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    ms: i64,
}

impl Cost {
    /// What starts work costs more than what asks about it.
    pub const fn of(operation: Operation) -> Self {
        if operation.starts_work() { Self { ms: limits::WORK_MS } } else { Self { ms: limits::REQUEST_MS } }
    }
}

/// The buckets of those who ask, by whatever tells one from another.
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
    /// `rate_limited`, with how long it takes until there is enough in it; nothing is taken then.
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

    /// A full bucket is as good as none. Where all are in use, everybody starts anew: to forget is milder than to refuse.
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

    /// How many requests of one moment are let through.
    fn drained(rates: &mut Rates<u32>, who: u32, cost: Cost, now: Timestamp) -> i64 {
        (0_i64..).find(|_| rates.take(who, cost, now).is_err()).unwrap()
    }

    #[test]
    fn as_much_as_a_bucket_holds_may_be_asked_at_once() {
        assert_eq!(drained(&mut Rates::new(), 1, READ, NOW), limits::BUCKET_MS / limits::REQUEST_MS);
        assert_eq!(drained(&mut Rates::new(), 1, CREATE, NOW), limits::BUCKET_MS / limits::WORK_MS);
    }

    #[test]
    fn who_is_refused_is_told_when_and_it_is_true() {
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
    fn over_a_long_time_it_is_the_rate_that_counts() {
        let mut rates = Rates::new();
        let hour_ms = 3_600_000;
        let served = (0..hour_ms / 10).filter(|tick| rates.take(1, READ, NOW.plus_ms(tick * 10)).is_ok()).count();
        let most = (hour_ms + limits::BUCKET_MS) / limits::REQUEST_MS;
        assert!((most - 2..=most).contains(&i64::try_from(served).unwrap()), "{served} of {most}");
    }

    #[test]
    fn nobody_pays_for_somebody_else() {
        let mut rates = Rates::new();
        drained(&mut rates, 1, READ, NOW);
        assert!(rates.take(2, READ, NOW).is_ok() && rates.take(1, READ, NOW).is_err());
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out_for_longer() {
        let mut rates = Rates::new();
        drained(&mut rates, 1, READ, NOW);
        let problem = rates.take(1, READ, NOW.plus_ms(-1_000)).unwrap_err();
        assert_eq!(problem.members.retry_after_ms, Some(u64::try_from(1_000 + limits::REQUEST_MS).unwrap()));
    }

    #[test]
    fn there_are_so_many_buckets_and_no_more() {
        let mut rates = Rates::new();
        for who in 0..3 * u32::try_from(limits::BUCKETS_MAX).unwrap() {
            assert!(rates.take(who, READ, NOW).is_ok());
            assert!(rates.full_at.len() <= limits::BUCKETS_MAX);
        }
        // Those that are full again make room, and nobody else loses anything.
        drained(&mut rates, 1, READ, NOW);
        let later = NOW.plus_ms(limits::REQUEST_MS * 2);
        for who in 100_000..100_000 + u32::try_from(limits::BUCKETS_MAX / 2).unwrap() {
            assert!(rates.take(who, READ, later).is_ok());
        }
        assert!(rates.take(1, CREATE, later).is_err());
    }
}
