//! The object's end of a call: it becomes an input and is committed, or reads. Only the alarm performs.
//!
//! Never awaits: nothing can come between a load and its commit.

use job::{Digest, Input, StepKey, Tenant};
use pipeline::{Clock, Handled, RequestPorts, Submission};
use protocol::{ApproveEstimate, ChangeOutline, Code, Problem, Purge, Redactions, Revise, SetBudget, StepName};
use worker::Response;
use writer::Provider;

use super::ports::RequestBound;
use super::reads;
use crate::answer::{Answer, Stop, json};
use crate::rpc::Call;

/// Answers a call that was made for this tenant.
pub(super) fn answer(ports: &RequestBound<'_>, providers: &[Provider], tenant: &Tenant, call: Call) -> Answer {
    // First, so that another tenant's job and none at all look the same.
    if call.is_for_tenant() && ports.store.tenant()?.as_ref() != Some(tenant) {
        return Err(Code::JobNotFound.into());
    }
    let is_relocation = matches!(call, Call::Export | Call::Forget);
    if !is_relocation && ports.store.is_moved()? {
        return Err(Code::Moved.into());
    }
    match call {
        Call::Export => export(ports),
        Call::Forget => forget(ports),
        Call::Import { bundle } => import(ports, &bundle),
        Call::Submit(submission) => submit(ports, *submission),
        Call::Read => json(200, &reads::known(ports)?.view()),
        Call::Cancel => handle(ports, Input::Cancel),
        Call::Resume => handle(ports, Input::Resume),
        Call::Script => reads::script(ports),
        Call::Reading => Ok(json(200, &pipeline::reading(ports, &reads::known(ports)?)?)?),
        Call::Revise { revise, taken } => revised(ports, revise, taken),
        Call::Outline => reads::outline(ports),
        Call::ChangeOutline { change, taken } => changed(ports, providers, change, taken),
        Call::Approve(ApproveEstimate { estimate }) => handle(ports, Input::Approve { estimate: digest(estimate)? }),
        Call::SetBudget(SetBudget { budget }) => handle(ports, Input::SetBudget { budget }),
        Call::Ledger => reads::ledger(ports),
        Call::Action => reads::action(ports),
        Call::Skip(named) => handle(ports, Input::Skip { step: step(named)? }),
        Call::Retry(named) => handle(ports, Input::Retry { step: step(named)? }),
        Call::Trash => handle(ports, Input::Trash),
        Call::Restore => handle(ports, Input::Restore),
        Call::Purge(Purge { token }) => handle(ports, Input::Purge { token }),
        Call::Look => json(200, &pipeline::entry(ports, &reads::known(ports)?, ports.clock().now())?),
        Call::Flows => reads::flows(ports),
        Call::Standing => reads::standing(ports),
        Call::Timeline { after } => reads::timeline(ports, after.unwrap_or_default()),
        Call::Clean => handle(ports, Input::Clean),
        Call::Expire => handle(ports, Input::Expire),
        Call::Watch(watch) => reads::watch(ports, &watch),
        Call::Locate { name } => reads::locate(ports, &name),
    }
}

/// The refusal when there is no job here to take out.
fn gone(ports: &RequestBound<'_>) -> Stop {
    match ports.store.is_moved() {
        Ok(true) => Code::Moved.into(),
        Ok(false) => Code::JobNotFound.into(),
        Err(error) => error.into(),
    }
}

fn export(ports: &RequestBound<'_>) -> Answer {
    let bundle = ports.store.export()?.ok_or_else(|| gone(ports))?;
    ports.watchers.send_away();
    json(200, &bundle)
}

fn import(ports: &RequestBound<'_>, bundle: &str) -> Answer {
    let bundle = serde_json::from_str(bundle).map_err(worker::Error::from)?;
    ports.store.import(bundle, ports.clock().now())?;
    json(200, &reads::known(ports)?.view())
}

fn forget(ports: &RequestBound<'_>) -> Answer {
    if !ports.store.is_moved()? {
        return Err(gone(ports));
    }
    ports.store.forget()?;
    Ok(Response::empty()?.with_status(200))
}

fn submit(ports: &RequestBound<'_>, submission: Submission) -> Answer {
    if ports.store.tenant()?.is_some_and(|tenant| tenant != submission.spec.tenant) {
        return Err(Code::JobNotFound.into());
    }
    ports.store.prepare()?;
    let (job, _) = pipeline::submit(ports, submission)?;
    json(200, &job.view())
}

fn handle(ports: &RequestBound<'_>, input: Input) -> Answer {
    match pipeline::handle(ports, input)? {
        Handled::NoJob => Err(Code::JobNotFound.into()),
        Handled::Refused(rejection) => Err(pipeline::refused(rejection).into()),
        Handled::Done(job) => json(200, &job.view()),
    }
}

fn changed(ports: &RequestBound<'_>, providers: &[Provider], change: ChangeOutline, taken: Redactions) -> Answer {
    match pipeline::change_outline(ports, providers, change, taken)? {
        Handled::NoJob => Err(Code::JobNotFound.into()),
        Handled::Refused(problem) => Err(problem.into()),
        Handled::Done(job) => json(200, &job.view()),
    }
}

/// A digest; any other text is that of no estimate.
fn digest(estimate: String) -> Result<Digest, Stop> {
    serde_json::from_value(estimate.into()).map_err(|_| Code::EstimateChanged.into())
}

fn revised(ports: &RequestBound<'_>, request: Revise, taken: Redactions) -> Answer {
    match pipeline::revise(ports, request, taken)? {
        Handled::NoJob => Err(Code::JobNotFound.into()),
        Handled::Refused(problem) => Err(problem.into()),
        Handled::Done(job) => json(200, &job.view()),
    }
}

fn step(named: StepName) -> Result<StepKey, Stop> {
    let unknown = "name a line by its turn, any other step by its name, for instance master";
    StepKey::try_from(named).map_err(|_| Problem::because(Code::UnknownStep, unknown).into())
}
