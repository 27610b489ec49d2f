//! The virtual clock: it stands still while anything happens, and moves on to whatever is due next.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use job::Lease;

use crate::bucket::Write;
use crate::clients::Request;
use crate::random::Random;
use crate::world::World;

pub(crate) enum Event {
    Wake(u32),
    /// The alarm set by this many calls rings; one set since has replaced it.
    Ring {
        generation: u64,
    },
    /// The platform runs the handler again, or once more, whatever the alarm is set to by then.
    RingAgain,
    /// The handler's run dies before it starts, so many times still.
    RunDies {
        times: u32,
        then_deleted: bool,
    },
    Request(Request),
    Land(Write),
    Deploy,
    Outage {
        ms: i64,
    },
    Stall {
        turn_ms: i64,
    },
    Reconnect(usize),
    /// A runner asks for work, says that it is still at it, or tells what came of it.
    RunnerAsks {
        runner: usize,
    },
    RunnerBeats {
        runner: usize,
        lease: Lease,
    },
    RunnerReports {
        runner: usize,
    },
    Heal,
}

/// Moment, chance among equals, number.
type Key = (i64, u32, u32);

pub(crate) struct Events {
    pub(crate) now_ms: i64,
    queue: BTreeMap<Key, Event>,
    asleep: BTreeSet<u32>,
    wakers: BTreeMap<u32, Waker>,
    count: u32,
}

impl Events {
    pub(crate) fn starting_at(now_ms: i64) -> Self {
        let (queue, asleep, wakers) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        Self { now_ms, queue, asleep, wakers, count: 0 }
    }

    pub(crate) fn after_ms(&mut self, ms: i64, event: Event, random: &mut Random) -> Key {
        self.count += 1;
        let key = (self.now_ms.saturating_add(ms.max(0)), random.next() as u32, self.count);
        self.queue.insert(key, event);
        key
    }

    /// Moves the clock to what is due next.
    pub(crate) fn next(&mut self) -> Option<Event> {
        let ((at, _, _), event) = self.queue.pop_first()?;
        self.now_ms = self.now_ms.max(at);
        Some(event)
    }

    /// Ends a sleep; the caller wakes whoever slept.
    pub(crate) fn woken(&mut self, id: u32) -> Option<Waker> {
        self.asleep.remove(&id);
        self.wakers.remove(&id)
    }

    /// Nothing is to come any more but clients that look now and then, and rings of alarms that were set anew since.
    pub(crate) fn is_idle(&self, alarm: u64) -> bool {
        self.queue.values().all(|event| match event {
            Event::Request(Request::Read) | Event::RunnerAsks { .. } | Event::RunnerBeats { .. } => true,
            Event::Ring { generation } => *generation != alarm,
            Event::Wake(_)
            | Event::RingAgain
            | Event::RunDies { .. }
            | Event::Request(_)
            | Event::Land(_)
            | Event::Deploy
            | Event::Outage { .. }
            | Event::Stall { .. }
            | Event::Reconnect(_)
            | Event::RunnerReports { .. }
            | Event::Heal => false,
        })
    }
}

/// A wait in virtual time.
pub(crate) struct Pause<'w, 's> {
    world: &'w World<'s>,
    key: Key,
}

impl<'s> World<'s> {
    pub(crate) fn pause(&self, ms: i64) -> Pause<'_, 's> {
        let key = self.with(|state| {
            let id = state.events.count + 1;
            state.events.asleep.insert(id);
            state.events.after_ms(ms, Event::Wake(id), &mut state.random)
        });
        Pause { world: self, key }
    }

    /// As long as a call takes.
    pub(crate) fn call(&self) -> Pause<'_, 's> {
        let ms = self.with(|state| state.random.ms(0, 150));
        self.pause(ms)
    }
}

impl Future for Pause<'_, '_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let (_, _, id) = self.key;
        self.world.with(|state| {
            if !state.events.asleep.contains(&id) {
                return Poll::Ready(());
            }
            state.events.wakers.insert(id, context.waker().clone());
            Poll::Pending
        })
    }
}

impl Drop for Pause<'_, '_> {
    fn drop(&mut self) {
        let (_, _, id) = self.key;
        self.world.with(|state| {
            state.events.queue.remove(&self.key);
            state.events.woken(id)
        });
    }
}
