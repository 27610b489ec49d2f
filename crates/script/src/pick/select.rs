//! The choice itself: everything of a short text, the best of each section of a long one.

use super::candidate::{Candidate, Need, candidates};
use super::rank::{Ranking, rank};
use crate::document::Document;
use crate::limits;

/// Sentences a chosen one may pull in because it cannot stand without them.
const CHAIN_MAX: usize = 3;
/// How much of its score a sentence loses by repeating a chosen one.
const REPETITION: f64 = 0.7;

/// A chosen sentence and its rank among its neighbours.
#[derive(Clone, Debug)]
pub(crate) struct Selection<'a> {
    pub(crate) candidate: Candidate<'a>,
    pub(crate) score: f64,
}

/// The sentences of an episode, in the order of the source.
pub(crate) fn choose(document: &Document) -> Vec<Selection<'_>> {
    let candidates = candidates(document);
    let total: usize = candidates.iter().map(|candidate| candidate.words).sum();
    let budget = budget(total);
    let mut chosen = Vec::new();
    let (mut start, mut seen, mut spent) = (0, 0, 0);
    while let Some(chunk) = candidates.get(start..).map(next_chunk).filter(|chunk| !chunk.is_empty()) {
        seen += chunk.iter().map(|candidate| candidate.words).sum::<usize>();
        let due = (budget * seen).checked_div(total).unwrap_or(0).saturating_sub(spent);
        let ranking = rank(chunk);
        let picked = if budget >= total { vec![true; chunk.len()] } else { pick(chunk, &ranking, start, due) };
        for ((candidate, score), _) in chunk.iter().zip(&ranking.scores).zip(&picked).filter(|(_, picked)| **picked) {
            spent += candidate.words;
            chosen.push(Selection { candidate: candidate.clone(), score: *score });
        }
        start += chunk.len();
    }
    without_loose_intros(chosen)
}

/// Words to speak of so many.
fn budget(total: usize) -> usize {
    let whole = total.min(limits::WHOLE_WORDS_MAX);
    (whole + (total - whole) / limits::CONDENSE).min(limits::EPISODE_WORDS_MAX)
}

/// The sentences of the next section, as far as they can be ranked together.
fn next_chunk<'a, 'b>(rest: &'b [Candidate<'a>]) -> &'b [Candidate<'a>] {
    let section = rest.first().map(|first| first.section);
    let length = rest.iter().take_while(|candidate| Some(candidate.section) == section).count();
    rest.get(..length.min(limits::RANKED_TOGETHER_MAX)).unwrap_or_default()
}

fn pick(chunk: &[Candidate<'_>], ranking: &Ranking, start: usize, due: usize) -> Vec<bool> {
    let mut picked = vec![false; chunk.len()];
    let mut nearest = vec![0.0_f64; chunk.len()];
    let mut refused = vec![false; chunk.len()];
    let mut spent = 0;
    loop {
        let open =
            (0..chunk.len()).filter(|index| picked.get(*index) == Some(&false) && refused.get(*index) == Some(&false));
        let worth = |index: usize| {
            let score = ranking.scores.get(index).copied().unwrap_or(0.0);
            score * (1.0 - REPETITION * nearest.get(index).copied().unwrap_or(0.0))
        };
        let Some(best) = open.max_by(|one, other| worth(*one).total_cmp(&worth(*other)).then(other.cmp(one))) else {
            break;
        };
        let chain = chain(chunk, start, best);
        let added: Vec<usize> =
            chain.into_iter().flatten().filter(|index| picked.get(*index) == Some(&false)).collect();
        let words: usize = added.iter().filter_map(|index| chunk.get(*index)).map(|candidate| candidate.words).sum();
        if added.is_empty() || spent + words / 2 > due {
            refused.get_mut(best).into_iter().for_each(|refused| *refused = true);
            continue;
        }
        spent += words;
        for index in added {
            picked.get_mut(index).into_iter().for_each(|picked| *picked = true);
            for (other, nearest) in nearest.iter_mut().enumerate() {
                *nearest = nearest.max(ranking.similarity(index, other));
            }
        }
    }
    picked
}

/// A sentence and those it cannot do without; `None` if they are too many or out of reach.
fn chain(chunk: &[Candidate<'_>], start: usize, index: usize) -> Option<Vec<usize>> {
    let mut chain = vec![index];
    let mut current = chunk.get(index)?;
    loop {
        match current.needs {
            Need::Nothing => return Some(chain),
            Need::Candidate(needed) if chain.len() <= CHAIN_MAX => {
                let needed = needed.checked_sub(start)?;
                current = chunk.get(needed)?;
                chain.push(needed);
            }
            Need::Candidate(_) | Need::Lost => return None,
        }
    }
}

/// "There are three of them:" is only said where one of them follows.
fn without_loose_intros(chosen: Vec<Selection<'_>>) -> Vec<Selection<'_>> {
    let mut kept: Vec<Selection<'_>> = Vec::with_capacity(chosen.len());
    for selection in chosen.into_iter().rev() {
        let is_intro = selection.candidate.text.ends_with(':');
        let follows = kept
            .last()
            .is_some_and(|next| next.candidate.item && next.candidate.section == selection.candidate.section);
        if !is_intro || follows {
            kept.push(selection);
        }
    }
    kept.reverse();
    kept
}
