//! Outlines of the embedded writer in a style: it quotes, and tells what of the style it cannot do.

use protocol::{EpisodeFormat, Style};

use super::sections::{SectionPlan, all_words, in_sections, is_told, planned_words};
use super::stretch::top_level;
use super::{Outline, in_order, without_number};
use crate::document::Document;
use crate::length::{fits_minutes_in, is_near, words_in};
use crate::{limits, wording, write};

/// A part of a style that a writer which only quotes cannot give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cannot {
    Format,
    /// The source is too short or too long for that many minutes.
    Minutes,
    Focus,
    Manners,
}

impl Cannot {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Minutes => "minutes",
            Self::Focus => "focus",
            Self::Manners => "manners",
        }
    }
}

/// Outlines tried for a number of minutes: each corrects the budget by what the one before came to.
const ROUNDS: usize = 4;
/// Percent at which no better outline is looked for.
const NEAR_PERCENT: usize = 4;

/// The embedded writer's outline in a style, and what of the style it cannot do.
pub fn outline_in(document: &Document, style: &Style) -> (Outline, Vec<Cannot>) {
    let subjects = match style.format {
        EpisodeFormat::RoundUp => subjects(document),
        EpisodeFormat::DeepDive
        | EpisodeFormat::Brief
        | EpisodeFormat::Critique
        | EpisodeFormat::Debate
        | EpisodeFormat::Explainer => Vec::new(),
    };
    let is_told = match style.format {
        EpisodeFormat::DeepDive | EpisodeFormat::Brief => true,
        EpisodeFormat::RoundUp => !subjects.is_empty(),
        EpisodeFormat::Critique | EpisodeFormat::Debate | EpisodeFormat::Explainer => false,
    };
    let plan = |words: Option<usize>| planned(document, style, &subjects, words);
    let (outline, fits) = match style.minutes {
        Some(minutes) => {
            let (words, outline) = nearest(document, style, words_in(minutes, document.language), plan);
            (outline, fits_minutes_in(words, minutes, document.language))
        }
        None => (plan(None), true),
    };
    let cannot = [
        (Cannot::Format, !is_told),
        (Cannot::Minutes, !fits),
        (Cannot::Focus, style.focus.is_some()),
        (Cannot::Manners, style.manners.is_some()),
    ];
    (outline, cannot.into_iter().filter(|(_, is)| *is).map(|(cannot, _)| cannot).collect())
}

fn planned(document: &Document, style: &Style, subjects: &[SectionPlan], words: Option<usize>) -> Outline {
    let budget = || words.unwrap_or_else(|| planned_words(style, all_words(document), document.language));
    if !subjects.is_empty() {
        return in_sections(document, subjects.to_vec(), budget());
    }
    if style.format.is_monologue() {
        return in_order(document, Some(budget()));
    }
    let mut outline = in_order(document, words);
    write::let_hosts_alternate(document, &mut outline);
    outline
}

/// The outline that comes nearest to a number of words, and its own number.
fn nearest(
    document: &Document,
    style: &Style,
    target: usize,
    plan: impl Fn(Option<usize>) -> Outline,
) -> (usize, Outline) {
    let spoken = |budget: usize| {
        let outline = plan(Some(budget));
        (write::episode_words(document, &outline, style), outline)
    };
    let mut budget = target;
    let mut best = spoken(budget);
    let mut last = best.0;
    for _ in 1..ROUNDS {
        if is_near(last, target, NEAR_PERCENT) {
            break;
        }
        budget = budget.saturating_mul(target).checked_div(last).unwrap_or(target);
        let next = spoken(budget);
        // A source that is told whole has no more to tell.
        if next.0 == last {
            break;
        }
        last = next.0;
        if next.0.abs_diff(target) < best.0.abs_diff(target) {
            best = next;
        }
    }
    best
}

/// The subjects of a round-up: the sections of the highest level that has several; none if there are not several.
fn subjects(document: &Document) -> Vec<SectionPlan> {
    let Some(level) = top_level(document) else { return Vec::new() };
    let wording = wording::of(document.language);
    let mut found: Vec<SectionPlan> = Vec::new();
    for section in &document.sections {
        let opens = section.level <= level && !section.heading.is_empty();
        if opens || found.is_empty() {
            let title = if opens { without_number(&section.heading) } else { wording.introduction };
            let taken = found.iter().any(|subject| subject.title == title);
            let title = if taken { wording.part(found.len() + 1) } else { title.to_owned() };
            found.push(SectionPlan { title, ..SectionPlan::default() });
        }
        if let Some(last) = found.last_mut() {
            last.paragraphs.extend(section.first..section.end);
        }
    }
    found.retain(|subject| subject.paragraphs.iter().any(|paragraph| is_told(document, *paragraph)));
    let together = found.len().div_ceil(limits::CHAPTERS_MAX).max(1);
    let joined = found.chunks(together).map(|subjects| {
        let title = subjects.first().map(|first| first.title.clone()).unwrap_or_default();
        let paragraphs = subjects.iter().flat_map(|subject| subject.paragraphs.iter().copied()).collect();
        SectionPlan { title, says: String::new(), paragraphs }
    });
    let joined: Vec<SectionPlan> = joined.collect();
    if joined.len() > 1 { joined } else { Vec::new() }
}
