//! LexRank: sentence centrality by cosine similarity.
//!
//! Uses only additions, products and square roots, so that the scores are the same on every machine.

use std::collections::BTreeMap;

use protocol::Language;

use super::candidate::Candidate;
use super::term::terms;

const ROUNDS: usize = 12;
const DAMPING: f64 = 0.85;

/// The scores of sentences, and their term vectors.
pub(super) struct Ranking {
    pub(super) scores: Vec<f64>,
    /// Unit vectors of weighted terms, one for each sentence, sorted by term.
    vectors: Vec<Vec<(usize, f64)>>,
}

impl Ranking {
    /// Cosine similarity of two sentences, 0 to 1.
    pub(super) fn similarity(&self, one: usize, other: usize) -> f64 {
        match (self.vectors.get(one), self.vectors.get(other)) {
            (Some(one), Some(other)) => cosine(one, other),
            (None | Some(_), None) | (None, Some(_)) => 0.0,
        }
    }
}

/// Ranks at most `limits::RANKED_TOGETHER_MAX` sentences against each other.
pub(super) fn rank(sentences: &[Candidate<'_>], language: Language) -> Ranking {
    let vectors = vectors(sentences, language);
    let links: Vec<Vec<f64>> =
        vectors.iter().map(|one| vectors.iter().map(|other| cosine(one, other)).collect()).collect();
    let sums: Vec<f64> = links.iter().map(|row| row.iter().sum::<f64>().max(f64::MIN_POSITIVE)).collect();
    let count = sentences.len().max(1) as f64;
    let mut scores = vec![1.0 / count; sentences.len()];
    for _ in 0..ROUNDS {
        let shares: Vec<f64> = scores.iter().zip(&sums).map(|(score, sum)| score / sum).collect();
        let gather = |row: &Vec<f64>| row.iter().zip(&shares).map(|(link, share)| link * share).sum::<f64>();
        scores = links.iter().map(|row| (1.0 - DAMPING) / count + DAMPING * gather(row)).collect();
    }
    let first = sentences.first().map(|first| first.place.paragraph);
    let scores = scores.iter().zip(sentences).map(|(score, sentence)| score * count * bias(sentence, first)).collect();
    Ranking { scores, vectors }
}

/// Sentences of a paragraph after which a later position costs no more.
const DEPTH_MAX: u32 = 5;

/// The weight by position and shape: more for first sentences, less for labels, questions and very long ones.
fn bias(sentence: &Candidate<'_>, first: Option<u32>) -> f64 {
    let opens = sentence.place.sentence == 0 && sentence.depth == 0;
    let later = f64::from(sentence.place.sentence.min(DEPTH_MAX));
    let place = match opens {
        true if Some(sentence.place.paragraph) == first => 1.6,
        true => 1.4,
        false => 1.1 - 0.1 * later,
    };
    let length = match sentence.words {
        0..=5 => 0.6,
        6..=32 => 1.0,
        33.. => 0.8,
    };
    let kind = if sentence.text.ends_with('?') { 0.7 } else { 1.0 };
    place * length * kind
}

fn vectors(sentences: &[Candidate<'_>], language: Language) -> Vec<Vec<(usize, f64)>> {
    let terms: Vec<Vec<String>> = sentences.iter().map(|sentence| terms(sentence.text, language)).collect();
    let mut known: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for term in terms.iter().flatten() {
        let id = known.len();
        known.entry(term).or_insert((id, 0)).1 += 1;
    }
    let count = sentences.len() as f64;
    let vector = |terms: &Vec<String>| {
        let weights = terms.iter().filter_map(|term| known.get(term.as_str()));
        let mut vector: Vec<(usize, f64)> = weights.map(|(id, used)| (*id, (count / *used as f64).sqrt())).collect();
        vector.sort_unstable_by_key(|(id, _)| *id);
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        vector
    };
    terms.iter().map(vector).collect()
}

fn cosine(one: &[(usize, f64)], other: &[(usize, f64)]) -> f64 {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let mut sum = 0.0;
    while let (Some((a, x)), Some((b, y))) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                sum += x * y;
                left.next();
                right.next();
            }
        }
    }
    sum
}
