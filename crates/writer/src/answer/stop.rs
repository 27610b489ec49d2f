//! Reasons for which a model stopped.

use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It was done, or the provider does not say.
    End,
    /// The bound of the output, or of the context.
    Length,
    Filter,
    Refusal,
    /// It waits for a tool, of which none was offered.
    Tool,
    /// The provider broke off, under a status that was sent before.
    Broken,
}

impl Stop {
    /// `finish_reason` (openai 3.57.0), `stop_reason` (anthropic 2.14.0), and Google's names, which its gateways let
    /// through. A name that is not known ends an answer like any other.
    pub(super) fn read(reason: Option<&Value>) -> Self {
        let reason = reason.and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        match reason.as_str() {
            "length" | "max_tokens" | "model_length" | "model_context_window_exceeded" => Self::Length,
            "content_filter" | "safety" | "recitation" | "blocklist" | "prohibited_content" | "spii" => Self::Filter,
            "refusal" => Self::Refusal,
            "tool_calls" | "tool_use" | "function_call" | "pause_turn" => Self::Tool,
            "error" => Self::Broken,
            _ => Self::End,
        }
    }
}
