//! Recall on the table of formats, and false positives on near-misses and ordinary text.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use protocol::RedactionKind;
use redact::redact;

const FORMATS: &str = include_str!("formats.txt");

/// Percent of the formats that must be found, and percent of ordinary sentences that may be matched by mistake.
const RECALL_MIN: f64 = 98.0;
const FALSE_MAX: f64 = 2.0;

struct Format {
    kind: RedactionKind,
    example: String,
    near_miss: String,
}

fn formats() -> Vec<Format> {
    let lines = FORMATS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.enumerate().map(|(number, line)| format(line, number as u64)).collect()
}

fn format(line: &str, seed: u64) -> Format {
    let columns: Vec<&str> = line.split(" | ").collect();
    let [kind, example, near_miss] = columns.as_slice() else { panic!("three columns: {line}") };
    let kinds = [
        ("mail_address", RedactionKind::MailAddress),
        ("phone_number", RedactionKind::PhoneNumber),
        ("secret", RedactionKind::Secret),
        ("private_key", RedactionKind::PrivateKey),
        ("author", RedactionKind::Author),
        ("home_directory", RedactionKind::HomeDirectory),
    ];
    let kind = kinds.into_iter().find(|(name, _)| name == kind).unwrap().1;
    Format { kind, example: drawn(example, seed), near_miss: drawn(near_miss, seed) }
}

/// The template with random characters filled in, so that no secret is stored in the repository.
fn drawn(template: &str, seed: u64) -> String {
    let (mut text, mut rest, mut state) = (String::new(), template, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let lot = after.split_once('}').and_then(|(lot, after)| {
            let alphabet = match lot.chars().next()? {
                'a' => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                'A' => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
                'h' => "0123456789abcdef",
                'u' => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_",
                'n' => "1234567890",
                _other => return None,
            };
            Some((alphabet.as_bytes(), lot.get(1..)?.parse::<usize>().ok()?, after))
        });
        let Some((alphabet, count, after)) = lot else {
            text.push('{');
            rest = after;
            continue;
        };
        for _ in 0..count {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push(char::from(*alphabet.get((state >> 33) as usize % alphabet.len()).unwrap()));
        }
        rest = after;
    }
    text.push_str(rest);
    text.replace('·', "").replace("\\\\n", "\u{0}").replace("\\n", "\n").replace('\u{0}', "\\n")
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// True if the right kind is found; where the example marks the secret, exactly that must be replaced.
fn is_found(Format { kind, example, .. }: &Format) -> bool {
    let redacted = redact(&example.replace(['«', '»'], ""));
    let marked = example.split_once('«').and_then(|(before, rest)| Some((before, rest.split_once('»')?)));
    let is_right = marked.is_none_or(|(before, (secret, after))| {
        redacted.text.starts_with(before) && redacted.text.ends_with(after) && !redacted.text.contains(secret)
    });
    is_right && redacted.counts.contains_key(kind)
}

#[test]
fn every_format_in_the_table_is_found_and_no_near_miss_is() {
    let formats = formats();
    assert!(formats.len() >= 60, "{} formats", formats.len());
    let missed: Vec<&str> =
        formats.iter().filter(|format| !is_found(format)).map(|format| format.example.as_str()).collect();
    let mistaken: Vec<(&str, String)> = formats
        .iter()
        .map(|format| (format.near_miss.as_str(), redact(&format.near_miss).text))
        .filter(|(before, after)| before != after)
        .collect();
    let recall = percent(formats.len() - missed.len(), formats.len());
    println!("redact: {} formats, recall {recall:.1} %, {} near-misses mistaken", formats.len(), mistaken.len());
    assert!(recall >= RECALL_MIN, "missed: {missed:#?}");
    assert!(mistaken.is_empty(), "{mistaken:#?}");
}

#[test]
fn matches_are_replaced_and_the_text_around_them_stays() {
    let before = "Dear Jane, write to jane@example.org or call +49 30 901820; see /home/jane/notes.";
    let after = "Dear Jane, write to an e-mail address or call a phone number; see /home/somebody/notes.";
    assert_eq!(redact(before).text, after);
    let log = "commit 1234\nAuthor: Jané Doe <jane@example.org>\nDate: today\n\n    Signed-off-by: Jané Doe <jane@example.org>\n";
    let after = "commit 1234\nAuthor: somebody\nDate: today\n\n    Signed-off-by: somebody\n";
    assert_eq!(redact(log).text, after);
}

#[test]
fn ordinary_sentences_are_unchanged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let (mut sentences, mut mistaken) = (0, Vec::new());
    for name in ["article.md", "benchmark.md", "essay.txt", "page.html", "release-notes.md", "review.md"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        for sentence in text.split_inclusive(['.', '!', '?', '\n']).filter(|sentence| sentence.split(' ').count() > 3) {
            sentences += 1;
            if redact(sentence).text != sentence {
                mistaken.push(format!("{sentence} -> {}", redact(sentence).text));
            }
        }
    }
    let share = percent(mistaken.len(), sentences);
    println!("redact: {sentences} ordinary sentences, {share:.1} % mistaken");
    assert!(sentences > 100 && share <= FALSE_MAX, "{mistaken:#?}");
}
