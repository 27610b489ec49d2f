//! A job between a test and its clock: evicted before every input, and unchanged by every rejection.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use job::{
    Effect, Hasher, Input, Jitter, Job, Mastered, Output, Rejection, Spec, StepKey, StepStatus, Tenant, Token, Written,
};
use protocol::{Change, Redaction, Redactions, SourceFormat, Timestamp, WireVersion, default_hosts};

/// More than any scenario needs.
const INPUTS_MAX: u32 = 5_000;

pub(crate) struct Harness {
    pub(crate) job: Job,
    pub(crate) now: Timestamp,
    pub(crate) orders: Vec<(StepKey, Token)>,
    pub(crate) changes: Vec<Change>,
    highest: Token,
    inputs: u32,
}

impl Harness {
    pub(crate) fn new() -> Self {
        let spec = Spec {
            id: "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap(),
            tenant: Tenant("default".to_owned()),
            wire_version: WireVersion::V2026_11_20,
            source: Hasher::new("source").finish(),
            format: SourceFormat::Markdown,
            title: None,
            hosts: default_hosts(),
            redaction: Redaction::On,
            subject: None,
        };
        let now = Timestamp::from_ms(1_000_000);
        let (job, effects) = Job::create(spec, Redactions::new(), now);
        let mut harness = Self { job, now, orders: Vec::new(), changes: Vec::new(), highest: Token(0), inputs: 0 };
        harness.take(effects);
        harness
    }

    /// A job that was stored long ago, found by its alarm.
    pub(crate) fn with(job: Job) -> Self {
        let due = job.next_deadline().map_or(job.updated_at, |deadline| deadline.at);
        let now = due.max(job.updated_at);
        let changes = (0..job.seq).map(|_| Change::Resumed).collect();
        let highest = job.steps.values().filter_map(|step| match step.status {
            StepStatus::Leased { token, .. } => Some(token),
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        });
        let highest = highest.max().unwrap_or(Token(0));
        Self { job, now, orders: Vec::new(), changes, highest, inputs: 0 }
    }

    /// Feeds one input to a job that has just been read back from storage.
    pub(crate) fn input(&mut self, input: Input) -> Result<(), Rejection> {
        self.inputs += 1;
        assert!(self.inputs < INPUTS_MAX, "this goes on for ever");
        let stored = serde_json::to_string(&self.job).unwrap();
        let mut job: Job = serde_json::from_str(&stored).unwrap();
        assert_eq!(job, self.job, "what is stored reads back as it was");
        let result = job.handle(input, self.now);
        if result.is_err() {
            assert_eq!(job, self.job, "a rejected job is unchanged");
        }
        self.job = job;
        result.map(|effects| self.take(effects))
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Perform { step, token } => {
                    assert!(token > self.highest, "tokens rise");
                    self.highest = token;
                    self.orders.push((step, token));
                }
                Effect::Tell(update) => {
                    self.changes.push(update.change);
                    assert_eq!(update.seq, self.changes.len() as u64, "updates are numbered without gaps");
                }
            }
        }
    }

    /// Moves the clock to the job's own deadline and wakes it.
    pub(crate) fn wake_at_deadline(&mut self) {
        let due = self.job.next_deadline().expect("the job waits for something").at;
        self.now = self.now.max(due);
        self.wake();
    }

    /// A new turn: the one before is over, with everything it held.
    pub(crate) fn wake(&mut self) {
        self.orders.clear();
        self.input(Input::AlarmRang).unwrap();
    }

    /// The oldest order not yet performed.
    pub(crate) fn next_order(&mut self) -> (StepKey, Token) {
        self.orders.remove(0)
    }

    pub(crate) fn complete(&mut self, (step, token): (StepKey, Token)) -> Result<(), Rejection> {
        self.input(Input::Completed { step, token, output: output(step) })
    }

    pub(crate) fn fail(&mut self, (step, token): (StepKey, Token), failure: job::Failure) -> Result<(), Rejection> {
        self.input(Input::Failed { step, token, failure, jitter: Jitter(u32::MAX) })
    }

    /// Performs every order, successfully, until there is none left or `until` is the next one.
    pub(crate) fn run_until(&mut self, until: Option<StepKey>) {
        self.performed(until);
    }

    /// The steps that takes, in order.
    pub(crate) fn performed(&mut self, until: Option<StepKey>) -> Vec<StepKey> {
        let mut performed = Vec::new();
        self.wake();
        while self.orders.first().is_some_and(|(step, _)| Some(*step) != until) {
            let order = self.next_order();
            performed.push(order.0);
            let outdated = self.complete(order).is_err();
            assert!(
                !outdated || order.0 == StepKey::Project,
                "{}: only a projection can be overtaken by a newer one",
                order.0
            );
        }
        performed
    }

    /// Lets all time pass that the job still waits for.
    pub(crate) fn run_to_rest(&mut self) {
        while self.job.next_deadline().is_some() {
            self.wake_at_deadline();
            self.run_until(None);
        }
    }

    pub(crate) fn holds(&self, step: StepKey) -> bool {
        self.orders.iter().any(|(held, _)| *held == step)
    }
}

/// Two chapters of three turns each.
pub(crate) fn output(step: StepKey) -> Output {
    let digest = |text: &str| Hasher::new("test").part(text).finish();
    match step {
        StepKey::Ingest => Output::Ingested { document: digest("document"), title: "A title".to_owned() },
        StepKey::Outline => Output::Outlined { outline: digest("outline"), chapters: 2 },
        StepKey::Script(chapter) => {
            let turn = |turn: u8| Written { host: turn % 2, text: digest(&format!("{chapter}/{turn}")) };
            Output::Written { turns: (0..3).map(turn).collect() }
        }
        StepKey::Speech(turn) => Output::Spoken { frames: 100 + u32::from(turn) },
        StepKey::Master => Output::Mastered(Mastered {
            size_bytes: 1_000,
            duration_ms: 60_000,
            loudness_lufs: -16.0,
            true_peak_dbtp: -2.0,
        }),
        StepKey::Publish => Output::Published,
        StepKey::Project => Output::Projected,
        StepKey::Cleanup | StepKey::Stragglers => Output::Swept { files: 1 },
        StepKey::Erase => Output::Erased,
    }
}
