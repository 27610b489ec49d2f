//! Scope of a section: its paragraphs, its place in the episode, and its lengths.

use std::sync::LazyLock;

use protocol::Style;

use crate::document::Document;
use crate::length;
use crate::limits;
use crate::outline::{ChapterPlan, Outline, stands_on};
use crate::turn::Host;

/// Words of a turn: one or two sentences.
const TURN_WORDS: usize = 25;
/// Turns of the shortest section.
const TURNS_MIN: usize = 4;

pub(in crate::ask) struct Scope<'o> {
    /// Title of the source.
    pub(in crate::ask) title: &'o str,
    pub(in crate::ask) plan: &'o ChapterPlan,
    pub(in crate::ask) before: Option<&'o ChapterPlan>,
    pub(in crate::ask) after: Option<&'o ChapterPlan>,
    pub(in crate::ask) chapter: usize,
    /// Sections of the episode.
    pub(in crate::ask) count: usize,
    /// In order.
    pub(in crate::ask) paragraphs: Vec<u32>,
    /// Planned words.
    pub(in crate::ask) words: usize,
    /// True if the asker chose a length.
    is_timed: bool,
    /// True for turns that cannot be made longer.
    is_all: bool,
}

impl<'o> Scope<'o> {
    /// The scope of a chapter; empty for one that the outline does not have.
    pub(in crate::ask) fn of(document: &Document, outline: &'o Outline, chapter: usize, style: &Style) -> Scope<'o> {
        static NONE: LazyLock<ChapterPlan> = LazyLock::new(ChapterPlan::default);
        let plan = outline.chapters.get(chapter).unwrap_or(&NONE);
        let mut paragraphs = stands_on(plan);
        paragraphs.sort_unstable();
        let said = || plan.sentences.iter().filter_map(|place| document.sentence(*place)).map(length::words).sum();
        let planned = usize::try_from(plan.words).unwrap_or(usize::MAX);
        Scope {
            title: &outline.title,
            plan,
            before: chapter.checked_sub(1).and_then(|before| outline.chapters.get(before)),
            after: outline.chapters.get(chapter.saturating_add(1)),
            chapter,
            count: outline.chapters.len(),
            paragraphs,
            words: if planned > 0 { planned } else { said() },
            is_timed: style.minutes.is_some(),
            is_all: false,
        }
    }

    /// The same for turns that cannot be made longer, so that fewer words are enough.
    pub(in crate::ask) fn of_all(self) -> Scope<'o> {
        Scope { is_all: true, ..self }
    }

    pub(in crate::ask) fn is_first(&self) -> bool {
        self.chapter == 0
    }

    pub(in crate::ask) fn is_last(&self) -> bool {
        self.chapter + 1 == self.count
    }

    /// The host who speaks first.
    pub(in crate::ask) fn starts(&self) -> Host {
        if self.is_first() { Host::Lead } else { self.plan.starts }
    }

    fn slack(&self, is_timed: bool) -> usize {
        let (percent, words) = if is_timed {
            (limits::LENGTH_PERCENT, limits::TIMED_SLACK_WORDS)
        } else {
            (limits::SECTION_PERCENT, limits::SECTION_SLACK_WORDS)
        };
        (self.words.saturating_mul(percent) / 100).max(words)
    }

    pub(in crate::ask) fn words_max(&self) -> usize {
        self.words.saturating_add(self.slack(self.is_timed))
    }

    /// Zero where the length is left to the service: what is told in fewer words is told.
    pub(in crate::ask) fn words_min(&self) -> usize {
        let slack = || self.slack(!self.is_all);
        if self.is_timed { self.words.saturating_sub(slack()) } else { 0 }
    }

    /// Words of an answer that is read whole: one that is too long can be shortened.
    pub(in crate::ask) fn words_read(&self) -> usize {
        self.words.saturating_add(self.slack(false))
    }

    /// Turns that the planned words fill.
    pub(in crate::ask) fn turns(&self) -> usize {
        (self.words / TURN_WORDS).clamp(TURNS_MIN, self.turns_max())
    }

    /// The section's share of the turns of an episode; half of them, as a job takes, for the only one.
    pub(in crate::ask) fn turns_max(&self) -> usize {
        limits::ASKED_TURNS_MAX / self.count.max(2)
    }
}
