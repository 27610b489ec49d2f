//! Length of a mended section: made shorter by what can go, or longer by sentences of the source.

use std::collections::BTreeSet;

use protocol::Language;

use super::mended::{Said, drop_dangling, kept_words};
use super::section::{Letter, Line, Scope, sound_sentences};
use crate::document::Document;
use crate::length::words;
use crate::limits;
use crate::pick::{self, refers_back};

/// Percent of a sentence's words that were said, from which it says nothing new.
const SAID_PERCENT: usize = 60;
/// Turns at either end of a section that stay: what it begins with, and what it closes with.
const ENDS: usize = 1;

/// Leaves out sentences until the section has at most so many words: the last ones of turns that say several things,
/// then the last exchanges. Its first and its last turns stay.
pub(super) fn shorten(said: &mut [Said], words_max: usize) {
    while kept_words(said) > words_max {
        let Some(going) = last_of_longest(said).or_else(|| last_exchange(said)) else { return };
        for index in going {
            if let Some(one) = said.get_mut(index) {
                one.is_kept = false;
            }
        }
        drop_dangling(said);
    }
}

/// The indices of the kept sentences of a turn.
fn of_turn(said: &[Said], turn: usize) -> Vec<usize> {
    let of_turn = said.iter().enumerate().filter(|(_, one)| one.is_kept && one.turn == turn);
    of_turn.map(|(index, _)| index).collect()
}

/// The turns of which something is kept, without the section's ends.
fn inner_turns(said: &[Said]) -> Vec<usize> {
    let turns: BTreeSet<usize> = said.iter().filter(|one| one.is_kept).map(|one| one.turn).collect();
    let count = turns.len().saturating_sub(2 * ENDS);
    turns.into_iter().skip(ENDS).take(count).collect()
}

/// The last sentence of the longest turn that has another one.
fn last_of_longest(said: &[Said]) -> Option<Vec<usize>> {
    let several = inner_turns(said).into_iter().map(|turn| of_turn(said, turn)).filter(|turn| turn.len() > 1);
    let length = |turn: &Vec<usize>| {
        turn.iter().filter_map(|index| said.get(*index)).map(|one| words(&one.line.text)).sum::<usize>()
    };
    several.max_by_key(length).and_then(|turn| turn.last().map(|last| vec![*last]))
}

/// Two turns in a row, so that the hosts still take turns.
fn last_exchange(said: &[Said]) -> Option<Vec<usize>> {
    let [.., one, other] = inner_turns(said)[..] else { return None };
    Some([of_turn(said, one), of_turn(said, other)].concat())
}

/// Adds sentences of the section's paragraphs that nobody has said until it has at least so many words, each behind what
/// was said of its paragraph; returns their number.
pub(super) fn lengthen(
    said: &mut Vec<Said>,
    document: &Document,
    scope: &Scope<'_>,
    hosts: &[String; 2],
    words_min: usize,
) -> usize {
    let mut known: BTreeSet<String> =
        said.iter().filter(|one| one.is_kept).flat_map(|one| pick::words(&one.line.text)).collect();
    let mut added = 0;
    for line in own_lines(document, scope, hosts) {
        if kept_words(said) >= words_min {
            break;
        }
        let own: Vec<String> = pick::words(&line.text).filter(|word| !pick::is_stop_word(word)).collect();
        let told = own.iter().filter(|word| known.contains(*word)).count();
        let follows = |one: &Said| {
            let is_behind = one.line.cites.iter().any(|cite| line.cites.iter().all(|own| cite <= own));
            one.is_kept && !one.line.text.ends_with('?') && is_behind
        };
        let Some(at) = said.iter().rposition(follows).filter(|_| told * 100 < own.len() * SAID_PERCENT) else {
            continue;
        };
        let Some((turn, host)) = said.get(at).map(|one| (one.turn, one.line.host)) else { continue };
        let of_turn = of_turn(said, turn).into_iter().filter_map(|index| said.get(index));
        let chars: usize = of_turn.map(|one| one.line.text.chars().count() + 1).sum();
        if chars + line.text.chars().count() > limits::TURN_CHARS_MAX {
            continue;
        }
        known.extend(own);
        said.insert(at + 1, Said { turn, line: Line { host, ..line }, is_kept: true });
        added += 1;
    }
    added
}

/// The sentences of the section's paragraphs that can stand alone, in order, each sound as a turn.
fn own_lines(document: &Document, scope: &Scope<'_>, hosts: &[String; 2]) -> Vec<Line> {
    let is_plain = |paragraph: u32| {
        let told = document.paragraph(paragraph).is_some_and(|one| !one.remark && one.speaker.is_none());
        told && scope.paragraphs.contains(&paragraph)
    };
    let places =
        document.places().filter(|(place, text)| is_plain(place.paragraph) && !refers_back(text, Language::English));
    let lines: Vec<Line> = places
        .map(|(place, text)| Line { cites: vec![place.paragraph], host: Letter::A, text: text.to_owned() })
        .collect();
    let sound = sound_sentences(lines.clone(), document, scope, hosts);
    lines.into_iter().zip(sound).filter(|(_, is_sound)| *is_sound).map(|(line, _)| line).collect()
}
