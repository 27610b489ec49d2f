//! Watchers whose sockets break, and who come back and ask for what they missed.

use pipeline::{Subscriber, Watchers};
use protocol::Update;

use crate::events::Event;
use crate::faults::Fault;
use crate::world::{State, World};

#[derive(Default)]
pub(crate) struct Watcher {
    /// The newest update seen; all before it have been seen, each once.
    pub(crate) after: u64,
    /// The object's side of the socket.
    seat: Option<Subscriber>,
}

impl Watchers for World<'_> {
    fn tell(&self, updates: &[Update]) {
        self.with(|state| {
            if updates.iter().any(|update| !state.object.updates.contains(update)) {
                state.violate("watchers are told what is not stored");
            }
            for index in 0..state.watchers.len() {
                state.tell_one(index, updates);
            }
        });
    }

    fn dismiss(&self) {
        self.with(|state| {
            for watcher in &mut state.watchers {
                watcher.seat = None;
            }
        });
    }
}

impl State {
    fn tell_one(&mut self, index: usize, updates: &[Update]) {
        let (drops, now) = (self.hit(Fault::SocketDrops), self.now());
        let Some(watcher) = self.watchers.get_mut(index) else { return };
        let Some(mut seat) = watcher.seat.take() else { return };
        let mut problem = None;
        let delivered = seat.deliver(updates, now);
        if let Ok(news) = delivered
            && !drops
        {
            for update in news {
                if update.seq != watcher.after + 1 {
                    problem = Some(format!("update {} is told after {}", update.seq, watcher.after));
                }
                watcher.after = update.seq;
            }
            watcher.seat = Some(seat);
        }
        let is_gone = watcher.seat.is_none();
        if let Some(problem) = problem {
            self.violate(problem);
        }
        if is_gone {
            let ms = self.random.ms(0, 20_000);
            self.after_ms(ms, Event::Reconnect(index));
        }
    }

    /// Reconnects a watcher: the backlog after what it has seen, then every new update.
    pub(crate) fn reconnect(&mut self, index: usize) {
        let now = self.now();
        let job = self.object.job();
        let (seq, ended) = job.map_or((0, true), |job| (job.seq(), job.status().is_terminal()));
        let Some(watcher) = self.watchers.get_mut(index) else { return };
        let seen = watcher.after;
        let missed = self.object.updates.iter().filter(|update| update.seq > seen);
        let mut problem = None;
        for update in missed {
            if update.seq != watcher.after + 1 {
                problem = Some(format!("update {} follows {} in the backlog", update.seq, watcher.after));
            }
            watcher.after = update.seq;
        }
        watcher.seat = (!ended).then(|| Subscriber::new(seq, now));
        if let Some(problem) = problem {
            self.violate(problem);
        }
    }
}
