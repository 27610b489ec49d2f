//! The transition to a heading: the words that are said where a section begins. Every new heading is said.

use protocol::Language;

use super::generic;
use super::phrases::Pool;
use super::vocabulary::Vocabulary;
use crate::outline::without_number;
use crate::{release, speech, status, wording};

const ASKING: [&str; 6] = ["how", "why", "what", "when", "where", "who"];
/// First words of headings in the imperative.
const ORDERS: [&str; 44] = [
    "use", "avoid", "keep", "make", "add", "set", "write", "choose", "do", "don't", "never", "always", "start", "stop",
    "build", "run", "test", "measure", "check", "know", "learn", "think", "treat", "let", "prefer", "put", "give",
    "take", "get", "try", "be", "read", "move", "remove", "delete", "create", "design", "plan", "ask", "fix", "handle",
    "pick", "beware", "consider",
];
/// Verbs: a heading with one of them is a sentence.
const VERBS: [&str; 28] = [
    "is", "are", "was", "were", "has", "have", "had", "can", "can't", "cannot", "must", "should", "will", "won't",
    "does", "doesn't", "don't", "isn't", "aren't", "needs", "fails", "works", "means", "makes", "matters", "wins", "i",
    "we",
];
const JOINTS: [&str; 14] = ["of", "for", "in", "and", "the", "a", "an", "to", "on", "with", "versus", "or", "at", "by"];
/// Words of a heading; a longer one is treated as a sentence.
const NOUN_WORDS_MAX: usize = 8;
/// Words of a heading without a preposition or article; a longer one is treated as a sentence.
const BARE_WORDS_MAX: usize = 3;

/// A transition to a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// A question that stands for a generic heading, and what is said without one.
    Generic { question: &'static str, statement: &'static str },
    /// The heading is a question itself.
    Question(String),
    /// The heading is a sentence, said as it stands.
    Sentence(String),
    /// A phrase of this pool with the heading in it.
    To(Pool, String),
}

/// A heading as it is said: without its number.
pub(crate) fn said_heading(heading: &str, language: Language) -> Option<String> {
    speech::phrase(&with_version(without_number(heading), language), language)
}

/// A heading that is a sentence or a question, as a sentence of its own.
pub(crate) fn said_sentence(heading: &str, language: Language) -> Option<String> {
    let said = said_heading(heading, language)?;
    let said = speech::capitalised(said.trim_end_matches(['.', '!', ':', ',', ' ']));
    Some(if said.ends_with('?') { said } else { format!("{said}.") })
}

/// The transition to a heading; `None` if it cannot be spoken, or if each sentence under it says it as its label.
pub(super) fn move_to(heading: &str, known: &Vocabulary<'_>, in_release: bool) -> Option<Move> {
    let language = known.language;
    let heading = without_number(heading);
    if status::of_heading(heading, language).is_some() && release::number(heading).is_none() {
        return None;
    }
    let lower = heading.to_lowercase();
    let bare = lower.trim_end_matches(['.', '!', '?', ':']);
    if let Some((question, statement)) = generic::find(bare, in_release, language) {
        return Some(Move::Generic { question, statement });
    }
    if heading.ends_with('?') {
        return said_sentence(heading, language).map(Move::Question);
    }
    if !language.is_english() {
        return move_to_any(heading, known);
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let first = words.first().copied().unwrap_or_default();
    let is_release = release::number(heading).is_some();
    let is_sentence = has(&VERBS)
        || (words.len() > BARE_WORDS_MAX && !has(&JOINTS))
        || words.len() > NOUN_WORDS_MAX
        || heading.contains([':', ',']);
    let plain = !is_release && (ORDERS.contains(&first) || is_sentence);
    match known.topic(&said_heading(heading, language)?).filter(|_| !plain) {
        Some(topic) if ASKING.contains(&first) => Some(Move::To(Pool::MoveToClause, topic)),
        Some(topic) => Some(Move::To(Pool::MoveToNoun, topic)),
        None => said_sentence(heading, language).map(Move::Sentence),
    }
}

/// The transition to a heading in a language whose grammar is not looked at: its phrases take any heading, behind a colon.
fn move_to_any(heading: &str, known: &Vocabulary<'_>) -> Option<Move> {
    let is_sentence = heading.ends_with(['!', '.']) || heading.contains([':', ';']);
    match known.topic(&said_heading(heading, known.language)?).filter(|_| !is_sentence) {
        Some(topic) => Some(Move::To(Pool::MoveToNoun, topic)),
        None => said_sentence(heading, known.language).map(Move::Sentence),
    }
}

/// A release's number with "version" before it: "1.2.0" is "version 1.2.0".
fn with_version(heading: &str, language: Language) -> String {
    match release::number(heading) {
        Some(number) if heading.trim_start_matches('[').starts_with(number) => {
            let heading = heading.trim_start_matches('[').replacen("] - ", ", ", 1);
            format!("{} v{heading}", wording::of(language).release)
        }
        Some(_) | None => heading.to_owned(),
    }
}
