//! Statements and questions of a turn, held against what it cites.

use super::number::{Amount, is_unit};
use super::opposites::{extreme, sides};
use super::reason::Reason;
use super::source::{Evidence, Sentence, Source};
use super::token::{Token, plain};
use super::vocabulary::is_content;
use super::{pairs, polarity};

/// Percent of a statement's content words that are in what it cites.
const COVER_PERCENT_MIN: usize = 60;

/// A broken rule, and the words that break it.
pub(super) type Fault = (Reason, String);

/// The rules that a statement breaks.
pub(super) fn faults(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Vec<Fault> {
    let mut found = claims(statement, source, evidence, Reason::Number, Reason::Name);
    for amount in statement.amounts.iter().filter(|amount| has_value(amount, evidence)) {
        let words = || said(statement, amount);
        if !pairs::has_unit(amount, evidence) {
            found.push((Reason::Unit, words()));
        } else if pairs::is_moved(statement, amount, evidence) {
            found.push((Reason::Pair, words()));
        }
    }
    let mut add = |reason, words: Option<String>| found.extend(words.map(|words| (reason, words)));
    add(Reason::Pair, pairs::misnamed(statement, source, evidence));
    add(Reason::Pair, pairs::misjoined(statement, evidence));
    add(Reason::Pair, pairs::misdone(statement, source, evidence));
    add(Reason::NegationAdded, polarity::added(statement, evidence));
    add(Reason::NegationDropped, polarity::dropped(statement, evidence));
    add(Reason::Opposite, opposite(statement, evidence));
    add(Reason::Superlative, superlative(statement, evidence));
    add(Reason::Cover, uncovered(statement, evidence));
    found
}

/// Numbers and names that the evidence does not have.
pub(super) fn claims(
    statement: &Sentence,
    source: &Source<'_>,
    evidence: &Evidence<'_>,
    number: Reason,
    name: Reason,
) -> Vec<Fault> {
    let amounts = statement.amounts.iter().filter(|amount| !amount.soft && !has_value(amount, evidence));
    let mut found: Vec<Fault> = amounts.map(|amount| (number, said(statement, amount))).collect();
    let names = source.names(statement).into_iter().filter_map(|at| statement.tokens.get(at));
    let stem = |token: &Token| token.word.len() > 1 && evidence.has_stem(&token.stem);
    let unknown = names.filter(|token| !evidence.has_word(&token.word) && !stem(token));
    found.extend(unknown.map(|token| (name, token.word.clone())));
    found
}

fn has_value(amount: &Amount, evidence: &Evidence<'_>) -> bool {
    evidence.amounts().any(|other| other.value == amount.value)
}

/// The words of an amount, with the next one.
fn said(statement: &Sentence, amount: &Amount) -> String {
    let words = statement.tokens.iter().skip(amount.at).take(3).map(|token| token.word.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// The first quotation of a turn that the evidence does not have word for word.
pub(super) fn altered_quote(text: &str, evidence: &Evidence<'_>) -> Option<String> {
    let sentences: Vec<&str> = evidence.sentences.iter().map(|sentence| sentence.plain.as_str()).collect();
    let source = format!(" {} ", sentences.join(" "));
    let quotes = text.split('"').skip(1).step_by(2).map(plain).filter(|quote| !quote.is_empty());
    quotes.into_iter().find(|quote| !source.contains(&format!(" {quote} ")))
}

/// A word of which the source says the opposite where it says the rest of the statement.
fn opposite(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    let denied = |sentence: &Sentence, clause: usize| sentence.scopes.iter().any(|scope| scope.clause == clause);
    let turned = |token: &Token, pair: usize, side: bool| {
        let near: Vec<&str> = statement.clause(token.clause).filter(|stem| *stem != token.stem).collect();
        // The best place of either side: words of the clause it shares, then words of the sentence.
        let (mut same, mut other) = (None, None);
        for sentence in &evidence.sentences {
            for word in &sentence.tokens {
                for (_, its) in sides(&word.word).unwrap_or_default().iter().filter(|(known, _)| *known == pair) {
                    let clause = sentence.clause(word.clause).filter(|stem| near.contains(stem)).count();
                    let place = Some((2 * clause + sentence.shared(statement), denied(sentence, word.clause)));
                    let best = if *its == side { &mut same } else { &mut other };
                    *best = place.max(*best);
                }
            }
        }
        let agrees = |at: (usize, bool)| at.1 == denied(statement, token.clause);
        other.is_some_and(|other| other.0 > 0 && agrees(other) && same.is_none_or(|same| same.0 < other.0))
    };
    let is_turned = |token: &&Token| {
        let known = sides(&token.word).unwrap_or_default();
        // A word of several pairs may mean any of them.
        known.iter().any(|(pair, side)| turned(token, *pair, *side))
    };
    statement.tokens.iter().find(is_turned).map(|token| token.word.clone())
}

fn superlative(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    let known = evidence.sentences.iter().flat_map(|sentence| extremes(sentence)).collect::<Vec<_>>();
    let said = extremes(statement);
    said.into_iter().find(|word| !known.contains(word))
}

fn extremes(sentence: &Sentence) -> Vec<String> {
    let mut last = "";
    let mut found = Vec::new();
    let mut tokens = sentence.tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        // "the books they needed the most" claims no extreme.
        let leads = tokens.peek().is_some_and(|next| next.clause == token.clause);
        found.extend(extreme(&token.word, last).filter(|_| leads || token.word != "most"));
        last = &token.word;
    }
    found
}

/// The content words that the evidence lacks, if they are too many.
fn uncovered(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    let content = statement.tokens.iter().enumerate().filter(|(at, token)| {
        is_content(&token.word)
            && statement.stems.contains(&token.stem)
            && !is_unit(&token.word)
            && !statement.counts(*at)
    });
    let (known, unknown): (Vec<&Token>, Vec<&Token>) =
        content.map(|(_, token)| token).partition(|token| evidence.has_stem(&token.stem));
    let all = known.len() + unknown.len();
    let words = || unknown.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
    (known.len() * 100 < all * COVER_PERCENT_MIN).then(words)
}

/// True for a sentence without a claim: no content word, number, or negation.
pub(super) fn is_empty(statement: &Sentence) -> bool {
    statement.stems.is_empty()
        && statement.amounts.iter().all(|amount| amount.soft)
        && !statement.tokens.iter().any(|token| ["not", "no", "never", "none"].contains(&token.word.as_str()))
}
