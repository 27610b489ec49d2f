//! The contracts that providers of language models speak.

/// A shape of requests and answers. Others than the four providers speak the first: it is the common tongue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contract {
    /// OpenAI chat completions (types of the Python package openai 3.57.0).
    OpenAiChat,
    /// Anthropic messages (types of the Python package anthropic 2.14.0), API version 2026-10-21.
    AnthropicMessages,
    /// Gemini by its OpenAI surface: errors are Google's, often in an array of one.
    GeminiChat,
    /// Workers AI by REST, `…/accounts/{id}/ai/v1` (Cloudflare's pages on JSON mode and errors, July 2026).
    WorkersAiRest,
    /// Workers AI by its binding, `AI.run(model, inputs)`: the body is `inputs`, the answer is the value in JSON under
    /// status 200. An exception has the text of its message as body, under status 500.
    WorkersAiBinding,
}

impl Contract {
    pub const ALL: [Self; 5] =
        [Self::OpenAiChat, Self::AnthropicMessages, Self::GeminiChat, Self::WorkersAiRest, Self::WorkersAiBinding];
}
