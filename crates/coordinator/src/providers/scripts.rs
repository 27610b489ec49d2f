//! Language models by HTTP or by the binding of Workers AI.
//!
//! Sends the prompt, the model's name and our own key: nothing about tenant, job or subject.

use config::Config;
use futures::StreamExt;
use futures::future::{Either, select};
use pipeline::{Clock, Scripts, limits};
use protocol::Timestamp;
use protocol::dataflow::Exit;
use worker::js_sys::{Function, JSON, Promise, Reflect};
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::{D1Database, Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Response};
use writer::{Answer, Assembler, Contract, Failed, Outcome, Provider, STREAM_IDLE_MS};

use crate::faults::exfiltration;
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::providers::circuit_breaker::{self, Asked};
use crate::providers::http::Aborting;

pub(crate) struct WriterApi {
    providers: Vec<Provider>,
    failures_max: u32,
    env: Env,
    database: D1Database,
    clock: PlatformClock,
}

pub(crate) fn open(env: &Env, config: &Config, clock: PlatformClock) -> worker::Result<WriterApi> {
    Ok(WriterApi {
        providers: config.writers.clone(),
        failures_max: config.writer_failures_max.unwrap_or(limits::BREAKER_FAILURES_MAX),
        env: env.clone(),
        database: bindings::index(env)?,
        clock,
    })
}

impl Scripts for WriterApi {
    fn providers(&self) -> &[Provider] {
        &self.providers
    }

    async fn ask(&self, provider: &Provider, request: &writer::Request) -> Result<Outcome, Timestamp> {
        let breaker = format!("{}{}", circuit_breaker::MODELS, provider.name);
        let asked = Asked::begin(&breaker, self.failures_max, self.clock);
        circuit_breaker::publish(&self.database, &breaker).await;
        let asked = asked?;
        let outcome = match provider.contract {
            Contract::WorkersAiBinding => self.run(request).await,
            Contract::OpenAiChat | Contract::AnthropicMessages | Contract::GeminiChat | Contract::WorkersAiRest => {
                self.post(provider, request).await
            }
        };
        match &outcome {
            Outcome::Failed(failed) if failed.is_outage() => asked.failed(),
            Outcome::Failed(_) | Outcome::Written(_) => asked.answered(),
        }
        circuit_breaker::publish(&self.database, &breaker).await;
        Ok(outcome)
    }
}

impl WriterApi {
    async fn post(&self, provider: &Provider, request: &writer::Request) -> Outcome {
        let unanswered = |error: worker::Error| {
            // It may name the address, and nothing else.
            tracing::debug!(%error, provider = provider.name, "a model did not answer");
            Outcome::Failed(Failed::unanswered())
        };
        let (aborting, signal) = Aborting::new();
        let sent = match http_request(provider, request) {
            Ok(request) => Fetch::Request(request).send_with_signal(&signal).await,
            Err(error) => return unanswered(error),
        };
        let outcome = match sent {
            Ok(response) => self.read(provider.contract, response).await,
            Err(error) => unanswered(error),
        };
        drop(aborting);
        outcome
    }

    /// The answer as it comes, until it ends, breaks off or falls silent.
    async fn read(&self, contract: Contract, mut response: Response) -> Outcome {
        let mut assembler = Assembler::new(contract, response.status_code());
        let headers: Vec<(String, String)> = response.headers().entries().collect();
        if let Ok(mut stream) = response.stream() {
            while !assembler.is_complete() {
                let idle = std::pin::pin!(self.clock.sleep(STREAM_IDLE_MS));
                match select(stream.next(), idle).await {
                    Either::Left((Some(Ok(chunk)), _)) => assembler.push(&chunk),
                    Either::Left((Some(Err(_)) | None, _)) | Either::Right(_) => break,
                }
            }
        }
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assembler.finish(&headers, self.clock.now())
    }

    /// `AI.run(model, inputs)`.
    async fn run(&self, request: &writer::Request) -> Outcome {
        let (status, body) = match self.ran(request).await {
            Ok(body) => (200, body),
            Err(thrown) => (500, message(&thrown)),
        };
        let answer = Answer { status, headers: &[], body: body.as_bytes() };
        writer::read(Contract::WorkersAiBinding, &answer, self.clock.now())
    }

    async fn ran(&self, request: &writer::Request) -> Result<String, JsValue> {
        let binding = Reflect::get(self.env.as_ref(), &JsValue::from_str(config::AI))?;
        let run: Function = Reflect::get(&binding, &JsValue::from_str("run"))?.dyn_into()?;
        let inputs = JSON::parse(&request.body)?;
        let promise: Promise = run.call2(&binding, &JsValue::from_str(&request.path), &inputs)?.dyn_into()?;
        let answer = worker::wasm_bindgen_futures::JsFuture::from(promise).await?;
        Ok(JSON::stringify(&answer)?.into())
    }
}

/// The text of what was thrown.
fn message(thrown: &JsValue) -> String {
    let message = Reflect::get(thrown, &JsValue::from_str("message")).ok().and_then(|message| message.as_string());
    message.or_else(|| thrown.as_string()).unwrap_or_default()
}

fn http_request(provider: &Provider, request: &writer::Request) -> worker::Result<Request> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value.expose())?;
    }
    if let Some(word) = exfiltration::at(Exit::Model) {
        headers.set("X-Leak", &word)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(JsValue::from_str(&request.body)));
    // A redirect would carry our key to a URL that is not configured.
    init.with_redirect(RequestRedirect::Manual);
    Request::new_with_init(&format!("{}{}", provider.base, request.path), &init)
}
