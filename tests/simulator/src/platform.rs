//! The platform: runs alarm turns one await at a time, repeats, delays and loses alarms, resets and replaces the object.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use job::{ENGINE_VERSION, limits};
use pipeline::StoreError;

use crate::clients::Request;
use crate::events::Event;
use crate::faults::Fault;
use crate::rest;
use crate::runners::{RunnerEvent, Runners};
use crate::world::{State, World};

/// The platform ends a handler that takes longer.
const TURN_MS_MAX: i64 = 15 * 60 * 1_000;

/// Runs of a failing handler before the platform forgets the alarm, and the wait before the second.
const RUNS_MAX: u32 = 6;
const RERUN_MS: i64 = 2_000;

/// A job may lie in the trash for a week, and be looked at some time later.
const IN_TRASH_MS_MAX: i64 = limits::TRASH_MS + 24 * 60 * 60 * 1_000;

/// A world that does this much is going round in circles.
const EVENTS_MAX: u32 = 20_000;

type Handler<'w> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + 'w>>;

pub(crate) struct Platform<'w, 's> {
    world: &'w World<'s>,
    turn: Option<Turn<'w>>,
    runners: Runners<'w, 's>,
    /// An alarm that rang during a turn waits for its end, unless it is set anew until then.
    waiting: Option<u64>,
    events: u32,
}

struct Turn<'w> {
    handler: Handler<'w>,
    arm_failures: u64,
    /// The last token of the turns before, until it was seen that they hold nothing any more.
    token_before: Option<u64>,
    /// The last one of this turn as long as it was young enough to start anything.
    token_in_time: u64,
    /// It dies at the await after so many steps.
    steps_left: Option<u64>,
}

impl<'w, 's> Platform<'w, 's> {
    pub(crate) fn new(world: &'w World<'s>) -> Self {
        Self { world, turn: None, runners: Runners::new(world), waiting: None, events: 0 }
    }

    /// Lets time pass until nothing is to come any more, or something has happened that must not.
    pub(crate) fn run_to_rest(&mut self, within_ms: i64) {
        let mut healed_ms = None;
        loop {
            let (now_ms, healed, broken) =
                self.world.with(|state| (state.events.now_ms, state.healed, state.violation.is_some()));
            if broken || (healed && self.turn.is_none() && self.world.with(|state| state.is_at_rest())) {
                return;
            }
            let since_ms = healed.then(|| now_ms - *healed_ms.get_or_insert(now_ms));
            let in_trash_ms = if self.world.with(|state| state.waits_for_days()) { IN_TRASH_MS_MAX } else { 0 };
            if since_ms.is_some_and(|ms| ms > within_ms + in_trash_ms) {
                return self.world.with(|state| state.violate(rest::restless(state)));
            }
            let Some(event) = self.world.with(|state| state.events.next()) else {
                return self.world.with(|state| state.violate("nothing is to come and the job is not at rest"));
            };
            self.check_turn();
            self.happen(event);
            self.events += 1;
            if self.events > EVENTS_MAX {
                return self.world.with(|state| state.violate("round in circles"));
            }
        }
    }

    fn check_turn(&self) {
        self.world.with(|state| {
            if state.turn_started_ms.is_some_and(|started_ms| state.events.now_ms - started_ms > TURN_MS_MAX) {
                state.violate("a turn outlived the platform's patience");
            }
        });
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Wake(id) => {
                if let Some(waker) = self.world.with(|state| state.events.woken(id)) {
                    waker.wake();
                    self.step();
                    self.runners.step();
                }
            }
            Event::Ring { generation } => {
                if self.world.with(|state| state.object.generation == generation) {
                    self.ring(generation);
                }
            }
            Event::RingAgain => self.start("again"),
            Event::RunDies { times, then_deleted } => self.run_dies(times, then_deleted),
            Event::Request(request) => self.world.request(request),
            Event::Land(write) => self.world.with(|state| state.land(write)),
            Event::Deploy => self.deploy(),
            Event::Outage { ms } => self.outage(ms),
            Event::Stall { turn_ms } => self.world.with(|state| state.stall(turn_ms)),
            Event::Reconnect(index) => self.world.with(|state| state.reconnect(index)),
            Event::RunnerAsks { runner } => self.runners.happen(RunnerEvent::Asks(runner)),
            Event::RunnerBeats { runner, lease } => self.runners.happen(RunnerEvent::Beats(runner, lease)),
            Event::RunnerReports { runner } => self.runners.happen(RunnerEvent::Reports(runner)),
            Event::Heal => self.heal(),
        }
    }

    /// The alarm is due. A handler that still runs is waited for.
    fn ring(&mut self, generation: u64) {
        if self.turn.is_some() {
            self.waiting = Some(generation);
            return;
        }
        let world = self.world;
        world.with(|state| state.object.alarm = None);
        if world.hit(Fault::AlarmLost) {
            return;
        }
        if world.hit(Fault::AlarmDeleted) {
            return self.run_dies(RUNS_MAX, true);
        }
        if world.hit(Fault::AlarmRepeated) {
            let times = world.with(|state| state.random.below(RUNS_MAX.into())) as u32;
            return self.run_dies(times, false);
        }
        if world.hit(Fault::AlarmTwice) {
            world.with(|state| {
                let ms = state.random.ms(0, 20_000);
                state.after_ms(ms, Event::RingAgain);
            });
        }
        self.start("alarm");
    }

    fn run_dies(&mut self, times: u32, then_deleted: bool) {
        match times.checked_sub(1) {
            None if then_deleted => self.world.note(|| "the alarm is deleted".to_owned()),
            None => self.start("repeated"),
            Some(times) => self.world.with(|state| {
                state.note(|| "the handler dies at its start".to_owned());
                let ms = RERUN_MS << RUNS_MAX.saturating_sub(times + 1);
                state.after_ms(ms, Event::RunDies { times, then_deleted });
            }),
        }
    }

    fn start(&mut self, why: &str) {
        if self.turn.is_some() {
            return;
        }
        let world = self.world;
        let (arm_failures, token_max, steps_left) = world.with(|state| {
            state.ledger.wait_ms_min = None;
            state.turn_started_ms = Some(state.events.now_ms);
            state.note(|| format!("turn starts: {why}"));
            let steps = state.random.below(60);
            let dies = state.hit(Fault::Evicted);
            (state.ledger.arm_failures, state.ledger.token_max, dies.then_some(1 + steps))
        });
        let handler = Box::pin(pipeline::drive(world));
        let (token_before, token_in_time) = (Some(token_max), token_max);
        self.turn = Some(Turn { handler, arm_failures, token_before, token_in_time, steps_left });
        self.step();
    }

    /// One step of the turn, from one await to the next.
    fn step(&mut self) {
        let Some(turn) = &mut self.turn else { return };
        let polled = turn.handler.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let steps = turn.steps_left.map(|left| left.saturating_sub(1));
        turn.steps_left = steps;
        let arm_failures = turn.arm_failures;
        if !matches!(polled, Poll::Ready(Err(_))) {
            let token_before = turn.token_before.take();
            turn.token_in_time = self.world.with(|state| state.check_leases(token_before, turn.token_in_time));
        }
        self.world.with(|state| state.after_step());
        match polled {
            Poll::Ready(result) => {
                self.end();
                self.world.note(|| match result {
                    Ok(()) => "turn ends".to_owned(),
                    Err(error) => format!("turn ends: {error}"),
                });
                self.ring_if_waiting();
                self.world.with(|state| state.check_alarm(arm_failures));
            }
            Poll::Pending if steps == Some(0) => self.reset("the object is reset"),
            Poll::Pending => {}
        }
    }

    /// Everything under way is dropped where it stands; what is stored stays.
    fn reset(&mut self, why: &str) {
        self.world.note(|| why.to_owned());
        self.end();
        self.world.with(|state| {
            if !state.object.read_back() {
                state.violate("what is stored does not read back");
            }
        });
        self.ring_if_waiting();
    }

    fn end(&mut self) {
        self.turn = None;
        self.world.with(|state| state.turn_started_ms = None);
    }

    fn ring_if_waiting(&mut self) {
        if let Some(generation) = self.waiting.take() {
            self.world.with(|state| state.after_ms(0, Event::Ring { generation }));
        }
    }

    fn deploy(&mut self) {
        if self.world.with(|state| state.healed) {
            return;
        }
        self.world.with(|state| {
            let engine = ENGINE_VERSION - 1 + state.random.below(3) as u32;
            match engine.cmp(&ENGINE_VERSION) {
                std::cmp::Ordering::Less => state.faults.count(Fault::DeployOlder),
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Greater => state.faults.count(Fault::DeployNewer),
            }
            state.object.engine = engine;
            state.note(|| format!("! engine {engine} is deployed"));
        });
        self.reset("the object is replaced");
    }

    /// Nothing runs for a long time, and then everything that was due.
    fn outage(&mut self, ms: i64) {
        if self.world.with(|state| state.healed) {
            return;
        }
        self.reset("the platform is away");
        self.world.with(|state| {
            state.hit_now(Fault::Outage);
            state.events.now_ms += ms;
        });
    }

    fn heal(&mut self) {
        self.reset("the object is replaced, and from now on all is well");
        self.world.with(|state| {
            state.healed = true;
            state.strikes.clear();
            state.faults.heal();
            state.object.heal();
            for index in 0..state.watchers.len() {
                state.after_ms(0, Event::Reconnect(index));
            }
        });
    }
}

impl State {
    /// Between two awaits of a turn.
    fn check_leases(&mut self, token_before: Option<u64>, token_in_time: u64) -> u64 {
        if let Some(token) = token_before {
            self.check_taken_back(token);
        }
        if self.turn_started_ms.is_none_or(|started_ms| self.events.now_ms - started_ms <= limits::TURN_MS_MAX) {
            return self.ledger.token_max;
        }
        self.check_started(token_in_time);
        token_in_time
    }

    /// The turn under way, if there is one, is suddenly this old.
    fn stall(&mut self, turn_ms: i64) {
        let Some(started_ms) = self.turn_started_ms.filter(|_| !self.healed) else { return };
        self.hit_now(Fault::Stall);
        let slept_ms = (started_ms + turn_ms - self.events.now_ms).max(0);
        self.events.now_ms += slept_ms;
        if let Some((voided_ms, _)) = &mut self.ledger.voided {
            *voided_ms += slept_ms;
        }
    }

    /// A turn that ended by itself has seen to it that there is another when one is needed.
    fn check_alarm(&mut self, arm_failures: u64) {
        let asks = self.object.job().is_some_and(|job| job.next_deadline().is_some());
        if asks && self.object.alarm.is_none() && self.ledger.arm_failures == arm_failures {
            self.violate("a turn ended and left no alarm");
        }
    }

    /// Clients who strike in the middle of things.
    fn after_step(&mut self) {
        self.check_told();
        let Some(strike) = self.strikes.first_mut() else { return };
        strike.0 = strike.0.saturating_sub(1);
        if strike.0 > 0 {
            return;
        }
        let (_, request) = self.strikes.remove(0);
        let fault = match request {
            Request::Submit => Some(Fault::SubmitRaces),
            Request::Cancel => Some(Fault::CancelRaces),
            Request::Resume => Some(Fault::ResumeRaces),
            Request::Revise(_) => Some(Fault::ReviseRaces),
            Request::ChangeOutline(_) => Some(Fault::OutlineRaces),
            Request::Skip => Some(Fault::SkipRaces),
            Request::Retry(_) => Some(Fault::RetryRaces),
            Request::Trash => Some(Fault::TrashRaces),
            Request::Restore => Some(Fault::RestoreRaces),
            Request::Purge => Some(Fault::PurgeRaces),
            Request::Read | Request::Approve | Request::Erase => None,
        };
        if let Some(fault) = fault {
            self.faults.count(fault);
        }
        self.after_ms(0, Event::Request(request));
    }
}
