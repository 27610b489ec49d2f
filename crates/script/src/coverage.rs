//! Coverage: how much of a source an episode says, and what it leaves out and why.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::left::{LeftOut, Why};
use crate::outline::Outline;

/// The share of a source that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sentences of the source.
    pub statements: u32,
    /// Those that are said, once or more.
    pub said: u32,
    /// The parts that are left out, by reason.
    pub left: Vec<LeftOut>,
}

/// The share of a document that an episode of this outline says.
pub fn coverage(document: &Document, outline: &Outline) -> Coverage {
    let chosen: BTreeSet<_> = outline.chapters.iter().flat_map(|chapter| &chapter.sentences).collect();
    let said: BTreeSet<&str> = chosen.iter().filter_map(|place| document.sentence(**place)).collect();
    let mut coverage = Coverage { left: document.left.clone(), ..Coverage::default() };
    let mut condensed = LeftOut { why: Why::Condensed, parts: 0, words: 0 };
    let mut repeated = LeftOut { why: Why::Repeated, parts: 0, words: 0 };
    for (place, text) in document.places() {
        if document.paragraph(place.paragraph).is_some_and(|paragraph| paragraph.remark) {
            continue;
        }
        coverage.statements = coverage.statements.saturating_add(1);
        if said.contains(text) {
            coverage.said = coverage.said.saturating_add(1);
        }
        if !chosen.contains(&place) {
            let left = if said.contains(text) { &mut repeated } else { &mut condensed };
            left.parts = left.parts.saturating_add(1);
            left.words = left.words.saturating_add(u32::try_from(text.split(' ').count()).unwrap_or(u32::MAX));
        }
    }
    // What nobody can say is a statement that is not said.
    let unsaid = document.left.iter().filter(|left| matches!(left.why, Why::Unspeakable | Why::Foreign));
    coverage.statements = unsaid.fold(coverage.statements, |sum, left| sum.saturating_add(left.parts));
    coverage.left.extend([condensed, repeated].into_iter().filter(|left| left.parts > 0));
    coverage
}
