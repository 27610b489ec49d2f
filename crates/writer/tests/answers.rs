//! Answers with status 200, in every shape and in none.

use protocol::Timestamp;
use serde_json::{Value, json};
use writer::{ANSWER_BYTES_MAX, Answer, Class, Content, Contract, Outcome, Reason, Usage, Written, read};

const NOW: Timestamp = Timestamp::from_ms(784_111_777_000);

fn outcome(contract: Contract, body: &[u8]) -> Outcome {
    read(contract, &Answer { status: 200, headers: &[], body }, NOW)
}

/// An answer in the contract's shape.
fn answer(contract: Contract, words: &str, stop: &str) -> Value {
    let message = json!({ "role": "assistant", "content": words });
    let chat = json!({ "choices": [{ "index": 0, "message": message, "finish_reason": stop }],
        "usage": { "prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15 } });
    match contract {
        Contract::OpenAiChat | Contract::GeminiChat => chat,
        Contract::WorkersAiRest => json!({ "result": chat, "success": true, "errors": [], "messages": [] }),
        Contract::WorkersAiBinding => {
            json!({ "response": words, "finish_reason": stop, "usage": { "prompt_tokens": 10, "completion_tokens": 5 } })
        }
        Contract::AnthropicMessages => json!({ "type": "message", "role": "assistant", "stop_reason": stop,
            "content": [{ "type": "some_reasoning", "text": "{\"b\":[1,2,3]}" }, { "type": "text", "text": words }],
            "usage": { "input_tokens": 10, "output_tokens": 5 } }),
    }
}

fn failure(contract: Contract, body: &Value) -> (Class, Reason) {
    match outcome(contract, body.to_string().as_bytes()) {
        Outcome::Failed(failed) => {
            assert!(failed.may_have_been_paid, "{body}");
            (failed.class, failed.reason)
        }
        Outcome::Written(written) => panic!("{body} was read as {written:?}"),
    }
}

#[test]
fn an_answer_is_read_from_every_shape() {
    let usage = Some(Usage { input: 10, output: 5, ..Usage::default() });
    let json = Content::Json(json!({ "a": 1 }));
    for contract in Contract::ALL {
        for (words, content) in [
            (r#"{"a":1}"#, json.clone()),
            ("Sure!\n```json\n{\"a\":1}\n```\nBye.", json.clone()),
            ("I would rather not say it in JSON.", Content::Text("I would rather not say it in JSON.".to_owned())),
        ] {
            for stop in ["stop", "end_turn", "stop_sequence", "a new reason", ""] {
                let body = answer(contract, words, stop).to_string();
                let written = Outcome::Written(Written { content: content.clone(), usage });
                assert_eq!(outcome(contract, body.as_bytes()), written, "{body}");
            }
        }
    }
}

#[test]
fn stops_are_failures_whatever_was_written() {
    for contract in Contract::ALL {
        for (stop, failed) in [
            ("length", (Class::Permanent, Reason::Length)),
            ("max_tokens", (Class::Permanent, Reason::Length)),
            ("MAX_TOKENS", (Class::Permanent, Reason::Length)),
            ("model_context_window_exceeded", (Class::Permanent, Reason::Length)),
            ("content_filter", (Class::Permanent, Reason::Filtered)),
            ("SAFETY", (Class::Permanent, Reason::Filtered)),
            ("refusal", (Class::Permanent, Reason::Refused)),
            ("tool_use", (Class::Transient, Reason::Malformed)),
            ("tool_calls", (Class::Transient, Reason::Malformed)),
            ("pause_turn", (Class::Transient, Reason::Malformed)),
            ("error", (Class::Transient, Reason::Outage)),
        ] {
            assert_eq!(failure(contract, &answer(contract, r#"{"a":1}"#, stop)), failed, "{stop}");
        }
        assert_eq!(failure(contract, &answer(contract, " \n", "stop")), (Class::Transient, Reason::Empty));
    }
}

#[test]
fn a_refusal_beside_the_content_is_one() {
    let body =
        json!({ "choices": [{ "message": { "content": null, "refusal": "I cannot." }, "finish_reason": "stop" }] });
    assert_eq!(failure(Contract::OpenAiChat, &body), (Class::Permanent, Reason::Refused));
    let cut =
        json!({ "content": [], "stop_reason": "refusal", "stop_details": { "type": "refusal", "category": null } });
    assert_eq!(failure(Contract::AnthropicMessages, &cut), (Class::Permanent, Reason::Refused));
}

#[test]
fn a_failed_answer_keeps_its_usage() {
    let body = answer(Contract::OpenAiChat, "{", "length").to_string();
    let Outcome::Failed(failed) = outcome(Contract::OpenAiChat, body.as_bytes()) else { panic!("{body}") };
    assert_eq!(failed.usage.map(|usage| usage.output), Some(5));
}

#[test]
fn workers_ai_answers_with_objects_text_and_chats() {
    for contract in [Contract::WorkersAiRest, Contract::WorkersAiBinding] {
        let parts = json!([{ "type": "text", "text": "{\"a\":" }, { "type": "text", "text": "1}" }]);
        for body in [
            json!({ "response": { "a": 1 } }),
            json!({ "response": "{\"a\":1}" }),
            json!({ "result": { "response": { "a": 1 } }, "success": true }),
            json!({ "choices": [{ "message": { "content": { "a": 1 } } }] }),
            json!({ "choices": [{ "message": { "content": parts } }] }),
        ] {
            let written = Written { content: Content::Json(json!({ "a": 1 })), usage: None };
            assert_eq!(outcome(contract, body.to_string().as_bytes()), Outcome::Written(written), "{body}");
        }
        for body in [json!({ "response": null }), json!({ "response": "" }), json!({ "response": 7 })] {
            assert_eq!(failure(contract, &body), (Class::Transient, Reason::Empty), "{body}");
        }
    }
}

#[test]
fn bodies_of_no_shape_are_malformed() {
    for contract in Contract::ALL {
        for body in [
            json!(null),
            json!([]),
            json!({}),
            json!("text"),
            json!({ "choices": [] }),
            json!({ "choices": {} }),
            json!({ "choices": [{}] }),
            json!({ "content": "text" }),
            json!({ "result": [] }),
            json!({ "error": null, "errors": [] }),
        ] {
            assert_eq!(failure(contract, &body), (Class::Transient, Reason::Malformed), "{contract:?} {body}");
        }
        for body in ["".as_bytes(), b"{", b"<html>", b"\xff\xfe", b"data: {}\n\n", "[".repeat(1_000).as_bytes()] {
            let Outcome::Failed(failed) = outcome(contract, body) else { panic!("{body:?}") };
            assert_eq!((failed.class, failed.reason), (Class::Transient, Reason::Malformed));
        }
    }
}

#[test]
fn an_answer_without_end_is_not_read() {
    let body = answer(Contract::OpenAiChat, &"x".repeat(ANSWER_BYTES_MAX), "stop").to_string();
    let Outcome::Failed(failed) = outcome(Contract::OpenAiChat, body.as_bytes()) else { panic!("it was read") };
    assert_eq!((failed.class, failed.reason), (Class::Transient, Reason::Oversized));
}

#[test]
fn a_mark_of_byte_order_is_not_text() {
    let body = format!("\u{feff}{}", answer(Contract::OpenAiChat, r#"{"a":1}"#, "stop"));
    assert!(matches!(outcome(Contract::OpenAiChat, body.as_bytes()), Outcome::Written(_)));
}
