//! Statements and questions of a turn, held against what it cites.

use super::number::{Amount, is_unit};
use super::opposites::{extreme, sides};
use super::reason::Reason;
use super::source::{Evidence, Sentence, Source};
use super::token::{Token, plain, tokens};
use super::vocabulary::{is_content, weight};
use super::{binding, contrary, pairs, polarity};

/// Percent of the weight of a statement's content words that is in what it stands on.
const COVER_PERCENT_MIN: usize = 50;
/// The same for a source that orders a model about: what it wants said is no paraphrase.
const COVER_PERCENT_ORDERED: usize = 60;
/// Characters of a remark; a longer one could hide a statement.
const REMARK_CHARS_MAX: usize = 160;
/// Content words of an exclamation.
const SHORT: usize = 3;
/// Rare words of a remark.
const REMARK_WORDS_MAX: usize = 2;

/// A broken rule, and the words that break it.
pub(super) type Fault = (Reason, String);

/// The rules that a statement breaks. Too few words in common with the source leave nothing to compare.
pub(super) fn faults(
    statement: &Sentence,
    source: &Source<'_>,
    evidence: &Evidence<'_>,
    around: &Evidence<'_>,
) -> Vec<Fault> {
    let mut found = claims(statement, source, evidence, Reason::Number, Reason::Name);
    if let Some(words) = uncovered(statement, source, evidence) {
        found.push((Reason::Cover, words));
        // What goes on about the last sentence can still be its opposite.
        let turned = opposite(statement, evidence, 1).filter(|_| !statement.before.is_empty());
        found.extend(turned.map(|words| (Reason::Opposite, words)));
        return found;
    }
    found.extend(unbound(statement, source, evidence));
    let mut add = |reason, words: Option<String>| found.extend(words.map(|words| (reason, words)));
    add(Reason::Pair, pairs::misjoined(statement, source, evidence));
    add(Reason::Pair, binding::misdone(statement, source, around));
    add(Reason::Pair, binding::miscounted(statement, source, around));
    add(Reason::Pair, binding::misnamed(statement, source, around));
    add(Reason::Pair, binding::misplaced(statement, source, around));
    if let Some((added, words)) = contrary::turned(statement, evidence) {
        add(if added { Reason::NegationAdded } else { Reason::NegationDropped }, Some(words));
    }
    add(Reason::NegationDropped, contrary::affirmed(statement, evidence));
    add(Reason::Opposite, contrary::unbound(statement, evidence));
    add(Reason::NegationAdded, polarity::added(statement, evidence));
    add(Reason::NegationDropped, polarity::dropped(statement, evidence));
    add(Reason::Opposite, opposite(statement, evidence, 1));
    add(Reason::Superlative, superlative(statement, evidence).filter(|_| !is_judgement(statement)));
    found
}

/// Numbers that the evidence gives to another unit, thing or date.
fn unbound<'s>(
    statement: &'s Sentence,
    source: &'s Source<'_>,
    evidence: &'s Evidence<'_>,
) -> impl Iterator<Item = Fault> + 's {
    let told = |amount: &&Amount| {
        !amount.soft && !is_loose(amount, evidence) && has_value(amount, evidence) && !source.is_titled(amount)
    };
    statement.amounts.iter().filter(told).filter_map(|amount| {
        let reason = if !pairs::has_unit(amount, evidence) {
            Reason::Unit
        } else {
            pairs::is_moved(statement, amount, evidence).then_some(Reason::Pair)?
        };
        Some((reason, said(statement, amount)))
    })
}

/// The rules that a question breaks in what it takes for granted: a number or a name in the place of another, and an
/// opposite.
pub(super) fn turned_in_question(question: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Vec<Fault> {
    let name = binding::misplaced(question, source, evidence).map(|words| (Reason::Pair, words));
    let turned = opposite(question, evidence, 2).filter(|_| uncovered(question, source, evidence).is_none());
    let numbers = unbound(question, source, evidence);
    numbers.chain(name).chain(turned.map(|words| (Reason::Opposite, words))).collect()
}

/// Numbers and names that the evidence does not have.
pub(super) fn claims(
    statement: &Sentence,
    source: &Source<'_>,
    evidence: &Evidence<'_>,
    number: Reason,
    name: Reason,
) -> Vec<Fault> {
    let unknown = |amount: &&Amount| !is_loose(amount, evidence) && !has_value(amount, evidence);
    let amounts = statement.amounts.iter().filter(|amount| unknown(amount) && !source.is_titled(amount));
    let mut found: Vec<Fault> = amounts.map(|amount| (number, said(statement, amount))).collect();
    let names = source.names(statement).into_iter().filter_map(|at| statement.tokens.get(at));
    let stem = |token: &Token| token.word.len() > 1 && evidence.has_stem(&token.stem);
    let known = |token: &Token| evidence.has_word(&token.word) || stem(token) || source.is_subject(&token.word);
    let unknown = names.filter(|token| !known(token));
    found.extend(unknown.map(|token| (name, token.word.clone())));
    found
}

/// Words behind a number in which the thing that it counts is looked for.
const NOUN_NEAR: usize = 3;

/// True for a number that claims nothing: a word that need not be one, or a small count in words of things that the
/// source counts nowhere ("two reasons").
fn is_loose(amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let counted = |noun: &String| {
        evidence.sentences.iter().any(|sentence| {
            let clause = |at: usize| sentence.tokens.get(at).map(|token| token.clause);
            let near = |other: &Amount| {
                let behind = sentence.tokens.iter().skip(other.end).take(NOUN_NEAR);
                let own = clause(other.at);
                behind.filter(move |token| Some(token.clause) == own).collect::<Vec<_>>()
            };
            sentence
                .amounts
                .iter()
                .filter(|other| !other.soft)
                .any(|other| near(other).iter().any(|token| token.stem == *noun))
        })
    };
    amount.soft || (amount.small && amount.noun.as_ref().map_or(amount.listed, |noun| !counted(noun)))
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
    if !text.contains('"') {
        return None;
    }
    let stems = |tokens: &[Token]| tokens.iter().map(|token| token.stem.as_str()).collect::<Vec<_>>().join(" ");
    let sentences: Vec<String> = evidence.sentences.iter().map(|sentence| stems(&sentence.tokens)).collect();
    let source = format!(" {} ", sentences.join(" "));
    let quotes = text.split('"').skip(1).step_by(2).filter(|quote| !plain(quote).is_empty());
    quotes.into_iter().find(|quote| !source.contains(&format!(" {} ", stems(&tokens(quote))))).map(str::to_owned)
}

/// A word of which the source says the opposite where it says at least some of the rest of the statement: a word of its
/// clause counts more than one.
fn opposite(statement: &Sentence, evidence: &Evidence<'_>, least: usize) -> Option<String> {
    // A negation rules what stands behind it.
    let denied = |sentence: &Sentence, at: usize, token: &Token| {
        sentence.scopes.iter().any(|scope| scope.clause == token.clause && scope.at < at)
    };
    let turned = |at: usize, token: &Token, pair: usize, side: bool| {
        let mut near: Vec<&str> = statement.clause(token.clause).filter(|stem| *stem != token.stem).collect();
        if near.is_empty() {
            near.extend(statement.before.iter().map(String::as_str));
        }
        // The best place of either side: words of the clause it shares, then words of the sentence.
        let (mut same, mut other) = (None, None);
        for sentence in &evidence.sentences {
            for (index, word) in sentence.tokens.iter().enumerate() {
                for (_, its) in sides(&word.word).unwrap_or_default().iter().filter(|(known, _)| *known == pair) {
                    let clause = sentence.clause(word.clause).filter(|stem| near.contains(stem)).count();
                    let place = Some((2 * clause + sentence.shared(statement), denied(sentence, index, word)));
                    let best = if *its == side { &mut same } else { &mut other };
                    *best = place.max(*best);
                }
            }
        }
        let agrees = |place: (usize, bool)| place.1 == denied(statement, at, token);
        other.is_some_and(|other| other.0 >= least && agrees(other) && same.is_none_or(|same| same.0 < other.0))
    };
    let is_turned = |(at, token): &(usize, &Token)| {
        let known = sides(&token.word).unwrap_or_default();
        // A word of several pairs may mean any of them.
        known.iter().any(|(pair, side)| turned(*at, token, *pair, *side))
    };
    statement.tokens.iter().enumerate().find(is_turned).map(|(_, token)| token.word.clone())
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
fn uncovered(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let content = statement.tokens.iter().enumerate().filter(|(at, token)| {
        is_content(&token.word)
            && statement.stems.contains(&token.stem)
            && !is_unit(&token.word)
            && !statement.counts(*at)
    });
    let (known, unknown): (Vec<&Token>, Vec<&Token>) = content
        .map(|(_, token)| token)
        .partition(|token| evidence.knows(&token.stem) || source.is_subject(&token.word));
    let weigh = |tokens: &[&Token]| tokens.iter().map(|token| weight(&token.stem)).sum::<usize>();
    let all = weigh(&known) + weigh(&unknown);
    let words = || unknown.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
    let least = if source.orders() { COVER_PERCENT_ORDERED } else { COVER_PERCENT_MIN };
    (weigh(&known) * 100 < all * least).then(words)
}

/// First words of a sentence that goes on about the last one.
const HEADS: &str = "that this these those it here there so then now well fair which and but";

/// True for a sentence that speaks to the other host or of what was said, and claims nothing of the source: it is short,
/// has no number, no name but those of the source's title, few rare words, and denies or exalts nothing but what a host
/// or the last sentence said.
pub(super) fn is_remark(text: &str, statement: &Sentence, source: &Source<'_>) -> bool {
    let names = source.names(statement);
    let named = names.iter().filter_map(|at| statement.tokens.get(*at)).any(|token| !source.is_subject(&token.word));
    let rare: Vec<&String> =
        statement.stems.iter().filter(|stem| weight(stem) > 1 && !source.is_subject(stem)).collect();
    let spoken = is_spoken(statement);
    let opens = |word: &str| statement.tokens.iter().take(2).any(|token| token.word == word);
    let short = statement.stems.len() <= SHORT;
    let opens_so =
        || HEADS.split_whitespace().any(|head| statement.tokens.first().is_some_and(|first| first.word == head));
    let is_judged = !statement.scopes.is_empty() || !extremes(statement).is_empty();
    text.chars().count() <= REMARK_CHARS_MAX
        && !source.orders()
        && !named
        && statement.amounts.iter().all(|amount| {
            amount.soft || source.is_titled(amount) || (amount.small && (amount.listed || rare.is_empty()))
        })
        && rare.len() <= REMARK_WORDS_MAX
        && (spoken || short || opens_so() || rare.iter().all(|stem| source.has(stem)))
        && (!is_judged || spoken || (rare.is_empty() && ["that", "this", "it"].into_iter().any(opens)))
}

/// True for a sentence in which a host says what the host thinks.
fn is_judgement(statement: &Sentence) -> bool {
    statement.tokens.iter().any(|token| ["i", "me", "my"].contains(&token.word.as_str()))
}

/// True for a sentence in which a host speaks of the hosts.
fn is_spoken(statement: &Sentence) -> bool {
    statement.tokens.iter().any(|token| ["i", "we", "us", "you", "me", "my"].contains(&token.word.as_str()))
}

/// True for a sentence without a claim: no content word, number, or negation.
pub(super) fn is_empty(statement: &Sentence) -> bool {
    statement.stems.is_empty()
        && statement.amounts.iter().all(|amount| amount.soft)
        && !statement.tokens.iter().any(|token| ["not", "no", "never", "none"].contains(&token.word.as_str()))
}
