//! Redaction of identities and secrets in arbitrary text.

use super::Verdict;
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

const BYTES_MAX: usize = 16 * 1024;
const PART_BYTES_MAX: usize = 3_000;

/// Samples of identities and secrets.
const SECRETS: [&str; 16] = [
    "ada@example.org",
    "+49 30 1234567",
    "(555) 123-4567",
    "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789",
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
    "xoxb-123456789012-abcdefghijkl",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\n",
    "password = \"hunter2hunter2\"",
    "API_KEY=4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c",
    "Author: Ada Lovelace <ada@example.org>",
    "Co-authored-by: Ada",
    "/home/ada/src/x.rs",
    "C:\\Users\\ada\\x",
];

pub(super) fn text(random: &mut Random, corpus: &Corpus) -> Verdict {
    let source = random.pick(&corpus.sources);
    let mut text = mutate::part(random, source, PART_BYTES_MAX).to_owned();
    for _ in 0..random.length(6) {
        let at = text.floor_char_boundary(random.below(text.len().saturating_add(1)));
        text.insert_str(at, random.pick::<&str>(&SECRETS));
    }
    let text = mutate::text(random, &text, BYTES_MAX);
    let redacted = redact::redact(&text);
    let again = redact::redact(&redacted.text);
    // Texts made for it need more passes than are made: what is found again is said.
    assert_eq!(again.text == redacted.text, again.counts.is_empty());
    // The shortest that is found, a mail address, has five characters; the longest placeholder has a few dozen.
    assert!(redacted.text.len() <= 16 * text.len().saturating_add(64), "{} of {}", redacted.text.len(), text.len());
    if redacted.text == text { Verdict::Taken } else { Verdict::Refused("redacted") }
}
