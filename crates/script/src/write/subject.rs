//! The subject of a sentence, from its first words, as a question that the sentence answers.

use super::phrases::Pool;
use super::vocabulary::Vocabulary;
use crate::pick::{is_stop_word, refers_back};

const DETERMINERS: [&str; 6] = ["the", "a", "an", "each", "every", "most"];
const ARE: [&str; 2] = ["is", "are"];
const MAY: [&str; 7] = ["can", "must", "should", "could", "would", "will", "might"];
const OTHER: [&str; 12] = ["was", "were", "has", "have", "had", "does", "do", "did", "cannot", "needs", "need", "may"];
const SUBJECT_WORDS_MAX: usize = 5;
/// Words of a condition that is short enough to be repeated in a question.
const CONDITION_WORDS: std::ops::RangeInclusive<usize> = 3..=10;
const POINTING: [&str; 12] =
    ["it", "they", "this", "that", "he", "she", "them", "those", "these", "its", "their", "you"];

/// The question about a sentence's condition or subject, if its beginning shows one.
pub(super) fn question(sentence: &str, before: &str, known: &Vocabulary) -> Option<(Pool, String)> {
    condition(sentence, known).or_else(|| thing(sentence, before, known))
}

/// A condition as a topic: "If the disk fails, ..." answers what happens then.
fn condition(sentence: &str, known: &Vocabulary) -> Option<(Pool, String)> {
    let (clause, _) = sentence.split_once(", ")?;
    let opens = clause.starts_with("If ") || clause.starts_with("When ");
    let words = clause.split(' ').count();
    let points = clause.split(' ').any(|word| POINTING.contains(&word.to_ascii_lowercase().as_str()));
    let fits = opens && !points && CONDITION_WORDS.contains(&words) && !clause.contains(['"', ':', ';']);
    let clause = fits.then(|| known.topic(clause)).flatten()?;
    Some((Pool::WhatIf, clause))
}

fn thing(sentence: &str, before: &str, known: &Vocabulary) -> Option<(Pool, String)> {
    let words: Vec<&str> = sentence.trim_end_matches(['.', '!', '?']).split(' ').collect();
    let is_verb = |word: &&str| ARE.contains(word) || MAY.contains(word) || OTHER.contains(word);
    let at = words.iter().position(is_verb).filter(|at| (1..=SUBJECT_WORDS_MAX).contains(at))?;
    let (subject, rest) = words.split_at_checked(at)?;
    let (verb, next) = (rest.first()?, rest.get(1).copied().unwrap_or_default());
    if refers_back(sentence) || !is_thing(subject) {
        return None;
    }
    let topic = known.topic(&subject.join(" "))?;
    let named = subject.last().is_some_and(|last| before.to_ascii_lowercase().contains(&last.to_ascii_lowercase()));
    let defines = ARE.contains(verb) && ["a", "an"].contains(&next);
    let acts =
        MAY.contains(verb) && !matches!(next, "be" | "not" | "have" | "only" | "never" | "also" | "always" | "still");
    if defines {
        Some((Pool::WhatIs, topic))
    } else if acts && !next.is_empty() {
        Some((Pool::WhatDo, format!("{verb} {topic}")))
    } else if named || matches!(subject.first(), Some(&("A" | "An" | "Each" | "Every" | "Most"))) {
        None
    } else {
        Some((Pool::WhatAbout, topic))
    }
}

/// True for a noun phrase: a determiner and plain words, or plain words in the plural.
fn is_thing(subject: &[&str]) -> bool {
    let lower: Vec<String> = subject.iter().map(|word| word.to_ascii_lowercase()).collect();
    let determined = lower.first().is_some_and(|first| DETERMINERS.contains(&first.as_str()));
    let rest = lower.get(usize::from(determined)..).unwrap_or_default();
    let plain = rest
        .iter()
        .all(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '\'') && !is_stop_word(word));
    let many = lower.last().is_some_and(|last| last.ends_with('s')) || determined;
    plain && !rest.is_empty() && many
}
