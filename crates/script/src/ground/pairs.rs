//! Pairs that have to stand together in the source: number and unit, number and thing, day and month, the halves of
//! a name.

use super::number::Amount;
use super::number::singular;
use super::source::{Evidence, Sentence, Source};
use super::token::Token;
use crate::pick;
use crate::speech::MONTHS;

/// Words on either side of a number in which its month is looked for.
const MONTH_NEAR: usize = 3;

/// Words behind a number in which its unit is looked for: "3 of 8 percent".
const UNIT_NEAR: usize = 4;

/// True if the source gives the number with this unit, or the unit close behind it.
pub(super) fn has_unit(amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let Some(unit) = &amount.unit else { return true };
    // "One ton" may be "a ton".
    let single = |pair: &[Token]| matches!(pair, [a, b] if ["a", "an", "per", "each"].contains(&a.word.as_str()) && singular(&b.word) == *unit);
    if amount.soft && evidence.sentences.iter().any(|sentence| sentence.tokens.windows(2).any(single)) {
        return true;
    }
    holds(evidence, |sentence, other| {
        let behind = sentence.tokens.iter().skip(other.end).take(UNIT_NEAR);
        let named = |word: &str| behind.clone().any(|token| singular(&token.word) == word);
        other.value == amount.value
            && (other.unit.as_ref() == Some(unit) || (other.unit.is_none() && unit.split(' ').all(named)))
    })
}

fn holds(evidence: &Evidence<'_>, is: impl Fn(&Sentence, &Amount) -> bool) -> bool {
    evidence.sentences.iter().any(|sentence| sentence.amounts.iter().any(|other| is(sentence, other)))
}

/// The month beside a number, and true if nothing but "of" or "the" stands between.
fn month(sentence: &Sentence, amount: &Amount) -> Option<(&'static str, bool)> {
    let from = amount.at.saturating_sub(MONTH_NEAR);
    let near = sentence.tokens.iter().enumerate().skip(from).take(2 * MONTH_NEAR);
    let months = near.filter(|(_, token)| token.capital).filter_map(|(at, token)| {
        let name = MONTHS.into_iter().find(|month| month.eq_ignore_ascii_case(&token.word))?;
        Some((at.abs_diff(amount.at), name))
    });
    months.min().map(|(far, name)| (name, far == 1))
}

/// The word that a number labels: "line 6", "Quill 3.1".
fn label<'s>(sentence: &'s Sentence, amount: &Amount) -> Option<&'s str> {
    let before = sentence.tokens.get(amount.at.checked_sub(1)?)?;
    let dated = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(&before.word));
    let labels = amount.unit.is_none() && !dated && (sentence.stems.contains(&before.stem) || before.capital);
    (labels && (!before.first || sentence.stems.contains(&before.stem))).then_some(before.stem.as_str())
}

/// True if the source gives the number to another thing, label or month, and to this one nowhere.
pub(super) fn is_moved(statement: &Sentence, amount: &Amount, evidence: &Evidence<'_>) -> bool {
    is_misdated(statement, amount, evidence)
        || is_mislabelled(statement, amount, evidence)
        || is_miscounted(amount, evidence)
        || is_elsewhere(statement, amount, evidence)
}

fn is_misdated(statement: &Sentence, amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let Some((name, true)) = month(statement, amount) else { return false };
    let of_month = |sentence: &Sentence, other: &Amount| month(sentence, other).is_some_and(|(month, _)| month == name);
    holds(evidence, of_month)
        && !holds(evidence, |sentence, other| other.value == amount.value && of_month(sentence, other))
}

fn is_mislabelled(statement: &Sentence, amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let Some(word) = label(statement, amount) else { return false };
    let same = |sentence: &Sentence, other: &Amount| label(sentence, other) == Some(word);
    let takes = |other: &Amount| other.value == amount.value;
    let labelled = |sentence: &Sentence, other: &Amount| takes(other) && label(sentence, other).is_some();
    let known = holds(evidence, |sentence, other| takes(other) && same(sentence, other));
    !known && (holds(evidence, same) || holds(evidence, labelled) && evidence.has_stem(word))
}

/// True for a number that is a measure in the source, or counts something else.
fn is_miscounted(amount: &Amount, evidence: &Evidence<'_>) -> bool {
    let mut same = evidence.amounts().filter(|other| other.value == amount.value).peekable();
    let Some(noun) = &amount.noun else { return false };
    let measured = same.peek().is_some() && same.all(|other| other.unit.is_some());
    let of_noun = |other: &Amount| other.noun.as_ref() == Some(noun);
    let counted = evidence.amounts().any(|other| !other.soft && of_noun(other) && other.value != amount.value);
    // "10,000 of the 100,000 blobs" counts blobs twice.
    let known = holds(evidence, |sentence, other| {
        let near = sentence.tokens.iter().skip(other.end).take(UNIT_NEAR);
        other.value == amount.value && near.into_iter().any(|token| token.stem == *noun)
    });
    (measured && !amount.soft) || (counted && !known)
}

/// True for a number whose sentences say nothing of its clause, while others do; or for a date that is a measure there.
fn is_elsewhere(statement: &Sentence, amount: &Amount, evidence: &Evidence<'_>) -> bool {
    if amount.soft {
        return false;
    }
    let date = dated(statement, amount);
    let same = |other: &Amount| other.value == amount.value;
    let is_date = |sentence: &Sentence, other: &Amount| {
        let is_dated = || dated(sentence, other).is_some() || month(sentence, other).is_some() || other.value.is_year();
        is_bare(other) && label(sentence, other).is_none() && is_dated()
    };
    if date.is_some() && !holds(evidence, |sentence, other| same(other) && is_date(sentence, other)) {
        return true;
    }
    let Some(clause) = statement.tokens.get(amount.at).map(|token| token.clause) else { return false };
    let mut words: Vec<&str> = statement.clause(clause).collect();
    if words.is_empty() {
        // "By 1794, the forests had gone": the number stands beside its clause.
        words = statement.stems.iter().map(String::as_str).collect();
    }
    let told = |sentence: &Sentence| words.iter().filter(|stem| sentence.stems.contains(**stem)).count();
    let has = |sentence: &Sentence| sentence.amounts.iter().any(same);
    // "Until 1650" is another date than "until 1794".
    let rival =
        |sentence: &Sentence| date.is_some() && sentence.amounts.iter().any(|other| dated(sentence, other) == date);
    let own = |sentence: &&&Sentence| has(sentence) && sentence.stems.iter().any(|stem| statement.stems.contains(stem));
    let other = |sentence: &&Sentence| !has(sentence) && told(sentence) >= if rival(sentence) { 1 } else { 2 };
    !evidence.sentences.iter().any(|sentence| own(&sentence)) && evidence.sentences.iter().any(other)
}

/// True for a number without a unit or a thing that it counts.
fn is_bare(amount: &Amount) -> bool {
    amount.unit.is_none() && amount.noun.is_none()
}

/// The word that makes a bare number a date: "since 2021", "the spring of 1921".
fn dated<'s>(sentence: &'s Sentence, amount: &Amount) -> Option<&'s str> {
    const DATING: [&str; 6] = ["in", "since", "until", "by", "before", "after"];
    const TIMES: [&str; 8] = ["spring", "summer", "autumn", "winter", "year", "beginning", "middle", "end"];
    let word = |back: usize| Some(sentence.tokens.get(amount.at.checked_sub(back)?)?.word.as_str());
    let last = word(1).filter(|_| is_bare(amount))?;
    (DATING.contains(&last) || (last == "of" && word(2).is_some_and(|time| TIMES.contains(&time)))).then_some(last)
}

/// Two capitalised words side by side that the source has, and never together: a name of two halves.
pub(super) fn misjoined(statement: &Sentence, source: &Source<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let joined = |sentence: &Sentence, one: &Token, other: &Token| {
        sentence.tokens.windows(2).any(|pair| matches!(pair, [a, b] if a.word == one.word && b.word == other.word))
    };
    statement.tokens.windows(2).find_map(|pair| {
        let [one, other] = pair else { return None };
        let names = one.capital && other.capital && one.clause == other.clause && !pick::is_stop_word(&one.word);
        let known = names && evidence.has_word(&one.word) && evidence.has_word(&other.word);
        let together =
            evidence.sentences.iter().any(|sentence| joined(sentence, one, other)) || source.is_subject(&one.word);
        (known && !together).then(|| format!("{} {}", one.word, other.word))
    })
}
