//! Selection within the budget: all of a short text, the best of each section of a long one.

use protocol::Language;

use super::candidate::{self, Candidate, Need, candidates, distinct};
use super::changelog;
use super::rank::{Ranking, rank};
use crate::document::{Document, Place};
use crate::limits;

/// Sentences taken at once, so that a strong sentence behind weaker ones can be reached.
const AHEAD: usize = 2;
/// Words of the transition to a section.
const MOVE_WORDS: usize = 8;
/// The share of its score a sentence loses for repeating a chosen one.
const REPETITION: f64 = 0.7;

/// The sentences of an episode, in the order of the source.
pub(crate) struct Choice<'a> {
    pub(crate) chosen: Vec<Candidate<'a>>,
    /// Releases of a change log that are left out.
    pub(crate) earlier: u32,
}

/// Chooses the sentences of an episode, within a number of words or the budget of the source.
pub(crate) fn choose(document: &Document, words: Option<usize>) -> Choice<'_> {
    let mut candidates = candidates(document, distinct(document));
    let mut earlier = 0;
    let total = |candidates: &[Candidate<'_>]| candidates.iter().map(|candidate| candidate.words).sum::<usize>();
    if total(&candidates) > limits::WHOLE_WORDS_MAX.max(words.unwrap_or_default())
        && let Some((told, left)) = changelog::newest(document)
    {
        let first = told.iter().map(|sections| sections.start).min().unwrap_or(0);
        let is_told = |section: usize| section < first || told.iter().any(|sections| sections.contains(&section));
        candidates.retain(|candidate| is_told(candidate.section));
        candidate::link(document, &mut candidates);
        earlier = left;
    }
    let budget = words.unwrap_or_else(|| budget(total(&candidates)));
    Choice { chosen: within(&candidates, document.language, budget, words.is_none()), earlier }
}

/// Chooses the sentences of parts of a source, each with its paragraphs in order and its budget of words.
pub(crate) fn choose_each(document: &Document, parts: &[(&[u32], usize)]) -> Vec<Vec<Place>> {
    let all = distinct(document);
    let chosen = parts.iter().map(|(paragraphs, budget)| {
        let own = all.iter().filter(|(place, _)| paragraphs.binary_search(&place.paragraph).is_ok());
        let own = candidates(document, own.copied().collect());
        within(&own, document.language, *budget, false).iter().map(|one| one.place).collect()
    });
    chosen.collect()
}

/// The best candidates within a budget of words; what is left open before all others, and beyond the budget if it may
/// be exceeded.
fn within<'a>(candidates: &[Candidate<'a>], language: Language, budget: usize, may_exceed: bool) -> Vec<Candidate<'a>> {
    let total: usize = candidates.iter().map(|candidate| candidate.words).sum();
    if budget >= total {
        return candidates.to_vec();
    }
    let open: usize = candidates.iter().filter(|candidate| candidate.open).map(|candidate| candidate.words).sum();
    let may_exceed = may_exceed && open <= limits::EPISODE_WORDS_MAX;
    let mut chosen = Vec::new();
    let (mut start, mut seen, mut spent) = (0, 0, 0);
    while let Some(chunk) = candidates.get(start..).map(next_chunk).filter(|chunk| !chunk.is_empty()) {
        seen += chunk.iter().map(|candidate| candidate.words).sum::<usize>();
        let due = (budget * seen).checked_div(total).unwrap_or(0).saturating_sub(spent);
        let picked = pick(chunk, &rank(chunk, language), start, (due, may_exceed));
        for (candidate, _) in chunk.iter().zip(&picked).filter(|(_, picked)| **picked) {
            spent += candidate.words;
            chosen.push(candidate.clone());
        }
        if picked.contains(&true) {
            spent += MOVE_WORDS;
        }
        start += chunk.len();
    }
    chosen
}

/// The budget in words for a source of `total` words.
pub(crate) fn budget(total: usize) -> usize {
    let whole = total.min(limits::WHOLE_WORDS_MAX);
    (whole + (total - whole) / limits::CONDENSE).min(limits::EPISODE_WORDS_MAX)
}

/// The sentences of the next section, up to the number that can be ranked together.
fn next_chunk<'a, 'b>(rest: &'b [Candidate<'a>]) -> &'b [Candidate<'a>] {
    let section = rest.first().map(|first| first.section);
    let length = rest.iter().take_while(|candidate| Some(candidate.section) == section).count();
    rest.get(..length.min(limits::RANKED_TOGETHER_MAX)).unwrap_or_default()
}

/// Marks the chosen sentences of a chunk, within `due` words; each paragraph is taken from its beginning.
fn pick(chunk: &[Candidate<'_>], ranking: &Ranking, start: usize, (due, may_exceed): (usize, bool)) -> Vec<bool> {
    let mut picked = vec![false; chunk.len()];
    let mut nearest = vec![0.0_f64; chunk.len()];
    let mut runs = runs(chunk);
    let mut spent = 0;
    for run in &mut runs {
        // What is left open, with what it is bound to; up to the last one of the run.
        let last = (run.first..run.end).rev().find(|index| chunk.get(*index).is_some_and(|one| one.open));
        let Some(last) = last else { continue };
        let own = chunk.get(run.first..=last).unwrap_or_default();
        let words: usize = own.iter().map(|candidate| candidate.words).sum();
        if may_exceed || spent + words / 2 <= due {
            spent += words;
            picked.iter_mut().take(last + 1).skip(run.first).for_each(|picked| *picked = true);
            run.next = last + 1;
        }
    }
    loop {
        let worth = |index: usize| {
            let score = ranking.scores.get(index).copied().unwrap_or(0.0);
            score * (1.0 - REPETITION * nearest.get(index).copied().unwrap_or(0.0))
        };
        let open = runs.iter().enumerate().filter(|(_, run)| run.is_open(chunk, start, &picked));
        let offers = open.map(|(index, run)| (index, run.offer(chunk, worth)));
        let best = offers.max_by(|(a, (x, _)), (b, (y, _))| x.total_cmp(y).then(b.cmp(a)));
        let Some((index, (_, ahead))) = best else { break };
        let Some(run) = runs.get_mut(index) else { break };
        let words =
            |count: usize| chunk.iter().skip(run.next).take(count).map(|candidate| candidate.words).sum::<usize>();
        let whole = |count: &usize| chunk.get(run.next + count).is_none_or(|next| !next.bound);
        let fits = |count: &usize| whole(count) && spent + words(*count) / 2 <= due;
        let Some(count) = (1..=ahead).rev().find(fits) else {
            run.end = run.next;
            continue;
        };
        spent += words(count);
        for index in run.next..run.next + count {
            picked.get_mut(index).into_iter().for_each(|picked| *picked = true);
            for (other, nearest) in nearest.iter_mut().enumerate() {
                *nearest = nearest.max(ranking.similarity(index, other));
            }
        }
        run.next += count;
    }
    picked
}

/// The rest of a paragraph, as indices into its chunk.
struct Run {
    first: usize,
    next: usize,
    end: usize,
}

impl Run {
    /// True if the next sentence can be understood after those already chosen.
    fn is_open(&self, chunk: &[Candidate<'_>], start: usize, picked: &[bool]) -> bool {
        let needs = chunk.get(self.next).map_or(Need::Unspeakable, |candidate| candidate.needs);
        let paragraph_of = |index: usize| chunk.get(index).map(|candidate| candidate.place.paragraph);
        let is_begun = |needed: usize| {
            let needed = needed.checked_sub(start).and_then(paragraph_of);
            let same = (0..chunk.len()).filter(|index| needed.is_some() && paragraph_of(*index) == needed);
            let (told, all) =
                same.fold((0, 0), |(told, all), index| (told + usize::from(picked.get(index) == Some(&true)), all + 1));
            told > 0 && told * 2 >= all
        };
        let is_told = match needs {
            Need::Nothing => true,
            Need::Candidate(needed) => self.next > self.first || is_begun(needed),
            Need::Unspeakable => self.next > self.first,
        };
        self.next < self.end && is_told
    }

    /// The best average score of the next sentences, and their number.
    fn offer(&self, chunk: &[Candidate<'_>], worth: impl Fn(usize) -> f64) -> (f64, usize) {
        let mut best = (0.0, 1);
        let mut sum = 0.0;
        for (count, index) in (self.next..self.end).enumerate() {
            sum += worth(index);
            let average = sum / (count + 1) as f64;
            let splits = chunk.get(index + 1).is_some_and(|next| next.bound);
            if count >= AHEAD && !chunk.get(index).is_some_and(|one| one.bound) {
                break;
            }
            if average > best.0 && !splits {
                best = (average, count + 1);
            }
        }
        best
    }
}

fn runs(chunk: &[Candidate<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for (index, candidate) in chunk.iter().enumerate() {
        match runs.last_mut().filter(|_| candidate.bound || last == Some(candidate.place.paragraph)) {
            Some(run) => run.end = index + 1,
            None => runs.push(Run { first: index, next: index, end: index + 1 }),
        }
        last = Some(candidate.place.paragraph);
    }
    runs
}
