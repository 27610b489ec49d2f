//! Mending without a model: a section without its unsound sentences, if what is left still is one.

use std::collections::BTreeSet;

use protocol::Style;
use serde_json::Value;

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
struct Said {
    /// Index of its turn.
    turn: usize,
    line: Line,
    is_kept: bool,
}

/// The turns of an answer without its unsound sentences, sound by the checks of `read_section`, and the number of
/// sentences that were left out. `None` if too little would be left, or not its beginning and its end.
pub fn mended(
    answer: &Value,
    document: &Document,
    outline: &Outline,
    chapter: usize,
    style: &Style,
    hosts: &[String; 2],
) -> Option<(Vec<Turn>, usize)> {
    outline.chapters.get(chapter)?;
    let scope = Scope::of(document, outline, chapter, style);
    let mut said: Vec<Said> = Vec::new();
    for (turn, line) in lines(answer).ok()?.into_iter().take(scope.turns_max()).enumerate() {
        // A cite of another section's paragraph is none.
        let cites: Vec<u32> = line.cites.iter().copied().filter(|cite| scope.paragraphs.contains(cite)).collect();
        let sentences = speech::sentences(&line.text);
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
    let is_kept = |one: Option<&Said>| one.is_some_and(|one| one.is_kept);
    let is_whole = (is_kept(said.first()) || !scope.is_first()) && (is_kept(said.last()) || !scope.is_last());
    let count =
        |all: bool| said.iter().filter(|one| all || one.is_kept).map(|one| words(&one.line.text)).sum::<usize>();
    if !is_whole || count(false) * 100 < count(true) * LEFT_PERCENT_MIN {
        return None;
    }
    let dropped = said.iter().filter(|one| !one.is_kept).count();
    let turns = read_lines(joined(said), document, &scope, style, hosts).ok()?;
    Some((turns, dropped))
}

/// Drops what cannot stand alone: a sentence that refers to a dropped one, and a question whose answer is dropped.
fn drop_dangling(said: &mut [Said]) {
    let mut lost: Option<usize> = None;
    for one in said.iter_mut() {
        one.is_kept &= lost != Some(one.turn) || !refers_back(&one.line.text);
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
            Some((_, last)) => last.text = format!("{} {}", last.text, one.line.text),
            None => found.push((one.turn, one.line)),
        }
    }
    found.into_iter().map(|(_, line)| line).collect()
}
