//! Grounding check: every statement of a turn is a sentence of the source, and every word can be spoken.
//!
//! Judges turns from a model as strictly as those written here.

use std::collections::{BTreeMap, BTreeSet};

use protocol::Language;

use crate::document::Document;
use crate::outline::Outline;
use crate::turn::Turn;
use crate::write::{every_generic, every_phrase, every_remark, is_slot, said_heading, said_sentence};
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

/// Characters of a sentence that states no fact: a phrase with a title in it, or a heading.
const CONNECTIVE_CHARS_MAX: usize = 4 * limits::TITLE_CHARS_MAX;
/// Characters of a question; a longer one could hide a statement.
const QUESTION_CHARS_MAX: usize = 160;

/// Checks turns in the order they are spoken; returns the first defect.
pub fn check(turns: &[Turn], document: &Document, outline: &Outline) -> Result<(), Defect> {
    if turns.is_empty() {
        return Err(Defect::NoTurns);
    }
    if turns.len() > limits::TURNS_MAX {
        return Err(Defect::TooManyTurns);
    }
    let mut source = Source::new(document, outline);
    let mut said = BTreeSet::new();
    for (turn, one) in turns.iter().enumerate() {
        check_form(turn, &one.text, document.language)?;
        check_statements(turn, one, &mut source, &mut said)?;
    }
    Ok(())
}

pub(crate) fn check_form(turn: usize, text: &str, language: Language) -> Result<(), Defect> {
    if text.trim().is_empty() {
        return Err(Defect::Empty { turn });
    }
    if text.chars().count() > limits::TURN_CHARS_MAX {
        return Err(Defect::TooLong { turn });
    }
    if text.split_whitespace().any(|word| word.chars().count() > limits::TOKEN_CHARS_MAX) {
        return Err(Defect::TokenTooLong { turn });
    }
    let speakable = |c: char| c.is_ascii_digit() || speech::is_letter(c, language) || " .,;:!?'\"-".contains(c);
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
    said: &mut BTreeSet<(String, u32)>,
) -> Result<(), Defect> {
    for paragraph in &one.cites {
        source.load(*paragraph).ok_or(Defect::UnknownCite { turn, paragraph: *paragraph })?;
    }
    let mut unused: BTreeSet<u32> = one.cites.iter().copied().collect();
    let mut last = None;
    let mut rest = one.text.trim();
    while !rest.is_empty() {
        if let Some((statement, paragraph)) =
            source.statement(rest, &one.cites, said, |paragraph| (last == Some(paragraph), unused.contains(&paragraph)))
        {
            let remark = source.document.paragraph(paragraph).is_some_and(|paragraph| paragraph.remark);
            // What the source says twice may be said twice, and a heading may say what is below it.
            let is_new = said.insert((statement.clone(), paragraph));
            if !is_new && !remark && !source.is_known(&statement) {
                return Err(Defect::Repeated { turn, said: statement });
            }
            unused.remove(&paragraph);
            last = Some(paragraph);
            rest = rest.get(statement.len()..).unwrap_or_default().trim_start();
            continue;
        }
        if let Some(end) = source.connective(rest, |sentence| source.is_known(sentence)) {
            rest = rest.get(end..).unwrap_or_default().trim_start();
        } else if let Some(after) = source.after_label(rest) {
            rest = after;
        } else if let Some(end) = source.connective(rest, |sentence| source.is_question(sentence)) {
            rest = rest.get(end..).unwrap_or_default().trim_start();
        } else if source.is_phrase(rest) {
            break;
        } else {
            let said = speech::sentences(rest, source.document.language).into_iter().next().unwrap_or_default();
            return Err(Defect::Unsupported { turn, said });
        }
    }
    match unused.first() {
        Some(paragraph) => Err(Defect::UnusedCite { turn, paragraph: *paragraph }),
        None => Ok(()),
    }
}

/// True for a text without the end of a sentence inside it.
fn is_one(text: &str) -> bool {
    ![". ", "! ", "? "].iter().any(|mark| text.contains(mark))
}

/// The words of a heading in small letters, without marks.
fn bare(heading: &str) -> String {
    pick::words(heading).collect::<Vec<_>>().join(" ")
}

/// The statements, words and phrases that a document allows.
struct Source<'a> {
    document: &'a Document,
    words: BTreeSet<String>,
    /// The statements of the paragraphs cited so far, the longest first.
    statements: BTreeMap<u32, Vec<String>>,
    phrases: Vec<String>,
    /// Whole sentences that are allowed: headings, and remarks about the source.
    sentences: BTreeSet<String>,
    /// Headings in small letters, which may stand before a statement with a colon.
    labels: BTreeSet<String>,
}

impl<'a> Source<'a> {
    fn new(document: &'a Document, outline: &Outline) -> Source<'a> {
        let language = document.language;
        let headings =
            document.sections.iter().map(|section| section.heading.as_str()).chain([document.title.as_str()]);
        let mut sentences = every_remark(document, outline);
        sentences.extend(headings.clone().filter_map(|heading| said_sentence(heading, language)));
        let labels = headings
            .clone()
            .filter_map(|heading| said_heading(heading, language))
            .map(|heading| bare(&heading))
            .collect();
        let speakers = document.paragraphs.iter().filter_map(|paragraph| paragraph.speaker.as_deref());
        let named = headings.chain(speakers);
        let spoken =
            named.flat_map(|heading| [speech::phrase(heading, language), said_heading(heading, language)]).flatten();
        let mut words: BTreeSet<String> = spoken.flat_map(|text| pick::words(&text).collect::<Vec<_>>()).collect();
        words.extend(document.places().flat_map(|(_, text)| pick::words(text)));
        let whole = || every_phrase(language).chain(every_generic(language));
        let phrases =
            whole().map(str::to_owned).chain(whole().flat_map(|phrase| speech::sentences(phrase, language))).collect();
        Source { document, words, statements: BTreeMap::new(), phrases, sentences, labels }
    }

    fn load(&mut self, paragraph: u32) -> Option<()> {
        let sentences = &self.document.paragraphs.get(paragraph as usize)?.sentences;
        self.statements.entry(paragraph).or_insert_with(|| {
            let mut all: Vec<String> = sentences
                .iter()
                .filter_map(|sentence| speech::pieces(sentence, self.document.language))
                .flatten()
                .collect();
            all.sort_unstable_by_key(|statement| std::cmp::Reverse(statement.len()));
            all
        });
        Some(())
    }

    /// The longest statement a text starts with, and its paragraph: one that has not said it yet, else the preferred one.
    fn statement(
        &self,
        text: &str,
        cites: &[u32],
        said: &BTreeSet<(String, u32)>,
        prefer: impl Fn(u32) -> (bool, bool),
    ) -> Option<(String, u32)> {
        let found = cites.iter().rev().filter_map(|paragraph| {
            let starts = |statement: &&String| {
                text.strip_prefix(statement.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            let statement = self.statements.get(paragraph)?.iter().find(starts)?;
            Some((statement.clone(), *paragraph))
        });
        found.max_by_key(|found| (found.0.len(), !said.contains(found), prefer(found.1)))
    }

    /// The text after a label that stands before a statement: a heading, or one of our phrases, and a colon.
    fn after_label<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is_known = |label: &str| {
            self.labels.contains(&bare(label))
                || self.phrases.iter().any(|phrase| phrase.strip_suffix(':') == Some(label))
        };
        // The longest first: a heading may have a colon in it.
        let colons: Vec<usize> =
            text.match_indices(": ").map(|(at, _)| at).take_while(|at| *at < CONNECTIVE_CHARS_MAX).collect();
        let label =
            colons.into_iter().rev().filter_map(|at| text.split_at_checked(at)).find(|(label, _)| is_known(label));
        label.and_then(|(_, rest)| rest.strip_prefix(": "))
    }

    /// The end of the sentence at the beginning of a text that states no fact.
    fn connective(&self, text: &str, holds: impl Fn(&str) -> bool) -> Option<usize> {
        let marks = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
        let near: Vec<usize> = marks.take_while(|end| *end <= CONNECTIVE_CHARS_MAX).collect();
        let ends = |end: &usize| text.get(*end..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let is_connective = |end: &usize| text.get(..*end).is_some_and(&holds);
        // The longest first: a heading may have a question in it.
        near.into_iter().rev().filter(ends).find(is_connective)
    }

    /// True for a question without figures of its own.
    fn is_question(&self, sentence: &str) -> bool {
        let figures = pick::words(sentence).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
        let known = figures.into_iter().all(|word| self.words.contains(&word));
        sentence.ends_with('?') && is_one(sentence) && known && sentence.len() <= QUESTION_CHARS_MAX
    }

    /// True for a heading, a remark about the source, and one of our phrases.
    fn is_known(&self, sentence: &str) -> bool {
        self.sentences.contains(sentence) || self.is_phrase(sentence)
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
                None => rest.get(..part.len()).filter(|head| head.to_lowercase() == part.to_lowercase()).map(|_| 0),
                Some(_) if part.is_empty() => Some(rest.len()),
                Some(_) => rest.rfind(part),
            };
            let Some(at) = found else { return false };
            let filled = rest.get(..at).unwrap_or_default();
            let is_name = matches!(slot, Some("lead" | "guest"));
            // A sentence in a slot would be a statement.
            let short = is_one(filled)
                && filled.len() <= if is_name { limits::HOST_CHARS_MAX } else { limits::TITLE_CHARS_MAX };
            if !short || !(is_name || pick::words(filled).all(|word| self.words.contains(&word))) {
                return false;
            }
            rest = rest.get(at + part.len()..).unwrap_or_default();
            slot = None;
        }
        rest.is_empty()
    }
}
