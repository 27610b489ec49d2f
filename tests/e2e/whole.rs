//! Atomicity of a commit: the job, its updates, its documents and its alarm are there together, or not at all.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use job::{Hasher, Job, Output, StepKey, StepStatus, limits};
use protocol::Progress;
use serde_json::Value;
use tests::Object;

use crate::work;

/// An object as a crash has left it.
pub(crate) fn ensure_whole(object: &Object) -> Result<()> {
    let job = &object.job;
    let judged = updates(object).and_then(|()| documents(object)).and_then(|()| alarm(object));
    judged.with_context(|| format!("job {} at rev {} is torn", job.spec().id, job.rev()))
}

fn updates(object: &Object) -> Result<()> {
    let job = &object.job;
    ensure!(object.rev == job.rev(), "the row has rev {}", object.rev);
    let seqs: Vec<u64> = object.updates.iter().map(|(seq, _)| *seq).collect();
    ensure!(seqs == (1..=job.seq()).collect::<Vec<_>>(), "the job has seq {}, its updates {seqs:?}", job.seq());
    let own = object.updates.iter().all(|(seq, body)| work::seq(body).is_ok_and(|known| known == *seq));
    ensure!(own, "an update has another one's number");
    let changes: Vec<&str> = object.updates.iter().map(|(_, body)| work::change(body)).collect();
    let told = changes.iter().filter(|change| **change == "turns_spoken").count();
    let Progress { turns_spoken, turns_total, .. } = job.view().progress;
    let turns_total = turns_total.unwrap_or_default();
    // A long episode is told in strides.
    let stride = turns_total.div_ceil(limits::PROGRESS_UPDATES_MAX).max(1);
    let due = (1..=turns_spoken).filter(|spoken| spoken.is_multiple_of(stride) || *spoken == turns_total).count();
    ensure!(told == due, "{turns_spoken} of {turns_total} turns are spoken, {told} updates say so");
    let ends: Vec<&str> =
        changes.iter().copied().filter(|change| matches!(*change, "succeeded" | "cancelled" | "failed")).collect();
    let ended: &[&str] = if job.status().is_terminal() { &[job.status().as_str()] } else { &[] };
    ensure!(ends == ended, "the job is {}, its updates say {ends:?}", job.status().as_str());
    Ok(())
}

fn output(job: &Job, key: StepKey) -> Option<&Output> {
    match &job.step(key)?.status {
        StepStatus::Done { output } => Some(output),
        StepStatus::Waiting { .. } | StepStatus::Leased { .. } | StepStatus::Exhausted { .. } => None,
    }
}

/// A document is there exactly when its step is done, and is the one the step has told of.
fn documents(object: &Object) -> Result<()> {
    let mut wanted = BTreeSet::from(["source".to_owned()]);
    for (key, _) in object.job.steps() {
        let document = |name: &str| object.documents.get(name).with_context(|| format!("{name} is missing"));
        let digest = |body: &String| Hasher::new("document").part(body).finish();
        match output(&object.job, key) {
            Some(Output::Ingested { document: known, .. }) => {
                ensure!(digest(document("document")?) == *known, "another document");
                wanted.insert("document".to_owned());
            }
            Some(Output::Outlined { outline: known, .. }) => {
                ensure!(digest(document("outline")?) == *known, "another outline");
                wanted.insert("outline".to_owned());
            }
            Some(Output::Written { turns, .. }) => {
                let written: Vec<Value> = serde_json::from_str(document(&key.to_string())?)?;
                ensure!(written.len() == turns.len(), "another script for {key}");
                wanted.insert(key.to_string());
            }
            Some(_) | None => {}
        }
    }
    let found: BTreeSet<String> = object.documents.keys().cloned().collect();
    ensure!(found == wanted, "documents {found:?} where {wanted:?} are due");
    Ok(())
}

/// Checks that the platform has the alarm the job believes in, in time for its next deadline.
fn alarm(object: &Object) -> Result<()> {
    let Object { job, armed_at, alarm_at, scheduled_at, .. } = object;
    // One that rings for nothing is harmless: it is gone once it has rung.
    let Some(due) = job.next_deadline() else { return Ok(()) };
    let (alarm_at, armed_at) = (alarm_at.context("no alarm for what is due")?, armed_at.context("not armed")?);
    // The platform moves what lies in the past to now.
    let is_own = alarm_at == armed_at || (alarm_at > armed_at && armed_at <= job.updated_at().as_ms());
    ensure!(is_own, "armed for {armed_at}, and the alarm is at {alarm_at}");
    ensure!(armed_at <= due.at.as_ms(), "armed for {armed_at}, and {:?} is at {}", due.wakeup, due.at.as_ms());
    let scheduled_at = scheduled_at.context("the platform does not know of the alarm")?;
    ensure!(scheduled_at <= alarm_at, "the alarm is at {alarm_at}, the platform rings at {scheduled_at}");
    Ok(())
}
