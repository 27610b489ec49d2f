//! Streamed answers: each has the outcome of the whole answer, however its bytes are cut.

use proptest::prelude::*;
use proptest::sample::Index;
use protocol::Timestamp;
use serde_json::{Value, json};
use writer::{
    ANSWER_BYTES_MAX, Answer, Assembler, Class, Content, Contract, Failed, Outcome, Reason, Usage, Written, read,
};

const NOW: Timestamp = Timestamp::from_ms(784_111_777_000);
const OPENAI: Contract = Contract::OpenAiChat;
const ANTHROPIC: Contract = Contract::AnthropicMessages;
const STREAMING: [Contract; 3] = [Contract::OpenAiChat, Contract::AnthropicMessages, Contract::GeminiChat];

fn assemble<'a>(contract: Contract, chunks: impl IntoIterator<Item = &'a [u8]>) -> Outcome {
    let mut assembler = Assembler::new(contract, 200);
    chunks.into_iter().for_each(|chunk| assembler.push(chunk));
    assembler.finish(&[], NOW)
}

fn outcome(contract: Contract, stream: &str) -> Outcome {
    assemble(contract, [stream.as_bytes()])
}

fn failed(contract: Contract, stream: &str) -> Failed {
    match outcome(contract, stream) {
        Outcome::Failed(failed) => failed,
        Outcome::Written(written) => panic!("{stream} was read as {written:?}"),
    }
}

fn written(content: Content) -> Outcome {
    Outcome::Written(Written { content, usage: Some(Usage { input: 10, output: 5, ..Usage::default() }) })
}

/// Bytes, cut at any places.
fn cut<'a>(bytes: &'a [u8], places: &[Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<usize> = places.iter().map(|place| place.index(bytes.len() + 1)).collect();
    places.sort_unstable();
    let ends = places.iter().copied().chain([bytes.len()]);
    let begins = [0].into_iter().chain(places.iter().copied());
    begins.zip(ends).filter_map(|(begin, end)| bytes.get(begin..end)).collect()
}

/// An answer that can be sent both ways.
#[derive(Debug)]
struct Told {
    words: Vec<String>,
    reasoning: String,
    refusal: String,
    stop: Option<&'static str>,
    counts: (u32, u32),
}

impl Told {
    fn whole(&self, contract: Contract) -> Vec<u8> {
        let (input, output) = self.counts;
        let words = self.words.concat();
        let whole = if contract == ANTHROPIC {
            let thinking = json!({ "type": "some_reasoning", "text": self.reasoning });
            json!({ "type": "message", "content": [thinking, { "type": "text", "text": words }],
                "stop_reason": self.stop, "usage": { "input_tokens": input, "output_tokens": output } })
        } else {
            let message = json!({ "content": words, "refusal": self.refusal, "reasoning_content": self.reasoning });
            json!({ "choices": [{ "message": message, "finish_reason": self.stop }],
                "usage": { "prompt_tokens": input, "completion_tokens": output } })
        };
        whole.to_string().into()
    }

    fn stream(&self, contract: Contract) -> String {
        let events = if contract == ANTHROPIC { self.events() } else { self.chunks() };
        let lines = events.iter().map(|event| match event.get("type").and_then(Value::as_str) {
            Some(name) => format!("event: {name}\ndata: {event}\n\n"),
            None => format!("data: {event}\n\n"),
        });
        let done = if contract == ANTHROPIC { "" } else { "data: [DONE]\n\n" };
        lines.chain([done.to_owned()]).collect()
    }

    fn chunks(&self) -> Vec<Value> {
        let (input, output) = self.counts;
        let chunk = |delta: Value, stop: Option<&str>| json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": stop }], "usage": null });
        let mut chunks = vec![
            chunk(json!({ "role": "assistant", "content": null, "refusal": null }), None),
            chunk(json!({ "reasoning_content": self.reasoning }), None),
        ];
        chunks.extend(self.words.iter().map(|word| chunk(json!({ "content": word }), None)));
        chunks.push(chunk(json!({ "refusal": self.refusal }), None));
        chunks.push(chunk(json!({}), self.stop));
        chunks.push(json!({ "choices": [], "usage": { "prompt_tokens": input, "completion_tokens": output } }));
        chunks
    }

    fn events(&self) -> Vec<Value> {
        let (input, output) = self.counts;
        let delta = |index, delta| json!({ "type": "content_block_delta", "index": index, "delta": delta });
        let start = |index, block| json!({ "type": "content_block_start", "index": index, "content_block": block });
        let stop = |index| json!({ "type": "content_block_stop", "index": index });
        let mut events = vec![
            json!({ "type": "message_start", "message": { "type": "message", "content": [], "stop_reason": null,
                "usage": { "input_tokens": input, "output_tokens": output.min(1) } } }),
            start(0, json!({ "type": "some_reasoning", "text": self.reasoning })),
            json!({ "type": "ping" }),
            delta(0, json!({ "type": "some_delta", "text": self.reasoning })),
            stop(0),
            start(1, json!({ "type": "text", "text": "" })),
        ];
        events.extend(self.words.iter().map(|word| delta(1, json!({ "type": "text_delta", "text": word }))));
        events.push(stop(1));
        events.push(json!({ "type": "message_delta", "delta": { "stop_reason": self.stop },
            "usage": { "output_tokens": output } }));
        events.push(json!({ "type": "message_stop" }));
        events
    }
}

fn told(words: &[&str], stop: Option<&'static str>) -> Told {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    Told { words, reasoning: "{\"b\":2}?".to_owned(), refusal: String::new(), stop, counts: (10, 5) }
}

#[test]
fn a_stream_is_read_like_the_whole_answer() {
    for contract in STREAMING {
        for stop in [
            None,
            Some("stop"),
            Some("length"),
            Some("max_tokens"),
            Some("content_filter"),
            Some("refusal"),
            Some("tool_calls"),
            Some("tool_use"),
            Some("error"),
        ] {
            for words in [&["{\"a\"", ":\"– 😀\"}"][..], &["Sure! ", "No."], &[" "], &[]] {
                let told = told(words, stop);
                let whole = read(contract, &Answer { status: 200, headers: &[], body: &told.whole(contract) }, NOW);
                assert_eq!(outcome(contract, &told.stream(contract)), whole, "{contract:?} {told:?}");
            }
        }
    }
}

#[test]
fn framing_is_no_part_of_the_answer() {
    for contract in STREAMING {
        let stream = told(&["{\"a\":", "1}"], Some("stop")).stream(contract);
        let expected = written(Content::Json(json!({ "a": 1 })));
        for framed in [
            stream.clone(),
            stream.replace('\n', "\r\n"),
            stream.replace('\n', "\r"),
            format!(": one\r: two\n{stream}"),
            format!("\u{feff}{stream}"),
            format!("\n\n: keep-alive\n\n{stream}"),
            format!("event: error\n\n{stream}"),
            stream.replace("\n\n", "\n\n:\n\n: ping\nid: 7\nretry: 3000\nunknown: x\n\n"),
            stream.replace("data: ", "data:"),
            // A line feed between tokens of JSON is a blank.
            stream.replace("data: {", "data: {\ndata: "),
            stream.replace("data: {", "data: {\r\ndata:\r\ndata: "),
            stream.replace("\n\n", "\n\nevent: new_kind\ndata: {\"type\":\"new_kind\"}\n\ndata:\ndata: \n\n"),
            stream.trim_end().to_owned(),
            format!("{stream}data: {{\"error\":\"late\"}}\n\n"),
        ] {
            assert_eq!(outcome(contract, &framed), expected, "{framed}");
            assert_eq!(assemble(contract, framed.as_bytes().chunks(1)), expected, "{framed}");
        }
    }
}

#[test]
fn a_stream_that_breaks_off_is_unanswered() {
    for contract in STREAMING {
        let stream = told(&["{\"a\":", "1}"], Some("stop")).stream(contract);
        let end = if contract == ANTHROPIC { stream.rfind("event: ") } else { stream.rfind("data: ") }.unwrap();
        for at in 0..end {
            let outcome = assemble(contract, stream.as_bytes().get(..at));
            let Outcome::Failed(failed) = outcome else { panic!("{at}: {outcome:?}") };
            assert_eq!(Failed { usage: None, ..failed }, Failed::unanswered(), "{at}");
        }
        let cut = failed(contract, stream.get(..end).unwrap());
        assert_eq!(cut.usage.map(|usage| (usage.input, usage.output)), Some((10, 5)));
        assert!(cut.is_outage());
    }
    // The input is counted at the beginning.
    let begun = r#"data: {"type":"message_start","message":{"usage":{"input_tokens":10,"output_tokens":1}}}"#;
    assert_eq!(failed(ANTHROPIC, &format!("{begun}\n\n")).usage.map(|usage| usage.input), Some(10));
}

#[test]
fn errors_in_a_stream_are_classified_and_count_as_paid() {
    let usage = Some(Usage { input: 10, output: 1, ..Usage::default() });
    let begun = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"content\":[],\
        \"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}\n\n";
    let chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}],\"usage\":{\"prompt_tokens\":10,\
        \"completion_tokens\":1}}\n\n";
    let overloaded = r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;
    for (contract, stream, class, reason) in [
        (ANTHROPIC, format!("{begun}event: error\ndata: {overloaded}\n\n"), Class::Transient, Reason::Outage),
        (ANTHROPIC, format!("{begun}data: {overloaded}"), Class::Transient, Reason::Outage),
        (ANTHROPIC, format!("{begun}event: error\ndata: 3040: No capacity.\n\n"), Class::Transient, Reason::Pace),
        (
            OPENAI,
            format!("{chunk}data: {{\"error\":{{\"type\":\"server_error\",\"code\":null}}}}\n\n"),
            Class::Transient,
            Reason::Outage,
        ),
        (
            OPENAI,
            format!("{chunk}data: {{\"error\":{{\"code\":\"insufficient_quota\"}}}}\n\ndata: [DONE]\n\n"),
            Class::Quota,
            Reason::Money,
        ),
        // OpenRouter's, beside a choice.
        (
            OPENAI,
            format!("{chunk}data: {{\"error\":{{\"code\":502}},\"choices\":[{{\"finish_reason\":\"error\"}}]}}\n\n"),
            Class::Transient,
            Reason::Outage,
        ),
        (OPENAI, format!("{chunk}data: {{\"choices\":\n\n"), Class::Transient, Reason::Malformed),
        (OPENAI, format!("{chunk}data: \"\\ud83d\"\n\n"), Class::Transient, Reason::Malformed),
    ] {
        let failed = failed(contract, &stream);
        assert_eq!((failed.class, failed.reason, failed.usage), (class, reason, usage), "{stream}");
        assert!(failed.may_have_been_paid, "{stream}");
        assert_eq!(failed.is_outage(), reason == Reason::Outage, "{stream}");
    }
}

#[test]
fn later_counts_replace_earlier_ones() {
    let stream = r#"data: {"type":"message_start","message":{"usage":{"input_tokens":10,"output_tokens":1,"cache_read_input_tokens":7,"cache_creation":null}}}

data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":4}}

data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":9,"input_tokens":0,"cache_read_input_tokens":null,"output_tokens_details":{"thinking_tokens":3}}}

data: {"type":"message_stop"}

"#;
    let usage = Usage { input: 10, cached_input: 7, output: 9, reasoning: 3, ..Usage::default() };
    assert_eq!(failed(ANTHROPIC, stream).usage, Some(usage));
    // As Gemini counts: in every chunk, of all so far. Zeros are no count, and no name is no reason to stop.
    let stream = r#"data: {"choices":[{"delta":{"content":"{}"}}],"usage":{"prompt_tokens":10,"completion_tokens":2}}

data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5}}

data: {"choices":[{"delta":{},"finish_reason":""}],"usage":{"prompt_tokens":0,"completion_tokens":0}}

data: [DONE]
"#;
    assert_eq!(outcome(Contract::GeminiChat, stream), written(Content::Json(json!({}))));
    let stream = stream.replace("\"stop\"", "\"length\"");
    assert_eq!(failed(Contract::GeminiChat, &stream).reason, Reason::Length);
}

#[test]
fn an_answer_that_is_no_stream_is_read_as_a_whole() {
    for contract in Contract::ALL {
        let body = told(&["{\"a\":1}"], Some("stop")).whole(contract);
        for begin in ["", "\n \r\n", "\u{feff}"] {
            let chunks = [begin.as_bytes(), &body];
            assert_eq!(assemble(contract, chunks), written(Content::Json(json!({ "a": 1 }))), "{contract:?}");
        }
        for body in [&b"<html>"[..], b"{\"choices\":", b"[]", br#"{"error":{"code":429,"message":"Slow."}}"#] {
            let whole = read(contract, &Answer { status: 200, headers: &[], body }, NOW);
            assert_eq!(assemble(contract, [body]), whole);
        }
        // No status but 200 has a stream.
        let long = format!(r#"{{"error":{{"code":"insufficient_quota"}}}}{}"#, " ".repeat(64 * 1024));
        for body in ["data: [DONE]\n\n", "", "event: error\n\n", r#"{"error":{"type":"rate_limit_error"}}"#, &long] {
            let body = body.as_bytes();
            let headers = [("retry-after", "7")];
            let mut assembler = Assembler::new(contract, 429);
            assembler.push(body);
            let whole = read(contract, &Answer { status: 429, headers: &headers, body }, NOW);
            assert_eq!(assembler.finish(&headers, NOW), whole);
        }
    }
    // Where a stream cannot be asked for, none is read.
    let stream = told(&["{}"], Some("stop")).stream(OPENAI);
    assert_eq!(failed(Contract::WorkersAiRest, &stream).reason, Reason::Malformed);
}

#[test]
fn an_answer_without_end_is_not_kept() {
    let word = "x".repeat(10_000);
    let many = usize::div_ceil(ANSWER_BYTES_MAX, word.len());
    let of_words = |count| told(&vec![word.as_str(); count], Some("stop"));
    for contract in STREAMING {
        assert!(matches!(outcome(contract, &of_words(many - 1).stream(contract)), Outcome::Written(_)));
        for stream in [
            of_words(many).stream(contract),
            format!("data: {}", "x".repeat(ANSWER_BYTES_MAX)),
            format!(":{}", "x".repeat(ANSWER_BYTES_MAX)),
            format!("data: {word}\n").repeat(many),
            format!(": {word}\n").repeat(16 * many),
            format!("{{{}", " ".repeat(ANSWER_BYTES_MAX)),
        ] {
            let mut assembler = Assembler::new(contract, 200);
            let pushed = stream.as_bytes().chunks(4_096).take_while(|chunk| {
                assembler.push(chunk);
                !assembler.is_complete()
            });
            assert!(pushed.count() * 4_096 < stream.len());
            assert!(assembler.is_complete());
            let Outcome::Failed(failed) = assembler.finish(&[], NOW) else { panic!("it was read") };
            assert_eq!((failed.class, failed.reason), (Class::Transient, Reason::Oversized));
        }
    }
}

#[test]
fn reading_can_stop_at_the_end_mark() {
    for contract in STREAMING {
        let stream = told(&["{}"], Some("stop")).stream(contract);
        let mut assembler = Assembler::new(contract, 200);
        let (body, last) = stream.as_bytes().split_at(stream.len() - 1);
        assembler.push(body);
        assert!(!assembler.is_complete());
        assembler.push(last);
        assert!(assembler.is_complete());
    }
}

/// Lines that are nearly a stream.
fn any_lines() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        prop::sample::select(vec![
            "data: [DONE]",
            "data: {\"choices\":[{\"delta\":{\"content\":\"{}\"}}]}",
            "data: {\"choices\":[{\"delta\":{\"content\":[{\"text\":\"é\"}]},\"finish_reason\":\"stop\"}]}",
            "data: {\"usage\":{\"prompt_tokens\":3,\"input_tokens\":3}}",
            "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":3}}}",
            "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"😀\"}}",
            "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":{\"a\":1}}}",
            "data: {\"type\":\"message_stop\"}",
            "data: {\"error\":{}}",
            "data: {\"error\":\"x\"}",
            "data: {",
            "data: }",
            "data",
            "event: error",
            "event:",
            ": \u{feff}",
            "",
            "",
        ])
        .prop_map(|line| line.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..12),
    ];
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r", ""]);
    prop::collection::vec((line, end), 0..12)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end.into()].concat()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cuts_do_not_matter(
        contract in prop::sample::select(Contract::ALL.to_vec()), status in prop_oneof![Just(200_u16), Just(529)],
        bytes in any_lines(), places in prop::collection::vec(any::<Index>(), 0..20),
    ) {
        let assemble = |chunks: Vec<&[u8]>| {
            let mut assembler = Assembler::new(contract, status);
            chunks.into_iter().for_each(|chunk| assembler.push(chunk));
            assembler.finish(&[], NOW)
        };
        let whole = assemble(vec![&bytes]);
        prop_assert_eq!(&assemble(cut(&bytes, &places)), &whole);
        prop_assert_eq!(&assemble(bytes.chunks(1).collect()), &whole);
    }

    #[test]
    fn both_ways_of_an_answer_have_one_outcome(
        contract in prop::sample::select(STREAMING.to_vec()),
        words in prop::collection::vec(prop_oneof!["[{}\"a:1, ]{0,4}", any::<String>()], 0..6),
        reasoning in any::<String>(), refusal in prop_oneof![Just(String::new()), Just("No.".to_owned())],
        stop in prop::sample::select(vec![None, Some("stop"), Some("end_turn"), Some("length"), Some("refusal"), Some("")]),
        counts in (0_u32..1_000, 0_u32..1_000), places in prop::collection::vec(any::<Index>(), 0..20),
    ) {
        let told = Told { words, reasoning, refusal, stop, counts };
        let whole = read(contract, &Answer { status: 200, headers: &[], body: &told.whole(contract) }, NOW);
        prop_assert_eq!(assemble(contract, cut(told.stream(contract).as_bytes(), &places)), whole);
    }
}
