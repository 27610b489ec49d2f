//! The source as evidence: its sentences parsed once, and the vocabulary that tells names from words.

use std::collections::{BTreeMap, BTreeSet};

use super::number::{self, Amount};
use super::orders::commands;
use super::polarity::{self, Scope};
use super::token::{Token, plain, tokens};
use super::vocabulary::{is_content, is_opener, is_talk, weight};
use crate::document::{Document, Place};
use crate::pick;

/// A sentence of the source or of a turn, parsed.
pub(super) struct Sentence {
    pub(super) plain: String,
    pub(super) tokens: Vec<Token>,
    pub(super) amounts: Vec<Amount>,
    /// The stems of its content words.
    pub(super) stems: BTreeSet<String>,
    /// The beginnings of these stems.
    roots: BTreeSet<String>,
    pub(super) scopes: Vec<Scope>,
    /// Names it is about without saying them: of its speaker, and of the sentence before one that opens with a pronoun.
    pub(super) also: Vec<String>,
    /// The stems of the sentence before, if it opens with a pronoun.
    pub(super) before: BTreeSet<String>,
}

impl Sentence {
    pub(super) fn new(text: &str) -> Sentence {
        let tokens = tokens(text);
        let amounts = number::amounts(&tokens);
        let counts = |at| amounts.iter().any(|amount| amount.covers(at));
        let claims = |token: &Token| {
            let content = is_content(&token.word) && !pick::is_stop_word(&token.stem);
            content || (token.capital && !token.first && !is_talk(&token.word))
        };
        let content = tokens.iter().enumerate().filter(|(at, token)| claims(token) && !counts(*at));
        let stems: BTreeSet<String> = content.map(|(_, token)| token.stem.clone()).collect();
        let roots = stems.iter().map(|stem| root(stem).to_owned()).collect();
        let (plain, scopes) = (plain(text), polarity::scopes(&tokens, &amounts));
        Sentence { plain, tokens, amounts, stems, roots, scopes, also: Vec::new(), before: BTreeSet::new() }
    }

    /// Leaves out the names of the hosts, of whom nothing is claimed.
    pub(super) fn forget(&mut self, hosts: &[String; 2]) {
        let names: Vec<String> = hosts.iter().flat_map(|name| tokens(name)).map(|token| token.stem).collect();
        self.stems.retain(|stem| !names.contains(stem));
    }

    /// Goes on about the sentence before, if it opens with a pronoun.
    pub(super) fn follow(&mut self, last: &Sentence) {
        let refers = self.tokens.first().is_some_and(|first| PRONOUNS.contains(&first.word.as_str()));
        if refers {
            let names = last
                .tokens
                .iter()
                .filter(|token| token.capital && !(token.first && is_opener(token)))
                .map(|token| token.word.clone());
            self.also.extend(names.chain(last.also.iter().cloned()).take(NAMES_MAX));
            self.before.clone_from(&last.stems);
        }
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

    /// True for a content word of it, or for one that is derived like one: "comparison" for "compare".
    pub(super) fn knows(&self, stem: &str) -> bool {
        self.stems.contains(stem) || self.roots.contains(root(stem))
    }

    /// The sentence as it stands under a heading, which is part of what it says.
    fn under(text: &str, heading: &str) -> Sentence {
        let mut one = Sentence::new(text);
        let clause = one.tokens.last().map_or(0, |last| last.clause + 1);
        let heading = Sentence::new(heading);
        one.tokens.extend(heading.tokens.into_iter().map(|token| Token { clause, ..token }));
        one.amounts = number::amounts(&one.tokens);
        one.stems.extend(heading.stems);
        one.roots.extend(heading.roots);
        one
    }

    /// The weight of a statement's words that it has.
    pub(super) fn supports(&self, statement: &Sentence) -> usize {
        statement.stems.iter().filter(|stem| self.knows(stem)).map(|stem| weight(stem)).sum()
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

/// Letters that derivations of one word share.
const ROOT_LETTERS: usize = 5;

fn root(stem: &str) -> &str {
    stem.char_indices().nth(ROOT_LETTERS).map_or(stem, |(end, _)| stem.get(..end).unwrap_or(stem))
}

/// Sentences that one turn is held against; a turn that cites more cites too much.
pub(super) const SENTENCES_MAX: usize = 400;
/// Words that go on about whom the sentence before named.
const PRONOUNS: [&str; 9] = ["he", "she", "it", "they", "his", "her", "its", "their", "this"];
/// Words behind a letter that is no article.
const AFTER_LABEL: [&str; 16] = [
    "and", "or", "is", "was", "are", "were", "has", "had", "can", "could", "will", "would", "does", "did", "needs",
    "to",
];
/// Names that a sentence takes over from the one before.
const NAMES_MAX: usize = 16;

/// Paragraphs that name what the whole source is about, at least; a third of a longer one.
const SUBJECT_PARAGRAPHS: usize = 3;
/// Paragraphs of its section that a sentence may be held against beside those it cites.
const NEAREST: usize = 2;

pub(super) struct Source<'d> {
    document: &'d Document,
    /// Paragraphs cited so far, without the sentences that order a model about.
    paragraphs: BTreeMap<u32, Vec<Sentence>>,
    /// Stems written with a small letter.
    small: BTreeSet<String>,
    /// Words written with a capital inside a sentence.
    capital: BTreeSet<String>,
    /// Words of the title and the headings, and names of several paragraphs: what the source is about.
    subjects: BTreeSet<String>,
    /// The title and the headings.
    titles: Vec<Sentence>,
    /// True if a sentence orders a model about.
    orders: bool,
    /// Stems that only the paragraphs have in which one does.
    ordered: BTreeSet<String>,
}

impl<'d> Source<'d> {
    pub(super) fn new(document: &'d Document, hosts: &[String; 2]) -> Source<'d> {
        let (mut small, mut capital) = (BTreeSet::new(), BTreeSet::new());
        let (mut openers, mut ordered) = (BTreeSet::new(), BTreeSet::new());
        let mut named: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        let ordering: BTreeSet<u32> =
            document.places().filter(|(_, text)| commands(text)).map(|(place, _)| place.paragraph).collect();
        for (place, text) in document.places() {
            let order = ordering.contains(&place.paragraph);
            for token in tokens(text) {
                if !order && token.capital {
                    named.entry(token.word.clone()).or_default().insert(place.paragraph);
                }
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
        let headings = document.sections.iter().map(|section| section.heading.as_str());
        // A source without a title is called by its first words.
        let first = document.sentence(Place { paragraph: 0, sentence: 0 }).map(plain).unwrap_or_default();
        let title = Some(document.title.as_str()).filter(|title| !first.starts_with(&plain(title)));
        let titles: Vec<Sentence> = headings.chain(title).map(Sentence::new).collect();
        let known = titles.iter().flat_map(|title| &title.tokens).map(|token| token.word.clone());
        let through = named
            .into_iter()
            .filter(|(_, paragraphs)| paragraphs.len() >= SUBJECT_PARAGRAPHS.max(document.paragraphs.len() / 3));
        let subjects =
            known.chain(through.map(|(word, _)| word)).chain(hosts.iter().flat_map(|name| pick::words(name)));
        let subjects = subjects.collect();
        let orders = !ordering.is_empty();
        Source { document, paragraphs: BTreeMap::new(), small, capital, subjects, titles, orders, ordered }
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
            let obeyed = written.sentences.iter().filter(|text| !commands(text)).take(SENTENCES_MAX);
            let heading = self.document.sections.get(self.document.section_of(paragraph));
            let heading = heading.map_or("", |section| section.heading.as_str());
            let mut found: Vec<Sentence> = Vec::new();
            for text in obeyed {
                let mut one = Sentence::under(text, heading);
                one.also.extend(speaker.iter().cloned());
                if let Some(last) = found.last() {
                    one.follow(last);
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

    /// The paragraphs that a sentence is most like, the best first.
    pub(super) fn nearest(&self, statement: &Sentence, pool: &[u32]) -> Vec<u32> {
        let named = self.names(statement).into_iter().filter_map(|at| statement.tokens.get(at));
        let names: BTreeSet<&String> = named.map(|token| &token.stem).collect();
        let score = |paragraph: &u32| {
            let sentences = self.paragraphs.get(paragraph)?;
            let all = sentences.iter().map(|sentence| sentence.supports(statement)).max()?;
            let words: Vec<&String> =
                statement.stems.iter().filter(|stem| sentences.iter().any(|one| one.knows(stem))).collect();
            // A name alone is said of many things.
            if words.iter().all(|stem| names.contains(stem)) && statement.stems.len() > words.len() {
                return None;
            }
            let amounts = statement.amounts.iter().filter(|amount| {
                let same = |one: &Sentence| one.amounts.iter().any(|other| other.value == amount.value);
                !amount.soft && sentences.iter().any(same)
            });
            Some(all + words.iter().map(|stem| weight(stem)).sum::<usize>() + 2 * amounts.count())
        };
        let scored =
            pool.iter().filter_map(|paragraph| Some((score(paragraph).filter(|score| *score > 0)?, *paragraph)));
        let mut scored: Vec<(usize, u32)> = scored.collect();
        scored.sort_by_key(|(score, paragraph)| (std::cmp::Reverse(*score), *paragraph));
        scored.into_iter().take(NEAREST).map(|(_, paragraph)| paragraph).collect()
    }

    /// Those of some paragraphs that share a word or a number with a statement.
    pub(super) fn sharing(&self, statement: &Sentence, cites: &[u32]) -> Vec<u32> {
        let shares = |cite: &&u32| {
            let sentences = self.paragraphs.get(cite);
            sentences.is_some_and(|all| all.iter().any(|one| one.supports(statement) + one.shared(statement) > 0))
        };
        cites.iter().filter(shares).copied().collect()
    }

    /// True for a number of the title or of a heading.
    pub(super) fn is_titled(&self, amount: &Amount) -> bool {
        let same = |other: &Amount| other.value == amount.value && (amount.unit.is_none() || other.unit == amount.unit);
        self.titles.iter().flat_map(|title| &title.amounts).any(same)
    }

    /// True for a word of the title or of a heading, and for a name that runs through the source.
    pub(super) fn is_subject(&self, word: &str) -> bool {
        self.subjects.contains(word)
    }

    /// True for a word of the source.
    pub(super) fn has(&self, stem: &str) -> bool {
        self.small.contains(stem)
    }

    /// True for a word that the source has with a capital.
    pub(super) fn is_named(&self, word: &str) -> bool {
        self.capital.contains(word)
    }

    /// True for a source that orders a model about.
    pub(super) fn orders(&self) -> bool {
        self.orders
    }

    /// The names of a sentence: indices of its tokens.
    pub(super) fn names(&self, sentence: &Sentence) -> Vec<usize> {
        let next = |at: usize| sentence.tokens.get(at + 1);
        let is_name = |at: usize, token: &Token| {
            if !token.capital || token.word == "i" {
                return false;
            }
            let letter = token.word.chars().count() == 1;
            if letter && token.first {
                // "A module" has an article, "A and B" are labels.
                return token.word != "a" || next(at).is_some_and(|next| AFTER_LABEL.contains(&next.word.as_str()));
            }
            if !token.first {
                return letter || sentence.stems.contains(&token.stem);
            }
            let small = self.small.contains(&token.stem);
            sentence.stems.contains(&token.stem)
                && !small
                && (self.capital.contains(&token.word) && !pick::is_stop_word(&token.word) || !is_opener(token))
        };
        sentence
            .tokens
            .iter()
            .enumerate()
            .filter(|(at, token)| is_name(*at, token) && !sentence.counts(*at))
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

    pub(super) fn knows(&self, stem: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.knows(stem))
    }

    pub(super) fn has_word(&self, word: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.has_word(word))
    }

    pub(super) fn amounts(&self) -> impl Iterator<Item = &Amount> {
        self.sentences.iter().flat_map(|sentence| &sentence.amounts)
    }
}

/// The finding of a rule about a statement, held against a whole source.
#[cfg(test)]
pub(super) fn held<R>(text: &str, statement: &str, rule: impl FnOnce(&Sentence, &Source<'_>, &Evidence<'_>) -> R) -> R {
    let document = crate::read(text, protocol::SourceFormat::Text).expect("a source");
    let mut source = Source::new(&document, &[String::new(), String::new()]);
    let paragraphs = 0..u32::try_from(document.paragraphs.len()).expect("a few");
    paragraphs.clone().for_each(|paragraph| source.load(paragraph).expect("a paragraph"));
    rule(&Sentence::new(statement), &source, &source.evidence(paragraphs))
}
