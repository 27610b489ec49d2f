//! Connecting phrases around the source's sentences. No phrase states a fact.
//!
//! Each pool is divided between the chapters, so that chapters written apart do not repeat each other.

mod pools;

use std::collections::BTreeMap;

pub(super) use pools::Pool;
use pools::pools;
use protocol::Language;

/// The values for the placeholders of a template.
pub(super) struct Slots<'a> {
    pub(super) lead: &'a str,
    pub(super) guest: &'a str,
    pub(super) title: &'a str,
    pub(super) topic: &'a str,
}

impl Slots<'_> {
    pub(super) fn fill(&self, template: &str) -> String {
        let named = template.replace("{lead}", self.lead).replace("{guest}", self.guest);
        named.replace("{title}", self.title).replace("{topic}", self.topic)
    }
}

/// The phrases left to one chapter.
pub(super) struct Phrases {
    language: Language,
    chapter: usize,
    chapters: usize,
    seed: usize,
    used: BTreeMap<Pool, usize>,
}

impl Phrases {
    pub(super) fn new(language: Language, chapter: usize, chapters: usize, seed: usize) -> Phrases {
        Phrases { language, chapter, chapters: chapters.max(1), seed, used: BTreeMap::new() }
    }

    /// A phrase that no other chapter uses and this one has not used; `None` when they are used up.
    pub(super) fn fresh(&mut self, pool: Pool) -> Option<&'static str> {
        let used = self.used.get(&pool).copied().unwrap_or(0);
        let phrase = self.nth(pool, used)?;
        self.used.insert(pool, used + 1);
        Some(phrase)
    }

    /// A fresh phrase, or a repeated one if the pool is too small.
    pub(super) fn any(&mut self, pool: Pool) -> &'static str {
        if let Some(phrase) = self.fresh(pool) {
            return phrase;
        }
        let used = self.used.entry(pool).or_insert(0);
        *used += 1;
        let list = list(pool, self.language);
        list.get((self.seed + self.chapter + *used) % list.len().max(1)).copied().unwrap_or_default()
    }

    /// The chapter's `used`-th phrase: the pool is rotated by the seed, then dealt to the chapters in turn.
    fn nth(&self, pool: Pool, used: usize) -> Option<&'static str> {
        let list = list(pool, self.language);
        let at = self.chapter + used * self.chapters;
        (at < list.len()).then(|| list.get((at + self.seed) % list.len()).copied()).flatten()
    }
}

fn list(pool: Pool, language: Language) -> &'static [&'static str] {
    pools(language).iter().copied().flatten().find(|(name, _)| *name == pool).map_or(&[], |(_, list)| list)
}

pub(crate) fn every_phrase(language: Language) -> impl Iterator<Item = &'static str> {
    pools(language).iter().copied().flatten().flat_map(|(_, list)| list.iter().copied())
}

/// True for the name of a placeholder.
pub(crate) fn is_slot(part: &str) -> bool {
    ["lead", "guest", "title", "topic"].contains(&part)
}
