//! Tokens of a call, counted alike for every contract.

use serde_json::Value;

use crate::limits;

/// Tokens by price. No token is in two of the first five; `reasoning` is a part of `output`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Neither read from a cache nor written to it.
    pub input: u64,
    pub cached_input: u64,
    /// Written to a cache for minutes.
    pub cache_writes: u64,
    /// Written to a cache for an hour, at a higher price.
    pub cache_writes_hour: u64,
    pub output: u64,
    pub reasoning: u64,
}

impl Usage {
    pub fn input_in_all(&self) -> u64 {
        [self.cached_input, self.cache_writes, self.cache_writes_hour].into_iter().fold(self.input, u64::saturating_add)
    }

    /// `usage` of chat completions: cached tokens are within `prompt_tokens` (openai 3.57.0, `CompletionUsage`). Gemini
    /// counts its reasoning in `total_tokens` alone, so the larger reading of the output holds.
    pub(crate) fn of_chat(usage: &Value) -> Option<Self> {
        let prompt = count(usage, "/prompt_tokens");
        let cached_input = count(usage, "/prompt_tokens_details/cached_tokens").min(prompt);
        let uncached = prompt.saturating_sub(cached_input);
        let cache_writes = count(usage, "/prompt_tokens_details/cache_write_tokens").min(uncached);
        let input = uncached.saturating_sub(cache_writes);
        let output = count(usage, "/completion_tokens").max(count(usage, "/total_tokens").saturating_sub(prompt));
        let reasoning = count(usage, "/completion_tokens_details/reasoning_tokens").min(output);
        Self { input, cached_input, cache_writes, cache_writes_hour: 0, output, reasoning }.counted()
    }

    /// `usage` of Anthropic's messages: tokens of the cache stand beside `input_tokens` (anthropic 2.14.0, `Usage`).
    pub(crate) fn of_messages(usage: &Value) -> Option<Self> {
        let hour = count(usage, "/cache_creation/ephemeral_1h_input_tokens");
        let writes = count(usage, "/cache_creation_input_tokens");
        let minutes = count(usage, "/cache_creation/ephemeral_5m_input_tokens").max(writes.saturating_sub(hour));
        let output = count(usage, "/output_tokens");
        Self {
            input: count(usage, "/input_tokens"),
            cached_input: count(usage, "/cache_read_input_tokens"),
            cache_writes: minutes,
            cache_writes_hour: hour,
            output,
            reasoning: count(usage, "/output_tokens_details/thinking_tokens").min(output),
        }
        .counted()
    }

    /// `None` if nothing was counted: a call that costs nothing is not believed.
    fn counted(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

/// Whole and not negative, or else 0.
fn count(usage: &Value, pointer: &str) -> u64 {
    usage.pointer(pointer).and_then(Value::as_u64).unwrap_or(0).min(limits::TOKENS_MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cached_tokens_are_within_for_openai_and_beside_for_anthropic() {
        let chat = json!({ "prompt_tokens": 1000, "completion_tokens": 90, "total_tokens": 1090,
            "prompt_tokens_details": { "cached_tokens": 600, "cache_write_tokens": 300 },
            "completion_tokens_details": { "reasoning_tokens": 40 } });
        let usage = Usage::of_chat(&chat).unwrap();
        let same =
            Usage { input: 100, cached_input: 600, cache_writes: 300, cache_writes_hour: 0, output: 90, reasoning: 40 };
        assert_eq!(usage, same);
        let messages = json!({ "input_tokens": 100, "cache_read_input_tokens": 600, "cache_creation_input_tokens": 300,
            "output_tokens": 90, "output_tokens_details": { "thinking_tokens": 40 } });
        assert_eq!(Usage::of_messages(&messages), Some(same));
        assert_eq!(same.input_in_all(), 1000);
    }

    #[test]
    fn cache_writes_for_an_hour_are_counted_apart() {
        let usage =
            Usage::of_messages(&json!({ "input_tokens": 1, "cache_creation_input_tokens": 500, "output_tokens": 2,
            "cache_creation": { "ephemeral_5m_input_tokens": 200, "ephemeral_1h_input_tokens": 300 } }));
        let usage = usage.unwrap();
        assert_eq!((usage.cache_writes, usage.cache_writes_hour), (200, 300));
    }

    #[test]
    fn reasoning_that_only_the_total_counts_is_output() {
        let usage =
            Usage::of_chat(&json!({ "prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 75 })).unwrap();
        assert_eq!((usage.input, usage.output), (10, 65));
    }

    #[test]
    fn counters_that_are_none_count_nothing() {
        for usage in [json!(null), json!([]), json!({}), json!({ "prompt_tokens": -1, "completion_tokens": 0.5 })] {
            assert_eq!((Usage::of_chat(&usage), Usage::of_messages(&usage)), (None, None), "{usage}");
        }
        let broken = Usage::of_chat(&json!({ "prompt_tokens": 5, "completion_tokens": u64::MAX,
            "prompt_tokens_details": { "cached_tokens": 50, "cache_write_tokens": 50 } }));
        assert_eq!(broken.unwrap().input_in_all(), 5);
        assert_eq!(broken.unwrap().output, limits::TOKENS_MAX);
    }
}
