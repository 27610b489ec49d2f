//! What holds for every text, however hostile.

use proptest::prelude::*;
use protocol::RedactionKind;

use super::*;

/// Looks at a byte, at the worst: what a rule looks back at and what it judges is bounded.
const LOOKS_A_BYTE_MAX: usize = 1_500;

/// Beginnings, ends and insides of what is looked for, and of what stands beside it.
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

/// A run with `CASES=n` asks for more.
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
    fn nothing_found_is_nothing_changed_and_nothing_is_replaced_twice(text in pieces()) {
        let once = redact(&text);
        prop_assert_eq!(once.counts.is_empty(), once.text == text);
        let again = redact(&once.text);
        prop_assert_eq!(&again.text, &once.text, "{:?}", text);
        prop_assert!(again.counts.is_empty());
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        redact(&text);
    }

    #[test]
    fn the_work_grows_no_faster_than_the_text(text in pieces()) {
        let (short, long) = (text.repeat(16), text.repeat(32));
        prop_assert!(looks(&long) <= looks(&short).saturating_mul(2) + 32 * 1024, "{text:?}");
        prop_assert!(looks(&long) <= (long.len() + 1) * LOOKS_A_BYTE_MAX, "{text:?}");
    }
}

/// What is looked for ends in a look that fails: each of them twice as long is twice as much work, not four times.
#[test]
fn every_pair_of_pieces_repeated_takes_linear_work() {
    for (one, other) in PIECES.iter().flat_map(|one| PIECES.iter().map(move |other| (one, other))) {
        let pair = format!("{one}{other}");
        let (short, long) = (looks(&pair.repeat(1_000 / pair.len())), looks(&pair.repeat(4_000 / pair.len())));
        assert!(long <= 5 * short, "{pair:?}: {short} → {long}");
    }
}

/// The next number is no part of this one, whoever comes first.
#[test]
fn numbers_in_a_row_are_found_from_the_left() {
    assert_eq!(redact(&"09 ".repeat(50)).counts.get(&RedactionKind::PhoneNumber), Some(&10));
    assert_eq!(redact(&format!("a {}b", "09 ".repeat(53))).text.matches("09").count(), 3);
}

#[test]
fn a_line_of_a_diff_stays_a_line() {
    let key = format!("+-----BEGIN {0}-----\n+MIIEvQIBADANBgkq\n+-----END {0}-----\n context\n", "PRIVATE KEY");
    assert_eq!(redact(&key).text, "+a withheld private key\n+\n+\n context\n");
}
