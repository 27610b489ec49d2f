//! Jobs of any tenant: list, details, timeline.

use protocol::{AdminJob, AdminJobList, AdminJobView, JobTimeline, LastFailure, StepView, Timestamp, Transition};

use super::{Session, audit};
use crate::console::Console;
use crate::error::{Error, describe};
use crate::format::{self, moment, one_line};

pub(super) fn list(session: &Session, list: &AdminJobList, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(list);
    }
    lines(&list.jobs, console)?;
    if let Some(cursor) = &list.next_cursor {
        console.report(&format!("there is more: --cursor {cursor}"));
    }
    Ok(())
}

pub(super) fn lines(jobs: &[AdminJob], console: &mut Console<'_>) -> Result<(), Error> {
    if !jobs.is_empty() {
        console.print(&row(["id", "status", "tenant", "engine", "created", "updated", "problem"]))?;
    }
    jobs.iter().try_for_each(|job| console.print(&line(job)))
}

/// One line of the list.
fn line(job: &AdminJob) -> String {
    let AdminJob { id, tenant, status, problem, engine, created_at, updated_at, .. } = job;
    let engine = engine.map_or_else(|| "-".to_owned(), |engine| engine.to_string());
    let problem = problem.map_or("-", |code| code.as_str());
    let (id, status, tenant) = (id.to_string(), format::status(status), one_line(&tenant.0));
    row([&id, &status, &tenant, &engine, &created_at.to_string(), &updated_at.to_string(), problem])
}

fn row([id, status, tenant, engine, created, updated, problem]: [&str; 7]) -> String {
    format!("{id:<36}  {status:<9}  {tenant:<16}  {engine:<6}  {created:<24}  {updated:<24}  {problem}")
}

pub(super) fn show(session: &Session, job: &AdminJobView, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(job);
    }
    console.print(&format::table(&rows(job)))?;
    for act in &job.acts {
        console.print(&audit::line(act))?;
    }
    Ok(())
}

fn rows(job: &AdminJobView) -> Vec<(&'static str, String)> {
    let mut rows = vec![
        ("id", job.id.to_string()),
        ("tenant", one_line(&job.tenant.0)),
        ("subject", job.subject.as_ref().map_or_else(|| "none".to_owned(), |subject| one_line(&subject.0))),
        ("status", format::status(&job.status)),
    ];
    rows.extend(job.problem.as_ref().map(|problem| ("", one_line(&describe(problem)))));
    rows.extend([
        ("stage", format::progress(&job.progress)),
        ("revision", job.revision.to_string()),
        ("engine", job.engine.to_string()),
        ("created", job.created_at.to_string()),
        ("updated", job.updated_at.to_string()),
    ]);
    rows.extend(job.trashed_at.map(|at| ("trashed", at.to_string())));
    rows.extend([
        ("due", moment(job.due_at)),
        ("alarm", moment(job.alarm_at)),
        ("owed", format!("{} steps", job.steps_owed)),
    ]);
    rows.extend(job.steps.iter().map(|step| ("", under_way(step))));
    rows.extend(job.last_failure.as_ref().map(|failure| ("failed", last_failure(failure))));
    rows
}

fn under_way(step: &StepView) -> String {
    let name = step_name(step.turn, step.step.as_deref());
    let attempts = step.attempts;
    let until = |word: &str, at: Option<Timestamp>| at.map(|at| format!(", {word} {at}")).unwrap_or_default();
    let (lease, wait) = (until("held until", step.lease_expires_at), until("not before", step.not_before));
    one_line(&format!("{name} {}, attempt {attempts}{lease}{wait}", step.status))
}

fn last_failure(failure: &LastFailure) -> String {
    let LastFailure { at, turn, step, attempt, class, code } = failure;
    let attempt = attempt.map(|attempt| format!(", attempt {attempt}")).unwrap_or_default();
    let class = class.as_deref().unwrap_or("unknown");
    one_line(&format!("{at} {}{attempt}: {code} ({class})", step_name(*turn, step.as_deref())))
}

/// The name of a step; a spoken line is named by its number.
fn step_name(turn: Option<u16>, step: Option<&str>) -> String {
    match (turn, step) {
        (Some(turn), _) => format!("line {turn}"),
        (None, Some(step)) => step.to_owned(),
        (None, None) => "a step".to_owned(),
    }
}

pub(super) fn timeline(session: &Session, timeline: &JobTimeline, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(timeline);
    }
    for transition in &timeline.transitions {
        console.print(&one_line(&transition_line(transition)))?;
    }
    if let Some(after) = timeline.next_after {
        console.report(&format!("there is more: --after {after}"));
    }
    Ok(())
}

fn transition_line(transition: &Transition) -> String {
    let Transition { seq, at, change, stage, turns_spoken, turns_total, turn, step, attempt, code, retry_at, revision } =
        transition;
    let mut says = Vec::new();
    says.extend(stage.clone());
    if turn.is_some() || step.is_some() {
        says.push(step_name(*turn, step.as_deref()));
    }
    says.extend(attempt.map(|attempt| format!("attempt {attempt}")));
    says.extend(code.clone());
    says.extend(retry_at.map(|at| format!("again at {at}")));
    says.extend(turns_spoken.zip(*turns_total).map(|(spoken, total)| format!("lines {spoken}/{total}")));
    says.extend(revision.map(|revision| format!("revision {revision}")));
    format!("{at}  {seq:>4}  {change:<14}  {}", says.join(", ")).trim_end().to_owned()
}
