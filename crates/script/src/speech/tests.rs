//! Tables of written and spoken text.

use super::{phrase, pieces, sentences, spoken_sentence};
use crate::limits;
use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// Text with inline code written as `|code|`.
fn marked(text: &str) -> String {
    let mut open = false;
    text.chars()
        .map(|c| {
            open ^= c == '|';
            match (c, open) {
                ('|', true) => CODE_OPEN,
                ('|', false) => CODE_CLOSE,
                (c, _) => c,
            }
        })
        .collect()
}

fn assert_said(table: &[(&str, &str)]) {
    for (written, said) in table {
        assert_eq!(phrase(&marked(written)).as_deref(), Some(*said), "{written}");
    }
}

#[test]
fn numbers_are_said_with_what_belongs_to_them() {
    assert_said(&[
        ("v2.4", "version 2.4"),
        ("version v2.4", "version 2.4"),
        ("v2.4.1", "version 2 point 4 point 1"),
        ("2.4.1", "2 point 4 point 1"),
        ("2.4.1-rc.2", "2 point 4 point 1 rc 2"),
        ("10.0.0.1", "10 dot 0 dot 0 dot 1"),
        ("3.5 GB/s", "3.5 gigabytes per second"),
        ("3.5GB/s", "3.5 gigabytes per second"),
        ("150 ms", "150 milliseconds"),
        ("150ms", "150 milliseconds"),
        ("a 150 ms pause", "a 150 millisecond pause"),
        ("the 128 MB limit", "the 128 megabyte limit"),
        ("the 50 ms we allow", "the 50 milliseconds we allow"),
        ("1 GB", "1 gigabyte"),
        ("5 \u{B5}s or 5us", "5 microseconds or 5 microseconds"),
        ("it cost us 3 euros", "it cost us 3 euros"),
        ("two of us in 2 teams", "two of us in 2 teams"),
        ("a few MB", "a few megabytes"),
        ("99.9%", "99.9 percent"),
        ("~40 req/s", "about 40 requests per second"),
        ("10k users", "10 thousand users"),
        ("3x faster", "3 times faster"),
        ("2.6\u{D7} faster", "2.6 times faster"),
        ("a 4\u{D7}4 grid", "a 4 by 4 grid"),
        ("3\u{2013}8 ms", "3 to 8 milliseconds"),
        ("3-8 cents", "3 to 8 cents"),
        ("Listing 7-11", "Listing 7 dash 11"),
        ("30\u{2013}40%", "30 to 40 percent"),
        ("p99 of 12 ms", "p 99 of 12 milliseconds"),
        ("#123", "number 123"),
        ("1,500 words", "1,500 words"),
        ("1_000_000 rows", "1000000 rows"),
        ("1/2 of it", "one half of it"),
        ("14/120", "14 out of 120"),
        ("the 1990s", "the 1990s"),
        ("the 2nd", "the 2nd"),
    ]);
}

#[test]
fn money_and_calendar_are_said_as_people_say_them() {
    assert_said(&[
        ("$0.15", "15 cents"),
        ("$0.018", "1.8 cents"),
        ("$5", "5 dollars"),
        ("$1", "1 dollar"),
        ("$12.50", "12 dollars and 50 cents"),
        ("$12.50/M", "12 dollars and 50 cents per million"),
        ("$1.5M", "1.5 million dollars"),
        ("$3 million", "3 million dollars"),
        ("\u{20AC}3", "3 euros"),
        ("2026-11-20", "November 20, 2026"),
        ("2026-11", "November 2026"),
        ("2026-11-20T14:30:00Z", "November 20, 2026, 14 30"),
        ("at 14:30", "at 14 30"),
        ("at 9:05", "at 9 oh 5"),
        ("at 14:00", "at 14 o'clock"),
        ("3:1", "3 to 1"),
    ]);
}

#[test]
fn identifiers_and_inline_code_become_words() {
    assert_said(&[
        ("|snake_case|", "snake case"),
        ("|MAX_RETRIES|", "max retries"),
        ("|CamelCase|", "Camel Case"),
        ("|HTTPServer|", "HTTP Server"),
        ("|foo()|", "foo"),
        ("|Queue::park(id)|", "Queue park"),
        ("|a::b|", "a b"),
        ("|--dry-run|", "dash dash dry-run"),
        ("|src/main.rs|", "src slash main dot rs"),
        ("|opt-level = 3|", "opt-level equals 3"),
        ("|POST /v1/jobs/{id}|", "POST slash v1 slash jobs slash id"),
        ("waitUntil", "wait Until"),
        ("GitHub and JavaScript", "GitHub and JavaScript"),
        ("Cargo.toml", "Cargo dot toml"),
        ("Node.js", "Node JS"),
        ("C++ and C#", "C plus plus and C sharp"),
        ("UTF-8", "UTF-8"),
        ("|one|/|two|", "one or two"),
        ("|foo|'s tests, |bar|.", "foo's tests, bar."),
    ]);
    assert_eq!(phrase(&marked("run |if (a) { b; }| now")), None);
}

#[test]
fn signs_and_abbreviations_become_words() {
    assert_said(&[
        ("e.g. a disk", "for example, a disk"),
        ("slow, i.e. useless", "slow, that is, useless"),
        ("disks, tapes, etc. are", "disks, tapes, and so on are"),
        ("Rust vs. C", "Rust versus C"),
        ("a -> b => c", "a to b to c"),
        ("a \u{2192} b", "a to b"),
        ("salt & pepper", "salt and pepper"),
        ("time + money", "time plus money"),
        ("\u{2264} 6 MB", "at most 6 megabytes"),
        (">= 5", "at least 5"),
        ("I/O", "I O"),
        ("TCP/IP", "TCP IP"),
        ("one\u{2014}or two\u{2014}of them", "one, or two, of them"),
        ("one (or two) of them", "one, or two, of them"),
        ("a note[^1] here", "a note here"),
        ("a note [12] here", "a note here"),
        ("fixed (#12, #13)", "fixed"),
        ("fixed (#12, thanks to @ada)", "fixed"),
        ("\u{201C}well\u{201D}, it\u{2019}s", "\"well\", it's"),
        ("done \u{1F389} now", "done now"),
        ("caf\u{E9} na\u{EF}ve", "cafe naive"),
        ("see https://example.com/a for more", "see the link in the source for more"),
        ("**bold** and *soft*", "bold and soft"),
        ("commit 3f2a9c18be", "commit 3 f 2 a"),
    ]);
    assert_eq!(phrase("\u{65E5}\u{672C}\u{8A9E}"), None);
}

#[test]
fn abbreviations_and_initials_do_not_end_a_sentence() {
    let cases: [(&str, &[&str]); 9] = [
        ("One. Two! Three?", &["One.", "Two!", "Three?"]),
        ("It took 3.5 s. Then it stopped.", &["It took 3.5 s.", "Then it stopped."]),
        ("We use disks, e.g. SSDs. They fail.", &["We use disks, e.g. SSDs.", "They fail."]),
        ("Version 2.4 is out.", &["Version 2.4 is out."]),
        ("By J. Smith and Dr. Who. Good.", &["By J. Smith and Dr. Who.", "Good."]),
        ("We ship encoder B. It is small.", &["We ship encoder B.", "It is small."]),
        ("He said \"stop.\" Nobody did.", &["He said \"stop.\"", "Nobody did."]),
        ("No full stop", &["No full stop"]),
        ("Wait... what? Yes.", &["Wait... what?", "Yes."]),
    ];
    for (text, expected) in cases {
        assert_eq!(sentences(text), expected, "{text}");
    }
    let code = marked("Call |a. B| twice. Done.");
    assert_eq!(sentences(&code), [marked("Call |a. B| twice."), "Done.".to_owned()]);
}

#[test]
fn a_text_that_cannot_be_spoken_is_not_a_sentence() {
    assert_eq!(spoken_sentence("a lease ends"), Some("A lease ends.".to_owned()));
    assert_eq!(spoken_sentence("label"), None);
    assert_eq!(spoken_sentence("1 2 3 4 5 6 7 8 9"), None);
    assert_eq!(spoken_sentence(&format!("a {} word", "b".repeat(41))), None);
    assert_eq!(spoken_sentence(&"no pause anywhere in this ".repeat(40)), None);
}

#[test]
fn long_sentences_are_split_where_a_speaker_would_pause() {
    let clause = "the worker that holds the lease writes its result to the storage and waits for an answer";
    let long = spoken_sentence(&format!(
        "{clause}, and {clause}; {clause}, because {clause}; {clause}, and {clause}; {clause}, because {clause}"
    ))
    .unwrap();
    let pieces = pieces(&long).unwrap();
    assert!(pieces.len() > 1);
    assert!(pieces.iter().all(|piece| piece.len() <= limits::STATEMENT_CHARS_MAX), "{pieces:?}");
    let words = |text: &str| text.to_lowercase().replace([',', '.', ';'], "");
    assert_eq!(words(&pieces.join(" ")), words(&long));
}
