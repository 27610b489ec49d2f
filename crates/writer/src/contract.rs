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
    /// As an operator names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenAiChat => "openai",
            Self::AnthropicMessages => "anthropic",
            Self::GeminiChat => "gemini",
            Self::WorkersAiRest => "workers_ai",
            Self::WorkersAiBinding => "workers_ai_binding",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|contract| contract.as_str() == name)
    }

    /// The address of the provider itself; `None` where it depends on the account, or there is none.
    pub const fn base(self) -> Option<&'static str> {
        match self {
            Self::OpenAiChat => Some("https://api.openai.com/v1"),
            Self::AnthropicMessages => Some("https://api.anthropic.com"),
            Self::GeminiChat => Some("https://generativelanguage.googleapis.com/v1beta/openai"),
            Self::WorkersAiRest | Self::WorkersAiBinding => None,
        }
    }

    pub const ALL: [Self; 5] =
        [Self::OpenAiChat, Self::AnthropicMessages, Self::GeminiChat, Self::WorkersAiRest, Self::WorkersAiBinding];

    /// True if an answer can come as a stream. Workers AI streams no JSON (Cloudflare's page on JSON mode).
    pub fn streams(self) -> bool {
        match self {
            Self::OpenAiChat | Self::AnthropicMessages | Self::GeminiChat => true,
            Self::WorkersAiRest | Self::WorkersAiBinding => false,
        }
    }
}
