//! Calls that the provider is paid for: each line once, and once more for every answer that a deploy has lost.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use job::{StepKind, StepStatus, Turn};
use protocol::JobId;
use serde_json::Value;
use tests::{Object, Provider};

/// A voice and its text.
type Line = (String, String);

#[derive(Default)]
pub(super) struct Bill {
    /// Calls until the last deploy.
    calls: BTreeMap<Line, usize>,
    /// Number of calls for a line whose answer was lost.
    losses: BTreeMap<Line, usize>,
}

impl Bill {
    /// A call whose line is not done has to be made again: its answer went down with whoever waited for it.
    pub(super) fn note_losses(&mut self, provider: &Provider, objects: &BTreeMap<JobId, Object>) -> Result<usize> {
        let calls = calls(provider);
        let (mut done, mut lost) = (BTreeSet::new(), 0);
        for object in objects.values() {
            done.extend(spoken(object)?);
        }
        for (line, count) in calls.iter().filter(|(line, _)| !done.contains(*line)) {
            if self.calls.get(line) != Some(count) {
                *self.losses.entry(line.clone()).or_default() += 1;
                lost += 1;
            }
        }
        self.calls = calls;
        Ok(lost)
    }

    /// Number of lines, and of those asked for more than once: only those whose answer was lost.
    pub(super) fn duplicates(&self, provider: &Provider) -> Result<(usize, usize)> {
        let calls = calls(provider);
        for (line, count) in &calls {
            let lost = self.losses.get(line).copied().unwrap_or_default();
            ensure!(*count <= 1 + lost, "{line:?} was asked for {count} times, its answer lost {lost} times");
        }
        Ok((calls.len(), calls.values().filter(|count| **count > 1).count()))
    }
}

fn calls(provider: &Provider) -> BTreeMap<Line, usize> {
    let mut calls = BTreeMap::new();
    for call in provider.all_calls() {
        *calls.entry((call.voice, call.text)).or_default() += 1;
    }
    calls
}

/// The lines of a job that are done.
fn spoken(object: &Object) -> Result<Vec<Line>> {
    let job = &object.job;
    let is_done = |number| {
        let step = job.step(StepKind::Speech.at(number));
        step.is_some_and(|step| matches!(step.status, StepStatus::Done { .. }))
    };
    let turns = job.turns().unwrap_or_default().into_iter().filter(|turn| is_done(turn.number));
    let line = |turn: Turn<'_>| {
        let script = object.documents.get(&StepKind::Script.at(turn.chapter).to_string()).context("a script")?;
        let script: Value = serde_json::from_str(script)?;
        let text = script.pointer(&format!("/{}/text", turn.index)).and_then(Value::as_str).context("a text")?;
        Ok((turn.host.voice.clone(), text.to_owned()))
    };
    turns.map(line).collect()
}
