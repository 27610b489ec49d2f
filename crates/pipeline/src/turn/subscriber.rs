//! Subscriber: the state an object keeps of one watcher while it hibernates.

use job::limits;
use protocol::{Timestamp, Update};
use serde::{Deserialize, Serialize};

/// One watcher: the last update it was sent, and since when it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscriber {
    seq: u64,
    since: Timestamp,
}

/// Reason to disconnect a watcher. One that is alive comes back and asks for what follows the last update it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disconnect {
    #[error("an update was missed")]
    FellBehind,
    /// A socket whose other side is gone takes whatever is written to it: only coming back proves life.
    #[error("connected for too long: reconnect")]
    StayedLong,
}

impl Subscriber {
    /// For a watcher that has just been sent everything up to `seq`.
    pub fn new(seq: u64, now: Timestamp) -> Self {
        Self { seq, since: now }
    }

    /// Updates that are new to this watcher, in order.
    ///
    /// # Errors
    /// When it is to be disconnected.
    pub fn deliver<'u>(&mut self, updates: &'u [Update], now: Timestamp) -> Result<Vec<&'u Update>, Disconnect> {
        if now.since_ms(self.since) > limits::WATCH_SOCKET_MS_MAX {
            return Err(Disconnect::StayedLong);
        }
        let news: Vec<&Update> = updates.iter().filter(|update| update.seq > self.seq).collect();
        for update in &news {
            if update.seq != self.seq.saturating_add(1) {
                return Err(Disconnect::FellBehind);
            }
            self.seq = update.seq;
        }
        Ok(news)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Change;

    const NOW: Timestamp = Timestamp::from_ms(1_000_000);

    fn updates(seqs: &[u64]) -> Vec<Update> {
        seqs.iter().map(|seq| Update { seq: *seq, at: NOW, change: Change::Resumed }).collect()
    }

    fn seqs(delivered: Result<Vec<&Update>, Disconnect>) -> Result<Vec<u64>, Disconnect> {
        delivered.map(|news| news.into_iter().map(|update| update.seq).collect())
    }

    #[test]
    fn every_update_is_delivered_once_and_in_order() {
        let mut subscriber = Subscriber::new(3, NOW);
        assert_eq!(seqs(subscriber.deliver(&updates(&[2, 3, 4]), NOW)), Ok(vec![4]));
        assert_eq!(seqs(subscriber.deliver(&updates(&[4]), NOW)), Ok(vec![]));
        assert_eq!(seqs(subscriber.deliver(&updates(&[5, 6]), NOW)), Ok(vec![5, 6]));
    }

    #[test]
    fn a_watcher_that_missed_something_has_to_ask_for_it() {
        let mut subscriber = Subscriber::new(3, NOW);
        assert_eq!(seqs(subscriber.deliver(&updates(&[5]), NOW)), Err(Disconnect::FellBehind));
    }

    #[test]
    fn a_watcher_is_disconnected_after_the_longest_connection() {
        let mut subscriber = Subscriber::new(3, NOW);
        let late = NOW.plus_ms(limits::WATCH_SOCKET_MS_MAX);
        assert_eq!(seqs(subscriber.deliver(&updates(&[4]), late)), Ok(vec![4]));
        assert_eq!(seqs(subscriber.deliver(&updates(&[5]), late.plus_ms(1))), Err(Disconnect::StayedLong));
    }
}
