//! Paid calls: each is entered in the job's ledger before it is made, and again when it has ended.

use job::{CallId, Failure, Input, Job, Lease, Rejection};
use protocol::{CallState, LedgerEntry, Money, Month, Tokens};
use writer::{Provider, Usage};

use super::apply::{Applied, apply};
use super::documents::{keep, ledger_key, recall};
use super::lease_guard::{over, still_held};
use crate::ports::{Clock, Document, Index, MonthlySum, Ports, RequestPorts, Store};

/// A call that has begun.
pub(crate) struct Call {
    id: CallId,
    entry: LedgerEntry,
}

/// The reason why a call is not made, as a word.
pub(crate) type NotMade = &'static str;

/// Sets aside what a call can cost: of the job's budget, then of its tenant's.
///
/// # Errors
/// When the lease is over, or the storage or the index fails. Inside, when there is no money for it.
pub(crate) async fn begin(
    ports: &impl Ports,
    job: &Job,
    lease: Lease,
    provider: &Provider,
    most: Money,
) -> Result<Result<Call, NotMade>, Failure> {
    let now = ports.clock().now();
    let Some(stored) = ports.store().load()? else { return Err(over()) };
    let id = stored.job.next_call();
    let entry = LedgerEntry {
        call: id.0,
        step: lease.step.to_string(),
        attempt: job.step(lease.step).map_or(1, |step| step.attempts),
        provider: provider.name.clone(),
        model: provider.model.clone(),
        begun_at: now,
        ended_at: None,
        most,
        cost: None,
        state: CallState::Open.into(),
        tokens: None,
        because: None,
    };
    let kept = keep(ledger_key(id), &entry)?;
    let begun = match apply(ports, Input::CallBegun { lease, most }, &[kept])? {
        Applied::Done { job, .. } => job,
        Applied::Refused(Rejection::BudgetExhausted) => return Ok(Err("budget")),
        Applied::Refused(_) | Applied::NoJob => return Err(over()),
    };
    let call = Call { id, entry };
    if most.is_zero() {
        return Ok(Ok(call));
    }
    let month = Month::of(now);
    let amount = begun.months().into_iter().find(|(of, _)| *of == month).map_or(Money::ZERO, |(_, amount)| amount);
    let spec = begun.spec();
    let sum = MonthlySum { tenant: spec.tenant.clone(), job: spec.id, month, amount, rev: begun.rev() };
    match ports.index().reserve(&sum).await {
        Ok(true) => match still_held(ports, lease) {
            Ok(()) => Ok(Ok(call)),
            Err(over) => {
                call.end(ports, Ended { cost: Some(Money::ZERO), because: Some("dropped"), ..Ended::default() }, &[]);
                Err(over)
            }
        },
        Ok(false) => {
            call.end(ports, Ended { cost: Some(Money::ZERO), because: Some("tenant_budget"), ..Ended::default() }, &[]);
            Ok(Err("tenant_budget"))
        }
        Err(failure) => {
            call.end(ports, Ended { cost: Some(Money::ZERO), because: Some("index"), ..Ended::default() }, &[]);
            Err(failure)
        }
    }
}

/// The end of a call; without a cost if its answer was lost, or told none.
#[derive(Default)]
pub(crate) struct Ended {
    pub(crate) cost: Option<Money>,
    pub(crate) usage: Option<Usage>,
    pub(crate) because: Option<&'static str>,
}

impl Call {
    /// Enters the end, and keeps documents with it. Where that cannot be stored, the job enters the call as lost by itself.
    pub(crate) fn end(self, ports: &impl Ports, ended: Ended, documents: &[Document]) {
        let Self { id, mut entry } = self;
        let Ended { cost, usage, because } = ended;
        entry.ended_at = Some(ports.clock().now());
        entry.cost = Some(cost.unwrap_or(entry.most));
        entry.state = if cost.is_some() { CallState::Settled } else { CallState::Uncertain }.into();
        entry.tokens = usage.map(|usage| Tokens {
            input: usage.input_in_all(),
            cached_input: usage.cached_input,
            output: usage.output,
        });
        entry.because = because.map(str::to_owned);
        let ended = keep(ledger_key(id), &entry).and_then(|kept| {
            let kept: Vec<Document> = documents.iter().cloned().chain([kept]).collect();
            Ok(apply(ports, Input::CallEnded { call: id, cost }, &kept)?)
        });
        if let Err(failure) = ended {
            tracing::warn!(call = id.0, detail = failure.detail, "the end of a call was not entered");
        }
    }
}

/// The ledger of a job. A call that the job has entered as lost, and whose end nobody has told, is uncertain.
///
/// # Errors
/// When a document cannot be read.
pub fn ledger(ports: &impl RequestPorts, job: &Job) -> Result<Vec<LedgerEntry>, Failure> {
    let entry = |id: CallId| {
        let mut entry: LedgerEntry = recall(ports, &ledger_key(id))?;
        if entry.state == CallState::Open && !job.open_calls().any(|(open, _)| open == id) {
            (entry.state, entry.cost) = (CallState::Uncertain.into(), Some(entry.most));
        }
        Ok(entry)
    };
    (0..job.next_call().0).map(|id| entry(CallId(id))).collect()
}
