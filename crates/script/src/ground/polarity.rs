//! Negations: a word that the source denies is not affirmed, and the other way round.
//!
//! A negation rules the content words behind it in its clause; "nothing" and its like also the word before it.

use super::number::Amount;
use super::opposites::sides;
use super::source::{Evidence, Sentence};
use super::stem::stem;
use super::token::Token;
use super::vocabulary::{is_content, weight};

/// Words that deny.
const NEGATORS: [&str; 16] = [
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "hardly", "barely",
    "rarely", "seldom", "scarcely", "noone",
];
/// Negations that also rule the word before them: "it notices nothing".
const AFTER: [&str; 5] = ["nothing", "nobody", "none", "nowhere", "never"];
/// Words behind "not" that make it no negation, or one of what is told: "it does not say why".
const NOT_BUT: [&str; 19] = [
    "but",
    "wonder",
    "doubt",
    "forget",
    "only",
    "just",
    "merely",
    "simply",
    "matter",
    "say",
    "said",
    "tell",
    "told",
    "explain",
    "explained",
    "mention",
    "mentioned",
    "state",
    "stated",
];
/// Words between "no" and "than" that make a bound.
const BOUNDS: [&str; 6] = ["more", "less", "fewer", "longer", "later", "higher"];
/// Words that may stand for a negation in other words.
const SOFT: [&str; 52] = [
    "lack",
    "lacks",
    "lacking",
    "lacked",
    "fail",
    "fails",
    "failed",
    "refuse",
    "refuses",
    "refused",
    "unable",
    "stop",
    "stops",
    "stopped",
    "prevent",
    "prevents",
    "prevented",
    "forbid",
    "forbids",
    "forbidden",
    "banned",
    "instead",
    "rather",
    "few",
    "little",
    "missing",
    "absent",
    "impossible",
    "free",
    "avoid",
    "avoids",
    "avoided",
    "unlike",
    "except",
    "only",
    "hard",
    "false",
    "deny",
    "denied",
    "unknown",
    "harmless",
    "useless",
    "unclear",
    "off",
    "gone",
    "ignores",
    "ignored",
    "beyond",
    "outside",
    "too",
    "wrong",
    "lost",
];
/// Content words that one negation rules.
const SCOPE_MAX: usize = 4;

/// The content words that one negation rules.
pub(super) struct Scope {
    pub(super) clause: usize,
    /// Index of its token.
    pub(super) at: usize,
    /// True where the speaker denies it: "I would never give it up". A host denies nothing of the source.
    spoken: bool,
    pub(super) stems: Vec<String>,
}

/// The negations of a sentence.
pub(super) fn scopes(tokens: &[Token], amounts: &[Amount]) -> Vec<Scope> {
    let mut found: Vec<Scope> = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| NEGATORS.contains(&token.word.as_str())) {
        let behind = tokens.get(at + 1..).unwrap_or_default();
        let said = |index: usize| behind.get(index).map_or("", |next| next.word.as_str());
        // "no more than three" is a bound.
        let bound = BOUNDS.contains(&said(0)) && said(1) == "than";
        // "It does not shrink, neither here nor there" denies once.
        let again = ["neither", "nor"].contains(&token.word.as_str()) && !found.is_empty();
        let apart = said(0) == "to" && said(1) == "do";
        // "Not just nine" denies the number.
        let counts = amounts.iter().any(|amount| amount.at == at + 2);
        if (NOT_BUT.contains(&said(0)) && !counts) || bound || again || apart {
            continue;
        }
        let before = tokens.get(..at).unwrap_or_default();
        let spoken = before.iter().rev().take(2).any(|last| last.word == "i");
        let content = |token: &&Token| is_content(&token.word) && token.word != "longer";
        let until = |clause: usize| behind.iter().take_while(move |next| next.clause <= clause).filter(content);
        let mut stems: Vec<String> = until(token.clause).take(SCOPE_MAX).map(|next| next.stem.clone()).collect();
        if stems.len() == 1 && ["no", "neither"].contains(&token.word.as_str()) {
            // "No ignored, hidden or binary files"
            stems = until(token.clause + 1).take(SCOPE_MAX).map(|next| next.stem.clone()).collect();
        }
        let ends = token.word == "not" && behind.first().is_none_or(|next| next.clause != token.clause);
        if (stems.is_empty() && ends) || AFTER.contains(&token.word.as_str()) {
            let before = before.iter().rev().take(3).take_while(|last| last.clause == token.clause);
            stems.extend(before.filter(|token| content(token)).take(1).map(|token| token.stem.clone()));
        }
        if !stems.is_empty() {
            found.push(Scope { clause: token.clause, at, spoken, stems });
        }
    }
    found
}

/// The stem that a word denies: "uncompressed" stands for "without compression".
fn turns_round(token: &Token) -> Option<String> {
    ["un", "non", "dis"].iter().find_map(|prefix| token.word.strip_prefix(prefix)).map(stem)
}

/// True for a word of one sentence that may stand for a negation, and that the other does not have.
fn is_soft(token: &Token, other: &Sentence) -> bool {
    let turned = turns_round(token).is_some_and(|stem| other.stems.contains(&stem));
    (turned || SOFT.contains(&token.word.as_str())) && !other.tokens.iter().any(|word| word.stem == token.stem)
}

/// True if one of the words has its opposite in a sentence, and not in the statement.
fn has_opposite(words: &[String], statement: &Sentence, sentence: &Sentence) -> bool {
    let said = statement.tokens.iter().filter(|token| words.contains(&token.stem));
    let sides_of = |token: &Token| sides(&token.word).unwrap_or_default();
    let has = |sentence: &Sentence, pair: usize, side: bool| {
        sentence.tokens.iter().flat_map(sides_of).any(|(other, known)| pair == *other && side == *known)
    };
    // Who says both sides compares them.
    said.flat_map(sides_of).any(|(pair, side)| {
        has(sentence, *pair, !side) && !has(sentence, *pair, *side) && !has(statement, *pair, !side)
    })
}

/// Percent of the weight of a statement that a sentence has to have before their negations are compared.
const CLOSE_PERCENT_MIN: usize = 60;

/// True for a sentence that has most of a clause of the statement.
fn is_close(statement: &Sentence, clause: usize, sentence: &Sentence) -> bool {
    let words =
        || statement.tokens.iter().filter(|token| token.clause == clause && statement.stems.contains(&token.stem));
    let weigh = |known: bool| -> usize {
        let words = words().filter(|token| !known || sentence.knows(&token.stem) || sentence.has_word(&token.word));
        words.map(|token| weight(&token.stem)).sum()
    };
    weigh(true) * 100 >= weigh(false) * CLOSE_PERCENT_MIN
}

/// The words of a negation that the source does not deny.
pub(super) fn added(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    let denies = |scope: &Scope, sentence: &Sentence| {
        // A statement may join two sentences: the words of the clause tell which one is meant.
        let clause: Vec<&str> = statement.clause(scope.clause).collect();
        let shares = |one: &Sentence| clause.iter().filter(|stem| one.stems.contains(**stem)).count();
        let best = evidence.sentences.iter().map(|one| shares(one)).max().unwrap_or_default();
        let close = shares(sentence) * 3 >= best * 2;
        let ruled = sentence.scopes.iter().any(|denied| {
            let clause: Vec<&str> = sentence.clause(denied.clause).collect();
            let within = |stem: &String| denied.stems.contains(stem) || clause.contains(&stem.as_str());
            let both = statement.clause(scope.clause).filter(|stem| clause.contains(stem)).count();
            // The word right behind the negation is the one that is denied.
            let head = scope.stems.first().filter(|head| sentence.stems.contains(*head));
            head.map_or_else(|| scope.stems.iter().any(within) || both >= 2, within)
        });
        let known = scope.stems.iter().any(|stem| evidence.has_stem(stem));
        let reworded = !sentence.scopes.is_empty() && !known;
        let about = |token: &Token| sentence.clause(token.clause).any(|stem| scope.stems.iter().any(|one| one == stem));
        let soft = sentence.tokens.iter().enumerate().any(|(at, token)| {
            // "A few" are some.
            let some =
                at.checked_sub(1).and_then(|last| sentence.tokens.get(last)).is_some_and(|last| last.word == "a");
            (is_soft(token, statement) && about(token) && !some)
                || turns_round(token).is_some_and(|stem| scope.stems.contains(&stem))
        });
        (ruled || reworded || soft || has_opposite(&scope.stems, statement, sentence)) && close
    };
    let affirmed = |scope: &Scope| {
        let clause = |at: usize| statement.tokens.get(at).is_some_and(|token| token.clause == scope.clause);
        let amounts = || statement.amounts.iter().filter(|amount| !amount.soft && clause(amount.at));
        let same = |one: &Sentence| amounts().any(|amount| one.amounts.iter().any(|other| other.value == amount.value));
        let mut close = evidence.sentences.iter().filter(|one| is_close(statement, scope.clause, one));
        close.any(|one| scope.stems.iter().any(|stem| one.stems.contains(stem)) || same(one))
    };
    let unfounded = |scope: &&Scope| {
        !scope.spoken && affirmed(scope) && !evidence.sentences.iter().any(|sentence| denies(scope, sentence))
    };
    statement.scopes.iter().find(unfounded).map(|scope| scope.stems.join(" "))
}

/// The words that the source denies and the statement affirms.
pub(super) fn dropped(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    // A sentence as close to the statement that affirms the words outweighs the one that denies them.
    let affirmed = |stems: &[&String], shared: usize| {
        evidence.sentences.iter().any(|sentence| {
            let denied = |stem: &String, clause: usize| {
                sentence.scopes.iter().any(|scope| scope.clause == clause && scope.stems.contains(stem))
            };
            let free = |stem: &&String| {
                sentence.tokens.iter().any(|token| token.stem == **stem && !denied(stem, token.clause))
            };
            sentence.shared(statement) >= shared && stems.iter().all(free)
        })
    };
    let breaks = |sentence: &Sentence, scope: &Scope| {
        let said: Vec<&String> = scope.stems.iter().filter(|stem| statement.stems.contains(*stem)).collect();
        let heads = scope.stems.first().is_some_and(|first| said.contains(&first));
        let mentions = heads && said.len() * 2 >= scope.stems.len();
        let near = |clause: usize| is_close(statement, clause, sentence);
        mentions
            && clauses(statement, &said).any(near)
            && !affirmed(&said, sentence.shared(statement))
            && affirms(statement, said.get(..1).unwrap_or_default(), sentence)
    };
    let found =
        evidence.sentences.iter().find_map(|sentence| sentence.scopes.iter().find(|scope| breaks(sentence, scope)));
    found.map(|scope| scope.stems.join(" "))
}

/// The clauses of a statement that have one of these words.
fn clauses(statement: &Sentence, words: &[&String]) -> impl Iterator<Item = usize> {
    statement.tokens.iter().filter(|token| words.contains(&&token.stem)).map(|token| token.clause)
}

/// True if no negation and no other wording of one stands in the clause of these words.
fn affirms(statement: &Sentence, words: &[&String], sentence: &Sentence) -> bool {
    let clauses: Vec<usize> = clauses(statement, words).collect();
    let denied = statement.tokens.iter().any(|token| {
        let denies = NEGATORS.contains(&token.word.as_str());
        clauses.contains(&token.clause) && (denies || is_soft(token, sentence))
    });
    let stems: Vec<String> = statement.stems.iter().cloned().collect();
    !denied
        && !statement.scopes.iter().any(|scope| words.iter().any(|word| scope.stems.contains(*word)))
        && !has_opposite(&stems, statement, sentence)
}
