//! Speakers of a conversation: with two each is one host; with more, their sentences say who speaks.

use protocol::Language;

use super::super::block::{Block, Text};
use crate::{speech, wording};

/// Names that stand for a role in a list of questions and answers.
const ROLES: [&str; 4] = ["q", "a", "question", "answer"];

pub(super) struct Speakers {
    /// The two people who are one host each.
    pub(super) voices: Vec<String>,
    /// True if sentences have to say who speaks.
    named: bool,
    last: Option<String>,
}

impl Speakers {
    pub(super) fn of(blocks: &[Block]) -> Speakers {
        let mut names: Vec<String> = Vec::new();
        let (mut texts, mut spoken) = (0, 0);
        for block in blocks {
            let Block::Text(text) = block else { continue };
            texts += 1;
            if let Some(name) = &text.speaker {
                spoken += 1;
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
        let roles = names.iter().all(|name| ROLES.contains(&name.to_lowercase().as_str()));
        let two = names.len() == 2 && spoken * 2 >= texts;
        Speakers { named: !roles && !two, voices: if two { names } else { Vec::new() }, last: None }
    }

    /// Says the name again after a heading.
    pub(super) fn pause(&mut self) {
        self.last = None;
    }

    /// "Ada asks:", where somebody else begins to speak.
    pub(super) fn introduction(&mut self, text: &Text, language: Language) -> Option<String> {
        let speaker = text.speaker.clone();
        if speaker == self.last {
            return None;
        }
        self.last.clone_from(&speaker);
        let name = speech::phrase(&speaker.filter(|_| self.named)?, language)?;
        if text.speaker.as_deref().is_some_and(|name| text.text.starts_with(name)) {
            return None;
        }
        let first = speech::sentences(&text.text, language).into_iter().next().unwrap_or_default();
        let wording = wording::of(language);
        let verb = if first.trim_end().ends_with('?') { wording.asks } else { wording.says };
        Some(format!("{} {verb}:", speech::capitalised(&name)))
    }
}
