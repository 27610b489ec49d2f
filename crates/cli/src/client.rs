//! HTTP client: one method per operation, retried until the service answers or the attempts are used up.
//!
//! A repeated `POST` carries the same idempotency key, so that a lost answer never makes a second job.

mod admin;
pub(crate) mod feed;
mod script;

use std::thread;

use protocol::{
    AnySource, CreateJob, IdempotencyKey, JobId, JobList, JobView, Method, Operation, Problem, Purge, WireVersion,
    header,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::http::response::Parts;
use ureq::http::{HeaderMap, Request, request};
use ureq::{Agent, Body};

use crate::address::{BaseUrl, route};
use crate::error::{Error, Refusal};
use crate::pace::{Attempts, Pace};

/// Bytes of one answer. The largest is an episode: 90 minutes at 320 kbit/s.
const ANSWER_BYTES_MAX: u64 = 256 * 1024 * 1024;

pub(crate) struct Client {
    agent: Agent,
    base: BaseUrl,
    token: Option<String>,
    pace: Pace,
}

/// One request.
struct Call<'a> {
    operation: Operation,
    /// The id in the path: a job's, a tenant's or a token's.
    id: Option<String>,
    query: Vec<(&'static str, String)>,
    key: Option<&'a IdempotencyKey>,
    /// The person who asks.
    subject: Option<&'a str>,
    body: Option<&'a [u8]>,
}

impl Call<'_> {
    fn of(operation: Operation) -> Self {
        Self { operation, id: None, query: Vec::new(), key: None, subject: None, body: None }
    }
}

impl Client {
    pub(crate) fn new(base: BaseUrl, token: Option<String>, pace: &Pace) -> Result<Self, Error> {
        let token = token.filter(|token| !token.is_empty());
        // Checked here because the libraries' own complaint may quote the value.
        if token.as_deref().is_some_and(|token| !token.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(Error::Usage("the token has to be visible ASCII characters".to_owned()));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(pace.timeout()))
            .timeout_per_read(Some(pace.timeout()))
            .timeout_per_write(Some(pace.timeout()))
            .build();
        Ok(Self { agent: config.into(), base, token, pace: *pace })
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.base
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.pace
    }

    /// The headers every request of ours carries, websockets included.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            (header::VERSION, WireVersion::CURRENT.to_string()),
            (header::CLIENT, concat!("cuepoint-cli/", env!("CARGO_PKG_VERSION")).to_owned()),
        ];
        headers.extend(self.token.as_ref().map(|token| ("Authorization", format!("Bearer {token}"))));
        headers
    }

    pub(crate) fn create(
        &self,
        job: &CreateJob<AnySource>,
        key: &IdempotencyKey,
        subject: Option<&str>,
    ) -> Result<JobView, Error> {
        let body = encode(job)?;
        let call = Call { key: Some(key), subject, body: Some(&body), ..Call::of(Operation::CreateJob) };
        decode(&self.call(&call)?)
    }

    pub(crate) fn list(&self, cursor: Option<&str>) -> Result<JobList, Error> {
        let query = named("cursor", cursor);
        decode(&self.call(&Call { query, ..Call::of(Operation::ListJobs) })?)
    }

    pub(crate) fn read(&self, id: JobId) -> Result<JobView, Error> {
        decode(&self.call_job(Operation::ReadJob, id)?)
    }

    pub(crate) fn cancel(&self, id: JobId) -> Result<JobView, Error> {
        decode(&self.call_job(Operation::CancelJob, id)?)
    }

    pub(crate) fn resume(&self, id: JobId) -> Result<JobView, Error> {
        decode(&self.call_job(Operation::ResumeJob, id)?)
    }

    pub(crate) fn delete(&self, id: JobId) -> Result<JobView, Error> {
        decode(&self.call_job(Operation::TrashJob, id)?)
    }

    pub(crate) fn restore(&self, id: JobId) -> Result<JobView, Error> {
        decode(&self.call_job(Operation::RestoreJob, id)?)
    }

    pub(crate) fn purge(&self, id: JobId, token: String) -> Result<JobView, Error> {
        let body = encode(&Purge { token })?;
        decode(&self.call(&Call { id: Some(id.to_string()), body: Some(&body), ..Call::of(Operation::PurgeJob) })?)
    }

    pub(crate) fn artifact(&self, artifact: Operation, id: JobId) -> Result<Vec<u8>, Error> {
        self.call_job(artifact, id)
    }

    fn call_job(&self, operation: Operation, id: JobId) -> Result<Vec<u8>, Error> {
        self.call(&Call { id: Some(id.to_string()), ..Call::of(operation) })
    }

    fn call(&self, call: &Call<'_>) -> Result<Vec<u8>, Error> {
        let mut attempts = Attempts::new(self.pace.call);
        loop {
            match self.attempt(call) {
                Ok(answer) => return Ok(answer),
                Err(error) => thread::sleep(attempts.wait_after(error)?),
            }
        }
    }

    fn attempt(&self, call: &Call<'_>) -> Result<Vec<u8>, Error> {
        let (parts, bytes) = self.exchange(call)?;
        if parts.status.is_success() { Ok(bytes) } else { Err(refused(parts.status.as_u16(), &parts.headers, &bytes)) }
    }

    /// Sends the request once and returns any answer.
    fn exchange(&self, call: &Call<'_>) -> Result<(Parts, Vec<u8>), Error> {
        let mut request = self.request(call);
        if let Some(key) = call.key {
            request = request.header(header::IDEMPOTENCY_KEY, key.as_str());
        }
        if let Some(subject) = call.subject {
            request = request.header(header::SUBJECT_KEY, subject);
        }
        let sent = match call.body {
            Some(body) => {
                request.header("Content-Type", "application/json").body(body).map(|request| self.agent.run(request))
            }
            None => request.body(()).map(|request| self.agent.run(request)),
        };
        let answer = sent.map_err(ureq::Error::from).flatten().map_err(|error| self.unreachable(error))?;
        let (parts, body) = answer.into_parts();
        let bytes = self.read_body(body)?;
        Ok((parts, bytes))
    }

    fn request(&self, call: &Call<'_>) -> request::Builder {
        let method = route(call.operation).methods.first().map_or("GET", |method| Method::as_str(*method));
        let mut request = Request::builder().method(method).uri(self.url(call));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        request
    }

    fn url(&self, call: &Call<'_>) -> String {
        let address = self.base.http(call.operation, call.id.as_deref());
        let words = call.query.iter().map(|(name, value)| format!("{name}={}", percent_encode(value)));
        let query = words.collect::<Vec<_>>().join("&");
        if query.is_empty() { address } else { format!("{address}?{query}") }
    }

    fn read_body(&self, body: Body) -> Result<Vec<u8>, Error> {
        let read = body.into_with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
        read.map_err(|error| self.unreachable(error))
    }

    fn unreachable(&self, error: ureq::Error) -> Error {
        if let ureq::Error::Io(error) = &error {
            return Error::unreachable(&self.base, error);
        }
        Error::Unreachable { url: self.base.clone(), why: error.to_string(), is_refused: false }
    }
}

/// A query string of at most one parameter.
fn named(name: &'static str, value: Option<&str>) -> Vec<(&'static str, String)> {
    value.map(|value| (name, value.to_owned())).into_iter().collect()
}

fn encode(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|error| Error::Answer(error.to_string()))
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| Error::Answer(error.to_string()))
}

/// The error for an answer that is no success.
pub(crate) fn refused(status: u16, headers: &HeaderMap, body: &[u8]) -> Error {
    let seconds = headers.get("Retry-After").and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let problem = serde_json::from_slice::<Problem>(body).ok();
    Error::Refused(Refusal { status, problem, retry_after_ms: seconds.map(|seconds| seconds.saturating_mul(1_000)) })
}

fn percent_encode(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
