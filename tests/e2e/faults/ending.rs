//! Permanent failures: jobs that are parked, or fail for good.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Plan, Reply, RetryAfter, Socket, Stored};

use super::{Outside, failures, faulty, own_voices, voices};
use crate::command::{cuepoint, ended};
use crate::work::{self, ARTIFACTS};

const ATTEMPTS_MAX: usize = 5;
/// Steps that may be in flight at once.
const LEASES_MAX: usize = 4;

pub(super) fn trials() -> Vec<Trial> {
    vec![
        faulty(a_cancel_stops_a_job_that_waits_for_an_answer_at_once),
        faulty(a_job_out_of_attempts_is_parked_and_resumed_with_what_it_has),
        faulty(a_job_out_of_quota_is_parked_at_once_and_resumed),
        faulty(a_permanent_refusal_of_the_provider_fails_the_job),
        faulty(a_redirect_is_not_followed),
    ]
}

/// A voice and its text.
type Text = (String, String);

/// Texts of a test that the provider has spoken, and all it was asked for.
fn texts(outside: &Outside, name: &str) -> (BTreeSet<Text>, BTreeSet<Text>) {
    let calls = outside.provider.calls(&voices(name));
    let asked = calls.iter().map(|call| (call.voice.clone(), call.text.clone())).collect();
    let spoken = calls.into_iter().filter(|call| call.reply == Reply::Speech).map(|call| (call.voice, call.text));
    (spoken.collect(), asked)
}

fn watch_ends_with(outside: &Outside, name: &str, id: &str, code: i32) -> Result<(String, String)> {
    ended(&cuepoint(&outside.client, name)?.args(["watch", id]).output()?, code)
}

fn a_job_out_of_attempts_is_parked_and_resumed_with_what_it_has(outside: &Outside) -> Result<()> {
    let (name, [_, guest]) = ("exhausted", voices("exhausted"));
    outside.provider.plan(&guest, Plan::always(Reply::status(500)));
    let id = outside.create(name, work::note("stamina"))?;
    let view = outside.parked(&id, "attempts_exhausted")?;
    let detail = view.pointer("/problem/detail").and_then(Value::as_str).context("a reason")?;
    ensure!(detail.starts_with("speech/") && detail.contains("500"), "{detail}");
    let (out, err) = watch_ends_with(outside, name, &id, 7)?;
    ensure!((out + &err).contains("attempts_exhausted"), "{err}");
    // What was in flight when it was parked has come to its end.
    let before = work::poll("nothing is in flight", 30, || {
        let job = Stored::job(&outside.state, &id)?.context("the job is not stored")?;
        Ok((!job.to_string().contains("\"leased\"")).then(|| outside.provider.calls(&voices(name))))
    })?;
    let guests: BTreeSet<&str> = before.iter().filter(|call| call.voice == guest).map(|call| &*call.text).collect();
    let most = guests.iter().map(|text| before.iter().filter(|call| call.text == *text).count()).max();
    ensure!(most == Some(ATTEMPTS_MAX), "{most:?} attempts at one text");
    let (spoken, _) = texts(outside, name);
    outside.plan(name, &Plan::default());
    outside.resume(&id)?;
    let history = outside.history(&id)?;
    ensure!(work::change(history.last().context("no update")?) == "succeeded", "{:?}", history.last());
    let changes: Vec<&str> = history.iter().map(work::change).collect();
    let place = |change| changes.iter().position(|known| *known == change);
    ensure!(place("parked") < place("resumed") && place("resumed").is_some(), "{changes:?}");
    ensure!(failures(&history).len() >= ATTEMPTS_MAX - 1, "{changes:?}");
    let after = outside.provider.calls(&voices(name)).split_off(before.len());
    let again = after.iter().find(|call| spoken.contains(&(call.voice.clone(), call.text.clone())));
    ensure!(again.is_none(), "spoken before, and asked for again: {again:?}");
    let (spoken, asked) = texts(outside, name);
    ensure!(spoken == asked && after.len() == asked.len() - before_spoken(&before), "{} calls", after.len());
    Ok(())
}

fn before_spoken(calls: &[tests::Call]) -> usize {
    calls.iter().filter(|call| call.reply == Reply::Speech).count()
}

fn a_job_out_of_quota_is_parked_at_once_and_resumed(outside: &Outside) -> Result<()> {
    let status = |status, wait: Option<u64>, body| {
        let retry_after = wait.map(RetryAfter::Seconds);
        Reply::Status { status, retry_after, body }
    };
    let unpaid = r#"{"error":{"message":"…","type":"insufficient_quota","code":"insufficient_quota"}}"#;
    for (name, reply) in [
        ("unpaid", status(402, None, "")),
        ("spent", status(429, Some(1), unpaid)),
        // Who asks for an hour is not busy.
        ("tomorrow", status(429, Some(3_600), "")),
    ] {
        outside.plan(name, &Plan::always(reply));
        let id = outside.create(name, work::note(name))?;
        outside.parked(&id, "quota_exhausted")?;
        watch_ends_with(outside, name, &id, 7)?;
        let calls = outside.provider.calls(&voices(name));
        let (_, asked) = texts(outside, name);
        ensure!(calls.len() == asked.len() && calls.len() <= LEASES_MAX, "{name}: {} calls", calls.len());
        outside.plan(name, &Plan::default());
        outside.resume(&id)?;
        watch_ends_with(outside, name, &id, 0)?;
    }
    Ok(())
}

fn ensure_failed(outside: &Outside, name: &str, id: &str) -> Result<()> {
    let (out, err) = watch_ends_with(outside, name, id, 5)?;
    ensure!((out + &err).contains("step_failed"), "{name}: {err}");
    let calls = outside.provider.calls(&voices(name));
    let (spoken, asked) = texts(outside, name);
    ensure!(spoken.is_empty() && calls.len() == asked.len(), "{name}: {} calls", calls.len());
    ensure!(calls.len() <= LEASES_MAX, "{name}: {} calls", calls.len());
    for (file, _) in ARTIFACTS {
        let answer = outside.client.get(&format!("/v1/jobs/{id}/{file}"))?;
        ensure!(answer.status == 409, "{file}: {} {}", answer.status, answer.text());
    }
    let stored = Stored::read(&outside.state)?;
    ensure!(!stored.keys().iter().any(|key| key.contains(id)), "{name}: files of a failed job");
    Ok(())
}

fn a_permanent_refusal_of_the_provider_fails_the_job(outside: &Outside) -> Result<()> {
    let mut jobs = Vec::new();
    for status in [400, 401, 403, 404, 422] {
        let name = format!("never{status}");
        outside.plan(&name, &Plan::always(Reply::status(status)));
        jobs.push((outside.create(&name, work::note(&name))?, name));
    }
    for (id, name) in jobs {
        ensure_failed(outside, &name, &id)?;
    }
    Ok(())
}

fn a_redirect_is_not_followed(outside: &Outside) -> Result<()> {
    outside.plan("elsewhere", &Plan::always(Reply::Redirect));
    let id = outside.create("elsewhere", work::note("directions"))?;
    ensure_failed(outside, "elsewhere", &id)?;
    ensure!(outside.provider.strays().is_empty(), "{:?}", outside.provider.strays());
    Ok(())
}

fn a_cancel_stops_a_job_that_waits_for_an_answer_at_once(outside: &Outside) -> Result<()> {
    let name = "cancelled";
    outside.plan(name, &Plan::always(Reply::Hang));
    let body = own_voices(name, work::source("markdown", &work::fixture("review.md")?))?;
    let id = work::create(&outside.client, &body)?;
    let mut socket = Socket::watch(&outside.client, &id, Some(0))?;
    work::poll("all calls that may be made hang", 30, || {
        Ok((outside.provider.calls(&voices(name)).len() == LEASES_MAX).then_some(()))
    })?;
    let cancelled = work::cancel(&outside.client, &id)?;
    ensure!(work::status(&cancelled) == "cancelled", "{cancelled}");
    let (updates, code) = socket.hear_out()?;
    ensure!(code == Some(1000) && updates.last().is_some_and(|last| work::change(last) == "cancelled"), "{updates:?}");
    work::poll("the job has cleaned up, and the index knows", 90, || {
        let job = Stored::job(&outside.state, &id)?.context("the job is gone")?;
        let is_cleaned = job.pointer("/steps/cleanup/status/done").is_some();
        Ok((is_cleaned && Stored::read(&outside.state)?.status(&id) == "cancelled").then_some(()))
    })?;
    let calls = outside.provider.calls(&voices(name));
    ensure!(calls.len() == LEASES_MAX, "{} calls after the cancel was answered", calls.len() - LEASES_MAX);
    ensure!(calls.iter().all(|call| call.is_dropped), "a call in flight was kept");
    Ok(())
}
