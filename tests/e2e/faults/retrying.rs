//! Transient failures, which another attempt gets over.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use tests::{Call, Plan, Reply, RetryAfter, Stored};

use super::{Outside, failures, faulty, voices};
use crate::work::{self, ARTIFACTS};

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(120);
/// The longest a call is on its way, on a machine with better things to do.
const ARRIVAL: Duration = Duration::from_secs(10);

pub(super) fn trials() -> Vec<Trial> {
    vec![
        // The longest first.
        faulty(a_call_that_hangs_is_given_up_and_made_again),
        faulty(statuses_that_may_pass_are_tried_again_and_nothing_finished_is_asked_for_twice),
        faulty(answers_that_are_no_speech_are_tried_again),
        faulty(a_wait_asked_for_in_seconds_is_kept),
        faulty(a_wait_asked_for_as_a_date_is_kept),
        faulty(speech_that_trickles_in_is_waited_for),
    ]
}

/// The calls for each text of a test, in order.
fn by_text(calls: Vec<Call>) -> BTreeMap<(String, String), Vec<Call>> {
    let mut texts: BTreeMap<_, Vec<Call>> = BTreeMap::new();
    for call in calls {
        texts.entry((call.voice.clone(), call.text.clone())).or_default().push(call);
    }
    texts
}

/// Makes an episode while each of these replies is given to one text of each voice: each is told, each is followed by one
/// more call, and nothing else is asked for twice.
fn gets_over(outside: &Outside, name: &str, replies: &[Reply]) -> Result<BTreeMap<(String, String), Vec<Call>>> {
    outside.plan(name, &Plan::once_each(replies));
    let id = outside.create(name, work::source("markdown", &work::fixture("article.md")?))?;
    let history = outside.history(&id)?;
    let view = work::read(&outside.client, &id)?;
    ensure!(work::status(&view) == "succeeded", "{view}");
    let texts = by_text(outside.provider.calls(&voices(name)));
    let met: Vec<&Reply> = texts.values().filter_map(|calls| Some(&calls.first()?.reply)).collect();
    for reply in replies {
        let count = met.iter().filter(|known| **known == reply).count();
        let wanted = 2 * replies.iter().filter(|known| *known == reply).count();
        ensure!(count == wanted, "{count} and not {wanted} texts met {reply:?}");
    }
    let mut all_takes = 0;
    for ((voice, text), calls) in &texts {
        let given: Vec<&Reply> = calls.iter().map(|call| &call.reply).collect();
        let is_once = matches!(given.as_slice(), [Reply::Speech]);
        let is_twice = matches!(given.as_slice(), [first, Reply::Speech] if replies.contains(first));
        ensure!(is_once || is_twice, "{voice} was asked for {text:?} and answered {given:?}");
        let keys: BTreeSet<&str> = calls.iter().map(|call| call.header("idempotency-key")).collect();
        // What was answered and is of no use would be answered again under the same key.
        let takes = if given.first().is_some_and(|first| is_bad_take(first)) { 2 } else { 1 };
        ensure!(
            keys.len() == takes && !keys.contains(""),
            "the attempts at one speech have the keys {keys:?}: {given:?}"
        );
        all_takes += takes;
    }
    let keys: BTreeSet<&str> = texts.values().flatten().map(|call| call.header("idempotency-key")).collect();
    ensure!(keys.len() == all_takes, "{} keys for {all_takes} takes", keys.len());
    let told = failures(&history).len();
    ensure!(told == 2 * replies.len(), "{told} failures told of {}", 2 * replies.len());
    ensure_published(outside, &id)?;
    Ok(texts)
}

/// True for an answer that is whole, and no speech.
fn is_bad_take(reply: &Reply) -> bool {
    matches!(reply, Reply::Apology | Reply::Garbage | Reply::Truncated | Reply::Silence)
}

fn ensure_published(outside: &Outside, id: &str) -> Result<()> {
    let stored = Stored::read(&outside.state)?;
    let files = stored.keys().iter().filter(|key| key.starts_with(&format!("episodes/{id}/"))).count();
    ensure!(files == ARTIFACTS.len(), "{files} files");
    Ok(())
}

fn statuses_that_may_pass_are_tried_again_and_nothing_finished_is_asked_for_twice(outside: &Outside) -> Result<()> {
    gets_over(outside, "passing", &[408, 409, 425, 429, 500, 502, 503, 529].map(Reply::status))?;
    Ok(())
}

fn answers_that_are_no_speech_are_tried_again(outside: &Outside) -> Result<()> {
    let replies = [
        Reply::Apology,
        Reply::Garbage,
        Reply::Truncated,
        Reply::Silence,
        Reply::Close,
        Reply::Lost,
        Reply::Endless,
        Reply::status(204),
    ];
    let texts = gets_over(outside, "unsound", &replies)?;
    for call in texts.values().flatten().filter(|call| call.reply == Reply::Endless) {
        ensure!(call.is_dropped, "somebody listens to an endless answer");
    }
    Ok(())
}

fn a_call_that_hangs_is_given_up_and_made_again(outside: &Outside) -> Result<()> {
    let texts = gets_over(outside, "hanging", &[Reply::Hang])?;
    for calls in texts.values() {
        let [hung, again] = calls.as_slice() else { continue };
        // Its time has begun before the call arrived here.
        let waited = again.at - hung.at;
        ensure!(waited >= ATTEMPT_TIMEOUT - ARRIVAL, "given up after {waited:?}");
        ensure!(hung.is_dropped, "nobody waits for the answer, and the connection is kept");
    }
    Ok(())
}

fn waiting(wait: RetryAfter) -> [Reply; 2] {
    [429, 503].map(|status| Reply::Status { status, retry_after: Some(wait), body: "" })
}

fn a_wait_asked_for_in_seconds_is_kept(outside: &Outside) -> Result<()> {
    let texts = gets_over(outside, "seconds", &waiting(RetryAfter::Seconds(4)))?;
    for calls in texts.values() {
        let [told, again] = calls.as_slice() else { continue };
        let gap: Duration = again.at - told.at;
        ensure!(gap >= Duration::from_secs(4), "asked again after {gap:?}");
    }
    Ok(())
}

fn a_wait_asked_for_as_a_date_is_kept(outside: &Outside) -> Result<()> {
    let texts = gets_over(outside, "dated", &waiting(RetryAfter::Date(5)))?;
    for calls in texts.values() {
        let [told, again] = calls.as_slice() else { continue };
        // A date has no milliseconds.
        let date = told.arrived_at + Duration::from_secs(4);
        ensure!(again.arrived_at >= date, "asked again {:?} early", date.duration_since(again.arrived_at));
    }
    Ok(())
}

fn speech_that_trickles_in_is_waited_for(outside: &Outside) -> Result<()> {
    outside.plan("slow", &Plan::always(Reply::Slow));
    let started = Instant::now();
    let id = outside.create("slow", work::note("patience"))?;
    let history = outside.history(&id)?;
    let last = history.last().context("no update")?;
    ensure!(work::change(last) == "succeeded" && failures(&history).is_empty(), "{history:?}");
    ensure!(started.elapsed() >= Duration::from_secs(1), "it was not slow");
    Ok(())
}
