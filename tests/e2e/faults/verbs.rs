//! Interventions in a parked job: skip the line, or retry it.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Plan, Reply};

use super::{Outside, faulty, voices};
use crate::work;

pub(super) fn trials() -> Vec<Trial> {
    vec![
        faulty(a_line_nobody_can_speak_is_skipped_and_the_job_goes_on),
        faulty(a_step_that_is_retried_has_all_its_attempts_again),
        faulty(the_last_line_is_not_skipped_but_revised),
    ]
}

/// A job that stands still because its guest cannot speak, and the step that stopped it.
fn stuck(outside: &Outside, name: &str) -> Result<(String, String)> {
    let [_, guest] = voices(name);
    outside.provider.plan(&guest, Plan::always(Reply::status(500)));
    let id = outside.create(name, work::note(name))?;
    let view = outside.parked(&id, "attempts_exhausted")?;
    outside.plan(name, &Plan::default());
    let detail = view.pointer("/problem/detail").and_then(Value::as_str).context("a reason")?;
    let (step, _) = detail.split_once(':').context("the step that stopped it")?;
    Ok((id, step.to_owned()))
}

fn say(outside: &Outside, id: &str, verb: &str, step: &str) -> Result<Value> {
    let answer = outside.client.ask("POST", &format!("/v1/jobs/{id}/{verb}")).json(&json!({ "step": step })).send()?;
    ensure!(answer.status == 200, "{verb} {step}: {} {}", answer.status, answer.text());
    answer.json()
}

/// The text of a step's line, whether it is left out, and whether it is heard.
fn line(outside: &Outside, id: &str, step: &str) -> Result<(String, bool, bool)> {
    let turn: usize = step.trim_start_matches("speech/").parse().context("a line")?;
    let script = outside.client.get(&format!("/v1/jobs/{id}/script"))?.json()?;
    let turn = script.pointer(&format!("/turns/{turn}")).context("the line")?;
    let text = turn.get("text").and_then(Value::as_str).context("its words")?.to_owned();
    let is_skipped = turn.get("is_skipped").and_then(Value::as_bool).context("is_skipped")?;
    let transcript = outside.client.get(&format!("/v1/jobs/{id}/transcript.json"))?.json()?;
    let is_heard = transcript.to_string().contains(&text);
    Ok((text, is_skipped, is_heard))
}

fn ensure_succeeded_after(outside: &Outside, id: &str, change: &str) -> Result<()> {
    let history = outside.history(id)?;
    let changes: Vec<&str> = history.iter().map(work::change).collect();
    ensure!(changes.iter().filter(|known| **known == change).count() == 1, "told once: {changes:?}");
    ensure!(changes.last() == Some(&"succeeded"), "{changes:?}");
    Ok(())
}

fn a_line_nobody_can_speak_is_skipped_and_the_job_goes_on(outside: &Outside) -> Result<()> {
    let (id, step) = stuck(outside, "unspeakable")?;
    say(outside, &id, "skip", &step)?;
    say(outside, &id, "skip", &step)?;
    ensure_succeeded_after(outside, &id, "step_skipped")?;
    let (text, is_skipped, is_heard) = line(outside, &id, &step)?;
    ensure!(is_skipped && !is_heard, "{text} is still there");
    Ok(())
}

fn a_step_that_is_retried_has_all_its_attempts_again(outside: &Outside) -> Result<()> {
    let (id, step) = stuck(outside, "fright")?;
    say(outside, &id, "retry", &step)?;
    ensure_succeeded_after(outside, &id, "step_retried")?;
    let (text, is_skipped, is_heard) = line(outside, &id, &step)?;
    ensure!(!is_skipped && is_heard, "{text} is not heard");
    Ok(())
}

/// Nobody speaks for money that has run out; what is left to say is said in other words once there is some.
fn the_last_line_is_not_skipped_but_revised(outside: &Outside) -> Result<()> {
    const WORDS: &str = "This is all there is to say.";
    let name = "speechless";
    outside.plan(name, &Plan::always(Reply::status(402)));
    let id = outside.create(name, work::note(name))?;
    outside.parked(&id, "quota_exhausted")?;
    let script = outside.client.get(&format!("/v1/jobs/{id}/script"))?.json()?;
    let turns = script.get("turns").and_then(Value::as_array).context("turns")?.len();
    let last = turns.checked_sub(1).filter(|last| *last > 0).context("two lines")?;
    for turn in 0..last {
        say(outside, &id, "skip", &format!("speech/{turn:03}"))?;
    }
    let step = format!("speech/{last:03}");
    for _ in 0..2 {
        let answer =
            outside.client.ask("POST", &format!("/v1/jobs/{id}/skip")).json(&json!({ "step": step })).send()?;
        let code = answer.json()?.get("code").cloned();
        ensure!(answer.status == 409 && code == Some(json!("last_line")), "{} {}", answer.status, answer.text());
    }
    outside.plan(name, &Plan::default());
    let change = json!({ "lines": [{ "turn": last, "text": WORDS }] });
    let answer = outside.client.ask("POST", &format!("/v1/jobs/{id}/revise")).json(&change).send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    let view = work::follow(&outside.client, &id)?;
    let total = view.pointer("/progress/turns_total").or(view.pointer("/progress/turns_spoken"));
    ensure!(total == Some(&json!(1)), "{view}");
    let (text, is_skipped, is_heard) = line(outside, &id, &step)?;
    ensure!(text == WORDS && !is_skipped && is_heard, "{text} is not heard");
    // A line that was skipped comes back by a revision too.
    let change = json!({ "lines": [{ "turn": 0, "text": "But there is more, after all." }] });
    let answer = outside.client.ask("POST", &format!("/v1/jobs/{id}/revise")).json(&change).send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    work::follow(&outside.client, &id)?;
    let (text, is_skipped, is_heard) = line(outside, &id, "speech/000")?;
    ensure!(!is_skipped && is_heard, "{text} is not heard");
    Ok(())
}
