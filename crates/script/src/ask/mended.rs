//! Mending without a model: a section without its unsound sentences, if what is left still is one.

use std::collections::BTreeSet;

use protocol::{Language, Style};
use serde_json::Value;

use super::fit;
use super::section::{Line, Scope, lines, read_lines, sound_sentences};
use crate::document::Document;
use crate::length::words;
use crate::outline::Outline;
use crate::pick::refers_back;
use crate::speech;
use crate::turn::Turn;

/// Percent of an answer's words that have to be left.
const LEFT_PERCENT_MIN: usize = 70;

/// A sentence of an answer.
pub(super) struct Said {
    /// Index of its turn.
    pub(super) turn: usize,
    pub(super) line: Line,
    pub(super) is_kept: bool,
}

/// A section that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub turns: Vec<Turn>,
    /// Sentences of the answer that were left out.
    pub left_out: usize,
    /// Sentences of the source that were added, because it was too short for the length that somebody asked for.
    pub added: usize,
}

/// The turns of an answer without its unsound sentences, of the length that was asked for, sound by the checks of
/// `read_section`. `None` if too little would be left, or not its beginning and its end.
pub fn mended(
    answer: &Value,
    document: &Document,
    outline: &Outline,
    chapter: usize,
    style: &Style,
    hosts: &[String; 2],
) -> Option<Mended> {
    outline.chapters.get(chapter)?;
    let scope = Scope::of(document, outline, chapter, style);
    let mut said: Vec<Said> = Vec::new();
    for (turn, line) in lines(answer).ok()?.into_iter().take(scope.turns_max()).enumerate() {
        // A cite of another section's paragraph is none.
        let cites: Vec<u32> = line.cites.iter().copied().filter(|cite| scope.paragraphs.contains(cite)).collect();
        let sentences = speech::sentences(&line.text, Language::English);
        said.extend(sentences.into_iter().map(|text| Said {
            turn,
            line: Line { cites: cites.clone(), host: line.host, text },
            is_kept: true,
        }));
    }
    let sound = sound_sentences(said.iter().map(|one| one.line.clone()).collect(), document, &scope, hosts);
    for (one, is_sound) in said.iter_mut().zip(sound) {
        one.is_kept = is_sound;
    }
    drop_dangling(&mut said);
    let all: usize = said.iter().map(|one| words(&one.line.text)).sum();
    if kept_words(&said) * 100 < all * LEFT_PERCENT_MIN {
        return None;
    }
    fit::shorten(&mut said, scope.words_max());
    let is_kept = |one: Option<&Said>| one.is_some_and(|one| one.is_kept);
    if scope.is_first() && !is_kept(said.first()) || scope.is_last() && !is_kept(said.last()) {
        return None;
    }
    let left_out = said.iter().filter(|one| !one.is_kept).count();
    let added = fit::lengthen(&mut said, document, &scope, hosts, scope.words_min());
    let turns = read_lines(joined(said), document, &scope.of_all(), style, hosts).ok()?;
    Some(Mended { turns, left_out, added })
}

/// Words of the sentences that are kept.
pub(super) fn kept_words(said: &[Said]) -> usize {
    said.iter().filter(|one| one.is_kept).map(|one| words(&one.line.text)).sum()
}

/// Drops what cannot stand alone: a sentence that refers to a dropped one, and a question whose answer is dropped.
pub(super) fn drop_dangling(said: &mut [Said]) {
    let mut lost: Option<usize> = None;
    for one in said.iter_mut() {
        one.is_kept &= lost != Some(one.turn) || !refers_back(&one.line.text, Language::English);
        lost = (!one.is_kept).then_some(one.turn);
    }
    let answered: BTreeSet<usize> = said.iter().filter(|one| one.is_kept).map(|one| one.turn).collect();
    let last = said.last().map_or(0, |last| last.turn);
    for one in said.iter_mut() {
        let is_question = one.line.text.trim_end().ends_with('?');
        one.is_kept &= !is_question || one.turn == last || answered.contains(&(one.turn + 1));
    }
}

/// The sentences that are kept, as turns; those in a row of one host are one.
fn joined(said: Vec<Said>) -> Vec<Line> {
    let mut found: Vec<(usize, Line)> = Vec::new();
    for one in said.into_iter().filter(|one| one.is_kept) {
        match found.last_mut().filter(|(turn, _)| *turn == one.turn) {
            Some((_, last)) => {
                last.text = format!("{} {}", last.text, one.line.text);
                last.cites.extend(one.line.cites);
            }
            None => found.push((one.turn, one.line)),
        }
    }
    found.into_iter().map(|(_, line)| line).collect()
}
