//! Properties of redaction on hostile text: idempotent, and linear in the length.

use proptest::prelude::*;
use protocol::RedactionKind;

use super::*;

/// Reads per byte of text in the worst case; bounded because each rule's look back and ahead is.
const LOOKS_A_BYTE_MAX: usize = 1_500;

/// Beginnings, ends and middles of matches, and of what may stand beside them.
const PIECES: [&str; 63] = [
    " ",
    "\n",
    "a",
    "7",
    "@",
    ".",
    ":",
    "=",
    "-",
    "_",
    "/",
    "\\",
    "~",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "*",
    "&",
    "&#64;",
    "&amp;",
    "%40",
    "\\@",
    "\u{200B}",
    "\u{A0}",
    "é",
    "\u{1F600}",
    "+49 170 1234567",
    "0170 ",
    "09 ",
    "555-123-4567",
    "(415)",
    "rosa@example.com",
    "[at]",
    "[dot]",
    "eyJ",
    "eyJhbGciOiJI",
    "ghp_",
    "16C7e42F292c6912E7710c838347Ae178B4a",
    "sk-",
    "Bearer ",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    "MIIEvQIBADANBgkqhkiG9w0BAQEF",
    "://",
    "https://",
    "password",
    "token",
    "PASSWORD=",
    "\"password\": \"",
    "hunter2",
    "Signed-off-by: ",
    "Author: ",
    "/home/rosa",
    "C:\\Users\\",
    "an e-mail address",
    "a withheld key",
    "a phone number",
];

fn looks(text: &str) -> usize {
    let text = Text::new(text);
    matches(&text);
    text.looks.get()
}

/// The number of cases; `CASES=n` in the environment sets another.
fn cases() -> ProptestConfig {
    let cases = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned), 1 => "\\PC{0,12}"];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_text_without_a_match_is_unchanged_and_redaction_is_idempotent(text in pieces()) {
        let once = redact(&text);
        prop_assert_eq!(once.counts.is_empty(), once.text == text);
        let again = redact(&once.text);
        prop_assert_eq!(&again.text, &once.text, "{:?}", text);
        prop_assert!(again.counts.is_empty());
    }

    #[test]
    fn no_text_makes_redaction_panic(text in any::<String>()) {
        redact(&text);
    }

    #[test]
    fn the_work_grows_no_faster_than_the_text(text in pieces()) {
        let (short, long) = (text.repeat(16), text.repeat(32));
        prop_assert!(looks(&long) <= looks(&short).saturating_mul(2) + 32 * 1024, "{text:?}");
        prop_assert!(looks(&long) <= (long.len() + 1) * LOOKS_A_BYTE_MAX, "{text:?}");
    }
}

/// Repeats each pair of pieces: four times the text must be about four times the work, not sixteen.
#[test]
fn every_pair_of_pieces_repeated_takes_linear_work() {
    for (one, other) in PIECES.iter().flat_map(|one| PIECES.iter().map(move |other| (one, other))) {
        let pair = format!("{one}{other}");
        let (short, long) = (looks(&pair.repeat(1_000 / pair.len())), looks(&pair.repeat(4_000 / pair.len())));
        assert!(long <= 5 * short, "{pair:?}: {short} → {long}");
    }
}

/// Adjacent numbers do not merge, wherever the row begins.
#[test]
fn numbers_in_a_row_are_found_from_the_left() {
    assert_eq!(redact(&"09 ".repeat(50)).counts.get(&RedactionKind::PhoneNumber), Some(&10));
    assert_eq!(redact(&format!("a {}b", "09 ".repeat(53))).text.matches("09").count(), 3);
}

#[test]
fn a_redacted_diff_keeps_its_lines() {
    let key = format!("+-----BEGIN {0}-----\n+MIIEvQIBADANBgkq\n+-----END {0}-----\n context\n", "PRIVATE KEY");
    assert_eq!(redact(&key).text, "+a withheld private key\n+\n+\n context\n");
}
