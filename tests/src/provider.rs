//! A provider of speech as the outside world has them: it speaks OpenAI's contract, fails as told, and remembers every
//! request it got.

mod reply;
mod tone;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::wire::{self, Request};
pub use reply::{Reply, RetryAfter};

/// Stops listening when dropped.
pub struct Provider {
    address: SocketAddr,
    known: Arc<Known>,
    is_stopped: Arc<AtomicBool>,
}

/// Answers planned for the calls of one voice.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The first call for the first text, for the second text, and so on; each text meets at most one of these.
    pub first: Vec<Reply>,
    pub then: Reply,
}

/// A request to speak, as it arrived.
#[derive(Clone, Debug)]
pub struct Call {
    pub voice: String,
    pub text: String,
    pub headers: Vec<(String, String)>,
    pub body: Value,
    pub reply: Reply,
    pub at: Instant,
    pub arrived_at: SystemTime,
    /// The caller went away before it had its whole answer.
    pub is_dropped: bool,
}

#[derive(Default)]
struct Known(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    plans: BTreeMap<String, Plan>,
    models: Option<Reply>,
    /// As they are listed.
    voices: Option<Value>,
    calls: Vec<Call>,
    /// Requests for anything but speech.
    strays: Vec<String>,
}

impl Provider {
    pub fn start() -> Result<Self> {
        Self::start_on(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    pub fn start_on(address: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind(address).with_context(|| address.to_string())?;
        let address = listener.local_addr()?;
        let (known, is_stopped) = (Arc::new(Known::default()), Arc::new(AtomicBool::new(false)));
        let provider = Self { address, known: Arc::clone(&known), is_stopped: Arc::clone(&is_stopped) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if is_stopped.load(Ordering::SeqCst) {
                    return;
                }
                let known = Arc::clone(&known);
                thread::spawn(move || serve(stream, &known));
            }
        });
        Ok(provider)
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on; texts already heard are not first calls any more.
    pub fn plan(&self, voice: &str, plan: Plan) {
        self.known.memory().plans.insert(voice.to_owned(), plan);
    }

    /// Plans the answer to a request for its models; 404 until then.
    pub fn plan_models(&self, reply: Reply) {
        self.known.memory().models = Some(reply);
    }

    /// Plans the list of its voices; 404 until then.
    pub fn plan_voices(&self, list: Value) {
        self.known.memory().voices = Some(list);
    }

    /// Every call for these voices, in the order of arrival.
    pub fn calls(&self, voices: &[String]) -> Vec<Call> {
        self.known.memory().calls.iter().filter(|call| voices.contains(&call.voice)).cloned().collect()
    }

    pub fn all_calls(&self) -> Vec<Call> {
        self.known.memory().calls.clone()
    }

    pub fn strays(&self) -> Vec<String> {
        self.known.memory().strays.clone()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes who waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

impl Plan {
    pub fn always(reply: Reply) -> Self {
        Self { first: Vec::new(), then: reply }
    }

    pub fn once_each(replies: impl Into<Vec<Reply>>) -> Self {
        Self { first: replies.into(), then: Reply::Speech }
    }
}

impl Call {
    /// For anything but speech.
    fn unspoken(headers: Vec<(String, String)>, reply: Reply) -> Self {
        let (voice, text, body) = (String::new(), String::new(), Value::Null);
        Self { voice, text, headers, body, reply, at: Instant::now(), arrived_at: SystemTime::now(), is_dropped: false }
    }

    /// Empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl Known {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn models(&self) -> Option<Reply> {
        self.memory().models.clone()
    }

    /// Writes a request down and decides on its answer; `None` for anything but speech.
    fn take(&self, request: Request) -> Option<(usize, Call)> {
        let mut memory = self.memory();
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let field = |name| Some(body.get(name)?.as_str()?.to_owned());
        let (Some(voice), Some(text), "POST /v1/audio/speech") = (field("voice"), field("input"), &*request.line)
        else {
            // Whoever creates a job asks for the list.
            if request.line != "GET /v1/audio/voices" {
                memory.strays.push(request.line);
            }
            return None;
        };
        let texts: BTreeSet<&str> =
            memory.calls.iter().filter(|call| call.voice == voice).map(|call| call.text.as_str()).collect();
        let plan = memory.plans.get(&voice).cloned().unwrap_or_default();
        let first = if texts.contains(text.as_str()) { None } else { plan.first.get(texts.len()).cloned() };
        let reply = first.unwrap_or(plan.then);
        let (at, arrived_at) = (Instant::now(), SystemTime::now());
        let call = Call { voice, text, headers: request.headers, body, reply, at, arrived_at, is_dropped: false };
        memory.calls.push(call.clone());
        Some((memory.calls.len() - 1, call))
    }
}

/// One request of one connection.
fn serve(mut stream: TcpStream, known: &Known) {
    let Ok(request) = Request::read(&mut stream) else { return };
    if let ("GET /v1/models", Some(reply)) = (&*request.line, known.models()) {
        let _ = reply::give(&mut stream, &Call::unspoken(request.headers, reply));
        return;
    }
    let voices = known.memory().voices.clone();
    if let ("GET /v1/audio/voices", Some(list)) = (&*request.line, voices) {
        let _ = wire::answer(&mut stream, 200, "application/json", &[], list.to_string().as_bytes());
        return;
    }
    match known.take(request) {
        None => wire::refuse(&mut stream),
        Some((index, call)) => {
            if reply::give(&mut stream, &call).is_err()
                && let Some(call) = known.memory().calls.get_mut(index)
            {
                call.is_dropped = true;
            }
        }
    }
}
