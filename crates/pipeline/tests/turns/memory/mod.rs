//! All ports in memory, with a clock that moves on demand and faults on demand.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod ports;

pub(crate) use ports::tone;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use job::{Failure, Job, Tenant};
use pipeline::{EgressLog, Entry, Handled, StoreError, Stored};
use protocol::dataflow::Flows;
use protocol::{JobId, JobStatus, Timestamp, Update};
use writer::{Outcome, Provider};

pub(crate) const SOURCE: &str = "Leases\n\nA lease is a lock that gives itself back after a while. The holder may pause \
    for longer than the lease lasts.\n\nA fencing token is a number that only ever grows. The storage refuses every \
    write that comes with an older token.";

/// As R2 lists, and deletes, them.
const PAGE_FILES: usize = 1_000;

#[derive(Default)]
struct State {
    now_ms: i64,
    stored: Option<Stored>,
    alarm: Option<Timestamp>,
    documents: BTreeMap<String, String>,
    updates: Vec<Update>,
    told: Vec<Update>,
    artifacts: BTreeMap<String, Vec<u8>>,
    /// In the order in which they came.
    projected: Vec<Entry>,
    fails_listing: bool,
    buried: Vec<JobId>,
    voice_failures: Vec<Failure>,
    /// Answers that are no speech of the line, given before any that is.
    bad_answers: Vec<Vec<u8>>,
    spoken: usize,
    asked: usize,
    takes: Vec<u32>,
    is_slow: bool,
    /// Sampling rate of the voice in Hz; 16 kHz where it is 0.
    rate: u32,
    cost: Cost,
    is_store_broken: bool,
    calls: usize,
    calls_unarmed: usize,
    /// The tenant's budget allows what is set aside.
    has_money: bool,
    /// Answers of models, in order; after them none answers.
    answers: Vec<Told>,
    /// Questions to models: provider and body.
    questions: Vec<(String, String)>,
    /// A provider, and the time its answers take, in milliseconds.
    slow: Option<(&'static str, i64)>,
    /// The answer that is waited for takes so long: time passes.
    waited_for_ms: Option<i64>,
}

/// Billed operations, without requests and time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Times the whole job was read.
    pub(crate) loads: usize,
    /// Of the object's storage; setting an alarm is one.
    pub(crate) rows_written: usize,
    pub(crate) alarms: usize,
    /// Puts and lists.
    pub(crate) class_a: usize,
    /// Of these, the lists; and what costs nothing.
    pub(crate) lists: usize,
    pub(crate) deletes: usize,
    /// Gets and heads.
    pub(crate) class_b: usize,
    /// Beside the one that reserves the row and the one that reads it back.
    pub(crate) index_statements: usize,
}

/// The outcome of a question to a model.
pub(crate) type Told = Result<Outcome, Timestamp>;

pub(crate) struct Memory(RefCell<State>, EgressLog, Vec<Provider>);

/// The job an input was taken by.
pub(crate) fn done<R: std::fmt::Debug>(handled: Result<Handled<R>, StoreError>) -> Job {
    match handled.unwrap() {
        Handled::Done(job) => *job,
        Handled::NoJob => panic!("there is no job"),
        Handled::Refused(refused) => panic!("refused: {refused:?}"),
    }
}

pub(crate) fn tenant() -> Tenant {
    Tenant("default".to_owned())
}

impl Memory {
    pub(crate) fn new() -> Self {
        Self::with_writers(Vec::new(), Vec::new())
    }

    /// With language models, and what they answer.
    pub(crate) fn with_writers(providers: Vec<Provider>, answers: Vec<Told>) -> Self {
        let state = State { now_ms: 1_000_000, has_money: true, answers, ..State::default() };
        Self(RefCell::new(state), EgressLog::default(), providers)
    }

    /// Questions to models: provider and body.
    pub(crate) fn questions(&self) -> Vec<(String, String)> {
        self.0.borrow().questions.clone()
    }

    /// From now on this provider's answers take so long.
    pub(crate) fn slow_down(&self, provider: &'static str, ms: i64) {
        self.0.borrow_mut().slow = Some((provider, ms));
    }

    /// From now on the tenant has spent its month's budget.
    pub(crate) fn spend_the_month(&self) {
        self.0.borrow_mut().has_money = false;
    }

    pub(crate) fn time(&self) -> Timestamp {
        Timestamp::from_ms(self.0.borrow().now_ms)
    }

    pub(crate) fn pass_ms(&self, ms: i64) {
        self.0.borrow_mut().now_ms += ms;
    }

    /// Moves the clock to the alarm and uses it up; false when there is none.
    pub(crate) fn ring(&self) -> bool {
        let mut state = self.0.borrow_mut();
        let Some(at) = state.alarm.take() else { return false };
        state.now_ms = state.now_ms.max(at.as_ms());
        true
    }

    pub(crate) fn lose_alarm(&self) {
        self.0.borrow_mut().alarm = None;
    }

    /// An alarm turn whose object is reset after so many awaits.
    pub(crate) fn drive_and_die_after(&self, polls: usize) {
        let mut turn = pin!(pipeline::drive(self));
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..polls {
            if turn.as_mut().poll(&mut context).is_ready() {
                return;
            }
        }
    }

    /// An alarm turn in the middle of which something else happens.
    pub(crate) fn drive_around(&self, polls: usize, happening: impl FnOnce()) {
        let mut turn = pin!(pipeline::drive(self));
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..polls {
            if turn.as_mut().poll(&mut context).is_ready() {
                return happening();
            }
        }
        happening();
        while turn.as_mut().poll(&mut context).is_pending() {}
    }

    pub(crate) fn lose(&self, prefix: &str) {
        self.0.borrow_mut().artifacts.retain(|key, _| !key.starts_with(prefix));
    }

    /// Files of a job that were left by whom nobody remembers.
    pub(crate) fn litter(&self, job: JobId, files: usize) {
        let keys = (0..files).map(|number| format!("{}litter/{number}", pipeline::keys::own(job)));
        self.0.borrow_mut().artifacts.extend(keys.map(|key| (key, Vec::new())));
    }

    pub(crate) fn fail_voice(&self, times: usize, failure: Failure) {
        self.0.borrow_mut().voice_failures = vec![failure; times];
    }

    /// From now on the voice answers with so many samples in a second.
    pub(crate) fn speak_at(&self, rate: u32) {
        self.0.borrow_mut().rate = rate;
    }

    /// From now on the voice says everything more slowly.
    pub(crate) fn slow_voice(&self) {
        self.0.borrow_mut().is_slow = true;
    }

    /// The voice answers so before it speaks again.
    pub(crate) fn answer_badly(&self, answers: Vec<Vec<u8>>) {
        self.0.borrow_mut().bad_answers = answers;
    }

    /// Lowers the gain of every frame of every clip by 6 dB: clips as an earlier release may have left them.
    pub(crate) fn quieten_clips(&self) {
        let mut state = self.0.borrow_mut();
        let clips = state.artifacts.iter_mut().filter(|(key, _)| key.starts_with("clips/"));
        for frame in clips.flat_map(|(_, clip)| clip.chunks_mut(audio::Band::Narrow.frame_bytes())) {
            // The gain is the last two bits of one byte and six of the next; a frame of silence has none.
            if let Some([.., high, low]) = frame.first_chunk_mut::<9>() {
                let gain = (*high & 3) << 6 | *low >> 2;
                let gain = if gain == 0 { 0 } else { gain - 4 };
                (*high, *low) = (*high & !3 | gain >> 6, *low & 3 | gain << 2);
            }
        }
    }

    /// Copies the clips of another job, where they are missing here.
    pub(crate) fn keep_clips_of(&self, other: &Self) {
        let other = other.0.borrow();
        let clips = other.artifacts.iter().filter(|(key, _)| key.starts_with("clips/"));
        let artifacts = &mut self.0.borrow_mut().artifacts;
        for (key, clip) in clips {
            artifacts.entry(key.clone()).or_insert_with(|| clip.clone());
        }
    }

    /// Calls to the voice that were started.
    /// The takes asked for, in their order.
    pub(crate) fn takes(&self) -> Vec<u32> {
        self.0.borrow().takes.clone()
    }

    pub(crate) fn asked(&self) -> usize {
        self.0.borrow().asked
    }

    pub(crate) fn cost(&self) -> Cost {
        self.0.borrow().cost
    }

    pub(crate) fn break_store(&self, is_broken: bool) {
        self.0.borrow_mut().is_store_broken = is_broken;
    }

    pub(crate) fn forget_job(&self) {
        let mut state = self.0.borrow_mut();
        let kept = State {
            now_ms: state.now_ms,
            artifacts: state.artifacts.clone(),
            spoken: state.spoken,
            ..State::default()
        };
        *state = kept;
    }

    pub(crate) fn job(&self) -> Job {
        self.0.borrow().stored.as_ref().unwrap().job.clone()
    }

    /// The stored job, as if that engine had started it.
    pub(crate) fn start_by_engine(&self, engine_version: u32) {
        let mut state = self.0.borrow_mut();
        let stored = state.stored.as_mut().unwrap();
        let mut body = serde_json::to_value(&stored.job).unwrap();
        *body.get_mut("engine_version").unwrap() = engine_version.into();
        stored.job = serde_json::from_value(body).unwrap();
    }

    /// A file of the finished episode.
    pub(crate) fn published(&self, name: &str) -> Vec<u8> {
        let key = pipeline::keys::published(&self.job(), name).unwrap();
        self.0.borrow().artifacts.get(&key).unwrap().clone()
    }

    /// All stored content, as text.
    pub(crate) fn everything(&self) -> String {
        let state = self.0.borrow();
        let files: Vec<_> = state.artifacts.values().map(|file| String::from_utf8_lossy(file)).collect();
        format!("{:?}{:?}{:?}{files:?}", state.stored, state.documents, state.updates)
    }

    pub(crate) fn flows(&self) -> Flows {
        self.0.borrow().stored.as_ref().unwrap().flows.clone()
    }

    pub(crate) fn updates(&self) -> Vec<Update> {
        self.0.borrow().updates.clone()
    }

    pub(crate) fn told(&self) -> Vec<Update> {
        self.0.borrow().told.clone()
    }

    pub(crate) fn artifact_keys(&self) -> Vec<String> {
        self.0.borrow().artifacts.keys().cloned().collect()
    }

    pub(crate) fn projected_status(&self) -> Option<JobStatus> {
        self.0.borrow().projected.last().map(|entry| entry.status)
    }

    pub(crate) fn projections(&self) -> Vec<Entry> {
        self.0.borrow().projected.clone()
    }

    /// The index fails whoever lists an episode before its job has succeeded.
    pub(crate) fn fail_listing(&self) {
        self.0.borrow_mut().fails_listing = true;
    }

    /// The jobs the index has buried.
    pub(crate) fn buried(&self) -> Vec<JobId> {
        self.0.borrow().buried.clone()
    }

    /// True when nothing of the job is left in its object.
    pub(crate) fn is_empty(&self) -> bool {
        let state = self.0.borrow();
        state.stored.is_none() && state.documents.is_empty() && state.updates.is_empty() && state.alarm.is_none()
    }

    pub(crate) fn spoken(&self) -> usize {
        self.0.borrow().spoken
    }

    pub(crate) fn calls(&self) -> usize {
        self.0.borrow().calls
    }

    pub(crate) fn calls_unarmed(&self) -> usize {
        self.0.borrow().calls_unarmed
    }

    /// Every call outside takes a moment, in which anything may happen.
    async fn call(&self) {
        {
            let mut state = self.0.borrow_mut();
            state.calls += 1;
            state.calls_unarmed += usize::from(state.alarm.is_none());
        }
        let mut waited = false;
        std::future::poll_fn(|context| {
            if std::mem::replace(&mut waited, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}
