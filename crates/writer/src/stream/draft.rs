//! The whole answer, as far as it has been streamed.

use serde_json::{Value, json};

use crate::answer::{Text, chat};
use crate::{Contract, Usage};

/// Only what is read of a whole answer; reasoning and calls of tools are none of it.
pub(super) struct Draft {
    pub contract: Contract,
    has_begun: bool,
    words: String,
    refusal: String,
    /// `finish_reason` or `stop_reason`.
    stop: Value,
    usage: Value,
}

impl Draft {
    pub(super) fn new(contract: Contract) -> Self {
        let (words, refusal) = (String::new(), String::new());
        Self { contract, has_begun: false, words, refusal, stop: Value::Null, usage: Value::Null }
    }

    /// Adds the value of an event, and returns true for the last one. Kinds that are not known are ignored, as the
    /// providers ask.
    pub(super) fn add(&mut self, event: Value) -> bool {
        if self.is_message() {
            return self.add_event(event);
        }
        self.add_chunk(event);
        false
    }

    /// `chat.completion.chunk` (openai 3.57.0). The usage has a chunk of its own, without choices; Gemini counts in
    /// any.
    fn add_chunk(&mut self, mut chunk: Value) {
        if let Some(usage) = chunk.get_mut("usage").filter(|usage| Usage::of_chat(usage).is_some()) {
            self.usage = usage.take();
        }
        let Some(choice) = chunk.pointer_mut("/choices/0") else { return };
        self.has_begun = true;
        self.note_stop(choice.get("finish_reason"));
        let Some(delta) = choice.get("delta") else { return };
        match chat::text(delta.get("content")) {
            Text::None => {}
            Text::Words(words) => self.words.push_str(&words),
            Text::Parsed(json) => self.words.push_str(&json.to_string()),
        }
        self.refusal.push_str(delta.get("refusal").and_then(Value::as_str).unwrap_or_default());
    }

    /// `RawMessageStreamEvent` (anthropic 2.14.0). Blocks come one after the other. Counts are of the whole so far.
    fn add_event(&mut self, mut event: Value) -> bool {
        let text = |pointer| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        match text("/type") {
            "message_start" => {
                self.has_begun = true;
                merge(&mut self.usage, event.pointer_mut("/message/usage").map(Value::take));
            }
            "content_block_start" if text("/content_block/type") == "text" => {
                self.words.push_str(text("/content_block/text"));
            }
            "content_block_delta" if text("/delta/type") == "text_delta" => self.words.push_str(text("/delta/text")),
            "message_delta" => {
                self.note_stop(event.pointer("/delta/stop_reason"));
                merge(&mut self.usage, event.get_mut("usage").map(Value::take));
            }
            "message_stop" => return true,
            _ => {}
        }
        false
    }

    fn note_stop(&mut self, stop: Option<&Value>) {
        if let Some(stop) = stop.filter(|stop| stop.as_str().is_some_and(|stop| !stop.is_empty())) {
            self.stop = stop.clone();
        }
    }

    pub(super) fn words_len(&self) -> usize {
        self.words.len().saturating_add(self.refusal.len())
    }

    pub(super) fn usage(&self) -> Option<Usage> {
        if self.is_message() { Usage::of_messages(&self.usage) } else { Usage::of_chat(&self.usage) }
    }

    /// The JSON that the provider would have sent without streaming; `null` if none of its events came.
    pub(super) fn into_answer(self) -> Value {
        if !self.has_begun {
            return Value::Null;
        }
        if self.is_message() {
            let block = json!({ "type": "text", "text": self.words });
            return json!({ "content": [block], "stop_reason": self.stop, "usage": self.usage });
        }
        let message = json!({ "content": self.words, "refusal": self.refusal });
        json!({ "choices": [{ "message": message, "finish_reason": self.stop }], "usage": self.usage })
    }

    fn is_message(&self) -> bool {
        self.contract == Contract::AnthropicMessages
    }
}

/// Later counts replace earlier ones, but no counter runs back: gateways send zeros for what they said before.
fn merge(known: &mut Value, later: Option<Value>) {
    match (known, later) {
        (_, None | Some(Value::Null)) => {}
        (Value::Object(known), Some(Value::Object(later))) => {
            for (name, value) in later {
                merge(known.entry(name).or_insert(Value::Null), Some(value));
            }
        }
        (known, Some(later)) => {
            if known.as_u64() <= later.as_u64() || !later.is_number() {
                *known = later;
            }
        }
    }
}
