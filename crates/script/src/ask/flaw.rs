//! Flaws of a model's answer, each with a stable code and a sentence that tells the model how to mend it.

use super::advice;
use crate::ground::{Reason, Ungrounded};
use crate::limits;

/// The rule that an answer breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A rule of grounding or of the form of what is spoken.
    Grounding(Reason),
    /// JSON of another shape than the schema's.
    Shape,
    NoSuchSection,
    SectionCount,
    SectionTooLong,
    ParagraphMissing,
    ParagraphUnknown,
    ParagraphShared,
    RemarkOnly,
    Title,
    TitleClaim,
    TitleRepeated,
    SaysTooLong,
    /// A cite of another section's paragraph.
    CiteElsewhere,
    /// A part of a turn that no voice can say.
    Unsaid,
    Greeting,
    Farewell,
    Opener,
    /// A second host where one speaks alone.
    NotAlone,
    /// One host where two speak.
    OneHost,
    /// Turns in a row of one host that are too long for one turn.
    HostTwice,
    /// A debate in which one host states nothing.
    OneSided,
    TooFewWords,
    TooManyWords,
}

/// The part of an answer that a flaw is in; counted from 0, as arrays are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Answer,
    Section(usize),
    Turn(usize),
}

/// A flaw of a model's answer. Its code is safe to log; its text may quote the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    rule: Rule,
    part: Part,
    /// The words of the answer that break the rule, or the figures it is about.
    words: String,
}

impl Flaw {
    /// The stable code of the rule, for logs and for the job's account.
    pub fn code(&self) -> &'static str {
        advice::code(self.rule)
    }

    /// Index of the turn it is in.
    pub(super) fn turn(&self) -> Option<usize> {
        match self.part {
            Part::Turn(turn) => Some(turn),
            Part::Answer | Part::Section(_) => None,
        }
    }
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.part {
            Part::Answer => {}
            Part::Section(index) => write!(f, "sections[{index}]: ")?,
            Part::Turn(index) => write!(f, "turns[{index}]: ")?,
        }
        write!(f, "{}: {}", self.code(), advice::sentence(self.rule))?;
        if self.words.is_empty() { Ok(()) } else { write!(f, " It is about {:?}.", self.words) }
    }
}

/// Characters of the words of a flaw: enough to find them again.
const WORDS_CHARS_MAX: usize = 120;

/// The flaws found so far, bounded in number.
#[derive(Default)]
pub(super) struct Flaws(Vec<Flaw>);

impl Flaws {
    pub(super) fn add(&mut self, part: Part, rule: Rule, words: &str) {
        let flaw = Flaw { rule, part, words: words.chars().take(WORDS_CHARS_MAX).collect() };
        // The text as written and as spoken may break the same rule.
        if self.0.len() < limits::FLAWS_MAX && !self.0.contains(&flaw) {
            self.0.push(flaw);
        }
    }

    pub(super) fn add_ungrounded(&mut self, found: Vec<Ungrounded>, part: impl Fn(usize) -> Part) {
        for one in found {
            self.add(part(one.turn), Rule::Grounding(one.reason), &one.words);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if there are no flaws.
    pub(super) fn or<T>(self, value: T) -> Result<T, Vec<Flaw>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}

/// The text that asks a model to mend its answer; as many flaws as fit.
pub fn repair(flaws: &[Flaw]) -> String {
    let mut text =
        "Your answer breaks the rules below. Write the whole answer again with each of them mended, as JSON \
        alone. Keep what is sound; leave out what you cannot mend.\n"
            .to_owned();
    for flaw in flaws {
        let line = format!("- {flaw}\n");
        if text.len() + line.len() > limits::REPAIR_BYTES_MAX {
            break;
        }
        text.push_str(&line);
    }
    text
}
