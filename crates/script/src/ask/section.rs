//! Reading of a section: its turns, as they are spoken, held against the section's own paragraphs.

mod scope;

use protocol::{Language, Style};
use serde::Deserialize;
use serde_json::Value;

use super::flaw::{Flaw, Flaws, Part, Rule};
use super::{rules, spoken};
use crate::document::Document;
use crate::ground::{CITES_MAX, Reason, Rules, recited, said_addresses};
use crate::length::spoken_words;
use crate::outline::Outline;
use crate::turn::{Host, Turn};
use crate::{limits, speech};
pub(super) use scope::Scope;

#[derive(Deserialize)]
struct Answer {
    turns: Vec<Line>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Line {
    pub(super) cites: Vec<u32>,
    pub(super) host: Letter,
    pub(super) text: String,
}

/// The hosts as a model is told of them.
#[derive(Clone, Copy, Deserialize)]
pub(super) enum Letter {
    A,
    B,
}

/// The turns of an answer.
///
/// # Errors
/// The flaws, each a sentence that the model is told.
pub fn read_section(
    answer: &Value,
    document: &Document,
    outline: &Outline,
    chapter: usize,
    style: &Style,
    hosts: &[String; 2],
) -> Result<Vec<Turn>, Vec<Flaw>> {
    let scope = Scope::of(document, outline, chapter, style);
    let mut flaws = Flaws::default();
    if outline.chapters.get(chapter).is_none() {
        flaws.add(Part::Answer, Rule::NoSuchSection, &chapter.to_string());
        return flaws.or(Vec::new());
    }
    match lines(answer) {
        Ok(lines) => read_lines(lines, document, &scope, style, hosts),
        Err(error) => {
            flaws.add(Part::Answer, Rule::Shape, &error.to_string());
            flaws.or(Vec::new())
        }
    }
}

/// The turns of an answer as a model wrote them.
pub(super) fn lines(answer: &Value) -> Result<Vec<Line>, serde_json::Error> {
    Answer::deserialize(answer).map(|answer| answer.turns)
}

pub(super) fn read_lines(
    lines: Vec<Line>,
    document: &Document,
    scope: &Scope<'_>,
    style: &Style,
    hosts: &[String; 2],
) -> Result<Vec<Turn>, Vec<Flaw>> {
    let mut flaws = Flaws::default();
    if lines.is_empty() || lines.len() > scope.turns_max() {
        flaws.add(Part::Answer, Rule::Grounding(Reason::TurnCount), &lines.len().to_string());
        return flaws.or(Vec::new());
    }
    let turns = judged(lines, document, scope, hosts, &mut flaws);
    check_manners(&turns, scope, &mut flaws);
    check_hosts(&turns, style, scope, &mut flaws);
    check_length(&turns, scope, &mut flaws);
    let turns = if style.format.is_monologue() { turns } else { merged(turns, &mut flaws) };
    flaws.or(turns)
}

/// The turns as they are spoken, each with the paragraphs it stands on.
fn judged(
    lines: Vec<Line>,
    document: &Document,
    scope: &Scope<'_>,
    hosts: &[String; 2],
    flaws: &mut Flaws,
) -> Vec<Turn> {
    let rules = Rules { addresses: said_addresses(document, &scope.paragraphs), ..rules::judged(hosts) };
    let read = |(index, line)| turn(index, line, scope, &rules, flaws);
    let mut turns: Vec<Turn> = lines.into_iter().enumerate().map(read).collect();
    flaws.add_ungrounded(recited(&mut turns, document, &rules, &scope.paragraphs), Part::Turn);
    turns
}

/// True for each of these sentences that is sound, as far as `limits::FLAWS_MAX` flaws tell.
pub(super) fn sound_sentences(
    sentences: Vec<Line>,
    document: &Document,
    scope: &Scope<'_>,
    hosts: &[String; 2],
) -> Vec<bool> {
    let mut sound = vec![true; sentences.len()];
    let mut flaws = Flaws::default();
    let turns = judged(sentences, document, scope, hosts, &mut flaws);
    check_manners(&turns, scope, &mut flaws);
    for flaw in flaws.or(()).err().unwrap_or_default() {
        if let Some(one) = flaw.turn().and_then(|turn| sound.get_mut(turn)) {
            *one = false;
        }
    }
    sound
}

/// A turn as it is spoken; it cites paragraphs of this section alone.
fn turn(index: usize, line: Line, scope: &Scope<'_>, rules: &Rules, flaws: &mut Flaws) -> Turn {
    let part = Part::Turn(index);
    let mut cites: Vec<u32> = Vec::new();
    for cite in line.cites {
        if scope.paragraphs.binary_search(&cite).is_err() {
            flaws.add(part, Rule::CiteElsewhere, &cite.to_string());
        } else if !cites.contains(&cite) {
            cites.push(cite);
        }
    }
    let host = match line.host {
        Letter::A => Host::Lead,
        Letter::B => Host::Guest,
    };
    let text = spoken::spoken(&line.text, part, rules, flaws);
    Turn { host, text, cites }
}

/// First words of a sentence that greets listeners, in small letters.
const GREETINGS: [&str; 5] = ["welcome to ", "hello and welcome", "welcome back", "hello everyone", "hello listeners"];
/// First words of a sentence that takes leave of them.
const FAREWELLS: [&str; 7] = [
    "thanks for listening",
    "thank you for listening",
    "until next time",
    "see you next",
    "goodbye",
    "that is all for today",
    "that's all for today",
];

/// Refuses a greeting behind the beginning, and a farewell before the end.
fn check_manners(turns: &[Turn], scope: &Scope<'_>, flaws: &mut Flaws) {
    for (index, turn) in turns.iter().enumerate() {
        let sentences: Vec<String> = speech::sentences(&turn.text, Language::English)
            .iter()
            .map(|sentence| sentence.to_ascii_lowercase())
            .collect();
        let opens = |words: &&&str| {
            sentences.iter().any(|sentence| sentence.strip_prefix("and ").unwrap_or(sentence).starts_with(**words))
        };
        let said = |table: &[&'static str]| table.iter().find(opens).copied();
        if let Some(words) = said(&GREETINGS).filter(|_| !scope.is_first()) {
            flaws.add(Part::Turn(index), Rule::Greeting, words);
        }
        if let Some(words) = said(&FAREWELLS).filter(|_| !scope.is_last()) {
            flaws.add(Part::Turn(index), Rule::Farewell, words);
        }
    }
}

fn check_hosts(turns: &[Turn], style: &Style, scope: &Scope<'_>, flaws: &mut Flaws) {
    let hosts = [Host::Lead, Host::Guest];
    let speaks = |host: Host| turns.iter().any(|turn| turn.host == host);
    let states = |host: Host| turns.iter().any(|turn| turn.host == host && !turn.cites.is_empty());
    if style.format.is_monologue() {
        if let Some(index) = turns.iter().position(|turn| turn.host == Host::Guest) {
            flaws.add(Part::Turn(index), Rule::NotAlone, "");
        }
        return;
    }
    if scope.is_first() && turns.first().is_some_and(|first| first.host != Host::Lead) {
        flaws.add(Part::Turn(0), Rule::Opener, "");
    }
    if !hosts.into_iter().all(speaks) {
        flaws.add(Part::Answer, Rule::OneHost, "");
    } else if style.format == protocol::EpisodeFormat::Debate && !hosts.into_iter().all(states) {
        flaws.add(Part::Answer, Rule::OneSided, "");
    }
}

fn check_length(turns: &[Turn], scope: &Scope<'_>, flaws: &mut Flaws) {
    let words = spoken_words(turns);
    let told = |bound: usize, what: &str| format!("{words} words, {what} {bound}");
    if words > scope.words_max() {
        flaws.add(Part::Answer, Rule::TooManyWords, &told(scope.words_max(), "at most"));
    } else if words < scope.words_min() {
        flaws.add(Part::Answer, Rule::TooFewWords, &told(scope.words_min(), "at least"));
    }
}

/// The turns with those in a row of one host joined.
fn merged(turns: Vec<Turn>, flaws: &mut Flaws) -> Vec<Turn> {
    let mut found: Vec<Turn> = Vec::new();
    for (index, turn) in turns.into_iter().enumerate() {
        let Some(last) = found.last_mut().filter(|last| last.host == turn.host) else {
            found.push(turn);
            continue;
        };
        let new: Vec<u32> = turn.cites.into_iter().filter(|cite| !last.cites.contains(cite)).collect();
        let chars = last.text.chars().count() + 1 + turn.text.chars().count();
        if chars > limits::TURN_CHARS_MAX || last.cites.len() + new.len() > CITES_MAX {
            flaws.add(Part::Turn(index), Rule::HostTwice, "");
        }
        last.text = format!("{} {}", last.text, turn.text).trim().to_owned();
        last.cites.extend(new);
    }
    found
}
