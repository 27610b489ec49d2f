//! The account of paid calls to models: what a provider has really been paid for, held against what the job set aside for it.

use std::collections::{BTreeMap, BTreeSet};

use job::{CallId, Job, Lease, OpenCall, StepKey, StepKind};
use pipeline::{Commit, MonthlySum};
use protocol::{CallState, Code, LedgerEntry, Money, Month, Problem};
use writer::{Cache, Provider, Request};

use crate::world::State;

/// Attempts in which a model may be asked: as `pipeline` has it, stated again.
const ASKED_MAX: u32 = 3;

#[derive(Default)]
pub(crate) struct Paid {
    calls: BTreeMap<CallId, Made>,
    /// Calls that have told their cost in this step of the turn, and the failures of the store until then.
    told: Vec<(CallId, u64)>,
    /// Failures of the store to read or to write.
    pub(crate) store_failures: u64,
    /// Calls that were paid, and those of them whose answers were lost.
    pub(crate) charges: u64,
    pub(crate) lost: u64,
}

/// A call that was made.
struct Made {
    /// Provider and words.
    request: (String, String),
    lease: Lease,
    most: Money,
    month: Month,
    /// Once the provider has begun to work.
    cost: Option<Money>,
    is_under_way: bool,
    /// Its answer was stored with its end.
    is_kept: bool,
}

impl State {
    /// Of a call about to be made: its money is set aside, of the job's budget and of its tenant's, and nobody has its answer.
    pub(crate) fn check_asked(&mut self, provider: &Provider, request: &Request) -> Option<CallId> {
        let kinds = [StepKind::Outline, StepKind::Script];
        self.check_change(&format!("ask {}", provider.name), |key| kinds.contains(&key.kind));
        let Some(most) = most_of(provider, request, self) else {
            self.violate("a model without a price is asked");
            return None;
        };
        let job = self.object.job().cloned()?;
        let is_outline = request.body.contains("Plan the sections");
        let is_its = |call: &OpenCall| call.most == most && (call.step.kind == StepKind::Outline) == is_outline;
        let mut free = job.open_calls().filter(|(id, _)| !self.models.paid.calls.contains_key(id));
        let Some((id, call)) = free.find(|(_, call)| is_its(call)) else {
            self.violate("a model is asked, and nothing was set aside for that");
            return None;
        };
        let lease = Lease { step: call.step, token: call.token };
        let month = call.month.clone();
        self.note(|| format!("  call {} of {}#{}: {most} at most", id.0, lease.step, lease.token.0));
        if !job.is_held(lease) {
            self.violate(format!("a model is asked for {}, and the lease is over", lease.step));
        }
        if job.step(lease.step).is_some_and(|step| step.attempts > ASKED_MAX) {
            self.violate(format!("a model is asked for {} again and again", lease.step));
        }
        let request = (provider.name.clone(), request.body.clone());
        self.check_not_paid_for(&job, &request);
        let made = Made { request, lease, most, month: month.clone(), cost: None, is_under_way: true, is_kept: false };
        self.models.paid.calls.insert(id, made);
        self.check_budgets(&job, &month);
        Some(id)
    }

    fn check_not_paid_for(&mut self, job: &Job, request: &(String, String)) {
        let same = self.models.paid.calls.values().filter(|made| made.request == *request);
        let said = same.map(|made| match (made.is_kept, made.is_under_way && job.is_held(made.lease)) {
            (true, _) => Some("a question is paid for again whose answer was kept"),
            (false, true) => Some("a question is paid for twice at once"),
            (false, false) => None,
        });
        if let Some(violation) = said.flatten().next() {
            self.violate(violation);
        }
    }

    /// Money that was paid, and that calls under way may cost, is within what was set aside, and that within the budgets.
    fn check_budgets(&mut self, job: &Job, month: &Month) {
        let made = || self.models.paid.calls.values();
        let sum =
            |of: &dyn Fn(&&Made) -> bool| made().filter(of).fold(Money::ZERO, |sum, made| sum.plus(made.at_most()));
        let (all, of_month) = (sum(&|_| true), sum(&|made| made.month == *month));
        if job.budget().is_some_and(|budget| all > budget) {
            self.violate(format!("calls may cost {all}, and the job's budget is {:?}", job.budget()));
        }
        let spending = &self.models.spending;
        let reserved = spending.of(job.spec().id, month);
        let beyond = spending.beyond(job.spec().id, month, of_month);
        if of_month > reserved {
            self.violate(format!("calls may cost {of_month}, and the index knows of {reserved}"));
        }
        if let Some(sum) = beyond {
            self.violate(format!("a call is made while the tenant's month has {sum}, which is beyond its budget"));
        }
    }

    /// The provider has begun to work: it is paid, whatever becomes of its answer.
    pub(crate) fn charge_call(&mut self, id: Option<CallId>, cost: Money) {
        let Some(made) = id.and_then(|id| self.models.paid.calls.get_mut(&id)) else { return };
        made.cost = Some(cost);
        let is_too_much = cost > made.most;
        self.models.paid.charges += 1;
        if is_too_much {
            self.violate("a call costs more than it can cost");
        }
    }

    /// The provider has answered, and said what it is paid; or it does not want to be paid.
    pub(crate) fn tell_cost(&mut self, id: Option<CallId>) {
        let failures = self.models.paid.store_failures;
        self.models.paid.told.extend(id.map(|id| (id, failures)));
    }

    pub(crate) fn end_call(&mut self, id: Option<CallId>, is_answered: bool) {
        let Some(made) = id.and_then(|id| self.models.paid.calls.get_mut(&id)) else { return };
        made.is_under_way = false;
        self.models.paid.lost += u64::from(made.cost.is_some() && !is_answered);
    }

    /// After a step of the turn: a call that has told its cost is entered with it, whatever has become of its attempt.
    pub(crate) fn check_told(&mut self) {
        for (id, failures) in std::mem::take(&mut self.models.paid.told) {
            let is_open = self.object.job().is_some_and(|job| job.open_calls().any(|(open, _)| open == id));
            if is_open && failures == self.models.paid.store_failures {
                self.violate(format!("call {} has told its cost, and that is not entered", id.0));
            }
        }
    }

    /// Of a commit: what is begun is within the budget and under a lease; what was kept with the end of a call is noted.
    pub(crate) fn check_calls(&mut self, before: Option<&Job>, commit: &Commit<'_>) {
        let job = commit.job;
        let begun = before.map_or(0, |before| before.next_call().0)..job.next_call().0;
        if !begun.is_empty() {
            let sum = job.spent().plus(job.under_way());
            if job.budget().is_some_and(|budget| sum > budget) {
                self.violate(format!("{sum} is spent and set aside, and the budget is {:?}", job.budget()));
            }
            for id in begun.map(CallId) {
                let call = job.open_calls().find(|(open, _)| *open == id).map(|(_, call)| call);
                if !call.is_some_and(|call| job.is_held(Lease { step: call.step, token: call.token })) {
                    self.violate(format!("call {} is begun, and no lease covers it", id.0));
                }
            }
        }
        let is_kept = commit.documents.iter().any(|document| document.key.starts_with("answer/"));
        let ended = before.into_iter().flat_map(Job::open_calls).map(|(id, _)| id);
        let ended: BTreeSet<CallId> = ended.filter(|id| job.open_calls().all(|(open, _)| open != *id)).collect();
        for id in ended.into_iter().filter(|_| is_kept) {
            if let Some(made) = self.models.paid.calls.get_mut(&id) {
                made.is_kept = true;
            }
        }
    }

    /// Nobody waits for a model whose place the embedded writer can take.
    pub(crate) fn check_parked(&mut self, problem: &Problem) {
        let detail = problem.detail.as_deref().unwrap_or_default();
        let is_writing = detail.starts_with("outline") || detail.starts_with("script/");
        if problem.code == Code::QuotaExhausted && is_writing {
            self.violate("a job is parked for a model, and the embedded writer is there");
        }
    }

    /// The job's ledger at rest, held against the calls that were made.
    pub(crate) fn check_ledger(&mut self, job: &Job, ledger: &[LedgerEntry]) {
        if job.open_calls().next().is_some() {
            self.violate("a call is left open");
        }
        let sum = |of: &dyn Fn(&&LedgerEntry) -> bool| {
            ledger.iter().filter(of).filter_map(|entry| entry.cost).fold(Money::ZERO, Money::plus)
        };
        let is_uncertain = |entry: &LedgerEntry| entry.state == CallState::Uncertain;
        let (spent, uncertain) = (sum(&|_| true), sum(&|entry| is_uncertain(entry)));
        if (spent, uncertain) != (job.spent(), job.uncertain()) {
            let job = (job.spent(), job.uncertain());
            self.violate(format!("the ledger's sums are {spent} and {uncertain}, the job's {} and {}", job.0, job.1));
        }
        for entry in ledger {
            let paid = self.models.paid.calls.get(&CallId(entry.call)).and_then(|made| made.cost);
            let (cost, paid) = (entry.cost.unwrap_or_default(), paid.unwrap_or_default());
            let fits = if is_uncertain(entry) { cost >= paid } else { cost == paid };
            if !fits || entry.state == CallState::Open {
                let state = format!("{:?}", entry.state);
                self.violate(format!("call {} was paid {paid}, and is {state} with {cost}", entry.call));
            }
        }
        let unknown = self.models.paid.calls.keys().find(|id| ledger.iter().all(|entry| entry.call != id.0));
        if let Some(id) = unknown.copied() {
            self.violate(format!("call {} is not in the ledger", id.0));
        }
    }

    /// Before money is set aside in the index.
    pub(crate) fn check_reserve(&mut self, sum: &MonthlySum) {
        let kinds = [StepKind::Outline, StepKind::Script];
        self.check_change(&format!("reserve {}", sum.amount), |key: StepKey| kinds.contains(&key.kind));
    }
}

impl Made {
    /// Its cost, or the most it can have.
    fn at_most(&self) -> Money {
        let can_cost = if self.is_under_way { self.most } else { Money::ZERO };
        self.cost.unwrap_or(can_cost)
    }
}

/// The most that a request can cost, from its bytes alone.
fn most_of(provider: &Provider, request: &Request, state: &State) -> Option<Money> {
    let body: serde_json::Value = serde_json::from_str(&request.body).ok()?;
    let output = u32::try_from(body.get("max_completion_tokens")?.as_u64()?).ok()?;
    provider.price_at(state.now())?.most(request.input_tokens_max(), output, Cache::Off)
}
