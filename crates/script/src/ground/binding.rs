//! Binding of names to their neighbours: a name that stands where the source has another one.

use super::number::Value;
use super::source::{Evidence, Sentence, Source};
use crate::speech::MONTHS;

/// Tokens on either side of a name in which its neighbour is looked for.
const NEAR: usize = 3;

#[derive(PartialEq)]
enum Beside<'s> {
    Word(&'s str),
    Number(&'s Value),
}

/// The nearest content word or number on either side of a token, in its clause; names are passed over.
fn beside<'s>(sentence: &'s Sentence, at: usize, names: &[usize]) -> Vec<Beside<'s>> {
    let Some(clause) = sentence.tokens.get(at).map(|token| token.clause) else { return Vec::new() };
    let told = |index: usize| {
        let token = sentence.tokens.get(index).filter(|token| token.clause == clause)?;
        if let Some(amount) = sentence.amounts.iter().find(|amount| amount.covers(index)) {
            return (!amount.soft).then_some(Beside::Number(&amount.value));
        }
        (sentence.stems.contains(&token.stem) && !names.contains(&index)).then_some(Beside::Word(&token.stem))
    };
    let behind = (at + 1..=at + NEAR).find_map(told);
    let before = (at.saturating_sub(NEAR)..at).rev().find_map(told);
    before.into_iter().chain(behind).collect()
}

/// A name in the place of another: the sentence that says most of the statement has the other one beside the same word
/// or number, and no sentence that says as much has this one there.
pub(super) fn misplaced(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let names = source.names(statement);
    if names.is_empty() {
        return None;
    }
    let most = evidence.sentences.iter().map(|one| one.shared(statement)).max().filter(|most| *most > 0)?;
    let close: Vec<(&Sentence, Vec<usize>)> = evidence
        .sentences
        .iter()
        .filter(|one| one.shared(statement) + 1 >= most)
        .map(|one| (*one, source.names(one)))
        .collect();
    let word = |sentence: &'_ Sentence, at: usize| sentence.tokens.get(at).map(|token| token.word.clone());
    names.iter().find_map(|at| {
        // A month belongs to its date.
        let name = word(statement, *at).filter(|name| !MONTHS.iter().any(|month| month.eq_ignore_ascii_case(name)))?;
        let near = beside(statement, *at, &names);
        let stands = |sentence: &Sentence, names: &[usize], is: &dyn Fn(&str) -> bool| {
            names.iter().any(|at| {
                word(sentence, *at).is_some_and(|one| is(&one))
                    && beside(sentence, *at, names).iter().any(|one| near.contains(one))
            })
        };
        let own = close.iter().any(|(one, names)| {
            stands(one, names, &|word| word == name)
                || (one.has_word(&name) && !names.iter().any(|at| word(one, *at).as_ref() == Some(&name)))
        });
        let other = |word: &str| word != name && !statement.has_word(word);
        let best = close.iter().filter(|(one, _)| one.shared(statement) == most);
        (!own && best.into_iter().any(|(one, names)| stands(one, names, &other))).then_some(name)
    })
}
