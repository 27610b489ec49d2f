//! Change logs: the newest releases are told whole, the older ones are counted.

use crate::document::Document;
use crate::{limits, release};

/// Releases from which a text is a change log.
const RELEASES_MIN: usize = 3;

/// A release's sections.
struct Release {
    number: Vec<u32>,
    sections: std::ops::Range<usize>,
    words: usize,
}

/// The sections of a change log that are told, and the number of releases that are not; `None` for any other text.
pub(super) fn newest(document: &Document) -> Option<(Vec<std::ops::Range<usize>>, u32)> {
    let mut releases = releases(document);
    if releases.len() < RELEASES_MIN {
        return None;
    }
    let oldest_first = releases.first().zip(releases.last()).is_some_and(|(first, last)| first.number < last.number);
    if oldest_first {
        releases.reverse();
    }
    let mut told = Vec::new();
    let mut words = 0;
    for release in &releases {
        words += release.words;
        if !told.is_empty() && words > limits::WHOLE_WORDS_MAX {
            break;
        }
        told.push(release.sections.clone());
    }
    let earlier = releases.iter().skip(told.len()).filter(|release| release.words > 0).count();
    Some((told, u32::try_from(earlier).unwrap_or(u32::MAX)))
}

/// The releases of the level that has the most of them.
fn releases(document: &Document) -> Vec<Release> {
    let named = |index: usize| document.sections.get(index).and_then(|section| release::number(&section.heading));
    let level_of = |index: usize| document.sections.get(index).map_or(0, |section| section.level);
    let count =
        |level: u8| (0..document.sections.len()).filter(|i| named(*i).is_some() && level_of(*i) == level).count();
    let Some(level) = (1..=6).max_by_key(|level| (count(*level), u8::MAX - level)) else { return Vec::new() };
    let starts: Vec<usize> = (0..document.sections.len())
        .filter(|index| level_of(*index) == level && (named(*index).is_some() || is_unreleased(document, *index)))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([document.sections.len()]);
    let release = |(start, end): (&usize, usize)| Release {
        number: named(*start).map_or(vec![u32::MAX], release::rank),
        sections: *start..end,
        words: words(document, *start..end),
    };
    starts.iter().zip(ends).map(release).collect()
}

fn is_unreleased(document: &Document, index: usize) -> bool {
    document.sections.get(index).is_some_and(|section| release::is_unreleased(&section.heading))
}

fn words(document: &Document, sections: std::ops::Range<usize>) -> usize {
    let sections = document.sections.get(sections).unwrap_or_default();
    let (first, end) = match (sections.first(), sections.last()) {
        (Some(first), Some(last)) => (first.first as usize, last.end as usize),
        (None, _) | (_, None) => (0, 0),
    };
    let paragraphs = document.paragraphs.get(first..end).unwrap_or_default();
    paragraphs.iter().flat_map(|one| &one.sentences).map(|sentence| sentence.split(' ').count()).sum()
}
