//! The router of this world: it runs a use case from one await to the next, dies in the middle, and reaches objects that do
//! not answer.
//!
//! It draws from a source of chance of its own, so that what goes wrong here changes nothing in worlds without it.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use job::{Digest, Failure, Input, Tenant};
use pipeline::{Handled, JobObjects, StoreError, Submission};
use protocol::{Code, JobId, Purge, Redaction, TenantView, Trash};

use crate::Studio;
use crate::erasures::ErasureState;
use crate::faults::Fault;
use crate::random::Random;
use crate::world::{State, World};

/// The id of the first job that is ever asked for.
const FIRST_ID: u64 = 0xabcd;

pub(crate) struct Router {
    pub(crate) random: Random,
    ids: u64,
    /// The process dies at the await it is at.
    dies: bool,
    /// Another client's request runs inside of one that waits.
    pub(crate) is_nested: bool,
    /// The number of the client's idempotency key.
    pub(crate) key: u64,
    /// The client's key was, or may have been, used by another request.
    pub(crate) key_taken: bool,
    /// The client does not come back for its answer.
    pub(crate) has_given_up: bool,
    /// The job of this world, once its object was called.
    pub(crate) job: Option<JobId>,
    /// Jobs of other clients, and the source of each.
    pub(crate) others: BTreeMap<JobId, Digest>,
    pub(crate) jobs_max: Option<u64>,
    pub(crate) paused_until_ms: i64,
    pub(crate) erasure: ErasureState,
}

impl Default for Router {
    fn default() -> Self {
        Self {
            random: Random::new(0),
            ids: 0,
            dies: false,
            is_nested: false,
            key: 0,
            key_taken: false,
            has_given_up: false,
            job: None,
            others: BTreeMap::new(),
            jobs_max: None,
            paused_until_ms: i64::MIN,
            erasure: ErasureState::default(),
        }
    }
}

impl Router {
    pub(crate) fn of_a_world(jobs_max: Option<u64>, erasure: ErasureState, random: Random) -> Self {
        Self { jobs_max, erasure, random, ..Self::default() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Client,
    /// Nothing goes wrong with a neighbour's request: it is there to be in the way.
    Neighbour,
    Operator,
}

/// The ports of one request.
#[derive(Clone, Copy)]
pub(crate) struct Calls<'w, 's> {
    pub(crate) world: &'w World<'s>,
    pub(crate) whose: Whose,
}

/// One await: others get their turn.
struct Crossing {
    is_over: bool,
}

impl Future for Crossing {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.is_over, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Calls<'_, '_> {
    pub(crate) fn fails(&self, fault: Fault) -> bool {
        self.whose != Whose::Neighbour && self.world.hit_router(fault)
    }

    pub(crate) async fn cross(&self) {
        if self.whose == Whose::Client && self.world.hit_router(Fault::CreateDies) {
            self.world.with(State::kill_router);
        }
        Crossing { is_over: false }.await;
    }
}

impl World<'_> {
    pub(crate) fn hit_router(&self, fault: Fault) -> bool {
        self.with(|state| state.hit_router(fault))
    }

    /// Runs a request to its end; `None` when the process dies before.
    pub(crate) fn routed<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        loop {
            if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return Some(done);
            }
            if self.with(|state| std::mem::take(&mut state.router.dies)) {
                self.note(|| "  the router dies".to_owned());
                return None;
            }
            self.meanwhile();
        }
    }

    /// Hands a submission to the object of its id; returns the source of the job that is there then.
    fn deliver(&self, submission: Submission) -> Result<Digest, StoreError> {
        let (id, source) = (submission.spec.id, submission.spec.source.clone());
        let is_ours = submission.source == Studio::source(self.source);
        let (job, known) = self.with(|state| (state.router.job, state.router.others.get(&id).cloned()));
        match (job, known) {
            (_, Some(known)) => Ok(known),
            (Some(job), None) if job == id => self.create(submission),
            (None, None) if is_ours => {
                self.with(|state| state.router.job = Some(id));
                self.create(submission)
            }
            (Some(_), None) if is_ours => {
                self.with(|state| state.violate("one submission has become two jobs"));
                Ok(source)
            }
            (Some(_) | None, None) => {
                self.with(|state| state.router.others.insert(id, source.clone()));
                Ok(source)
            }
        }
    }

    fn create(&self, submission: Submission) -> Result<Digest, StoreError> {
        pipeline::submit(self, submission).map(|(job, _)| job.spec().source.clone())
    }

    fn shown(&self, id: JobId) -> Result<Option<Digest>, StoreError> {
        let (job, known) = self.with(|state| (state.router.job, state.router.others.get(&id).cloned()));
        if job != Some(id) {
            return Ok(known);
        }
        Ok(pipeline::repair(self)?.map(|job| job.spec().source.clone()))
    }
}

impl JobObjects for Calls<'_, '_> {
    /// The source of the job that was shown, or why none was.
    type Answer = Result<Digest, StoreError>;

    async fn submit(&self, submission: Submission) -> Result<Self::Answer, Failure> {
        self.reached()?;
        let answer = self.world.deliver(submission);
        self.heard(answer).await
    }

    async fn read(&self, _: &Tenant, id: JobId) -> Result<Option<Self::Answer>, Failure> {
        self.reached()?;
        let answer = self.world.shown(id).transpose();
        self.heard(answer).await
    }

    async fn trash(&self, _: &Tenant, id: JobId) -> Result<Option<Trash>, Failure> {
        self.reached()?;
        if self.world.with(|state| state.router.job) != Some(id) {
            return Ok(None);
        }
        let trash = match pipeline::handle(self.world, Input::Trash).map_err(|error| lost(&error.to_string()))? {
            Handled::Refused(rejection) => return Err(lost(&rejection.to_string())),
            Handled::Done(job) => job.trash(),
            Handled::NoJob => None,
        };
        self.died_at_trash();
        self.heard(trash).await
    }

    async fn purge(&self, _: &Tenant, _: JobId, purge: Purge) -> Result<(), Failure> {
        self.reached()?;
        self.world.with(|state| {
            let trash = state.object.job().and_then(job::Job::trash);
            let trash = trash.filter(|trash| trash.purge_token == purge.token);
            state.ledger.purged_since = trash.map(|trash| trash.since).or(state.ledger.purged_since);
        });
        pipeline::handle(self.world, Input::Purge { token: purge.token }).map_err(|error| lost(&error.to_string()))?;
        self.died_at_purge();
        self.heard(()).await
    }
}

impl Calls<'_, '_> {
    fn reached(&self) -> Result<(), Failure> {
        if self.fails(Fault::ObjectCallLost) { Err(lost("the object was not reached")) } else { Ok(()) }
    }

    async fn heard<T>(&self, answer: T) -> Result<T, Failure> {
        self.cross().await;
        if self.fails(Fault::ObjectAnswerLost) { Err(lost("the object's answer was lost")) } else { Ok(answer) }
    }
}

pub(crate) fn lost(what: &str) -> Failure {
    Failure::transient(Code::Unavailable, what)
}

impl State {
    pub(crate) fn hit_router(&mut self, fault: Fault) -> bool {
        let hit = self.faults.hit(fault, &mut self.router.random);
        if hit {
            self.note(|| format!("! {fault:?}"));
        }
        hit
    }

    pub(crate) fn kill_router(&mut self) {
        self.router.dies = true;
    }

    pub(crate) fn next_id(&mut self) -> JobId {
        let id = format!("0198c0de-0000-7000-8000-{:012x}", FIRST_ID + self.router.ids);
        self.router.ids += 1;
        id.parse().expect("invariant: an id")
    }

    /// The tenant's row.
    pub(crate) fn policy(&self) -> TenantView {
        TenantView {
            id: tenant(),
            created_at: self.now(),
            keep_days: None,
            keep_bytes: None,
            jobs_max: self.router.jobs_max,
            bytes_max: None,
            redaction: Redaction::On,
            show_addresses: false,
            monthly_budget: None,
            show: None,
            suspended_at: None,
        }
    }
}

pub(crate) fn tenant() -> Tenant {
    Tenant("default".to_owned())
}
