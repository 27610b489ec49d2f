//! Grounding of turns that paraphrase: weaker than `check`, which wants the sentences of the source themselves.
//!
//! Tells every defect, so that a model can mend its answer. It judges words, not meaning. Known gaps
//! (`tests/grounding.rs` has their figures): two numbers or two names that one cited paragraph holds, swapped; a negation
//! that rules no content word ("they did"), or with another in its clause; an opposite outside the table, or inside a
//! question, of which only numbers and names are judged.

mod form;
mod number;
mod opposites;
mod orders;
mod pairs;
mod polarity;
mod reason;
mod source;
mod statement;
mod stem;
mod title;
mod token;
mod vocabulary;

use std::collections::BTreeSet;

use crate::document::Document;
use crate::limits;
use crate::speech;
use crate::turn::Turn;
pub(crate) use orders::is_order;
use reason::{Defects, Reason as R};
pub use reason::{Reason, Ungrounded};
use source::{Sentence, Source};
pub(crate) use title::Titles;

/// Names and words beside the source that turns are judged by.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The names of the two hosts, who may address each other.
    pub hosts: [String; 2],
    /// Words of our own prompt that must never come back.
    pub canaries: Vec<String>,
}

/// Paragraphs that one turn may cite.
pub(crate) const CITES_MAX: usize = 8;
/// Characters of a question; a longer one could hide a statement.
const QUESTION_CHARS_MAX: usize = 160;

/// The defects of a script from a model, in the order of its turns; none if it is grounded.
pub fn grounded(turns: &[Turn], document: &Document, rules: &Rules) -> Vec<Ungrounded> {
    let mut defects = Defects::default();
    if turns.is_empty() || turns.len() > limits::TURNS_MAX {
        defects.add(0, R::TurnCount, "");
        return defects.into_vec();
    }
    let mut source = Source::new(document);
    let mut said = BTreeSet::new();
    for (turn, one) in turns.iter().enumerate() {
        form::check(turn, &one.text, &rules.hosts, &mut defects);
        check_cites(turn, one, &mut source, &mut defects);
        // What is longer has been told, and costs no more than its beginning.
        let text: String = one.text.chars().take(limits::TURN_CHARS_MAX).collect();
        let next = turns.get(turn + 1).map_or(&[][..], |next| &next.cites);
        for cite in next.iter().take(CITES_MAX) {
            source.load(*cite);
        }
        if let Some(canary) = orders::canary(&text, &rules.canaries) {
            defects.add(turn, R::Canary, canary);
        }
        let evidence = source.evidence(one.cites.iter().copied().take(CITES_MAX));
        if let Some(quote) = statement::altered_quote(&text, &evidence) {
            defects.add(turn, R::Quote, &quote);
        }
        for sentence in speech::sentences(&text) {
            check_sentence(turn, &sentence, (one, next), (&source, rules), &mut said, &mut defects);
        }
        if defects.is_full() {
            break;
        }
    }
    defects.into_vec()
}

/// The defects that normalization would hide, of a text as a model wrote it; `turn` is 0.
pub(crate) fn written(text: &str, rules: &Rules) -> Vec<Ungrounded> {
    let mut defects = Defects::default();
    form::check_written(0, text, &rules.hosts, &mut defects);
    if let Some(canary) = orders::canary(text, &rules.canaries) {
        defects.add(0, R::Canary, canary);
    }
    defects.into_vec()
}

fn check_cites(turn: usize, one: &Turn, source: &mut Source<'_>, defects: &mut Defects) {
    if one.cites.len() > CITES_MAX {
        defects.add(turn, R::CiteCount, &one.cites.len().to_string());
    }
    for cite in one.cites.iter().take(CITES_MAX) {
        if source.load(*cite).is_none() {
            defects.add(turn, R::CiteUnknown, &cite.to_string());
        }
    }
}

fn check_sentence(
    turn: usize,
    text: &str,
    (one, next): (&Turn, &[u32]),
    (source, rules): (&Source<'_>, &Rules),
    said: &mut BTreeSet<String>,
    defects: &mut Defects,
) {
    if vocabulary::is_generic(text, &rules.hosts) {
        return;
    }
    if is_order(text) {
        defects.add(turn, R::Order, text);
    }
    let sentence = Sentence::new(&without_hosts(text, &rules.hosts));
    if let Some(word) = source.obeyed(&sentence) {
        defects.add(turn, R::Order, word);
    }
    if !vocabulary::is_english(&sentence.tokens) {
        defects.add(turn, R::NotEnglish, text);
    }
    if !said.insert(sentence.plain.clone()) {
        defects.add(turn, R::Repeated, text);
    }
    let cites = || one.cites.iter().copied().take(CITES_MAX);
    if text.ends_with(['?']) {
        if text.chars().count() > QUESTION_CHARS_MAX {
            defects.add(turn, R::QuestionTooLong, text);
        }
        let evidence = source.evidence(cites().chain(next.iter().copied().take(CITES_MAX)));
        for (reason, words) in statement::claims(&sentence, source, &evidence, R::QuestionClaim, R::QuestionClaim) {
            defects.add(turn, reason, &words);
        }
    } else if statement::is_empty(&sentence) {
        // "And that is it": nothing is claimed.
    } else if one.cites.is_empty() {
        defects.add(turn, R::CiteMissing, text);
    } else {
        let evidence = source.evidence(cites());
        for (reason, words) in statement::faults(&sentence, source, &evidence) {
            defects.add(turn, reason, &words);
        }
    }
}

/// The sentence without the name of a host at its beginning or its end: "Right, Ada, ...", "..., Ben."
fn without_hosts(text: &str, hosts: &[String; 2]) -> String {
    let mut text = text.to_owned();
    for host in hosts.iter().filter(|host| !host.is_empty()) {
        text = text.replace(&format!(", {host},"), ",");
        for mark in ['.', '!', '?'] {
            text = text.replace(&format!(", {host}{mark}"), &mark.to_string());
        }
        text = text.strip_prefix(&format!("{host}, ")).map_or(text.clone(), str::to_owned);
    }
    text
}
