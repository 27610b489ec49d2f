//! Voices behind the OpenAI speech contract; the embedded one is a service binding away.

use job::{Class, Failure};
use pipeline::Voices;
use protocol::Code;
use serde_json::json;
use worker::{Env, Fetcher, Headers, Method, RequestInit, wasm_bindgen::JsValue};

const BINDING: &str = "VOICE";
const MODEL: &str = "flite";

pub(crate) struct SpeechApi {
    service: Fetcher,
}

pub(crate) fn open(env: &Env) -> worker::Result<SpeechApi> {
    Ok(SpeechApi { service: env.service(BINDING)? })
}

impl SpeechApi {
    async fn post(&self, body: String) -> worker::Result<worker::Response> {
        let headers = Headers::new();
        headers.set("Content-Type", "application/json")?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_headers(headers).with_body(Some(JsValue::from_str(&body)));
        // The host is never resolved: the request goes to the bound service.
        self.service.fetch("https://voice/v1/audio/speech", Some(init)).await
    }
}

impl Voices for SpeechApi {
    async fn speak(&self, voice: &str, text: &str) -> Result<Vec<u8>, Failure> {
        let body = json!({ "model": MODEL, "voice": voice, "input": text, "response_format": "wav" });
        let mut response = self.post(body.to_string()).await.map_err(unreachable)?;
        match response.status_code() {
            200 => response.bytes().await.map_err(unreachable),
            status => Err(refused(status, response.headers())),
        }
    }
}

fn unreachable(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("voice: {error}"))
}

/// The body may repeat what it was asked to say: only the status is kept.
fn refused(status: u16, headers: &Headers) -> Failure {
    let seconds = headers.get("Retry-After").ok().flatten().and_then(|text| text.trim().parse::<i64>().ok());
    let detail = format!("the voice answered {status}");
    let class = match status {
        402 => Class::Quota,
        408 | 409 | 425 | 429 | 500.. => {
            Class::Transient { retry_after_ms: seconds.map(|seconds| seconds.saturating_mul(1_000)) }
        }
        _ => Class::Permanent,
    };
    Failure { class, code: Code::StepFailed, detail }
}
