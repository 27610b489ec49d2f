//! Tables of written and spoken text.

mod kept;
mod languages;
mod left;
mod segments;

use protocol::Language;

use super::{pieces, sentences, spoken};
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

/// Written and spoken pairs, three fields a line: rule, written, said.
const PAIRS: &str = include_str!("../../tests/spoken.tsv");

fn pairs() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PAIRS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.split('\t');
        let mut field = || fields.next().expect("three fields");
        (field(), field(), field())
    })
}

#[test]
fn everything_in_the_table_is_said_as_it_says() {
    let said = |written: &str| super::walk::walk(&crate::marks::mark_backticks(written)).text;
    let wrong: Vec<String> = pairs()
        .filter(|(_, written, expected)| said(written) != *expected)
        .map(|(rule, written, expected)| {
            format!("{rule}: {written:?}\n  said     {:?}\n  expected {expected:?}", said(written))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
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
        assert_eq!(sentences(text, Language::English), expected, "{text}");
    }
    let code = marked("Call |a. B| twice. Done.");
    assert_eq!(sentences(&code, Language::English), [marked("Call |a. B| twice."), "Done.".to_owned()]);
}

#[test]
fn long_sentences_are_split_where_a_speaker_would_pause() {
    let clause = "the worker that holds the lease writes its result to the storage and waits for an answer";
    let part = format!("{clause}, and {clause}; {clause}, because {clause}");
    let long = spoken(&format!("{part}; {part}"), Language::English).text.unwrap();
    let pieces = pieces(&long, Language::English).unwrap();
    assert!(pieces.len() > 1);
    assert!(pieces.iter().all(|piece| piece.len() <= limits::STATEMENT_CHARS_MAX), "{pieces:?}");
    let words = |text: &str| text.to_lowercase().replace([',', '.', ';'], "");
    assert_eq!(words(&pieces.join(" ")), words(&long));
}
