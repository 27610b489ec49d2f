//! Properties of redaction that hold for any text.

use proptest::prelude::*;
use redact::redact;

/// Fragments of matches, in any order and cut anywhere.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "@",
        "jane@example.org",
        "+49 30 901820",
        "(415) 555-2671",
        "ghp_",
        "sk-",
        "eyJ",
        ".",
        "AKIA",
        "xoxb-",
        "://",
        "password",
        " = ",
        "\"",
        "'",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "-----",
        "\n",
        " ",
        "Author: ",
        "Signed-off-by: ",
        "<",
        ">",
        "/home/",
        "C:\\Users\\",
        "~",
        "jane",
        "ünïcödé",
        "日本",
        "0",
        "1234567890",
        "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6",
        "somebody",
        "an e-mail address",
        "Bearer ",
        "hooks.slack.com/services/",
    ]);
    let any = ".{0,12}";
    prop::collection::vec(
        prop_oneof![4 => fragment.prop_map(str::to_owned), 1 => any.prop_map(|text: String| text)],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn redaction_is_idempotent(text in fragments()) {
        let once = redact(&text);
        let twice = redact(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.counts.is_empty());
    }

    #[test]
    fn a_text_without_a_match_is_unchanged(text in fragments()) {
        let redacted = redact(&text);
        prop_assert_eq!(redacted.counts.is_empty(), redacted.text == text);
    }
}
