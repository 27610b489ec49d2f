//! Key phrase extraction: the topic of a text in one to three of its own words.

use std::collections::BTreeMap;

use super::term::{is_stop_word, words};

const LENGTH_MAX: usize = 3;
/// Noun phrases in a text; with fewer, a single mention is enough to be chosen.
const FEW: usize = 6;
/// Words before a noun phrase.
const DETERMINERS: [&str; 14] =
    ["the", "a", "an", "each", "every", "its", "their", "our", "your", "of", "some", "no", "this", "that"];

/// Nouns too general for a title.
const VAGUE: [&str; 46] = [
    "answer", "question", "point", "thing", "things", "kind", "way", "time", "times", "day", "part", "end", "place",
    "places", "problem", "reason", "word", "number", "middle", "moment", "case", "example", "fact", "result", "idea",
    "rest", "lot", "bit", "year", "month", "week", "hour", "minute", "minutes", "people", "person", "same", "whole",
    "next", "second", "edges", "right", "side", "best", "code", "value",
];

/// The phrase most specific to `own` among `all`, except those in `taken`.
pub(crate) fn key_phrase(own: &[&str], all: &[&str], taken: &[String]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for phrase in own.iter().flat_map(|text| named(text)) {
        *counts.entry(phrase).or_default() += 1;
    }
    let mut everywhere: BTreeMap<String, usize> = BTreeMap::new();
    for phrase in all.iter().flat_map(|text| named(text)).filter(|phrase| counts.contains_key(phrase)) {
        *everywhere.entry(phrase).or_default() += 1;
    }
    let score = |phrase: &str, count: usize| {
        let elsewhere = everywhere.get(phrase).copied().unwrap_or(count).max(1);
        let long = 1.0 + 0.7 * phrase.matches(' ').count() as f64;
        long * count as f64 * (count as f64 / elsewhere as f64).sqrt()
    };
    let free =
        counts.iter().filter(|(phrase, _)| !taken.iter().any(|taken| taken.to_lowercase().contains(phrase.as_str())));
    let named_again = free.filter(|(phrase, count)| **count > 1 || (!phrase.contains(' ') && counts.len() < FEW));
    let best = named_again.max_by(|(a, x), (b, y)| score(a, **x).total_cmp(&score(b, **y)).then(b.cmp(a)));
    best.map(|(phrase, _)| phrase.clone())
}

/// The noun phrases of a text: one to three words between a determiner and the next stop word or mark.
fn named(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for clause in text.split(['.', ',', ';', ':', '!', '?', '"']) {
        let mut run: Option<Vec<String>> = None;
        for word in words(clause).chain(["the".to_owned()]) {
            let opens = DETERMINERS.contains(&word.as_str());
            if opens || is_stop_word(&word) {
                found.extend(run.take().filter(|run| (1..=LENGTH_MAX).contains(&run.len())).map(|run| run.join(" ")));
                run = opens.then(Vec::new);
            } else if let Some(run) = &mut run {
                run.push(word);
            }
        }
    }
    found.retain(|phrase| phrase.len() > 3 && !VAGUE.contains(&phrase.as_str()));
    found
}
