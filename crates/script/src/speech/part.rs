//! Parts of a written sentence, and what became of each: dropping one is a value, so it cannot be forgotten.

use std::ops::Range;

use crate::marks::{CODE_OPEN, FENCE};

/// The reason why a part of a sentence is not said as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// A footnote mark, a number of an issue in brackets, a commit.
    Reference,
    /// Words that only point at the page: "as the figure above shows".
    Pointer,
    /// The address of a link.
    Link,
    /// An email address.
    Mail,
    /// Inline code that cannot be read out.
    Code,
    /// A word in another script.
    Foreign,
    /// A password, a token or a key.
    Secret,
    /// A sign without a sound.
    Sign,
    /// A word, or the end of a sentence, beyond what a voice takes.
    TooLong,
}

/// A part of a written sentence that is not said, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) why: Why,
    pub(crate) text: String,
}

/// The way in which words were found for a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Every letter and digit of the part is said, in order.
    Kept,
    /// Every digit is said; letters may be a unit, a currency, a scale.
    Number,
    /// The words stand in a table, or a calendar says so.
    Known,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Said(String, Rule),
    /// Said together with the part before it.
    Joined,
    /// Other words stand in its place.
    Instead(String, Why),
    Left(Why),
    /// White space, marks of inline code, and punctuation.
    Silent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) written: &'a str,
    pub(super) fate: Fate,
}

/// The parts of a sentence in order; together they are the whole of it.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Part<'a>>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, found: Vec::new() }
    }

    /// Adds the part at a range; one without characters of its own belongs to the part before it.
    pub(super) fn add(&mut self, range: &Range<usize>, fate: Fate) {
        self.skip_to(range.start);
        let written = self.text.get(self.at.max(range.start)..range.end).unwrap_or_default();
        match self.found.last_mut() {
            Some(last) if written.is_empty() => {
                last.fate = merged(std::mem::replace(&mut last.fate, Fate::Silent), fate)
            }
            Some(_) | None => self.found.push(Part { written, fate }),
        }
        self.at = self.at.max(range.end);
    }

    pub(super) fn finish(mut self) -> Vec<Part<'a>> {
        self.skip_to(self.text.len());
        self.found
    }

    fn skip_to(&mut self, end: usize) {
        if let Some(written) = self.text.get(self.at..end).filter(|written| !written.is_empty()) {
            self.found.push(Part { written, fate: Fate::Silent });
            self.at = end;
        }
    }
}

fn merged(first: Fate, second: Fate) -> Fate {
    let both = |a: &str, b: &str| format!("{a} {b}").trim().to_owned();
    match (first, second) {
        (Fate::Said(a, rule), Fate::Said(b, other)) => {
            Fate::Said(both(&a, &b), if rule == other { rule } else { Rule::Known })
        }
        (Fate::Said(a, _), Fate::Instead(b, why)) | (Fate::Instead(a, why), Fate::Said(b, _) | Fate::Instead(b, _)) => {
            Fate::Instead(both(&a, &b), why)
        }
        (Fate::Said(a, _), Fate::Left(why)) | (Fate::Left(why), Fate::Said(a, _)) => Fate::Instead(a, why),
        (Fate::Instead(a, why), Fate::Left(_)) | (Fate::Left(_), Fate::Instead(a, why)) => Fate::Instead(a, why),
        (Fate::Left(why), Fate::Left(_)) => Fate::Left(why),
        (first, Fate::Joined | Fate::Silent) => first,
        // A part of it is said with the word before.
        (Fate::Joined, Fate::Said(text, _)) => Fate::Said(text, Rule::Known),
        (Fate::Joined | Fate::Silent, second) => second,
    }
}

/// The parts that are not said as they are written; neighbours left for the same reason are one.
pub(super) fn left(parts: &[Part<'_>]) -> Vec<Left> {
    let mut found: Vec<Left> = Vec::new();
    let mut gap = String::new();
    let mut open = false;
    for part in parts {
        let why = match part.fate {
            Fate::Instead(_, why) | Fate::Left(why) => why,
            Fate::Silent => {
                gap.push_str(part.written);
                continue;
            }
            Fate::Said(..) | Fate::Joined => {
                open = false;
                gap.clear();
                continue;
            }
        };
        let text = unmarked(part.written);
        match found.last_mut().filter(|last| open && last.why == why) {
            Some(last) => {
                last.text.push_str(&unmarked(&gap));
                last.text.push_str(&text);
            }
            None => found.push(Left { why, text }),
        }
        open = true;
        gap.clear();
    }
    for one in &mut found {
        one.text = one.text.trim().to_owned();
    }
    // A private mark alone is no part of the source.
    found.retain(|one| !one.text.is_empty());
    found
}

/// The text without the private marks.
pub(super) fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !(CODE_OPEN..=FENCE).contains(c)).collect()
}
