//! Binding of names: a name stands where the source has it, and not where the source has another one.

use std::collections::BTreeSet;

use super::number::{Amount, Value};
use super::source::{Evidence, Sentence, Source};
use super::token::Token;
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

/// Words that a clause has to share with the source before their names are compared: those of the clause
/// count twice, unless it refers to the others.
const SHARED_MIN: usize = 3;

/// The article at the beginning, among names: "A module" may be the rival of "module B".
const ARTICLE: &str = "A";

/// A clause with what it is about.
struct Place<'s> {
    /// The names it has, else those of the clause before.
    names: Vec<&'s str>,
    words: BTreeSet<&'s str>,
    numbers: Vec<&'s Amount>,
    /// True if a pronoun refers to the other clauses.
    refers: bool,
}

/// Words before a thing, and before no person or place.
const ARTICLES: [&str; 3] = ["the", "a", "an"];
/// Words that refer to what another clause names.
const REFERRING: [&str; 4] = ["it", "they", "them", "this"];

impl Place<'_> {
    fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    fn counts(&self, value: &Value) -> bool {
        self.numbers.iter().any(|number| number.value == *value)
    }

    fn shared(&self, other: &Place<'_>) -> usize {
        let numbers = self.numbers.iter().filter(|number| other.counts(&number.value));
        self.words.intersection(&other.words).count() + numbers.count()
    }
}

/// True for a name that tells one of several things: none that the whole source is about, and no month.
fn tells(token: &Token, source: &Source<'_>) -> bool {
    is_label(&token.word)
        || !(source.is_subject(&token.word)
            || token.acronym
            || MONTHS.iter().any(|month| month.eq_ignore_ascii_case(&token.word)))
}

/// True for a letter, which labels one of several things however often the source has it.
fn is_label(word: &str) -> bool {
    word.chars().count() == 1
}

/// The clauses of a sentence. One without other words belongs to the one before.
fn places<'s>(sentence: &'s Sentence, source: &Source<'_>) -> Vec<Place<'s>> {
    let names = source.names(sentence);
    let mut found: Vec<Place<'s>> = Vec::new();
    let clauses: BTreeSet<usize> = sentence.tokens.iter().map(|token| token.clause).collect();
    let mut about: Vec<&str> =
        sentence.also.iter().map(String::as_str).filter(|name| !source.is_subject(name)).collect();
    for clause in clauses {
        let here = || sentence.tokens.iter().enumerate().filter(|(_, token)| token.clause == clause);
        let named = here().filter_map(|(at, token)| {
            let name = names.contains(&at) && tells(token, source);
            let article = token.capital && token.word == "a";
            if name { Some(token.word.as_str()) } else { article.then_some(ARTICLE) }
        });
        let named: Vec<&str> = named.collect();
        let other = here().filter(|(at, token)| !names.contains(at) && sentence.stems.contains(&token.stem));
        let words: BTreeSet<&str> = other.map(|(_, token)| token.stem.as_str()).collect();
        let amounts = sentence.amounts.iter().filter(|amount| !amount.soft);
        let within =
            amounts.filter(|amount| sentence.tokens.get(amount.at).is_some_and(|token| token.clause == clause));
        let numbers: Vec<&Amount> = within.collect();
        if let Some(last) = found.last_mut().filter(|_| words.is_empty() && numbers.is_empty()) {
            last.names.extend(&named);
            about.clone_from(&last.names);
            continue;
        }
        if !named.is_empty() {
            about = named;
        }
        let refers = !found.is_empty() && here().any(|(_, token)| REFERRING.contains(&token.word.as_str()));
        found.push(Place { names: about.clone(), words, numbers, refers });
    }
    found
}

/// The words and numbers that a clause of the source has of a clause, which count twice, and of those beside it.
fn score(said: &[Place<'_>], place: &Place<'_>, other: &Place<'_>) -> usize {
    let twice = if place.refers { 0 } else { place.shared(other) };
    // A clause about somebody else tells nothing of this one.
    let same = said.iter().filter(|one| one.names.is_empty() || one.names == place.names);
    twice + same.map(|one| one.shared(other)).sum::<usize>()
}

/// A name with the deed of another: the clause of the source that shares most with its clause is about the other one.
pub(super) fn misdone(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let said = places(statement, source);
    if said.iter().all(|place| place.names.is_empty()) {
        return None;
    }
    let known: Vec<Place<'_>> = evidence.sentences.iter().flat_map(|sentence| places(sentence, source)).collect();
    said.iter().find_map(|place| {
        let score = |other: &Place<'_>| score(&said, place, other);
        let wrong = |name: &&&str| {
            let another = |one: &&str| is_label(one) == is_label(name) && !said.iter().any(|place| place.has(one));
            let own = known.iter().filter(|other| other.has(name)).map(score).max().unwrap_or_default();
            let rivals = known.iter().filter(|other| !other.has(name) && other.names.iter().any(another));
            let rival = rivals.map(score).max().unwrap_or_default();
            rival > own && rival >= SHARED_MIN
        };
        place.names.iter().filter(|name| **name != ARTICLE).find(wrong).map(|name| (*name).to_owned())
    })
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

/// A thing in the place of a longer name's end: "the Whitlock" where the source has "Port Whitlock" alone.
pub(super) fn misnamed(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let before = |sentence: &'_ Sentence, at: usize, back: usize| {
        let token = sentence.tokens.get(at.checked_sub(back)?)?;
        Some((token.capital, ARTICLES.contains(&token.word.as_str())))
    };
    let article = |sentence: &Sentence, at: usize, back: usize| before(sentence, at, back).is_some_and(|(_, is)| is);
    source.names(statement).into_iter().find_map(|at| {
        let name = statement.tokens.get(at)?.word.as_str();
        let ends = statement.tokens.get(at + 1).is_none_or(|next| !next.capital);
        let places = evidence.sentences.iter().flat_map(|sentence| {
            let here = sentence.tokens.iter().enumerate().filter(|(_, token)| token.word == name);
            here.map(|(at, _)| {
                let longer = before(sentence, at, 1).is_some_and(|(capital, article)| capital && !article);
                longer && !article(sentence, at, 2)
            })
        });
        let mut places = places.peekable();
        let thing = ends && article(statement, at, 1) && places.peek().is_some() && places.all(|longer| longer);
        thing.then(|| name.to_owned())
    })
}

/// A number in the place of another: the clause of the source that shares most with its clause has another one of the same
/// unit or thing.
pub(super) fn miscounted(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let said = places(statement, source);
    if said.iter().all(|place| place.numbers.is_empty()) {
        return None;
    }
    let known: Vec<Vec<Place<'_>>> = evidence.sentences.iter().map(|sentence| places(sentence, source)).collect();
    said.iter().find_map(|place| {
        let wrong = |amount: &&&Amount| {
            let score = |other: &Place<'_>| {
                let names = place.names.iter().filter(|name| other.has(name)).count();
                let itself = usize::from(other.counts(&amount.value));
                (2 * names + score(&said, place, other)).saturating_sub(2 * itself)
            };
            let kind = |other: &Amount| match (&amount.unit, &amount.noun) {
                (Some(_), _) => other.unit == amount.unit,
                (None, Some(_)) => other.noun == amount.noun,
                (None, None) => false,
            };
            let another = |other: &&Amount| kind(other) && !said.iter().any(|place| place.counts(&other.value));
            // The number may stand in a clause of its own: its whole sentence is held against a clause of another.
            let own = known.iter().filter(|all| all.iter().any(|one| one.counts(&amount.value)));
            let own = own.map(|all| all.iter().map(score).sum::<usize>()).max().unwrap_or_default();
            let rivals = known
                .iter()
                .flatten()
                .filter(|other| !other.counts(&amount.value) && other.numbers.iter().any(another));
            let rival = rivals.map(score).max().unwrap_or_default();
            rival > own && rival >= SHARED_MIN
        };
        let found = place.numbers.iter().filter(|amount| !source.is_titled(amount)).find(wrong)?;
        statement.tokens.get(found.at).map(|token| token.word.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::super::source::held;
    use super::{miscounted, misdone, misnamed, misplaced};

    const MILL: &str = "The engineer Ida Moe designed the mill, and the builder Karl Lund raised it in Ostby. It grinds \
        rye for 3 villages.\n\nThe poet Nils Ravn praised the mill in a song. Pump A drains the lower field, and pump B fills \
        the pond behind Port Aldo. A wheel moves the stones for 90 minutes. A belt shakes the \
        sieve for 40 minutes. The tram of Ostby meets the ferry of Vik.";

    #[test]
    fn a_name_does_what_the_source_says_of_it() {
        for (statement, found) in [
            ("Moe designed the mill.", None),
            ("Karl Lund raised the mill.", None),
            ("So the mill was designed by Lund.", Some("lund")),
            ("Ravn praised the mill in a song.", None),
            ("Moe praised the mill in a song.", Some("moe")),
            ("Pump B drains the lower field.", Some("b")),
            ("Pump A drains the lower field.", None),
        ] {
            assert_eq!(held(MILL, statement, misdone).as_deref(), found, "{statement}");
        }
    }

    #[test]
    fn a_name_stands_beside_its_neighbour() {
        for (statement, found) in [("The tram of Ostby is old.", None), ("The tram of Vik is old.", Some("vik"))] {
            assert_eq!(held(MILL, statement, misplaced).as_deref(), found, "{statement}");
        }
    }

    #[test]
    fn a_number_is_of_its_clause() {
        for (statement, found) in [
            ("A wheel moves the stones for 90 minutes.", None),
            ("A wheel moves the stones for 40 minutes.", Some("40")),
            ("For forty minutes, the belt shakes the sieve.", None),
        ] {
            assert_eq!(held(MILL, statement, miscounted).as_deref(), found, "{statement}");
        }
    }

    #[test]
    fn the_end_of_a_longer_name_is_no_thing() {
        for (statement, found) in
            [("Port Aldo has a pond.", None), ("Aldo has a pond.", None), ("The Aldo has a pond.", Some("aldo"))]
        {
            assert_eq!(held(MILL, statement, misnamed).as_deref(), found, "{statement}");
        }
    }
}
