//! The service over HTTP, as bare as the wire: every answer is an answer, whatever its status.

use std::time::Duration;

use anyhow::{Context, Result};
use protocol::header;
use serde_json::Value;
use ureq::http::{HeaderMap, Request};
use ureq::{Agent, SendBody};

/// Longer than anything here takes; what waits longer hangs.
const TIMEOUT: Duration = Duration::from_secs(60);
const SHOWN_CHARS_MAX: usize = 500;
const ANSWER_BYTES_MAX: u64 = 64 * 1024 * 1024;

#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    pub url: String,
    pub token: String,
    /// Empty for those who do not run the service.
    pub admin_token: String,
}

/// A request being put together; carries the token unless told otherwise.
pub struct Ask<'a> {
    client: &'a Client,
    method: String,
    path: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Option<Vec<u8>>,
    is_chunked: bool,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    pub fn new(url: &str, token: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(TIMEOUT))
            .build();
        Self { agent: config.into(), url: url.to_owned(), token: token.to_owned(), admin_token: String::new() }
    }

    pub fn ask(&self, method: &str, path: &str) -> Ask<'_> {
        self.ask_with(&self.token, method, path)
    }

    /// A request to an address under `/admin`.
    pub fn admin(&self, method: &str, path: &str) -> Ask<'_> {
        self.ask_with(&self.admin_token, method, path)
    }

    fn ask_with(&self, token: &str, method: &str, path: &str) -> Ask<'_> {
        let authorization = ("Authorization".to_owned(), format!("Bearer {token}").into_bytes());
        Ask {
            client: self,
            method: method.to_owned(),
            path: path.to_owned(),
            headers: vec![authorization],
            body: None,
            is_chunked: false,
        }
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        self.ask("GET", path).send()
    }

    /// `POST /v1/jobs`.
    pub fn submit(&self, key: &str, body: &Value) -> Ask<'_> {
        self.ask("POST", "/v1/jobs").header(header::IDEMPOTENCY_KEY, key).json(body)
    }
}

impl Ask<'_> {
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.header("Content-Type", "application/json").body(body.to_string())
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends the body without saying how long it is.
    pub fn chunked(mut self) -> Self {
        self.is_chunked = true;
        self
    }

    pub fn send(self) -> Result<Answer> {
        let address = format!("{} {}", self.method, self.path);
        let url = format!("{}{}", self.client.url, self.path);
        let mut request = Request::builder().method(self.method.as_str()).uri(url);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let answer = match self.body {
            None => self.client.agent.run(request.body(())?),
            Some(body) if self.is_chunked => {
                self.client.agent.run(request.body(SendBody::from_owned_reader(std::io::Cursor::new(body)))?)
            }
            Some(body) => self.client.agent.run(request.body(body)?),
        };
        let (parts, body) = answer.with_context(|| address.clone())?.into_parts();
        let body = body.into_with_config().limit(ANSWER_BYTES_MAX).read_to_vec().context(address)?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }
}

impl Answer {
    /// Empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body's beginning, to be shown.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().take(SHOWN_CHARS_MAX).collect()
    }

    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("{} is no JSON: {}", self.status, self.text()))
    }
}
