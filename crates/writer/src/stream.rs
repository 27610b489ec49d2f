//! Assembly of a streamed answer: chunks of bytes → the outcome of the whole answer.

mod draft;
mod events;

use protocol::Timestamp;

use crate::{Answer, Class, Contract, Failed, Outcome, Reason, answer, classify, limits, read};
use draft::Draft;
use events::{Event, Events};

/// Marks of byte order and blanks, which servers send before a stream, or before JSON to keep a connection alive.
const BLANK: &[u8] = b"\xef\xbb\xbf \t\r\n";
/// First bytes of a stream's lines: a comment, `data`, `event`, `id`, `retry`.
const LINE_BEGINS: &[u8] = b":deir";

/// The end of chat completions. Gateways add it to Anthropic's messages too.
const DONE: &[u8] = b"[DONE]";

/// An answer as it arrives. Takes any answer, because errors never are streams and some servers do not stream: what is
/// no stream is collected, and read as a whole. Keeps [`ANSWER_BYTES_MAX`](crate::ANSWER_BYTES_MAX) bytes of an event,
/// and as many of the words.
pub struct Assembler {
    contract: Contract,
    status: u16,
    received: usize,
    body: Body,
}

enum Body {
    /// Nothing but blanks so far.
    Unknown,
    Whole(Vec<u8>),
    Stream(Stream),
}

struct Stream {
    events: Events,
    draft: Draft,
    end: Option<End>,
}

/// The end of a stream. The first one counts: all later bytes are ignored.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// The contract's own mark.
    Done,
    /// An error in the provider's words.
    Error(Vec<u8>),
    Malformed,
    Oversized,
}

impl Assembler {
    pub fn new(contract: Contract, status: u16) -> Self {
        let may_stream = status == 200 && contract.streams();
        let body = if may_stream { Body::Unknown } else { Body::Whole(Vec::new()) };
        Self { contract, status, received: 0, body }
    }

    /// Takes the next bytes, cut anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.is_complete() {
            return;
        }
        let bytes = match self.body {
            Body::Unknown => {
                let blanks = bytes.iter().take_while(|byte| BLANK.contains(byte)).count();
                let rest = bytes.get(blanks..).unwrap_or_default();
                let Some(first) = rest.first() else { return };
                let is_stream = LINE_BEGINS.contains(first);
                self.body = if is_stream { Body::Stream(Stream::new(self.contract)) } else { Body::Whole(Vec::new()) };
                rest
            }
            Body::Whole(_) | Body::Stream(_) => bytes,
        };
        let room = self.bytes_max().saturating_sub(self.received);
        let (taken, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        self.received = self.received.saturating_add(taken.len());
        match &mut self.body {
            Body::Unknown => {}
            Body::Whole(body) => body.extend_from_slice(taken),
            Body::Stream(stream) => {
                stream.push(taken);
                if !rest.is_empty() {
                    stream.end.get_or_insert(End::Oversized);
                }
            }
        }
    }

    /// True if no later byte can change the outcome: the caller may stop reading.
    pub fn is_complete(&self) -> bool {
        match &self.body {
            Body::Unknown => false,
            Body::Whole(_) => self.received >= self.bytes_max(),
            Body::Stream(stream) => stream.end.is_some(),
        }
    }

    /// Reads what has arrived: at the end, or when the connection broke or was idle for
    /// [`STREAM_IDLE_MS`](crate::STREAM_IDLE_MS). Headers and `now` are as for [`read`].
    pub fn finish(self, headers: &[(&str, &str)], now: Timestamp) -> Outcome {
        match self.body {
            Body::Unknown => Outcome::Failed(Failed::unanswered()),
            Body::Whole(body) => read(self.contract, &Answer { status: self.status, headers, body: &body }, now),
            Body::Stream(stream) => stream.finish(headers, now),
        }
    }

    /// One byte more than is read of a whole answer, so that its reader sees that it is too long.
    fn bytes_max(&self) -> usize {
        match self.body {
            Body::Whole(_) if self.status != 200 => limits::REFUSAL_BYTES_MAX.saturating_add(1),
            Body::Whole(_) => limits::ANSWER_BYTES_MAX.saturating_add(1),
            Body::Unknown | Body::Stream(_) => limits::STREAM_BYTES_MAX,
        }
    }
}

impl Stream {
    fn new(contract: Contract) -> Self {
        Self { events: Events::default(), draft: Draft::new(contract), end: None }
    }

    fn push(&mut self, bytes: &[u8]) {
        let Self { events, draft, end } = self;
        let is_bounded = events.push(bytes, |event| {
            if end.is_none() {
                *end = take(draft, &event);
            }
        });
        if !is_bounded {
            end.get_or_insert(End::Oversized);
        }
    }

    fn finish(mut self, headers: &[(&str, &str)], now: Timestamp) -> Outcome {
        if self.end.is_none() {
            // Some servers end without the last line's end. An event that was cut is none.
            self.push(b"\n\n");
            self.end = self.end.filter(|end| *end != End::Malformed);
        }
        let usage = self.draft.usage();
        let failed = match self.end {
            Some(End::Done) => match answer::read_value(self.draft.contract, self.draft.into_answer()) {
                Ok(outcome) => return outcome,
                Err(_) => Failed::of_an_answer(Class::Transient, Reason::Malformed),
            },
            Some(End::Error(error)) => {
                Failed { may_have_been_paid: true, ..classify::failed(200, headers, &error, now) }
            }
            Some(End::Malformed) => Failed::of_an_answer(Class::Transient, Reason::Malformed),
            Some(End::Oversized) => Failed::of_an_answer(Class::Transient, Reason::Oversized),
            None => Failed::unanswered(),
        };
        Outcome::Failed(Failed { usage, ..failed })
    }
}

/// Adds an event to the draft.
fn take(draft: &mut Draft, event: &Event<'_>) -> Option<End> {
    if event.data == DONE {
        return Some(End::Done);
    }
    if event.is_error {
        return Some(End::Error(event.data.to_owned()));
    }
    let Ok(value) = serde_json::from_slice(event.data) else { return Some(End::Malformed) };
    if classify::is_error(&value) {
        return Some(End::Error(event.data.to_owned()));
    }
    let is_done = draft.add(value);
    if draft.words_len() > limits::ANSWER_BYTES_MAX {
        return Some(End::Oversized);
    }
    is_done.then_some(End::Done)
}
