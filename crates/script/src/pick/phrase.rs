//! Key phrase extraction: the topic of a text in one to three of its own words.

use std::collections::BTreeMap;

use protocol::Language;

use super::lexicon;
use super::term::{is_stop_word_in, words};

const LENGTH_MAX: usize = 3;
/// Noun phrases in a text; with fewer, a single mention is enough to be chosen.
const FEW: usize = 6;

/// The phrase most specific to `own` among `all`, except those in `taken`.
pub(crate) fn key_phrase(own: &[&str], all: &[&str], taken: &[String], language: Language) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for phrase in own.iter().flat_map(|text| named(text, language)) {
        *counts.entry(phrase).or_default() += 1;
    }
    let mut everywhere: BTreeMap<String, usize> = BTreeMap::new();
    for phrase in all.iter().flat_map(|text| named(text, language)).filter(|phrase| counts.contains_key(phrase)) {
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
fn named(text: &str, language: Language) -> Vec<String> {
    let words_of = lexicon::of(language);
    let mut found = Vec::new();
    for clause in text.split(['.', ',', ';', ':', '!', '?', '"']) {
        let mut run: Option<Vec<String>> = None;
        for word in words(clause).flat_map(|word| parted(&word, language)).map(Some).chain([None]) {
            let opens = word.as_deref().is_none_or(|word| words_of.determiners.contains(&word));
            if opens || word.as_deref().is_some_and(|word| is_stop_word_in(word, language)) {
                found.extend(run.take().filter(|run| (1..=LENGTH_MAX).contains(&run.len())).map(|run| run.join(" ")));
                run = opens.then(Vec::new);
            } else if let (Some(run), Some(word)) = (&mut run, word) {
                run.push(word);
            }
        }
    }
    found.retain(|phrase| phrase.len() > 3 && !words_of.vague.contains(&phrase.as_str()));
    found
}

/// A word, and the article that has run together with it: "l'histoire" is two.
fn parted(word: &str, language: Language) -> Vec<String> {
    if lexicon::elides(language) {
        word.split_inclusive('\'').map(str::to_owned).collect()
    } else {
        vec![word.to_owned()]
    }
}
