//! The plan of an episode: its chapters and the sentences each of them says.

mod stretch;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Place};
use crate::pick::{self, Selection};
use crate::{limits, speech};
use stretch::Stretch;

/// The plan of an episode; has at least one chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    pub title: String,
    pub chapters: Vec<ChapterPlan>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterPlan {
    /// As shown in a player's table of contents.
    pub title: String,
    /// In the order they are said. The first of the first chapter opens the episode.
    pub sentences: Vec<Place>,
}

/// Plans an episode: chooses sentences within a budget and groups them into chapters.
pub fn outline(document: &Document) -> Outline {
    let chosen = pick::choose(document);
    let all: Vec<&str> = chosen.iter().map(|one| one.candidate.text).collect();
    let stretches = stretch::stretches(document, &chosen);
    let mut titles: Vec<String> = Vec::new();
    let mut chapters: Vec<ChapterPlan> = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        let title = title(stretch, index, &all, &titles);
        let sentences = stretch.sentences.iter().map(|one| one.candidate.place).collect();
        titles.push(title.clone());
        chapters.push(ChapterPlan { title, sentences });
    }
    if let (Some(first), Some(stretch)) = (chapters.first_mut(), stretches.first()) {
        lead_first(&mut first.sentences, stretch);
    }
    if chapters.is_empty() {
        chapters.push(ChapterPlan { title: document.title.clone(), sentences: Vec::new() });
    }
    Outline { title: document.title.clone(), chapters }
}

/// The chapter's title: its heading, or a key phrase where it has none.
fn title(stretch: &Stretch<'_>, index: usize, all: &[&str], taken: &[String]) -> String {
    let is_free = |title: &String| !title.is_empty() && !taken.contains(title);
    if let Some(heading) = Some(without_number(&stretch.heading).to_owned()).filter(is_free) {
        return heading;
    }
    if index == 0 {
        return "Introduction".to_owned();
    }
    let own: Vec<&str> = stretch.sentences.iter().map(|one| one.candidate.text).collect();
    let phrase = pick::key_phrase(&own, all, taken).map(|phrase| speech::capitalised(&as_written(&phrase, &own)));
    phrase.unwrap_or_else(|| format!("Part {}", index + 1))
}

/// The phrase with the capitals it has in the source: "D1", not "d1".
fn as_written(phrase: &str, texts: &[&str]) -> String {
    let found = texts.iter().find_map(|text| {
        let at = text.to_ascii_lowercase().find(phrase)?;
        text.get(at..at + phrase.len())
    });
    found.unwrap_or(phrase).to_owned()
}

/// A heading without "2." or "Step 3:" before it.
pub(crate) fn without_number(heading: &str) -> &str {
    let bare = heading.trim_start_matches("Step ").trim_start_matches("Part ").trim_start_matches("Chapter ");
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < bare.len();
    let rest = [". ", ") ", ": ", " - ", " \u{2014} "].iter().find_map(|mark| rest.strip_prefix(mark));
    match rest {
        Some(rest) if numbered && !rest.trim().is_empty() => rest.trim(),
        Some(_) | None => heading,
    }
}

/// Sentences at the beginning that may be moved to the front.
const LEADS: usize = 6;
/// The share of its score a sentence loses for each sentence it would be moved past.
const DELAY: f64 = 0.15;
const LEAD_WORDS: std::ops::RangeInclusive<usize> = 7..=45;

/// Moves the strongest of the first sentences to the front, unless the next one depends on it.
fn lead_first(sentences: &mut Vec<Place>, stretch: &Stretch<'_>) {
    let mut best: Option<(usize, f64)> = None;
    for (index, one) in stretch.sentences.iter().take(LEADS).enumerate() {
        let text = one.candidate.text;
        let followed = stretch.sentences.get(index + 1).is_some_and(|next| pick::refers_back(next.candidate.text));
        let needed = index > 0 && followed;
        let stands = !pick::refers_back(text) && !one.candidate.item && text.ends_with('.') && !needed;
        let score = one.score * (1.0 - DELAY * index as f64);
        if stands && LEAD_WORDS.contains(&one.candidate.words) && best.is_none_or(|(_, other)| score > other) {
            best = Some((index, score));
        }
    }
    if let Some((index, _)) = best.filter(|(index, _)| *index < sentences.len()) {
        let lead = sentences.remove(index);
        sentences.insert(0, lead);
    }
}

pub(crate) fn words(sentences: &[Selection<'_>]) -> usize {
    sentences.iter().map(|one| one.candidate.words).sum()
}

/// The least number of chapters for a number of words.
pub(crate) fn chapters_min(words: usize) -> usize {
    if words >= limits::CHAPTER_WORDS { limits::CHAPTERS_MIN } else { 1 }
}
