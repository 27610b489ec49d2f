//! The account of a script: who wrote each part, what it has cost, and what it waits for.

use serde::{Deserialize, Serialize};

use super::Stage;
use crate::values::{KnownOr, Money, Timestamp};

/// The embedded writer, which quotes the source. Every other name is one of the operator's providers.
pub const EMBEDDED_WRITER: &str = "embedded";

/// The writer of a part of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Writer {
    /// `embedded`, or the name of a provider.
    pub writer: String,
    /// The reason why no provider before it has written the part, as a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Sentences of a model that were left out, because they stayed unsound, or it too long, after the repair.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: u32,
    /// Sentences of the source that were added to it, because it was shorter than asked for.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub added: u32,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Writer {
    pub fn provider(name: &str) -> Self {
        Self { writer: name.to_owned(), because: None, left_out: 0, added: 0 }
    }

    pub fn embedded(because: Option<&str>) -> Self {
        Self { writer: EMBEDDED_WRITER.to_owned(), because: because.map(str::to_owned), left_out: 0, added: 0 }
    }

    pub fn is_embedded(&self) -> bool {
        self.writer == EMBEDDED_WRITER
    }

    /// The reason, and what was changed of its answer, in words.
    pub fn remarks(&self) -> Vec<String> {
        let sentences = |count: u32, what: &str| match count {
            0 => None,
            1 => Some(format!("1 sentence {what}")),
            count => Some(format!("{count} sentences {what}")),
        };
        let changed = [sentences(self.left_out, "left out"), sentences(self.added, "of the source added")];
        self.because.iter().cloned().chain(changed.into_iter().flatten()).collect()
    }
}

/// Writers of the parts that are done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Writing {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Writer>,
    /// By section; absent until a section is written.
    #[serde(default)]
    pub sections: Vec<Option<Writer>>,
    /// Parts of the style that the writer of the outline cannot do, as words: `format`, `minutes`, `focus`, `manners`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cannot: Vec<String>,
}

impl Writing {
    /// The writers of the sections, each with its sections' numbers from 1.
    pub fn by_section(&self) -> Vec<(&Writer, Vec<u32>)> {
        let mut parts: Vec<(&Writer, Vec<u32>)> = Vec::new();
        for (number, writer) in (1..).zip(&self.sections) {
            let Some(writer) = writer else { continue };
            match parts.iter_mut().find(|(known, _)| *known == writer) {
                Some((_, numbers)) => numbers.push(number),
                None => parts.push((writer, vec![number])),
            }
        }
        parts
    }

    /// The one writer of all parts that are done; `None` where there are several, or none yet.
    pub fn only(&self) -> Option<&Writer> {
        let mut all = self.outline.iter().chain(self.sections.iter().flatten());
        let first = all.next()?;
        all.all(|writer| writer == first).then_some(first)
    }
}

/// A cost that is not known yet, in micro-units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CostRange {
    pub likely: Money,
    /// No call is made that could cost more than what is left of this.
    pub most: Money,
}

/// Money of a job, in micro-units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Spending {
    pub spent: Money,
    /// The part of `spent` for calls whose answers were lost: they may have been paid.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub uncertain: Money,
    /// The most that calls under way can cost.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub under_way: Money,
    /// The most that may be spent; absent where there is no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
}

impl Spending {
    /// In words, as "0.012 of 1.50", where `of` stands before the budget; `None` for nothing.
    pub fn told(&self, of: &str) -> Option<String> {
        if self.is_nothing() {
            return None;
        }
        let Self { spent, uncertain, under_way, budget } = *self;
        let mut text = spent.short();
        if let Some(budget) = budget {
            text.push_str(&format!(" {of} {}", budget.exact()));
        }
        if !uncertain.is_zero() {
            text.push_str(&format!(", {} of it for lost answers", uncertain.short()));
        }
        if !under_way.is_zero() {
            text.push_str(&format!(", up to {} under way", under_way.short()));
        }
        Some(text)
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The approval that a parked job waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Approval {
    #[cfg_attr(test, schemars(with = "Stage"))]
    pub stage: KnownOr<Stage>,
    /// Digest of all that the stage would do: sent back to approve it, and nothing else.
    pub estimate: String,
    /// Cost of the stage; absent where it costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<CostRange>,
    /// The job is cancelled then.
    pub until: Timestamp,
}
