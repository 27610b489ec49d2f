//! The source as evidence: its sentences parsed once, and the vocabulary that tells names from words.

use std::collections::{BTreeMap, BTreeSet};

use super::number::{self, Amount};
use super::orders::is_order;
use super::polarity::{self, Scope};
use super::token::{Token, plain, tokens};
use super::vocabulary::{is_content, is_opener};
use crate::document::Document;
use crate::pick;

/// A sentence of the source or of a turn, parsed.
pub(super) struct Sentence {
    pub(super) plain: String,
    pub(super) tokens: Vec<Token>,
    pub(super) amounts: Vec<Amount>,
    /// The stems of its content words.
    pub(super) stems: BTreeSet<String>,
    pub(super) scopes: Vec<Scope>,
    /// Names it is about without saying them: of its speaker, and of the sentence before one that opens with a pronoun.
    also: Vec<String>,
}

impl Sentence {
    pub(super) fn new(text: &str) -> Sentence {
        let tokens = tokens(text);
        let amounts = number::amounts(&tokens);
        let counts = |at| amounts.iter().any(|amount| amount.covers(at));
        let claims = |token: &Token| {
            let content = is_content(&token.word) && !pick::is_stop_word(&token.stem);
            content || (token.capital && !token.first)
        };
        let content = tokens.iter().enumerate().filter(|(at, token)| claims(token) && !counts(*at));
        let stems = content.map(|(_, token)| token.stem.clone()).collect();
        Sentence { plain: plain(text), scopes: polarity::scopes(&tokens), stems, tokens, amounts, also: Vec::new() }
    }

    /// True for the index of a token of a number.
    pub(super) fn counts(&self, at: usize) -> bool {
        self.amounts.iter().any(|amount| amount.covers(at))
    }

    /// The stems of the content words of a clause.
    pub(super) fn clause(&self, clause: usize) -> impl Iterator<Item = &str> {
        let words = self.tokens.iter().filter(move |token| token.clause == clause);
        words.filter(|token| self.stems.contains(&token.stem)).map(|token| token.stem.as_str())
    }

    pub(super) fn has_word(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token.word == word) || self.also.iter().any(|name| name == word)
    }

    /// The number of content words and numbers that two sentences share.
    pub(super) fn shared(&self, other: &Sentence) -> usize {
        let same = |amount: &&Amount| other.amounts.iter().any(|one| one.value == amount.value);
        self.stems.iter().filter(|stem| other.stems.contains(*stem)).count() + self.amounts.iter().filter(same).count()
    }
}

/// Sentences that one turn is held against; a turn that cites more cites too much.
pub(super) const SENTENCES_MAX: usize = 400;
/// Words that go on about whom the sentence before named.
const PRONOUNS: [&str; 9] = ["he", "she", "it", "they", "his", "her", "its", "their", "this"];
/// Names that a sentence takes over from the one before.
const NAMES_MAX: usize = 16;

pub(super) struct Source<'d> {
    document: &'d Document,
    /// Paragraphs cited so far, without the sentences that order a model about.
    paragraphs: BTreeMap<u32, Vec<Sentence>>,
    /// Stems written with a small letter.
    small: BTreeSet<String>,
    /// Words written with a capital inside a sentence.
    capital: BTreeSet<String>,
    /// Stems that only the sentences have that order a model about.
    ordered: BTreeSet<String>,
}

impl<'d> Source<'d> {
    pub(super) fn new(document: &'d Document) -> Source<'d> {
        let (mut small, mut capital) = (BTreeSet::new(), BTreeSet::new());
        let (mut openers, mut ordered) = (BTreeSet::new(), BTreeSet::new());
        for (_, text) in document.places() {
            let order = is_order(text);
            for token in tokens(text) {
                if order {
                    ordered.extend(is_content(&token.word).then_some(token.stem));
                } else if !token.capital {
                    small.insert(token.stem);
                } else if !token.first {
                    capital.insert(token.word);
                } else {
                    openers.insert(token.stem);
                }
            }
        }
        ordered.retain(|stem| !small.contains(stem) && !openers.contains(stem) && !capital.contains(stem));
        Source { document, paragraphs: BTreeMap::new(), small, capital, ordered }
    }

    /// A word of a sentence that only the orders of the source have.
    pub(super) fn obeyed<'t>(&self, sentence: &'t Sentence) -> Option<&'t str> {
        let found = sentence.tokens.iter().find(|token| self.ordered.contains(&token.stem));
        found.map(|token| token.word.as_str())
    }

    /// Parses a paragraph; `None` if it does not exist.
    pub(super) fn load(&mut self, paragraph: u32) -> Option<()> {
        let written = self.document.paragraph(paragraph)?;
        self.paragraphs.entry(paragraph).or_insert_with(|| {
            let speaker: Vec<String> = written.speaker.iter().flat_map(|name| pick::words(name)).collect();
            let obeyed = written.sentences.iter().filter(|text| !is_order(text)).take(SENTENCES_MAX);
            let mut found: Vec<Sentence> = Vec::new();
            for text in obeyed {
                let mut one = Sentence::new(text);
                one.also.extend(speaker.iter().cloned());
                let refers = one.tokens.first().is_some_and(|first| PRONOUNS.contains(&first.word.as_str()));
                if let Some(last) = found.last().filter(|_| refers) {
                    let names = last.tokens.iter().filter(|token| token.capital).map(|token| token.word.clone());
                    one.also.extend(names.chain(last.also.iter().cloned()).take(NAMES_MAX));
                }
                found.push(one);
            }
            found
        });
        Some(())
    }

    /// The evidence of paragraphs loaded before.
    pub(super) fn evidence<'s>(&'s self, cites: impl Iterator<Item = u32>) -> Evidence<'s> {
        let paragraphs = cites.filter_map(|cite| self.paragraphs.get(&cite));
        Evidence { sentences: paragraphs.flatten().take(SENTENCES_MAX).collect() }
    }

    /// The names of a sentence: indices of its tokens.
    pub(super) fn names(&self, sentence: &Sentence) -> Vec<usize> {
        let is_name = |token: &Token| {
            if !token.capital || token.word == "i" {
                return false;
            }
            let letter = token.word.chars().count() == 1;
            if !token.first {
                return letter || !pick::is_stop_word(&token.word);
            }
            let small = self.small.contains(&token.stem);
            !letter
                && !small
                && (self.capital.contains(&token.word) && !pick::is_stop_word(&token.word) || !is_opener(token))
        };
        sentence
            .tokens
            .iter()
            .enumerate()
            .filter(|(at, token)| is_name(token) && !sentence.counts(*at))
            .map(|(index, _)| index)
            .collect()
    }
}

/// The sentences that a turn cites.
pub(super) struct Evidence<'s> {
    pub(super) sentences: Vec<&'s Sentence>,
}

impl Evidence<'_> {
    pub(super) fn has_stem(&self, stem: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.stems.contains(stem))
    }

    pub(super) fn has_word(&self, word: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.has_word(word))
    }

    pub(super) fn amounts(&self) -> impl Iterator<Item = &Amount> {
        self.sentences.iter().flat_map(|sentence| &sentence.amounts)
    }
}
