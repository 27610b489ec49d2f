//! Golden bodies of requests, and what no request has.

use serde_json::{Value, json};
use writer::{Cache, Contract, Error, HeaderValue, Prompt, Repair, Secret, build};

fn schema() -> Value {
    let line = json!({
        "type": "object",
        "properties": {
            "cite": { "type": "integer" },
            "host": { "type": "string", "enum": ["A", "B"] },
            "text": { "type": "string" },
        },
        "required": ["cite", "host", "text"],
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": { "lines": { "type": "array", "items": line } },
        "required": ["lines"],
        "additionalProperties": false,
    })
}

fn prompt(schema: &Value) -> Prompt<'_> {
    Prompt {
        model: "some-model",
        system: "Two hosts, A and B. Every line cites a paragraph.",
        source: "[1] A mill needs a river.\n[2] A river needs \"rain\".",
        ask: "Write the dialogue of the first chapter.",
        schema_name: "dialogue",
        schema,
        max_output_tokens: 4_000,
        cache: Cache::Hour,
        repair: None,
        is_streamed: false,
    }
}

fn golden(contract: Contract) -> (&'static str, &'static str) {
    match contract {
        Contract::OpenAiChat => ("/chat/completions", include_str!("golden/openai_chat.json")),
        Contract::GeminiChat => ("/chat/completions", include_str!("golden/gemini_chat.json")),
        Contract::WorkersAiRest => ("/chat/completions", include_str!("golden/workers_ai_rest.json")),
        Contract::WorkersAiBinding => ("some-model", include_str!("golden/workers_ai_binding.json")),
        Contract::AnthropicMessages => ("/v1/messages", include_str!("golden/anthropic_messages.json")),
    }
}

fn headers(contract: Contract, key: Option<&Secret>) -> Vec<(&'static str, String)> {
    let request = build(contract, &prompt(&schema()), key).expect("a prompt within bounds");
    request.headers.iter().map(|(name, value)| (*name, value.expose().to_owned())).collect()
}

#[test]
fn bodies_are_as_each_contract_wants_them() {
    for contract in Contract::ALL {
        let (path, golden) = golden(contract);
        let request = build(contract, &prompt(&schema()), None).unwrap();
        assert_eq!(request.path, path);
        let body: Value = serde_json::from_str(&request.body).unwrap();
        assert_eq!(body, serde_json::from_str::<Value>(golden).unwrap(), "{contract:?}: {body:#}");
        let again = build(contract, &prompt(&schema()), None).unwrap();
        assert_eq!(request.body, again.body, "the same bytes");
        assert!(request.input_tokens_max() > u64::try_from(request.body.len()).unwrap());
    }
}

#[test]
fn headers_carry_the_key_and_nothing_about_us() {
    let key = Secret::new("k-123").unwrap();
    let json = [("content-type", "application/json".to_owned()), ("accept", "application/json".to_owned())];
    for contract in [Contract::OpenAiChat, Contract::GeminiChat, Contract::WorkersAiRest] {
        let bearer = ("authorization", "Bearer k-123".to_owned());
        assert_eq!(headers(contract, Some(&key)), json.iter().cloned().chain([bearer]).collect::<Vec<_>>());
        assert_eq!(headers(contract, None), json);
    }
    let version = ("anthropic-version", "2026-10-21".to_owned());
    let own = [version, ("x-api-key", "k-123".to_owned())];
    assert_eq!(headers(Contract::AnthropicMessages, Some(&key)), json.iter().cloned().chain(own).collect::<Vec<_>>());
    assert_eq!(headers(Contract::WorkersAiBinding, Some(&key)), []);
}

#[test]
fn a_stream_is_asked_for_where_the_contract_has_one() {
    let schema = schema();
    for contract in Contract::ALL {
        let whole = build(contract, &prompt(&schema), None).unwrap();
        let streamed = build(contract, &Prompt { is_streamed: true, ..prompt(&schema) }, None).unwrap();
        let [whole_body, mut body] = [&whole, &streamed]
            .map(|request| serde_json::from_str::<serde_json::Map<String, Value>>(&request.body).unwrap());
        let usage = (contract == Contract::OpenAiChat).then(|| json!({ "include_usage": true }));
        assert_eq!(body.remove("stream_options"), usage, "{contract:?}");
        assert_eq!(body.remove("stream"), contract.streams().then_some(Value::Bool(true)), "{contract:?}");
        assert_eq!(body, whole_body, "{contract:?}");
        let accept = streamed.headers.iter().find(|(name, _)| *name == "accept").map(|(_, value)| value.expose());
        let wanted = match contract {
            Contract::OpenAiChat | Contract::AnthropicMessages | Contract::GeminiChat => Some("text/event-stream"),
            Contract::WorkersAiRest => Some("application/json"),
            Contract::WorkersAiBinding => None,
        };
        assert_eq!(accept, wanted);
        assert_eq!(streamed.headers.len(), whole.headers.len());
    }
}

#[test]
fn a_request_prints_neither_key_nor_prompt() {
    let key = Secret::new("k-123").unwrap();
    for contract in Contract::ALL {
        let request = build(contract, &prompt(&schema()), Some(&key)).unwrap();
        let printed = format!("{request:?}");
        assert!(!printed.contains("k-123") && !printed.contains("mill"), "{printed}");
        assert!(!request.body.contains("k-123"));
        let body: Value = serde_json::from_str(&request.body).unwrap();
        // Identification of people, sampling that newer versions refuse, and streams that nobody reads.
        for name in ["user", "metadata", "safety_identifier", "prompt_cache_key", "temperature", "top_p", "stream"] {
            assert_eq!(body.get(name), None, "{contract:?}");
        }
        assert!(request.headers.iter().all(|(name, value)| match value {
            HeaderValue::Plain(_) => !name.contains("key"),
            HeaderValue::Secret(_) => matches!(*name, "authorization" | "x-api-key"),
        }));
    }
}

#[test]
fn what_repeats_is_a_prefix_of_the_messages() {
    let schema = schema();
    for contract in Contract::ALL {
        let other = Prompt { ask: "Write the second chapter.", ..prompt(&schema) };
        let body = |prompt: &Prompt<'_>| {
            let request = build(contract, prompt, None).unwrap();
            let body: Value = serde_json::from_str(&request.body).unwrap();
            body.get("messages").unwrap().to_string()
        };
        let (one, other) = (body(&prompt(&schema)), body(&other));
        let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
        assert!(one.find("rain").is_some_and(|source| source < same), "{contract:?}");
    }
}

#[test]
fn a_cache_is_asked_for_at_the_end_of_the_source() {
    let schema = schema();
    for (cache, ttl) in [(Cache::Off, None), (Cache::FiveMinutes, Some("5m")), (Cache::Hour, Some("1h"))] {
        let request = build(Contract::AnthropicMessages, &Prompt { cache, ..prompt(&schema) }, None).unwrap();
        let body: Value = serde_json::from_str(&request.body).unwrap();
        let wanted = ttl.map(|ttl| json!({ "type": "ephemeral", "ttl": ttl }));
        assert_eq!(body.pointer("/system/0/cache_control"), wanted.as_ref());
        assert_eq!(body.pointer("/messages/0/content/0/cache_control"), None);
    }
}

#[test]
fn a_repair_follows_the_answer_that_it_is_about() {
    let schema = schema();
    let repair = Some(Repair { answered: "Sure!", defect: "Line 3 cites paragraph 9, of 2." });
    for contract in Contract::ALL {
        let request = build(contract, &Prompt { repair, ..prompt(&schema) }, None).unwrap();
        let body: Value = serde_json::from_str(&request.body).unwrap();
        let messages = body.get("messages").and_then(Value::as_array).unwrap();
        let last: Vec<&str> =
            messages.iter().rev().take(2).map(|turn| turn.get("role").and_then(Value::as_str).unwrap()).collect();
        assert_eq!(last, ["user", "assistant"]);
        assert_eq!(messages.last().unwrap().get("content").unwrap(), "Line 3 cites paragraph 9, of 2.");
    }
}

#[test]
fn prompts_out_of_bounds_are_not_sent() {
    let schema = schema();
    let long = "x".repeat(2 * 1024 * 1024);
    let loose = json!({ "type": "object", "properties": {} });
    let whole = prompt(&schema);
    for (prompt, error) in [
        (Prompt { model: "", ..whole.clone() }, Error::MalformedModel),
        (Prompt { model: "two words", ..whole.clone() }, Error::MalformedModel),
        (Prompt { schema_name: "a.b", ..whole.clone() }, Error::MalformedSchemaName),
        (Prompt { max_output_tokens: 0, ..whole.clone() }, Error::OutputTokens),
        (Prompt { max_output_tokens: 21_334, ..whole.clone() }, Error::OutputTokens),
        (Prompt { source: " \n", ..whole.clone() }, Error::Empty("source")),
        (Prompt { source: &long, ..whole.clone() }, Error::TooLong { part: "source", bytes_max: 1024 * 1024 }),
        (Prompt { system: &long, ..whole.clone() }, Error::TooLong { part: "system text", bytes_max: 64 * 1024 }),
        (Prompt { schema: &loose, ..whole.clone() }, Error::SchemaLoose),
        (
            Prompt { repair: Some(Repair { answered: "", defect: "x" }), ..whole.clone() },
            Error::Empty("answer to repair"),
        ),
    ] {
        for contract in Contract::ALL {
            assert_eq!(build(contract, &prompt, None).unwrap_err(), error);
        }
    }
}
