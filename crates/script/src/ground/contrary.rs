//! Contraries that are no content words: "with" and "without", "somebody" and "nobody", an auxiliary alone, bounds.

use super::number::{Amount, Value};
use super::source::{Evidence, Sentence};
use super::token::Token;
use super::vocabulary::is_content;

/// Words that exclude each other before the same word.
const BEFORE: [(&[&str], &[&str]); 2] =
    [(&["with"], &["without"]), (&["somebody", "someone", "everybody", "everyone"], &["nobody", "noone"])];
/// Auxiliaries that stand for the verb of the source, or stress their own.
const AUXILIARIES: [&str; 9] = ["did", "do", "does", "is", "was", "are", "were", "has", "had"];
const STRESSED: [&str; 3] = ["did", "do", "does"];
/// Words that stand for what was said before.
const PRONOUNS: [&str; 4] = ["it", "them", "that", "one"];
/// Words behind "without" in which the word that it excludes is looked for.
const NEAR: usize = 2;

fn content(token: &Token) -> bool {
    is_content(&token.word)
}

/// The thing that "with" or "without" is about.
#[derive(PartialEq)]
enum Ruled<'s> {
    Word(&'s str),
    /// The number of its clause, where a pronoun stands behind the word: "eighteen without it".
    Number(&'s Value),
}

/// The content word behind a word, as far as `NEAR` tell, or the number before it.
fn ruled(sentence: &Sentence, at: usize) -> Option<Ruled<'_>> {
    let clause = sentence.tokens.get(at)?.clause;
    let behind = || sentence.tokens.iter().skip(at + 1).take(NEAR).take_while(|token| token.clause == clause);
    if behind().next().is_some_and(|next| PRONOUNS.contains(&next.word.as_str())) {
        return numbers(sentence, clause).next().map(Ruled::Number);
    }
    // "With no budget" is "without a budget".
    let mut behind = behind().take_while(|token| token.word != "no" && token.word != "not");
    behind.find(|token| content(token)).map(|token| Ruled::Word(token.stem.as_str()))
}

fn numbers(sentence: &Sentence, clause: usize) -> impl Iterator<Item = &Value> {
    let amounts = sentence.amounts.iter().filter(|amount| !amount.soft);
    let within = amounts.filter(move |amount| sentence.tokens.get(amount.at).is_some_and(|one| one.clause == clause));
    within.map(|amount| &amount.value)
}

fn says(sentence: &Sentence, words: &[&str], what: &Ruled<'_>) -> bool {
    let mut here = sentence.tokens.iter().enumerate().filter(|(_, token)| words.contains(&token.word.as_str()));
    here.any(|(at, token)| match what {
        Ruled::Word(_) => ruled(sentence, at).as_ref() == Some(what),
        Ruled::Number(value) => numbers(sentence, token.clause).any(|number| number == *value),
    })
}

/// A word that the source denies by a contrary of the word before it; `true` for one that it affirms.
pub(super) fn turned(statement: &Sentence, evidence: &Evidence<'_>) -> Option<(bool, String)> {
    statement.tokens.iter().enumerate().find_map(|(at, token)| {
        let what = ruled(statement, at)?;
        let known = |words: &[&str]| evidence.sentences.iter().any(|one| says(one, words, &what));
        let sides = BEFORE.iter().flat_map(|(yes, no)| [(yes, no, false), (no, yes, true)]);
        let found = sides
            .filter(|(own, ..)| own.contains(&token.word.as_str()))
            .find(|(own, other, _)| known(other) && !known(own));
        let next = statement.tokens.get(at + 1).map_or("", |next| next.word.as_str());
        found.map(|(.., added)| (added, format!("{} {next}", token.word)))
    })
}

/// An auxiliary that ends its clause, or stresses its verb, where the source denies the same; a verb that is stressed may
/// not be limited there either: "open only when".
pub(super) fn affirmed(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    statement.tokens.iter().enumerate().find_map(|(at, token)| {
        if !AUXILIARIES.contains(&token.word.as_str()) {
            return None;
        }
        let next = statement.tokens.get(at + 1).filter(|next| next.clause == token.clause);
        let denied = |sentence: &Sentence, clause: usize| sentence.scopes.iter().any(|scope| scope.clause == clause);
        let found = match next {
            None => {
                let before = statement.tokens.iter().take(at).filter(|one| one.clause == token.clause && content(one));
                let subject: Vec<&str> = before.map(|one| one.stem.as_str()).collect();
                let within = |sentence: &Sentence, clause: usize| {
                    let words: Vec<&str> = sentence.clause(clause).collect();
                    subject.iter().all(|stem| words.contains(stem))
                };
                let clauses = |sentence: &Sentence, is_denied: bool| {
                    let mut all = sentence.tokens.iter().map(|token| token.clause);
                    all.any(|clause| denied(sentence, clause) == is_denied && within(sentence, clause))
                };
                !subject.is_empty()
                    && !denied(statement, token.clause)
                    && evidence.sentences.iter().any(|one| clauses(one, true))
                    && !evidence.sentences.iter().any(|one| clauses(one, false))
            }
            Some(verb) if STRESSED.contains(&token.word.as_str()) && content(verb) => {
                let places = evidence.sentences.iter().flat_map(|one| {
                    let here = one.tokens.iter().enumerate().filter(|(_, token)| token.stem == verb.stem);
                    let is = |at: usize, word: &str| one.tokens.get(at).is_some_and(|token| token.word == word);
                    here.map(move |(at, _)| is(at.saturating_sub(1), "not") || is(at + 1, "only"))
                });
                let places: Vec<bool> = places.collect();
                !places.is_empty() && places.iter().all(|denied| *denied)
            }
            Some(_) => false,
        };
        found.then(|| next.map_or(&token.word, |next| &next.word).clone())
    })
}

/// Words before a number that make it a bound from below, and from above.
const LOWER: [&str; 4] = ["no less than", "no fewer than", "at least", "more than"];
const UPPER: [&str; 6] = ["no more than", "at most", "within", "up to", "less than", "fewer than"];
/// Words of a bound, at most.
const BOUND_WORDS: usize = 3;

/// True for a number that is a bound from below, false for one from above.
fn bound(sentence: &Sentence, amount: &Amount) -> Option<bool> {
    let before = sentence.tokens.get(amount.at.saturating_sub(BOUND_WORDS)..amount.at)?;
    let said = before.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
    let ends = |table: &[&str]| table.iter().filter(|words| said.ends_with(**words)).map(|words| words.len()).max();
    let (lower, upper) = (ends(&LOWER), ends(&UPPER));
    // "no more than" ends like "more than".
    (lower != upper).then_some(lower > upper)
}

/// A number that the source bounds from the other side.
pub(super) fn unbound(statement: &Sentence, evidence: &Evidence<'_>) -> Option<String> {
    statement.amounts.iter().find_map(|amount| {
        let side = bound(statement, amount)?;
        let same = evidence.sentences.iter().flat_map(|one| {
            let here = one.amounts.iter().filter(|other| other.value == amount.value && other.unit == amount.unit);
            here.map(|other| bound(one, other))
        });
        let same: Vec<Option<bool>> = same.collect();
        let turned = same.contains(&Some(!side)) && !same.contains(&Some(side));
        turned.then(|| statement.tokens.get(amount.at).map(|token| token.word.clone()))?
    })
}

#[cfg(test)]
mod tests {
    use super::super::source::held;
    use super::{affirmed, turned, unbound};

    const MILL: &str = "Loaves with seeds cost 4 crowns, and loaves without seeds cost 3. Nobody bakes on Sundays. The gate \
        opens only in summer, and the sails do not creak in a storm. The mill runs at least 6 hours a day.";

    #[test]
    fn what_is_with_is_not_without() {
        for (statement, found) in [
            ("Loaves with seeds cost more.", None),
            ("It costs 3 crowns without them.", None),
            ("It costs 3 crowns with them.", Some((false, "with them"))),
            ("Somebody bakes on Sundays.", Some((false, "somebody bakes"))),
        ] {
            let turned = held(MILL, statement, |statement, _, evidence| turned(statement, evidence));
            assert_eq!(turned, found.map(|(added, words)| (added, words.to_owned())), "{statement}");
        }
    }

    #[test]
    fn a_stressed_verb_is_neither_denied_nor_limited() {
        for (statement, found) in [
            ("The sails do creak in a storm.", Some("creak")),
            ("The gate does open.", Some("open")),
            ("The mill does run.", None),
        ] {
            let said = held(MILL, statement, |statement, _, evidence| affirmed(statement, evidence));
            assert_eq!(said.as_deref(), found, "{statement}");
        }
    }

    #[test]
    fn a_bound_keeps_its_side() {
        for (statement, found) in [
            ("It runs at least 6 hours.", None),
            ("It runs no less than six hours.", None),
            ("It runs at most 6 hours.", Some("6")),
        ] {
            let said = held(MILL, statement, |statement, _, evidence| unbound(statement, evidence));
            assert_eq!(said.as_deref(), found, "{statement}");
        }
    }
}
