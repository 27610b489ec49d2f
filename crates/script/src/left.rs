//! The parts of a source that are not said, each with its reason. Nothing is dropped without one.

use std::collections::BTreeMap;

pub use protocol::Why;
use serde::{Deserialize, Serialize};

/// A part of the source that is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub why: Why,
    /// As written, without markup.
    pub text: String,
    /// The parts and words of what was counted without being kept; the text is empty then.
    pub counted: Option<(u32, u32)>,
}

impl Left {
    pub(crate) fn new(why: Why, text: impl Into<String>) -> Left {
        Left { why, text: text.into(), counted: None }
    }

    pub(crate) fn counted(why: Why, parts: u32, words: u32) -> Left {
        Left { why, text: String::new(), counted: Some((parts, words)) }
    }
}

/// The parts left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub why: Why,
    /// The number of parts: tables, pictures, sentences.
    pub parts: u32,
    /// Words in all of them.
    pub words: u32,
}

/// The parts summed up by reason.
pub(crate) fn summed(left: &[Left]) -> Vec<LeftOut> {
    let mut sums: BTreeMap<Why, LeftOut> = BTreeMap::new();
    for part in left {
        let words = part.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let sum = sums.entry(part.why).or_insert(LeftOut { why: part.why, parts: 0, words: 0 });
        let (parts, words) = part.counted.unwrap_or((1, u32::try_from(words).unwrap_or(u32::MAX)));
        sum.parts = sum.parts.saturating_add(parts);
        sum.words = sum.words.saturating_add(words);
    }
    sums.into_values().collect()
}

/// True for what a listener would want to look up in the source.
pub(crate) fn is_content(why: Why) -> bool {
    matches!(why, Why::Code | Why::Table | Why::Formula | Why::Picture | Why::Diff | Why::Foreign | Why::Footnote)
}
