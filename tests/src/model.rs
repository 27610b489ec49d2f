//! A provider of language models as the outside world has them: it speaks OpenAI's and Anthropic's contracts, answers soundly or
//! fails as told, and remembers every request it got.

mod quoting;

pub use quoting::{answer as quoted, answer_in as quoted_in};

use std::io::{ErrorKind, Result as IoResult, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;
use serde_json::{Value, json};

use crate::wire::{self, Request};

/// Stops listening when dropped.
pub struct Model {
    address: SocketAddr,
    memory: Arc<Mutex<Memory>>,
    is_stopped: Arc<AtomicBool>,
}

/// A request, as it arrived.
#[derive(Clone, Debug)]
pub struct Question {
    /// `POST /v1/chat/completions`
    pub line: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Value,
    pub told: Told,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Told {
    /// Sound, whatever was asked.
    #[default]
    Sound,
    /// These words, or this JSON.
    Words(String),
    /// A refusal by status, with headers and body.
    Status { status: u16, headers: Vec<(&'static str, String)>, body: Value },
    /// Nothing, on a connection that stays open.
    Hang,
    /// Half of a sound answer, on a connection that is closed.
    Lost,
}

impl Told {
    pub fn status(status: u16, body: Value) -> Self {
        Self::Status { status, headers: Vec::new(), body }
    }
}

#[derive(Default)]
struct Memory {
    questions: Vec<Question>,
    /// Answers to questions that contain these words, each given once, in order.
    once: Vec<(String, Told)>,
    then: Told,
}

/// Tokens of every answer, in and out.
pub const TOKENS: (u64, u64) = (1_000, 200);

impl Model {
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let address = listener.local_addr()?;
        let (memory, is_stopped) = (Arc::new(Mutex::new(Memory::default())), Arc::new(AtomicBool::new(false)));
        let model = Self { address, memory: Arc::clone(&memory), is_stopped: Arc::clone(&is_stopped) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if is_stopped.load(Ordering::SeqCst) {
                    return;
                }
                let memory = Arc::clone(&memory);
                thread::spawn(move || serve(stream, &memory));
            }
        });
        Ok(model)
    }

    /// The base of its OpenAI surface.
    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// The base of its Anthropic surface.
    pub fn anthropic_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next question that contains these words is answered so.
    pub fn once(&self, words: &str, told: Told) {
        self.memory().once.push((words.to_owned(), told));
    }

    /// From now on everything else is answered so.
    pub fn always(&self, told: Told) {
        self.memory().then = told;
    }

    pub fn questions(&self) -> Vec<Question> {
        self.memory().questions.clone()
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes who waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, memory: &Mutex<Memory>) {
    let Ok(request) = Request::read(&mut stream) else { return };
    let Ok(body) = serde_json::from_slice::<Value>(&request.body) else { return wire::refuse(&mut stream) };
    let told = {
        let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        let text = body.to_string();
        let planned = memory.once.iter().position(|(words, _)| text.contains(words.as_str()));
        let told = match planned {
            Some(at) => memory.once.remove(at).1,
            None => memory.then.clone(),
        };
        let Request { line, headers, .. } = request;
        memory.questions.push(Question { line, headers, body: body.clone(), told: told.clone() });
        told
    };
    // A caller that has gone is the caller's.
    let _ = give(&mut stream, &body, &told);
}

fn give(stream: &mut TcpStream, body: &Value, told: &Told) -> IoResult<()> {
    let sound = || quoting::answer(body).to_string();
    match told {
        Told::Sound => say(stream, body, &sound(), false),
        Told::Words(words) => say(stream, body, words, false),
        Told::Lost => say(stream, body, &sound(), true),
        Told::Status { status, headers, body } => {
            wire::answer(stream, *status, "application/json", headers, body.to_string().as_bytes())
        }
        Told::Hang => {
            std::io::copy(stream, &mut std::io::sink())?;
            Err(ErrorKind::ConnectionAborted.into())
        }
    }
}

/// The words as a stream where one was asked for.
fn say(stream: &mut TcpStream, body: &Value, words: &str, is_cut: bool) -> IoResult<()> {
    let is_anthropic = body.get("output_config").is_some();
    if body.get("stream") != Some(&Value::Bool(true)) {
        let whole = if is_anthropic { message(words) } else { completion(words) };
        return wire::answer(stream, 200, "application/json", &[], whole.to_string().as_bytes());
    }
    let events = if is_anthropic { message_events(words) } else { completion_events(words) };
    let all = events.concat();
    let end = if is_cut { all.len() / 2 } else { all.len() };
    wire::head(stream, 200, "text/event-stream", &[])?;
    stream.write_all(all.as_bytes().get(..end).unwrap_or_default())
}

fn completion(words: &str) -> Value {
    let (input, output) = TOKENS;
    let message = json!({ "role": "assistant", "content": words, "refusal": null });
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "model": "m",
        "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output },
    })
}

fn pieces(words: &str) -> Vec<String> {
    words.chars().collect::<Vec<_>>().chunks(40).map(|piece| piece.iter().collect()).collect()
}

fn completion_events(words: &str) -> Vec<String> {
    let (input, output) = TOKENS;
    let chunk = |choices: Value, usage: Value| {
        let chunk =
            json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": choices, "usage": usage });
        format!("data: {chunk}\n\n")
    };
    let delta = |delta: Value, end: Value| json!([{ "index": 0, "delta": delta, "finish_reason": end }]);
    let mut events: Vec<String> = pieces(words)
        .into_iter()
        .map(|piece| chunk(delta(json!({ "content": piece }), Value::Null), Value::Null))
        .collect();
    events.push(chunk(delta(json!({}), json!("stop")), Value::Null));
    let usage = json!({ "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output });
    events.push(chunk(json!([]), usage));
    events.push("data: [DONE]\n\n".to_owned());
    events
}

fn message(words: &str) -> Value {
    let (input, output) = TOKENS;
    json!({
        "id": "msg_1", "type": "message", "role": "assistant", "model": "m",
        "content": [{ "type": "text", "text": words }], "stop_reason": "end_turn",
        "usage": { "input_tokens": input, "output_tokens": output },
    })
}

fn message_events(words: &str) -> Vec<String> {
    let (input, output) = TOKENS;
    let event = |value: Value| {
        let name = value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        format!("event: {name}\ndata: {value}\n\n")
    };
    let begun = json!({ "type": "message_start", "message": { "id": "msg_1", "type": "message", "role": "assistant",
        "content": [], "model": "m", "stop_reason": null, "usage": { "input_tokens": input, "output_tokens": 1 } } });
    let block = json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } });
    let mut events = vec![event(begun), event(block), event(json!({ "type": "ping" }))];
    let delta = |piece: String| json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": piece } });
    events.extend(pieces(words).into_iter().map(|piece| event(delta(piece))));
    events.push(event(json!({ "type": "content_block_stop", "index": 0 })));
    events.push(event(json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" }, "usage": { "output_tokens": output } })));
    events.push(event(json!({ "type": "message_stop" })));
    events
}
