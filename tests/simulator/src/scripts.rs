//! Language models that refuse, are busy, break, lose their answers and write nonsense; what they write else quotes the source.

use std::future::pending;

use pipeline::Scripts;
use protocol::Timestamp;
use serde_json::{Value, json};
use writer::{Class, Content, Failed, Outcome, Provider, Reason, Request, Usage, Written};

use crate::faults::Fault;
use crate::quoting;
use crate::world::{State, World};

/// A wait that nobody waits for.
const FOR_LONG_MS: i64 = 3_600_000;

impl Scripts for World<'_> {
    fn providers(&self) -> &[Provider] {
        &self.providers
    }

    async fn ask(&self, provider: &Provider, request: &Request) -> Result<Outcome, Timestamp> {
        let _busy = self.busy();
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let id = self.with(|state| state.check_asked(provider, request));
        if self.hit(Fault::ModelLeftAlone) {
            return Err(self.with(|state| {
                state.tell_cost(id);
                state.end_call(id, false);
                state.now().plus_ms(state.random.ms(0, 300_000))
            }));
        }
        let mut call =
            UnderWay { world: self, id, is_answered: false, endings: self.with(|state| state.ledger.endings) };
        self.call().await;
        if let Some(failed) = self.with(State::turned_away) {
            self.with(|state| state.tell_cost(id));
            return Ok(Outcome::Failed(failed));
        }
        let answer = self.with(|state| state.answer(&body));
        let usage = usage(&request.body, &answer);
        let cost = provider.price_at(self.with(|state| state.now())).and_then(|price| price.cost(&usage));
        self.with(|state| state.charge_call(id, cost.unwrap_or_default()));
        if self.hit(Fault::ModelHangs) {
            pending::<()>().await;
        }
        if self.hit(Fault::ModelLate) {
            let ms = self.with(|state| state.random.ms(5_000, 120_000));
            self.pause(ms).await;
        }
        self.call().await;
        if self.hit(Fault::ModelAnswerLost) {
            return Ok(Outcome::Failed(Failed::unanswered()));
        }
        call.is_answered = true;
        Ok(self.with(|state| state.delivered(id, answer, usage)))
    }
}

/// A call under way, until it is answered or dropped.
struct UnderWay<'w, 's> {
    world: &'w World<'s>,
    id: Option<job::CallId>,
    is_answered: bool,
    /// Of its job, until it started.
    endings: u64,
}

impl Drop for UnderWay<'_, '_> {
    fn drop(&mut self) {
        self.world.with(|state| {
            state.end_call(self.id, self.is_answered);
            state.check_dropped(self.endings);
        });
    }
}

/// As a provider counts: of English, four bytes are a token.
fn usage(asked: &str, answer: &Value) -> Usage {
    let tokens = |bytes: usize| bytes as u64 / 4;
    Usage { input: tokens(asked.len()), output: tokens(answer.to_string().len()), ..Usage::default() }
}

/// A number that no source has.
fn unsound(answer: &Value) -> Value {
    let mut unsound = answer.clone();
    for (list, field) in [("turns", "text"), ("sections", "title")] {
        let parts = unsound.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
        for (index, text) in parts.filter_map(|part| part.get_mut(field)).enumerate() {
            // Nothing sound is left of it.
            *text = json!(format!("It took 47 days and {index} hours."));
        }
    }
    unsound
}

fn failed(class: Class, reason: Reason) -> Failed {
    Failed { class, reason, ..Failed::unanswered() }
}

impl State {
    /// A model that is busy, or out of money, is not paid.
    fn turned_away(&mut self) -> Option<Failed> {
        let unpaid = |class, reason, hint_ms| Failed { hint_ms, may_have_been_paid: false, ..failed(class, reason) };
        if self.hit(Fault::ModelQuota) {
            let hint_ms = self.random.chance(500).then_some(FOR_LONG_MS);
            Some(unpaid(Class::Quota, Reason::Money, hint_ms))
        } else if self.hit(Fault::ModelBusyForLong) {
            Some(unpaid(Class::Transient, Reason::Pace, Some(FOR_LONG_MS)))
        } else if self.hit(Fault::ModelBusy) {
            let hint_ms = self.random.chance(500).then(|| self.random.ms(0, 60_000));
            Some(unpaid(Class::Transient, Reason::Pace, hint_ms))
        } else if self.hit(Fault::ModelBroken) {
            Some(unpaid(Class::Transient, Reason::Outage, None))
        } else {
            None
        }
    }

    /// The sound answer to a request.
    fn answer(&self, body: &Value) -> Value {
        match &self.models.dictation {
            Some(dictation) => dictation.answer(body),
            None if self.models.section_paragraphs == 4 => quoting::answer(body),
            None => quoting::answer_in(body, self.models.section_paragraphs),
        }
    }

    /// The answer as it arrives.
    fn delivered(&mut self, id: Option<job::CallId>, answer: Value, usage: Usage) -> Outcome {
        let is_counted = !self.hit(Fault::ModelCountsNothing);
        let usage = is_counted.then_some(usage);
        if is_counted {
            self.tell_cost(id);
        }
        for (fault, reason) in [(Fault::ModelRefuses, Reason::Refused), (Fault::ModelCutShort, Reason::Length)] {
            if self.hit(fault) {
                return Outcome::Failed(Failed { usage, ..failed(Class::Permanent, reason) });
            }
        }
        if answer.is_null() {
            return Outcome::Failed(Failed { usage, ..failed(Class::Permanent, Reason::Refused) });
        }
        let content = if self.hit(Fault::ModelAnswersProse) {
            Content::Text("Sure, here is what I think of it.".to_owned())
        } else if self.hit(Fault::ModelAnswersUnsound) {
            Content::Json(unsound(&answer))
        } else {
            self.models.sound.insert(answer.to_string());
            Content::Json(answer)
        };
        Outcome::Written(Written { content, usage })
    }
}
