//! Errors of llama.cpp's server (11434): the status again as a number, and a type of its own.

use writer::Class::{Permanent, Transient};
use writer::{Contract, Reason};

use super::check;

#[test]
fn types_of_llama_server_have_their_classes() {
    check(
        Contract::OpenAiChat,
        &[
            (
                400,
                r#"{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (2048 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":2048}}"#,
                Permanent,
                Reason::TooLong,
                Some("exceed_context_size_error"),
            ),
            (
                400,
                r#"{"error":{"code":400,"message":"failed to parse grammar","type":"invalid_request_error"}}"#,
                Permanent,
                Reason::Request,
                None,
            ),
            (
                401,
                r#"{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}"#,
                Permanent,
                Reason::Access,
                Some("authentication_error"),
            ),
            (
                500,
                r#"{"error":{"code":500,"message":"context shift is disabled","type":"server_error"}}"#,
                Transient,
                Reason::Outage,
                Some("server_error"),
            ),
            (
                501,
                r#"{"error":{"code":501,"message":"This server does not support it.","type":"not_supported_error"}}"#,
                Permanent,
                Reason::Request,
                Some("not_supported_error"),
            ),
            (
                503,
                r#"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
                Transient,
                Reason::Outage,
                Some("unavailable_error"),
            ),
        ],
    );
}
