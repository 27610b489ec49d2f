//! Text to speech behind the OpenAI speech API: the embedded voice over a service binding, or any provider by its URL.
//!
//! Sends the text, the name of the voice and our own API key: nothing about the tenant or the subject.

use config::Voice;
use job::{Failure, Hasher};
use pipeline::provider::{ANSWER_BYTES_MAX, REFUSAL_BYTES_MAX};
use pipeline::{Clock, Voices, limits, provider};
use protocol::dataflow::Exit;
use serde_json::json;
use worker::{
    D1Database, Env, Fetch, Fetcher, Headers, Method, Request, RequestInit, RequestRedirect, Response, Url,
    wasm_bindgen::JsValue,
};

use crate::faults::exfiltration;
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::platform::trace;
use crate::providers::circuit_breaker;
use crate::providers::circuit_breaker::Asked;
use crate::providers::http::{Aborting, read};

/// Bytes of a list of voices that are read.
const LIST_BYTES_MAX: usize = 256 * 1024;
const PATH: &str = "v1/audio/speech";
/// Name of its circuit breaker; a writer has the name the operator gives it, behind `writer/`.
const VOICE: &str = "voice";
const MODELS: &str = "v1/models";
/// Not of the contract, but what servers of their own have agreed on.
const VOICES: &str = "v1/audio/voices";

pub(crate) struct SpeechApi {
    provider: Provider,
    model: String,
    failures_max: u32,
    database: D1Database,
    clock: PlatformClock,
}

enum Provider {
    Bound(Fetcher),
    Addressed { url: Url, key: Option<String> },
}

pub(crate) fn open(env: &Env, voice: &Voice, clock: PlatformClock) -> worker::Result<SpeechApi> {
    let provider = match &voice.provider {
        config::Provider::Bound => Provider::Bound(bindings::voice(env)?),
        config::Provider::Addressed { url, key } => Provider::Addressed { url: url.clone(), key: key.clone() },
    };
    let failures_max = voice.failures_max.unwrap_or(limits::BREAKER_FAILURES_MAX);
    Ok(SpeechApi { provider, model: voice.model.clone(), failures_max, database: bindings::index(env)?, clock })
}

impl SpeechApi {
    /// The response, and the guard that aborts it when dropped.
    async fn post(&self, body: &str, idempotency_key: &str) -> Result<(Response, Aborting), Failure> {
        match &self.provider {
            Provider::Bound(service) => {
                // The host is never resolved: the request goes to the bound service.
                let address = format!("https://voice/{PATH}");
                let init = request(body, idempotency_key, None).map_err(provider::unreachable)?;
                let response = service.fetch(address, Some(init)).await.map_err(provider::unreachable)?;
                Ok((response, Aborting::nothing()))
            }
            Provider::Addressed { url, key } => {
                let (aborting, signal) = Aborting::new();
                let init = request(body, idempotency_key, key.as_deref()).map_err(provider::unreachable)?;
                let request = Request::new_with_init(url.as_str(), &init).map_err(provider::unreachable)?;
                let sent = Fetch::Request(request).send_with_signal(&signal).await;
                Ok((sent.map_err(provider::unreachable)?, aborting))
            }
        }
    }
}

fn request(body: &str, idempotency_key: &str, key: Option<&str>) -> worker::Result<RequestInit> {
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    headers.set("Accept", "audio/wav")?;
    if let Some(word) = exfiltration::at(Exit::Voice) {
        headers.set("X-Leak", &word)?;
    }
    headers.set("Idempotency-Key", idempotency_key)?;
    trace::propagate(&headers, None)?;
    if let Some(key) = key {
        headers.set("Authorization", &format!("Bearer {key}"))?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(JsValue::from_str(body)));
    // A redirect would carry our key to a URL that is not configured.
    init.with_redirect(RequestRedirect::Manual);
    Ok(init)
}

impl SpeechApi {
    /// Lists the provider's models, which costs nothing; returns the status of the answer.
    pub(crate) async fn probe(&self) -> worker::Result<u16> {
        let (answer, _aborting) = self.get(MODELS).await?;
        Ok(answer.status_code())
    }

    /// Lists the provider's voices, which costs nothing; returns the status of the answer, and its body.
    pub(crate) async fn list(&self) -> worker::Result<(u16, Vec<u8>)> {
        let (mut answer, _aborting) = self.get(VOICES).await?;
        let body = read(&mut answer, LIST_BYTES_MAX).await?;
        Ok((answer.status_code(), body.unwrap_or_default()))
    }

    async fn get(&self, path: &str) -> worker::Result<(Response, Aborting)> {
        match &self.provider {
            Provider::Bound(service) => {
                Ok((service.fetch(format!("https://voice/{path}"), None).await?, Aborting::nothing()))
            }
            Provider::Addressed { url, key } => {
                let (aborting, signal) = Aborting::new();
                let address = url.as_str().strip_suffix(PATH).unwrap_or_default();
                let request = asking(&format!("{address}{path}"), key.as_deref())?;
                Ok((Fetch::Request(request).send_with_signal(&signal).await?, aborting))
            }
        }
    }
}

fn asking(address: &str, key: Option<&str>) -> worker::Result<Request> {
    let headers = Headers::new();
    if let Some(key) = key {
        headers.set("Authorization", &format!("Bearer {key}"))?;
    }
    let mut init = RequestInit::new();
    // A redirect would carry our key to a URL that is not configured.
    init.with_method(Method::Get).with_headers(headers).with_redirect(RequestRedirect::Manual);
    Request::new_with_init(address, &init)
}

impl Voices for SpeechApi {
    async fn speak(&self, voice: &str, text: &str, take: u32) -> Result<Vec<u8>, Failure> {
        let body = json!({ "model": self.model, "voice": voice, "input": text, "response_format": "wav" }).to_string();
        // The same for every attempt: a provider that knows idempotency keys charges once. Another one for a line that was of no use.
        let request = Hasher::new("speech request").part(&body);
        let idempotency_key = if take == 0 { request } else { request.part(take.to_le_bytes()) }.finish();
        let asked = Asked::begin(VOICE, self.failures_max, self.clock);
        circuit_breaker::publish(&self.database, VOICE).await;
        let asked = asked.map_err(circuit_breaker::postponed)?;
        let posted = self.post(&body, idempotency_key.as_str()).await;
        match &posted {
            Ok((response, _)) if !provider::has_failed(response.status_code()) => asked.answered(),
            Ok(_) | Err(_) => asked.failed(),
        }
        circuit_breaker::publish(&self.database, VOICE).await;
        let (mut response, _aborting) = posted?;
        let status = response.status_code();
        if status == 200 {
            let body = read(&mut response, ANSWER_BYTES_MAX).await.map_err(provider::unreachable)?;
            return body.ok_or_else(provider::oversized);
        }
        let retry_after = response.headers().get("Retry-After").ok().flatten();
        // The status says enough when the body does not arrive.
        let body = read(&mut response, REFUSAL_BYTES_MAX).await.ok().flatten().unwrap_or_default();
        Err(provider::refused(status, retry_after.as_deref(), &body, self.clock.now()))
    }
}
