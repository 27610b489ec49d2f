//! Answers as @copilotkit/aimock 1.43.0, fakellm 0.3.5 and llama.cpp 11434 sent them, to questions and fixtures of ours.

use protocol::Timestamp;
use serde_json::json;
use writer::{Answer, Assembler, Class, Content, Contract, Failed, Outcome, Reason, Usage, Written, read};

const NOW: Timestamp = Timestamp::from_ms(1_796_042_593_000);

/// Status line, headers, an empty line, body. A body that is no stream has the same outcome from both readers.
fn outcome(contract: Contract, recorded: &str) -> Outcome {
    let (head, body) = recorded.split_once("\n\n").expect("an empty line");
    let (status, headers) = head.split_once('\n').expect("headers");
    let status = status.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let headers: Vec<(&str, &str)> = headers.lines().filter_map(|line| line.split_once(": ")).collect();
    let mut assembler = Assembler::new(contract, status);
    body.as_bytes().chunks(7).for_each(|chunk| assembler.push(chunk));
    let outcome = assembler.finish(&headers, NOW);
    let is_stream = headers.iter().any(|(_, value)| value.starts_with("text/event-stream"));
    if !is_stream {
        let whole = read(contract, &Answer { status, headers: &headers, body: body.as_bytes() }, NOW);
        assert_eq!(outcome, whole);
    }
    outcome
}

fn failed(contract: Contract, recorded: &str) -> Failed {
    match outcome(contract, recorded) {
        Outcome::Failed(failed) => failed,
        Outcome::Written(written) => panic!("read as {written:?}"),
    }
}

#[test]
fn a_good_answer_is_the_same_on_every_surface() {
    let usage = Some(Usage { input: 120, output: 18, ..Usage::default() });
    let content = Content::Json(json!({ "lines": [{ "host": "A", "text": "A river of data needs a bank." }] }));
    for (contract, recorded) in [
        (Contract::OpenAiChat, include_str!("recorded/openai-ok.http")),
        (Contract::GeminiChat, include_str!("recorded/gemini-ok.http")),
        (Contract::AnthropicMessages, include_str!("recorded/anthropic-ok.http")),
    ] {
        let written = Written { content: content.clone(), usage };
        assert_eq!(outcome(contract, recorded), Outcome::Written(written), "{contract:?}");
    }
}

#[test]
fn json_in_a_fence_is_found() {
    let lines = Content::Json(json!({ "lines": [] }));
    for (contract, recorded, is_counted) in [
        (Contract::OpenAiChat, include_str!("recorded/openai-fence.http"), true),
        // It says 0 and 0, which is no count.
        (Contract::AnthropicMessages, include_str!("recorded/anthropic-fence.http"), false),
    ] {
        let Outcome::Written(written) = outcome(contract, recorded) else { panic!("{contract:?}") };
        assert_eq!((&written.content, written.usage.is_some()), (&lines, is_counted));
    }
}

#[test]
fn prose_where_json_was_asked_for_is_left_to_be_repaired() {
    for (contract, recorded, input) in [
        (Contract::OpenAiChat, include_str!("recorded/fakellm-openai.http"), 35),
        (Contract::AnthropicMessages, include_str!("recorded/fakellm-anthropic.http"), 34),
    ] {
        let Outcome::Written(written) = outcome(contract, recorded) else { panic!("{contract:?}") };
        assert!(matches!(written.content, Content::Text(text) if text.starts_with("[mock response")));
        assert_eq!(written.usage, Some(Usage { input, output: 13, ..Usage::default() }));
    }
}

#[test]
fn failures_are_classified() {
    let (openai, anthropic) = (Contract::OpenAiChat, Contract::AnthropicMessages);
    for (contract, recorded, class, reason, hint_ms) in [
        (openai, include_str!("recorded/openai-length.http"), Class::Permanent, Reason::Length, None),
        (openai, include_str!("recorded/openai-filter.http"), Class::Permanent, Reason::Filtered, None),
        // A wait of a second stands beside it, which is not believed.
        (openai, include_str!("recorded/openai-quota.http"), Class::Quota, Reason::Money, None),
        (openai, include_str!("recorded/openai-rate.http"), Class::Transient, Reason::Pace, Some(7_000)),
        (openai, include_str!("recorded/openai-529.http"), Class::Transient, Reason::Outage, None),
        (openai, include_str!("recorded/openai-401.http"), Class::Permanent, Reason::Access, None),
        (openai, include_str!("recorded/llama-too-long.http"), Class::Permanent, Reason::TooLong, None),
        (openai, include_str!("recorded/openai-none.http"), Class::Permanent, Reason::Model, None),
        (Contract::GeminiChat, include_str!("recorded/gemini-quota.http"), Class::Quota, Reason::Money, None),
        (Contract::GeminiChat, include_str!("recorded/gemini-rate.http"), Class::Transient, Reason::Pace, Some(7_000)),
        (anthropic, include_str!("recorded/anthropic-length.http"), Class::Permanent, Reason::Length, None),
        (anthropic, include_str!("recorded/anthropic-filter.http"), Class::Permanent, Reason::Filtered, None),
        (anthropic, include_str!("recorded/anthropic-quota.http"), Class::Quota, Reason::Money, None),
        (anthropic, include_str!("recorded/anthropic-rate.http"), Class::Transient, Reason::Pace, Some(7_000)),
        (anthropic, include_str!("recorded/anthropic-529.http"), Class::Transient, Reason::Outage, None),
        (anthropic, include_str!("recorded/anthropic-401.http"), Class::Permanent, Reason::Access, None),
        (anthropic, include_str!("recorded/anthropic-none.http"), Class::Permanent, Reason::Model, None),
    ] {
        let failed = failed(contract, recorded);
        assert_eq!((failed.class, failed.reason, failed.hint_ms), (class, reason, hint_ms), "{recorded}");
    }
}

#[test]
fn a_stream_is_the_same_on_every_surface() {
    let usage = Some(Usage { input: 120, output: 18, ..Usage::default() });
    let line = Content::Json(json!({ "lines": [{ "host": "A", "text": "A river of data needs a bank – 😀." }] }));
    let none = Content::Json(json!({ "lines": [] }));
    let host = Content::Json(json!({ "host": "A" }));
    let llama = Some(Usage { input: 27, output: 14, ..Usage::default() });
    for (contract, recorded, content, usage) in [
        (Contract::OpenAiChat, include_str!("recorded/openai-stream-ok.http"), &line, usage),
        // It counts only where `stream_options` ask for it.
        (Contract::GeminiChat, include_str!("recorded/gemini-stream-ok.http"), &line, None),
        (Contract::AnthropicMessages, include_str!("recorded/anthropic-stream-ok.http"), &line, usage),
        (Contract::OpenAiChat, include_str!("recorded/openai-stream-think.http"), &none, usage),
        (Contract::OpenAiChat, include_str!("recorded/llama-stream-ok.http"), &host, llama),
        (Contract::AnthropicMessages, include_str!("recorded/anthropic-stream-think.http"), &none, usage),
    ] {
        let written = Written { content: content.clone(), usage };
        assert_eq!(outcome(contract, recorded), Outcome::Written(written), "{recorded}");
    }
}

#[test]
fn streamed_prose_is_left_to_be_repaired() {
    for (contract, recorded, usage) in [
        // It counts nothing in streams, asked or not.
        (Contract::OpenAiChat, include_str!("recorded/fakellm-openai-stream.http"), None),
        // It counts one token of input for every question.
        (
            Contract::AnthropicMessages,
            include_str!("recorded/fakellm-anthropic-stream.http"),
            Some(Usage { input: 1, output: 14, ..Usage::default() }),
        ),
    ] {
        let Outcome::Written(written) = outcome(contract, recorded) else { panic!("{recorded}") };
        assert!(matches!(written.content, Content::Text(text) if text.starts_with("[mock response")));
        assert_eq!(written.usage, usage);
    }
}

#[test]
fn failures_of_streams_are_classified() {
    let (openai, anthropic) = (Contract::OpenAiChat, Contract::AnthropicMessages);
    for (contract, recorded, class, reason, input) in [
        (openai, include_str!("recorded/openai-stream-length.http"), Class::Permanent, Reason::Length, Some(2)),
        (openai, include_str!("recorded/llama-stream-length.http"), Class::Permanent, Reason::Length, Some(24)),
        (openai, include_str!("recorded/openai-stream-filter.http"), Class::Permanent, Reason::Filtered, Some(2)),
        (openai, include_str!("recorded/openai-stream-tool.http"), Class::Transient, Reason::Malformed, Some(1)),
        (openai, include_str!("recorded/openai-stream-cut.http"), Class::Transient, Reason::Unanswered, None),
        // A letter beyond the basic plane, cut into halves of UTF-16, which are no JSON text.
        (openai, include_str!("recorded/openai-stream-pair.http"), Class::Transient, Reason::Malformed, None),
        (anthropic, include_str!("recorded/anthropic-stream-length.http"), Class::Permanent, Reason::Length, None),
        (anthropic, include_str!("recorded/anthropic-stream-tool.http"), Class::Transient, Reason::Malformed, None),
        (
            anthropic,
            include_str!("recorded/anthropic-stream-cut.http"),
            Class::Transient,
            Reason::Unanswered,
            Some(120),
        ),
    ] {
        let failed = failed(contract, recorded);
        let counted = failed.usage.map(|usage| usage.input);
        assert_eq!((failed.class, failed.reason, counted), (class, reason, input), "{recorded}");
        assert!(failed.may_have_been_paid);
    }
}
