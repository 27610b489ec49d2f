//! Grounding check: every statement of a turn is a sentence of the source, and every word can be spoken.
//!
//! Judges turns from a model as strictly as those written here.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::turn::Turn;
use crate::write::{every_phrase, every_question, is_slot, said_heading};
use crate::{limits, pick, speech};

/// The first fault found in a list of turns; `turn` is an index into it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    #[error("there are no turns")]
    NoTurns,
    #[error("there are more than {} turns", limits::TURNS_MAX)]
    TooManyTurns,
    #[error("turn {turn} is empty")]
    Empty { turn: usize },
    #[error("turn {turn} is longer than {} characters", limits::TURN_CHARS_MAX)]
    TooLong { turn: usize },
    #[error("turn {turn} has a word of more than {} characters", limits::TOKEN_CHARS_MAX)]
    TokenTooLong { turn: usize },
    #[error("turn {turn} has a word that cannot be spoken: {found:?}")]
    Unspeakable { turn: usize, found: String },
    #[error("turn {turn} cites paragraph {paragraph}, which does not exist")]
    UnknownCite { turn: usize, paragraph: u32 },
    #[error("turn {turn} cites paragraph {paragraph} but states nothing from it")]
    UnusedCite { turn: usize, paragraph: u32 },
    #[error("turn {turn} has a statement that is not in the paragraphs it cites: {said:?}")]
    Unsupported { turn: usize, said: String },
    #[error("turn {turn} repeats a statement: {said:?}")]
    Repeated { turn: usize, said: String },
}

/// Characters of a question; a longer one could hide a statement.
const QUESTION_CHARS_MAX: usize = 160;

/// Checks turns in the order they are spoken; returns the first defect.
pub fn check(turns: &[Turn], document: &Document) -> Result<(), Defect> {
    if turns.is_empty() {
        return Err(Defect::NoTurns);
    }
    if turns.len() > limits::TURNS_MAX {
        return Err(Defect::TooManyTurns);
    }
    let mut source = Source::new(document);
    let mut said = BTreeSet::new();
    for (turn, one) in turns.iter().enumerate() {
        check_form(turn, &one.text)?;
        check_statements(turn, one, &mut source, &mut said)?;
    }
    Ok(())
}

fn check_form(turn: usize, text: &str) -> Result<(), Defect> {
    if text.trim().is_empty() {
        return Err(Defect::Empty { turn });
    }
    if text.chars().count() > limits::TURN_CHARS_MAX {
        return Err(Defect::TooLong { turn });
    }
    if text.split_whitespace().any(|word| word.chars().count() > limits::TOKEN_CHARS_MAX) {
        return Err(Defect::TokenTooLong { turn });
    }
    let speakable = |c: char| c.is_ascii_alphanumeric() || " .,;:!?'\"-".contains(c);
    let unspeakable = |word: &&str| !word.chars().all(speakable) || word.contains("--") || speech::is_link(word);
    match text.split(' ').find(unspeakable) {
        Some(found) => Err(Defect::Unspeakable { turn, found: found.to_owned() }),
        None => Ok(()),
    }
}

fn check_statements(
    turn: usize,
    one: &Turn,
    source: &mut Source<'_>,
    said: &mut BTreeSet<String>,
) -> Result<(), Defect> {
    for paragraph in &one.cites {
        source.load(*paragraph).ok_or(Defect::UnknownCite { turn, paragraph: *paragraph })?;
    }
    let mut unused: BTreeSet<u32> = one.cites.iter().copied().collect();
    let mut rest = one.text.trim();
    while !rest.is_empty() {
        if let Some((statement, paragraph)) = source.statement(rest, &one.cites) {
            if !said.insert(statement.clone()) {
                return Err(Defect::Repeated { turn, said: statement });
            }
            unused.remove(&paragraph);
            rest = rest.get(statement.len()..).unwrap_or_default().trim_start();
            continue;
        }
        if source.is_phrase(rest) {
            break;
        }
        let sentence = speech::sentences(rest).into_iter().next().unwrap_or_default();
        if sentence.is_empty() || !source.is_connective(&sentence) {
            return Err(Defect::Unsupported { turn, said: sentence });
        }
        rest = rest.get(sentence.len()..).unwrap_or_default().trim_start();
    }
    match unused.first() {
        Some(paragraph) => Err(Defect::UnusedCite { turn, paragraph: *paragraph }),
        None => Ok(()),
    }
}

/// The statements, words and phrases that a document allows.
struct Source<'a> {
    document: &'a Document,
    words: BTreeSet<String>,
    /// The statements of the paragraphs cited so far, the longest first.
    statements: BTreeMap<u32, Vec<String>>,
    phrases: Vec<String>,
}

impl<'a> Source<'a> {
    fn new(document: &'a Document) -> Source<'a> {
        let headings =
            document.sections.iter().map(|section| section.heading.as_str()).chain([document.title.as_str()]);
        let spoken = headings.flat_map(|heading| [speech::phrase(heading), said_heading(heading)]).flatten();
        let mut words: BTreeSet<String> = spoken.flat_map(|text| pick::words(&text).collect::<Vec<_>>()).collect();
        words.extend(document.places().flat_map(|(_, text)| pick::words(text)));
        let whole = || every_phrase().chain(every_question());
        let phrases = whole().map(str::to_owned).chain(whole().flat_map(speech::sentences)).collect();
        Source { document, words, statements: BTreeMap::new(), phrases }
    }

    fn load(&mut self, paragraph: u32) -> Option<()> {
        let sentences = &self.document.paragraphs.get(paragraph as usize)?.sentences;
        self.statements.entry(paragraph).or_insert_with(|| {
            let mut all: Vec<String> =
                sentences.iter().filter_map(|sentence| speech::pieces(sentence)).flatten().collect();
            all.sort_unstable_by_key(|statement| std::cmp::Reverse(statement.len()));
            all
        });
        Some(())
    }

    /// The longest statement a text starts with, and its paragraph.
    fn statement(&self, text: &str, cites: &[u32]) -> Option<(String, u32)> {
        let found = cites.iter().rev().filter_map(|paragraph| {
            let starts = |statement: &&String| {
                text.strip_prefix(statement.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            let statement = self.statements.get(paragraph)?.iter().find(starts)?;
            Some((statement.clone(), *paragraph))
        });
        found.max_by_key(|(statement, _)| statement.len())
    }

    /// True if a sentence states no fact: a question without figures of its own, or one of our phrases.
    fn is_connective(&self, sentence: &str) -> bool {
        let figures = pick::words(sentence).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
        let known = figures.into_iter().all(|word| self.words.contains(&word));
        let is_question = sentence.ends_with('?') && known && sentence.len() <= QUESTION_CHARS_MAX;
        is_question || self.is_phrase(sentence)
    }

    fn is_phrase(&self, text: &str) -> bool {
        self.phrases.iter().any(|phrase| self.fits(phrase, text))
    }

    /// True if a sentence is the phrase with words of the source, or a host's name, in its slots.
    fn fits(&self, phrase: &str, sentence: &str) -> bool {
        let mut rest = sentence;
        let mut slot: Option<&str> = None;
        for part in phrase.split(['{', '}']) {
            if is_slot(part) {
                slot = Some(part);
                continue;
            }
            let found = match slot {
                None => rest.get(..part.len()).filter(|head| head.eq_ignore_ascii_case(part)).map(|_| 0),
                Some(_) if part.is_empty() => Some(rest.len()),
                Some(_) => rest.rfind(part),
            };
            let Some(at) = found else { return false };
            let filled = rest.get(..at).unwrap_or_default();
            let is_name = matches!(slot, Some("lead" | "guest"));
            let short = filled.len() <= if is_name { limits::HOST_CHARS_MAX } else { limits::TITLE_CHARS_MAX };
            if !short || !(is_name || pick::words(filled).all(|word| self.words.contains(&word))) {
                return false;
            }
            rest = rest.get(at + part.len()..).unwrap_or_default();
            slot = None;
        }
        rest.is_empty()
    }
}
