//! Questions to language models: the providers in their order, one repair, and the embedded writer after them.

use std::pin::pin;

use futures::future::{Either, select};
use job::{Failure, Hasher, Job, Lease};
use protocol::{Code, Money, Timestamp, Writer};
use script::{Flaw, Question};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use writer::{Content, Failed, Outcome, Provider, Repair, Request};

use crate::io::calls::{self, Ended};
use crate::io::documents::{answer_key, keep};
use crate::io::egress;
use crate::io::lease_guard::while_held;
use crate::ports::{Clock, Document, Ports, Scripts, Store};
use crate::provider::{ASKED_MAX, CACHE, Choice, choice, prompt};

/// The end of an attempt that is not left to a call: for judging its answer, and for the ledger, which a call that is dropped
/// with its attempt does not tell of its end.
const RESERVE_MS: i64 = 5_000;
/// The reason of a call that was given up after half of an attempt or more. It is not made again: what a model has not
/// written in that time it does not write in the same time.
const TIMEOUT: &str = "timeout";
/// The reason of one that began late in its attempt; the next attempt makes it again.
const DROPPED: &str = "dropped";

/// The outcome of a question.
pub(crate) enum Asked<T> {
    Answered(T, Writer),
    /// For this reason, a word.
    Embedded(&'static str),
}

/// An answer, and as it is kept: an attempt that starts anew does not pay for it again.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Json(Value),
    Text(String),
}

/// Sentences that mending has changed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mending {
    pub(crate) left_out: u32,
    pub(crate) added: u32,
}

/// Reading of answers to one question.
pub(crate) trait Reader<T> {
    /// # Errors
    /// The flaws, which the model is told.
    fn read(&self, answer: &Value) -> Result<T, Vec<Flaw>>;

    /// The sound part of an answer with flaws, and what was changed; none if that is too little.
    fn mend(&self, _answer: &Value) -> Option<(T, Mending)> {
        None
    }
}

/// The end of one provider's turn.
enum Turn<T> {
    Answered(T),
    Chosen(Choice, &'static str, Option<i64>),
    /// The attempt has no time left, for this provider or another.
    OutOfTime(&'static str),
}

/// The question and all it is asked with.
struct Asking<'a, P> {
    ports: &'a P,
    job: &'a Job,
    lease: Lease,
    question: &'a Question,
    /// The end of the time for calls.
    until: Timestamp,
}

/// Asks the providers in their order, until one answers soundly.
///
/// # Errors
/// When another attempt may succeed, or the lease is over.
pub(crate) async fn ask<T>(
    ports: &impl Ports,
    job: &Job,
    lease: Lease,
    question: &Question,
    reader: &impl Reader<T>,
) -> Result<Asked<T>, Failure> {
    let attempt = job.step(lease.step).map_or(1, |step| step.attempts);
    let until = ports.clock().now().plus_ms(lease.step.spec().attempt_ms_max.saturating_sub(RESERVE_MS));
    let asking = Asking { ports, job, lease, question, until };
    let mut last = "unavailable";
    if attempt <= ASKED_MAX {
        let slow = if attempt > 1 { asking.slow()? } else { Vec::new() };
        let (slow, others): (Vec<_>, Vec<_>) =
            ports.scripts().providers().iter().partition(|provider| slow.contains(&provider.name));
        if !slow.is_empty() {
            last = TIMEOUT;
        }
        // Of providers that are worth another attempt: the wait that each asks for.
        let mut waits: Vec<Option<i64>> = Vec::new();
        for (index, provider) in others.iter().enumerate() {
            match asking.of(provider, reader).await? {
                Turn::Answered((answer, Mending { left_out, added })) => {
                    let writer = Writer { left_out, added, ..Writer::provider(&provider.name) };
                    return Ok(Asked::Answered(answer, writer));
                }
                Turn::Chosen(Choice::Embedded, because, _) => return Ok(Asked::Embedded(because)),
                Turn::Chosen(chosen, because, hint_ms) => {
                    tracing::warn!(job = %job.spec().id, step = %lease.step, provider = provider.name, because, "a model was of no use");
                    if chosen == Choice::Later {
                        waits.push(hint_ms);
                    }
                    last = because;
                }
                Turn::OutOfTime(because) => {
                    tracing::warn!(job = %job.spec().id, step = %lease.step, provider = provider.name, because, "a model was too slow");
                    // Its repair may come in time, or the next provider.
                    if because == DROPPED || index + 1 < others.len() {
                        waits.push(None);
                    }
                    last = because;
                    break;
                }
            }
        }
        // The first of them that can be asked again: none that is out for long, and chosen against, is waited for.
        if let Some(retry_after_ms) = waits.into_iter().min().filter(|_| attempt < ASKED_MAX) {
            let failure = Failure::transient(Code::Unavailable, format!("no model has answered: {last}"));
            return Err(Failure { class: job::Class::Transient { retry_after_ms }, ..failure });
        }
    }
    Ok(Asked::Embedded(last))
}

impl<P: Ports> Asking<'_, P> {
    /// One provider's turn: the question, and the repair of an answer that has flaws.
    async fn of<T>(&self, provider: &Provider, reader: &impl Reader<T>) -> Result<Turn<(T, Mending)>, Failure> {
        let mut flawed: Option<(String, String)> = None;
        let mut answers = Vec::new();
        let mut end = (Choice::Embedded, "malformed");
        for turn in 0..2 {
            let Some(request) = self.request(provider, flawed.as_ref()) else {
                return Ok(Turn::Chosen(Choice::Next, "request", None));
            };
            let answer = match self.kept(provider, &request)? {
                Some(answer) => answer,
                None => match self.paid(provider, &request, turn).await? {
                    Turn::Answered(answer) => answer,
                    // Without a repair, what is sound of the first answer is left.
                    Turn::Chosen(chosen, why, _) if turn > 0 && chosen != Choice::Later => {
                        end = (chosen, why);
                        break;
                    }
                    Turn::Chosen(chosen, because, hint_ms) => return Ok(Turn::Chosen(chosen, because, hint_ms)),
                    Turn::OutOfTime(because) => return Ok(Turn::OutOfTime(because)),
                },
            };
            let json = answer.to_json();
            let flaws = match reader.read(&json) {
                Ok(sound) => return Ok(Turn::Answered((sound, Mending::default()))),
                Err(flaws) => flaws,
            };
            answers.push(json);
            end.1 = flaws.first().map_or(end.1, Flaw::code);
            let codes: Vec<&str> = flaws.iter().map(Flaw::code).collect();
            tracing::info!(job = %self.job.spec().id, step = %self.lease.step, provider = provider.name, turn, flaws = codes.join(" "), "an answer has flaws");
            flawed = Some((answer.into_text(), script::repair(&flaws)));
        }
        // The repair is the better answer more often than not.
        let mended = answers.iter().rev().find_map(|answer| reader.mend(answer));
        Ok(mended.map_or(Turn::Chosen(end.0, end.1, None), Turn::Answered))
    }

    fn request(&self, provider: &Provider, flawed: Option<&(String, String)>) -> Option<Request> {
        let repair = flawed.map(|(answered, defect)| Repair { answered, defect });
        let prompt = prompt(provider, self.question, repair);
        let built = writer::build(provider.contract, &prompt, provider.key.as_ref());
        built.inspect_err(|error| tracing::error!(%error, "a question was not sent")).ok()
    }

    /// Digest of a question, with its provider.
    fn digest(provider: &Provider, request: &Request) -> job::Digest {
        Hasher::new("question").part(&provider.name).part(&request.body).finish()
    }

    /// The answer that an attempt before has paid for.
    fn kept(&self, provider: &Provider, request: &Request) -> Result<Option<Answer>, Failure> {
        let kept = self.ports.store().document(&answer_key(&Self::digest(provider, request)))?;
        Ok(kept.and_then(|body| serde_json::from_str(&body).ok()))
    }

    /// The providers that have had their time for this step, and did not answer.
    fn slow(&self) -> Result<Vec<String>, Failure> {
        let step = self.lease.step.to_string();
        // Calls from before the step was renewed were of another question, or in another hour.
        let since = self.job.step(self.lease.step).and_then(|step| step.started_at);
        let calls = calls::ledger(self.ports, self.job)?.into_iter();
        let slow = calls.filter(|call| {
            call.step == step && call.because.as_deref() == Some(TIMEOUT) && Some(call.begun_at) >= since
        });
        Ok(slow.map(|call| call.provider).collect())
    }

    /// One call: its money set aside, made, entered in the ledger.
    async fn paid(&self, provider: &Provider, request: &Request, turn: usize) -> Result<Turn<Answer>, Failure> {
        let Self { ports, job, lease, question, until } = *self;
        let price = provider.price_at(ports.clock().now());
        let most = price.and_then(|price| price.most(request.input_tokens_max(), question.max_output_tokens, CACHE));
        let (Some(price), Some(most)) = (price, most) else { return Ok(Turn::Chosen(Choice::Next, "no_price", None)) };
        let call = match calls::begin(ports, job, lease, provider, most).await? {
            Ok(call) => call,
            Err(because) => return Ok(Turn::Chosen(Choice::Next, because, None)),
        };
        egress::ask(ports, question, turn > 0);
        let left_ms = until.since_ms(ports.clock().now()).max(0);
        let asked = async {
            let time_is_over = pin!(ports.clock().sleep(left_ms));
            Ok(match select(pin!(ports.scripts().ask(provider, request)), time_is_over).await {
                Either::Left((asked, _)) => Some(asked),
                Either::Right(_) => None,
            })
        };
        let Some(asked) = while_held(ports, lease, asked).await.transpose() else {
            let had_time = left_ms >= lease.step.spec().attempt_ms_max / 2;
            let because = if had_time { TIMEOUT } else { DROPPED };
            call.end(ports, Ended { because: Some(because), ..Ended::default() }, &[]);
            return Ok(Turn::OutOfTime(because));
        };
        match asked {
            Err(over) => {
                call.end(ports, Ended { because: Some(DROPPED), ..Ended::default() }, &[]);
                Err(over)
            }
            Ok(Err(until)) => {
                call.end(ports, Ended { cost: Some(Money::ZERO), because: Some("breaker"), usage: None }, &[]);
                let wait_ms = until.since_ms(ports.clock().now()).max(0);
                Ok(Turn::Chosen(Choice::Later, "breaker", Some(wait_ms)))
            }
            Ok(Ok(Outcome::Failed(failed))) => {
                let cost = match &failed.usage {
                    Some(usage) => price.cost(usage),
                    None => (!failed.may_have_been_paid).then_some(Money::ZERO),
                };
                let because = failed.reason.as_str();
                call.end(ports, Ended { cost, usage: failed.usage, because: Some(because) }, &[]);
                let Failed { hint_ms, .. } = failed;
                Ok(Turn::Chosen(choice(&failed), because, hint_ms))
            }
            Ok(Ok(Outcome::Written(written))) => {
                let cost = written.usage.as_ref().and_then(|usage| price.cost(usage));
                let answer = match written.content {
                    Content::Json(json) => Answer::Json(json),
                    Content::Text(text) => Answer::Text(text),
                };
                let key = answer_key(&Self::digest(provider, request));
                let kept: Vec<Document> = keep(key, &answer).into_iter().collect();
                call.end(ports, Ended { cost, usage: written.usage, because: None }, &kept);
                Ok(Turn::Answered(answer))
            }
        }
    }
}

impl Answer {
    /// Prose without any JSON is judged like JSON of a wrong shape.
    fn to_json(&self) -> Value {
        match self {
            Self::Json(json) => json.clone(),
            Self::Text(text) => Value::String(text.clone()),
        }
    }

    fn into_text(self) -> String {
        match self {
            Self::Json(json) => json.to_string(),
            Self::Text(text) => text,
        }
    }
}
