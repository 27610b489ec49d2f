//! The plan of an episode: its chapters and the sentences each of them says.

mod sections;
mod stretch;
mod style;

use protocol::Language;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Place};
use crate::pick::{self, Candidate};
use crate::turn::Host;
use crate::{limits, speech, wording, write};
pub(crate) use sections::{SectionPlan, all_words, in_sections, is_told, own_words, planned_words, stands_on};
use stretch::Stretch;
pub use style::{Cannot, outline_in};

/// The plan of an episode; has at least one chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    pub title: String,
    pub chapters: Vec<ChapterPlan>,
    /// Releases of a change log that are too old to be said.
    #[serde(default)]
    pub earlier: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterPlan {
    /// As shown in a player's table of contents.
    pub title: String,
    /// In the order of the source.
    pub sentences: Vec<Place>,
    /// The host who speaks first: never the one who ended the chapter before.
    #[serde(default)]
    pub starts: Host,
    /// The content in a sentence or two, for a model that writes the chapter beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// The paragraphs it stands on, in the order of the source; if none, those of its sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<u32>,
    /// Planned words; 0 if none are planned.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub words: u32,
}

fn is_zero(words: &u32) -> bool {
    *words == 0
}

/// Plans an episode: chooses sentences within a budget and groups them into chapters.
pub fn outline(document: &Document) -> Outline {
    let mut outline = in_order(document, None);
    write::let_hosts_alternate(document, &mut outline);
    outline
}

/// An outline along the source, with a budget of words, or with the one that fits the source.
fn in_order(document: &Document, words: Option<usize>) -> Outline {
    let choice = pick::choose(document, words);
    let all: Vec<&str> = choice.chosen.iter().map(|one| one.text).collect();
    let mut titles: Vec<String> = Vec::new();
    let mut chapters: Vec<ChapterPlan> = Vec::new();
    for stretch in stretch::stretches(document, &choice.chosen) {
        let title = title(&stretch, &all, &titles, document.language);
        let sentences = stretch.sentences.iter().map(|one| one.place).collect();
        titles.push(title.clone());
        chapters.push(ChapterPlan { title, sentences, ..ChapterPlan::default() });
    }
    if chapters.is_empty() {
        chapters.push(ChapterPlan { title: document.title.clone(), ..ChapterPlan::default() });
    }
    Outline { title: document.title.clone(), chapters, earlier: choice.earlier }
}

/// The chapter's title: its heading, else a key phrase, else its first words.
fn title(stretch: &Stretch<'_>, all: &[&str], taken: &[String], language: Language) -> String {
    let wording = wording::of(language);
    let is_free = |title: &String| title.contains(char::is_alphabetic) && !taken.contains(title);
    if let Some(heading) = Some(without_number(&stretch.heading).to_owned()).filter(is_free) {
        return heading;
    }
    if taken.is_empty() {
        return wording.introduction.to_owned();
    }
    let own: Vec<&str> = stretch.sentences.iter().map(|one| one.text).collect();
    let phrase =
        pick::key_phrase(&own, all, taken, language).map(|phrase| speech::capitalised(&as_written(&phrase, &own)));
    let first = || own.first().map(|first| first_words(first, language));
    // A German phrase that ends small ends with a verb or an adjective.
    let is_noun = |phrase: &str| {
        language != Language::German
            || phrase.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_uppercase))
    };
    let named = phrase.filter(|phrase| phrase.contains(' ') && is_noun(phrase));
    named.or_else(first).filter(is_free).unwrap_or_else(|| wording.part(taken.len() + 1))
}

/// Words of a sentence that name its chapter.
const TITLE_WORDS: usize = 6;

fn first_words(sentence: &str, language: Language) -> String {
    let mut words: Vec<&str> = sentence.split(' ').take(TITLE_WORDS).collect();
    // Other languages put more into the first clause, and less fits behind it.
    if !language.is_english()
        && let Some(clause) = words.iter().position(|word| word.ends_with([',', ';', ':'])).filter(|at| *at > 0)
    {
        words.truncate(clause + 1);
    }
    let is_joint = |word: &&str| pick::is_stop_word_in(&word.to_lowercase(), language);
    while words.len() > 2 && words.last().is_some_and(is_joint) {
        words.pop();
    }
    words.join(" ").trim_end_matches([',', ';', ':', '.', '!', '?']).to_owned()
}

/// The phrase with the capitals it has in the source: "D1", not "d1".
fn as_written(phrase: &str, texts: &[&str]) -> String {
    let found = texts.iter().find_map(|text| {
        let lower = text.to_lowercase();
        // A letter that changes its length would move the place.
        let at = lower.find(phrase).filter(|_| lower.len() == text.len())?;
        text.get(at..at + phrase.len())
    });
    found.unwrap_or(phrase).to_owned()
}

/// Characters of a section's number: "10.12.3".
const NUMBER_CHARS_MAX: usize = 8;

/// Words before the number of a heading.
const NUMBERED: [&str; 13] = [
    "Step ",
    "Part ",
    "Chapter ",
    "Schritt ",
    "Teil ",
    "Kapitel ",
    "Paso ",
    "Parte ",
    "Étape ",
    "Partie ",
    "Chapitre ",
    "Passo ",
    "Capitolo ",
];

/// A heading without "2." or "Step 3:" before it.
pub(crate) fn without_number(heading: &str) -> &str {
    let bare = NUMBERED.iter().fold(heading, |heading, word| heading.trim_start_matches(word));
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < bare.len();
    // "3.1 Sketches", but not "3 ways".
    let parts = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if numbered && rest.starts_with('.') && parts.len() + 1 < rest.len() && bare.len() - parts.len() <= NUMBER_CHARS_MAX
    {
        let named = parts.strip_prefix(' ').filter(|named| named.starts_with(char::is_uppercase));
        if let Some(named) = named {
            return named.trim();
        }
    }
    let rest = [". ", ") ", ": ", " - ", " \u{2014} "].iter().find_map(|mark| rest.strip_prefix(mark));
    match rest {
        Some(rest) if numbered && !rest.trim().is_empty() => rest.trim(),
        Some(_) | None => heading,
    }
}

pub(crate) fn words(sentences: &[Candidate<'_>]) -> usize {
    sentences.iter().map(|one| one.words).sum()
}

/// The least number of chapters for a number of words.
pub(crate) fn chapters_min(words: usize) -> usize {
    if words >= limits::CHAPTER_WORDS { limits::CHAPTERS_MIN } else { 1 }
}
