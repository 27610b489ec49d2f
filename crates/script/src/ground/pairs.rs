//! Pairs that have to stand together in the source: number and unit, number and thing, day and month, name and number,
//! name and deed.

use super::number::Amount;
use super::source::{Evidence, Sentence, Source};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Words on either side of a number in which its month is looked for.
const MONTH_NEAR: usize = 3;

/// True if the source gives the number with this unit, or with none and the unit beside it.
pub(super) fn has_unit(amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let Some(unit) = &amount.unit else { return true };
    let same = || evidence.amounts().filter(|other| other.value == amount.value);
    let bare = || same().any(|other| other.unit.is_none());
    let named = || unit.split(' ').all(|word| evidence.sentences.iter().any(|sentence| names_unit(sentence, word)));
    same().any(|other| other.unit.as_ref() == Some(unit)) || (bare() && named())
}

fn names_unit(sentence: &Sentence, unit: &str) -> bool {
    sentence
        .tokens
        .iter()
        .any(|token| token.word.strip_suffix('s').unwrap_or(&token.word) == unit || token.word == unit)
}

/// The month beside a number.
fn month(sentence: &Sentence, amount: &Amount) -> Option<&'static str> {
    let from = amount.at.saturating_sub(MONTH_NEAR);
    let near = sentence.tokens.iter().enumerate().skip(from).take(2 * MONTH_NEAR);
    let months = near.filter(|(_, token)| token.capital).filter_map(|(at, token)| {
        let name = MONTHS.into_iter().find(|month| *month == token.word)?;
        Some((at.abs_diff(amount.at), name))
    });
    months.min().map(|(_, name)| name)
}

/// True if the source gives the number to another thing or month, and to this one nowhere.
pub(super) fn is_moved(statement: &Sentence, amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let given = |holds: &dyn Fn(&Sentence, &Amount) -> bool| {
        evidence.sentences.iter().any(|sentence| sentence.amounts.iter().any(|other| holds(sentence, other)))
    };
    if let Some(name) = month(statement, amount)
        && given(&|sentence, other| month(sentence, other).is_some_and(|month| month == name))
        && given(&|sentence, other| other.value == amount.value && month(sentence, other).is_some())
    {
        return !given(&|sentence, other| other.value == amount.value && month(sentence, other) == Some(name));
    }
    let Some(noun) = &amount.noun else { return false };
    let other = given(&|_, other| !other.soft && other.noun.as_ref() == Some(noun) && other.value != amount.value);
    let near = given(&|sentence, other| other.value == amount.value && sentence.stems.contains(noun));
    let same = given(&|_, other| other.noun.as_ref() == Some(noun) && other.value == amount.value);
    other && !same && (amount.soft || !near || given(&|_, other| other.value == amount.value && other.noun.is_some()))
}

/// A name with a number of its clause that the source gives to another name.
pub(super) fn misnamed(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let names = source.names(statement);
    statement.amounts.iter().filter(|amount| !amount.soft).find_map(|amount| {
        let clause = statement.tokens.get(amount.at)?.clause;
        let here = names.iter().filter(|at| statement.tokens.get(**at).is_some_and(|token| token.clause == clause));
        let nearest = here.min_by_key(|at| at.abs_diff(amount.at))?;
        let name = statement.tokens.get(*nearest)?.word.as_str();
        let kind = |other: &Amount| match (&amount.unit, &amount.noun) {
            (Some(_), _) => other.unit == amount.unit,
            (None, Some(_)) => other.noun == amount.noun,
            (None, None) => false,
        };
        // The clauses that name it and count the same decide; else it is enough that one sentence has both.
        let mut decided = None;
        for sentence in &evidence.sentences {
            for other in sentence.amounts.iter().filter(|other| kind(other)) {
                let Some(clause) = sentence.tokens.get(other.at).map(|token| token.clause) else { continue };
                let named = sentence.tokens.iter().any(|token| token.clause == clause && token.word == name);
                if named {
                    decided = Some(decided == Some(true) || other.value == amount.value);
                }
            }
        }
        let together = || {
            evidence.sentences.iter().any(|sentence| {
                sentence.has_word(name) && sentence.amounts.iter().any(|other| other.value == amount.value)
            })
        };
        // A sentence that names nobody may go on about the last one.
        let nameless = || {
            evidence.sentences.iter().any(|sentence| {
                source.names(sentence).is_empty() && sentence.amounts.iter().any(|other| other.value == amount.value)
            })
        };
        let holds = decided.unwrap_or_else(|| together() || nameless());
        (!holds).then(|| name.to_owned())
    })
}

/// A name whose deeds the source gives to other names alone.
pub(super) fn misdone(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let names = source.names(statement);
    let is_name = |stem: &str| names.iter().any(|at| statement.tokens.get(*at).is_some_and(|token| token.stem == stem));
    let named: Vec<&&Sentence> =
        evidence.sentences.iter().filter(|sentence| !source.names(sentence).is_empty()).collect();
    names.iter().find_map(|at| {
        let token = statement.tokens.get(*at)?;
        let deeds: Vec<&str> = statement.clause(token.clause).filter(|stem| !is_name(stem)).collect();
        let of_named = deeds.iter().filter(|deed| named.iter().any(|sentence| sentence.stems.contains(**deed))).count();
        let own = named.iter().filter(|sentence| sentence.has_word(&token.word));
        let shares = own.into_iter().any(|sentence| deeds.iter().any(|deed| sentence.stems.contains(*deed)));
        (of_named >= 2 && !shares).then(|| token.word.clone())
    })
}
