//! Splitting of sentences too long for one turn, where a speaker would pause.

use super::clean::capitalised;
use crate::limits;

/// Characters of the shortest piece.
const PIECE_CHARS_MIN: usize = 30;

/// Clause openers that can start a new sentence.
const OPENERS: [&str; 5] = ["and ", "but ", "so ", "or ", "yet "];
/// Clause openers before which a speaker pauses within the sentence.
const HINGES: [&str; 17] = [
    "which ",
    "because ",
    "while ",
    "where ",
    "when ",
    "although ",
    "though ",
    "unless ",
    "until ",
    "if ",
    "as ",
    "since ",
    "whether ",
    "who ",
    "whose ",
    "rather ",
    "with ",
];

/// Splits a sentence into pieces that each fit a turn; `None` if it has no place to pause.
pub(crate) fn pieces(sentence: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = sentence.to_owned();
    while rest.len() > limits::STATEMENT_CHARS_MAX {
        let (head, tail) = split(&rest)?;
        found.push(head);
        rest = tail;
    }
    found.push(rest);
    Some(found)
}

fn split(text: &str) -> Option<(String, String)> {
    let window = text.get(..limits::STATEMENT_CHARS_MAX)?;
    let room = PIECE_CHARS_MIN..limits::STATEMENT_CHARS_MAX;
    let fits = |at: &usize| room.contains(at) && text.len() - at >= PIECE_CHARS_MIN;
    let stop = window.rmatch_indices("; ").map(|(at, _)| at).find(fits);
    if let Some(at) = stop {
        return ended(text, at, 2);
    }
    let commas = || window.rmatch_indices(", ").map(|(at, _)| at).filter(fits);
    let follows = |at: usize, words: &[&str]| {
        text.get(at + 2..).is_some_and(|after| words.iter().any(|word| after.starts_with(word)))
    };
    if let Some(at) = commas().find(|at| follows(*at, &OPENERS)) {
        return ended(text, at, 2);
    }
    if let Some(at) = window.rmatch_indices(": ").map(|(at, _)| at).find(fits) {
        return paused(text, at);
    }
    commas().find(|at| follows(*at, &HINGES)).or_else(|| commas().next()).and_then(|at| paused(text, at))
}

fn ended(text: &str, at: usize, mark: usize) -> Option<(String, String)> {
    Some((format!("{}.", text.get(..at)?), capitalised(text.get(at + mark..)?)))
}

/// Splits after the mark and keeps it: the voice keeps its pitch up before a comma.
fn paused(text: &str, at: usize) -> Option<(String, String)> {
    Some((text.get(..=at)?.to_owned(), text.get(at + 2..)?.to_owned()))
}
