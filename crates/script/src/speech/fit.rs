//! Splitting of sentences too long for one turn, where a speaker would pause; at worst between two words.

use protocol::Language;

use super::clean::capitalised;
use super::locale;
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
/// Words before which a sentence without any mark is parted.
const JOINTS: [&str; 16] = [
    " and ",
    " or ",
    " but ",
    " that ",
    " which ",
    " because ",
    " when ",
    " if ",
    " while ",
    " with ",
    " for ",
    " to ",
    " in ",
    " of ",
    " from ",
    " by ",
];

/// The words of a language at which a sentence is split.
struct Words {
    openers: &'static [&'static str],
    hinges: &'static [&'static str],
    joints: &'static [&'static str],
}

impl Words {
    fn of(language: Language) -> Words {
        match locale::of(language) {
            Some(locale) => Words { openers: locale.openers, hinges: locale.hinges, joints: locale.joints },
            None => Words { openers: &OPENERS, hinges: &HINGES, joints: &JOINTS },
        }
    }
}

/// Splits a sentence into pieces that each fit a turn.
pub(crate) fn pieces(sentence: &str, language: Language) -> Option<Vec<String>> {
    let words = Words::of(language);
    let mut found = Vec::new();
    let mut rest = sentence;
    let mut starts = false;
    let mut add = |text: &str, starts: bool, mark: &str| {
        let text = if starts { capitalised(text) } else { text.to_owned() };
        found.push(text + mark);
    };
    while rest.len() > limits::STATEMENT_CHARS_MAX {
        let cut = cut(rest, &words);
        let (head, tail) = rest.split_at_checked(cut.at).unwrap_or((rest, ""));
        add(head.trim_end(), starts, cut.mark);
        starts = cut.ends;
        rest = tail.get(cut.skip..).unwrap_or(tail).trim_start();
    }
    if !rest.is_empty() || sentence.is_empty() {
        add(rest, starts, "");
    }
    Some(found)
}

/// A place to split: the head ends there with a mark, the tail goes on behind some bytes.
struct Cut {
    at: usize,
    skip: usize,
    mark: &'static str,
    /// The tail is a sentence of its own.
    ends: bool,
}

fn cut(text: &str, words: &Words) -> Cut {
    let window = head(text);
    let room = PIECE_CHARS_MIN..limits::STATEMENT_CHARS_MAX;
    let fits = |at: &usize| room.contains(at) && text.len() - at >= PIECE_CHARS_MIN;
    let last = |mark: &str| window.rmatch_indices(mark).map(|(at, _)| at).find(fits);
    if let Some(at) = last("; ") {
        return Cut { at, skip: 2, mark: ".", ends: true };
    }
    let commas = || window.rmatch_indices(", ").map(|(at, _)| at).filter(fits);
    let follows = |at: usize, words: &[&str]| {
        text.get(at + 2..).is_some_and(|after| words.iter().any(|word| after.starts_with(word)))
    };
    if let Some(at) = commas().find(|at| follows(*at, words.openers)) {
        return Cut { at, skip: 2, mark: ".", ends: true };
    }
    // Split after the mark, and keep it: the voice keeps its pitch up before a comma.
    let paused = |at: usize| Cut { at: at + 1, skip: 1, mark: "", ends: false };
    if let Some(at) = last(": ") {
        return paused(at);
    }
    if let Some(at) = commas().find(|at| follows(*at, words.hinges)).or_else(|| commas().next()) {
        return paused(at);
    }
    // A mark is added: without one the voice would run on into the next turn.
    let joints = words.joints.iter().filter_map(|joint| last(joint)).max();
    match joints.or_else(|| last(" ")).or_else(|| window.rfind(' ').filter(|at| *at > 0)) {
        Some(at) => Cut { at, skip: 1, mark: ",", ends: false },
        None => Cut { at: window.len(), skip: 0, mark: "", ends: false },
    }
}

/// The longest beginning that fits a turn with a mark behind it.
fn head(text: &str) -> &str {
    let end = (0..limits::STATEMENT_CHARS_MAX).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).unwrap_or(text)
}
