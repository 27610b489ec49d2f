//! Answers that no provider means: none panics, and none has a wait without bound.

use proptest::prelude::*;
use protocol::Timestamp;
use serde_json::{Value, json};
use writer::{Answer, Content, Contract, Outcome, Reason, read};

const NOW: Timestamp = Timestamp::from_ms(784_111_777_000);

/// JSON of the names that the contracts use, in places where they do not belong.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "choices",
        "message",
        "content",
        "text",
        "type",
        "response",
        "result",
        "error",
        "errors",
        "code",
        "details",
        "violations",
        "quotaId",
        "retryDelay",
        "error_code",
        "status",
        "finish_reason",
        "stop_reason",
        "refusal",
        "usage",
        "prompt_tokens",
        "input_tokens",
        "cache_creation",
    ]);
    let word = prop::sample::select(vec![
        "",
        "text",
        "length",
        "refusal",
        "RESOURCE_EXHAUSTED",
        "3036",
        "AiError: 3036: x",
        "insufficient_quota",
        "9e99s",
        "{\"a\":{",
        "```json\n{}",
        "</think>",
        "\u{feff}",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..4).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

fn any_contract() -> impl Strategy<Value = Contract> {
    prop::sample::select(Contract::ALL.to_vec())
}

fn any_status() -> impl Strategy<Value = u16> {
    prop_oneof![Just(200), any::<u16>(), 400_u16..600]
}

fn any_wait() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), any::<u64>().prop_map(|number| number.to_string()), Just("true".to_owned())]
}

/// An answer in the shapes of all contracts at once.
fn answer(words: &str) -> Vec<u8> {
    let content = json!([{ "type": "text", "text": words }]);
    json!({ "choices": [{ "message": { "content": words } }], "content": content, "response": words })
        .to_string()
        .into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_json_has_an_outcome(
        contract in any_contract(), status in any_status(), json in any_json(), wait in any_wait(), now in any::<i64>(),
    ) {
        let headers = ["Retry-After", "retry-after-ms", "x-should-retry"].map(|name| (name, wait.as_str()));
        let body = json.to_string();
        let answer = Answer { status, headers: &headers, body: body.as_bytes() };
        if let Outcome::Failed(failed) = read(contract, &answer, Timestamp::from_ms(now)) {
            prop_assert!(failed.hint_ms.is_none_or(|wait_ms| (0..=31 * 24 * 3_600_000).contains(&wait_ms)));
        } else {
            prop_assert_eq!(status, 200);
        }
    }

    #[test]
    fn arbitrary_bytes_have_an_outcome(
        contract in any_contract(), status in any_status(), body in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let _ = read(contract, &Answer { status, headers: &[], body: &body }, NOW);
    }

    #[test]
    fn an_answer_that_is_cut_is_malformed(
        contract in any_contract(), words in any::<String>(), at in any::<prop::sample::Index>(),
    ) {
        let body = answer(&words);
        let cut: Vec<u8> = body.iter().take(at.index(body.len())).copied().collect();
        let outcome = read(contract, &Answer { status: 200, headers: &[], body: &cut }, NOW);
        prop_assert!(matches!(outcome, Outcome::Failed(failed) if failed.reason == Reason::Malformed));
    }

    #[test]
    fn an_answer_with_a_wrong_byte_has_an_outcome(
        contract in any_contract(), words in any::<String>(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut body = answer(&words);
        let at = at.index(body.len());
        body.iter_mut().skip(at).take(1).for_each(|place| *place = byte);
        let _ = read(contract, &Answer { status: 200, headers: &[], body: &body }, NOW);
    }

    #[test]
    fn words_are_given_back_whole(contract in any_contract(), words in "[a-z .!?é–😀]{1,200}") {
        let body = answer(&words);
        let outcome = read(contract, &Answer { status: 200, headers: &[], body: &body }, NOW);
        match outcome {
            Outcome::Written(written) => prop_assert_eq!(written.content, Content::Text(words.trim().to_owned())),
            Outcome::Failed(failed) => {
                prop_assert_eq!(failed.reason, Reason::Empty);
                prop_assert!(words.trim().is_empty());
            }
        }
    }
}
