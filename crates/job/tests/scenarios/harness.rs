//! Harness: a job with a clock; evicted before every input, and unchanged by every rejection.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use job::{
    Effect, Gates, Hasher, Input, Jitter, Job, Lease, Mastered, Offer, Output, Rejection, Spec, StepKey, StepKind,
    StepStatus, Tenant, Token, Wakeup, Written,
};
use protocol::{
    Change, Language, Money, Redaction, Redactions, RunnerId, SourceFormat, Style, Timestamp, WireVersion,
    embedded_hosts,
};

/// More than any scenario needs.
const INPUTS_MAX: u32 = 5_000;

pub(crate) struct Harness {
    pub(crate) job: Job,
    pub(crate) now: Timestamp,
    pub(crate) orders: Vec<Lease>,
    pub(crate) changes: Vec<Change>,
    /// Offered and not withdrawn, as somebody sees it who hears every word.
    pub(crate) offers: Vec<Offer>,
    highest: Token,
    inputs: u32,
}

impl Harness {
    pub(crate) fn new() -> Self {
        Self::of(BTreeSet::new(), Gates::default())
    }

    /// A job that leaves these kinds of steps to runners.
    pub(crate) fn with_runners(kinds: &[StepKind]) -> Self {
        Self::of(kinds.iter().copied().collect(), Gates::default())
    }

    pub(crate) fn with_gates(gates: Gates) -> Self {
        Self::of(BTreeSet::new(), gates)
    }

    pub(crate) fn in_language(language: Language) -> Self {
        Self::begun(Spec { language, ..Self::spec(BTreeSet::new(), Gates::default()) })
    }

    pub(crate) fn in_wide_form() -> Self {
        Self::begun(Spec { is_wide: true, ..Self::spec(BTreeSet::new(), Gates::default()) })
    }

    pub(crate) fn of(runners: BTreeSet<StepKind>, gates: Gates) -> Self {
        Self::begun(Self::spec(runners, gates))
    }

    fn spec(runners: BTreeSet<StepKind>, gates: Gates) -> Spec {
        Spec {
            id: "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap(),
            tenant: Tenant("default".to_owned()),
            wire_version: WireVersion::V2026_11_20,
            source: Hasher::new("source").finish(),
            format: SourceFormat::Markdown,
            title: None,
            hosts: embedded_hosts(),
            language: Language::English,
            is_wide: false,
            redaction: Redaction::On,
            subject: None,
            feed: None,
            address: None,
            colors: None,
            lists_open_points: false,
            pronunciations: None,
            style: Style::default(),
            runners,
            gates,
        }
    }

    fn begun(spec: Spec) -> Self {
        let now = Timestamp::from_ms(1_000_000);
        let (job, effects) = Job::create(spec, Redactions::new(), now);
        let mut harness = Self::around(job, now, Vec::new(), Token(0));
        harness.take(effects);
        harness
    }

    /// A job that was stored long ago, found by its alarm.
    pub(crate) fn with(job: Job) -> Self {
        let due = job.next_deadline().filter(|deadline| deadline.wakeup != Wakeup::JobDeadline);
        let due = due.map_or(job.updated_at(), |deadline| deadline.at);
        let now = due.max(job.updated_at());
        let changes = (0..job.seq()).map(|_| Change::Resumed).collect();
        let highest = job.steps().filter_map(|(_, step)| match step.status {
            StepStatus::Leased { token, .. } => Some(token),
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        });
        let highest = highest.max().unwrap_or(Token(0));
        Self::around(job, now, changes, highest)
    }

    fn around(job: Job, now: Timestamp, changes: Vec<Change>, highest: Token) -> Self {
        let offers = job.offers();
        Self { job, now, orders: Vec::new(), changes, offers, highest, inputs: 0 }
    }

    /// Feeds one input to a job that has just been read back from storage.
    pub(crate) fn input(&mut self, input: Input) -> Result<(), Rejection> {
        self.inputs += 1;
        let offered = self.offers.clone();
        assert!(self.inputs < INPUTS_MAX, "this goes on for ever");
        let stored = serde_json::to_string(&self.job).unwrap();
        let mut job: Job = serde_json::from_str(&stored).unwrap();
        assert_eq!(job, self.job, "what is stored reads back as it was");
        let result = job.handle(input, self.now);
        if result.is_err() {
            assert_eq!(job, self.job, "a rejected job is unchanged");
        }
        self.job = job;
        result.map(|effects| self.take(effects))?;
        assert_eq!(self.offers, self.job.offers(), "offers are told as they come and go");
        if offered != self.offers {
            let project = self.job.step(StepKind::Project.key()).map(|step| &step.status);
            let is_owed = matches!(project, Some(StepStatus::Waiting { .. } | StepStatus::Leased { .. }));
            assert!(is_owed, "the index is told of a change of the offers");
        }
        Ok(())
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Perform { step, token } => {
                    assert!(token > self.highest, "tokens rise");
                    self.highest = token;
                    self.orders.push(Lease { step, token });
                }
                Effect::Granted { lease, .. } => self.highest = self.highest.max(lease.token),
                Effect::Offer(offer) => {
                    self.offers.retain(|known| known.kind != offer.kind);
                    self.offers.push(offer);
                    self.offers.sort_by_key(|offer| offer.kind);
                }
                Effect::Withdraw(kind) => self.offers.retain(|offer| offer.kind != kind),
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
    pub(crate) fn next_order(&mut self) -> Lease {
        self.orders.remove(0)
    }

    pub(crate) fn complete(&mut self, lease: Lease) -> Result<(), Rejection> {
        self.complete_for(lease, Money::ZERO)
    }

    /// The same, at a price.
    pub(crate) fn complete_for(&mut self, lease: Lease, spent: Money) -> Result<(), Rejection> {
        self.input(Input::Completed { lease, output: output(lease.step), spent })
    }

    pub(crate) fn fail(&mut self, lease: Lease, failure: job::Failure) -> Result<(), Rejection> {
        self.input(Input::Failed { lease, failure, jitter: Jitter(u32::MAX), spent: Money::ZERO })
    }

    /// The lease a runner gets when it asks for these kinds.
    pub(crate) fn claim(&mut self, runner: &str, kinds: &[StepKind]) -> Option<Lease> {
        let mut job = self.job.clone();
        let input = Input::Claimed { runner: RunnerId(runner.to_owned()), kinds: kinds.to_vec() };
        let effects = job.handle(input.clone(), self.now).ok()?;
        self.input(input).ok()?;
        effects.into_iter().find_map(|effect| match effect {
            Effect::Granted { lease, .. } => Some(lease),
            Effect::Perform { .. } => panic!("a claim is answered, nothing is performed for it"),
            Effect::Offer(_) | Effect::Withdraw(_) | Effect::Tell(_) => None,
        })
    }

    /// Performs every order, successfully, until there is none left or `until` is the next one.
    pub(crate) fn run_until(&mut self, until: Option<StepKey>) {
        self.performed(until);
    }

    /// The steps that takes, in order.
    pub(crate) fn performed(&mut self, until: Option<StepKey>) -> Vec<StepKey> {
        let mut performed = Vec::new();
        self.wake();
        while self.orders.first().is_some_and(|Lease { step, .. }| Some(*step) != until) {
            let order = self.next_order();
            performed.push(order.step);
            let outdated = self.complete(order).is_err();
            assert!(
                !outdated || order.step == StepKind::Project.key(),
                "{}: only a projection can be overtaken by a newer one",
                order.step
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
        self.orders.iter().any(|Lease { step: held, .. }| *held == step)
    }
}

/// Two chapters of three turns each.
pub(crate) fn output(step: StepKey) -> Output {
    let digest = |text: &str| Hasher::new("test").part(text).finish();
    match step.kind {
        StepKind::Ingest => {
            Output::Ingested { document: digest("document"), title: "A title".to_owned(), open_points: 0 }
        }
        StepKind::Outline => Output::Outlined {
            outline: digest("outline"),
            chapters: 2,
            coverage: None,
            sections: vec![digest("section 0"), digest("section 1")],
            writer: None,
            cannot: Vec::new(),
            cost: None,
        },
        StepKind::Script => {
            let chapter = step.number;
            let turn = |turn: u8| Written { host: turn % 2, text: digest(&format!("{chapter}/{turn}")) };
            Output::Written { turns: (0..3).map(turn).collect(), writer: None }
        }
        StepKind::Speech => Output::Spoken { frames: 100 + u32::from(step.number) },
        StepKind::Master => Output::Mastered(Mastered {
            size_bytes: 1_000,
            duration_ms: 60_000,
            loudness_lufs: -16.0,
            true_peak_dbtp: -2.0,
        }),
        StepKind::Publish => Output::Published,
        StepKind::Project => Output::Projected,
        StepKind::Cleanup | StepKind::LateCleanup => Output::Swept { files: 1 },
        StepKind::Erase => Output::Erased,
    }
}
