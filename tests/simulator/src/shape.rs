//! Shapes of a script: the changes clients have made, and the requests that lead there.

use job::{Input, Job, StepKind};
use pipeline::{Handled, RequestPorts};
use protocol::{Host, Line, Redactions, Revise, embedded_hosts};

use crate::clients::{Request, answered};

/// Changes of the script that are in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shape {
    has_other_voices: bool,
    words: Option<usize>,
    is_skipped: bool,
}

/// One change of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    Words(usize),
    OtherVoices,
    FirstVoices,
}

const EDITED: u16 = 1;
/// Said by the same host in the same words, one turn of the other's later.
const ECHO: u16 = 3;
const SKIPPED: u16 = 2;
const WORDS: [&str; 2] = ["That is worth saying in other words.", "Let us hear that again, more slowly."];

impl Shape {
    pub(crate) fn of(job: &Job, words: Option<&str>) -> Self {
        let is_skipped = job.turns().is_some_and(|turns| turns.iter().any(|turn| turn.is_skipped));
        let words = words.and_then(|said| WORDS.iter().position(|words| *words == said));
        Self { has_other_voices: *job.hosts() == other_voices(), words, is_skipped }
    }

    /// True for the script as it was first written.
    pub(crate) fn is_plain(self) -> bool {
        self == Self::default()
    }

    pub(crate) fn has_skipped(self) -> bool {
        self.is_skipped
    }

    /// Requests that lead to this shape.
    pub(crate) fn requests(self) -> Vec<Request> {
        let words = self.words.map(|words| Request::Revise(Edit::Words(words)));
        let voices = self.has_other_voices.then_some(Request::Revise(Edit::OtherVoices));
        words.into_iter().chain(voices).collect()
    }
}

impl Edit {
    pub(crate) fn random(number: u64) -> Self {
        match number % 4 {
            0 => Self::Words(0),
            1 => Self::Words(1),
            2 => Self::OtherVoices,
            _ => Self::FirstVoices,
        }
    }

    pub(crate) fn request(self) -> Revise {
        match self {
            Self::Words(words) => {
                let text = WORDS.get(words).copied().unwrap_or_default();
                let line = |turn| Line { turn, text: text.to_owned() };
                Revise { hosts: None, lines: [EDITED, ECHO].map(line).to_vec() }
            }
            Self::OtherVoices => Revise { hosts: Some(other_voices()), lines: Vec::new() },
            Self::FirstVoices => Revise { hosts: Some(embedded_hosts()), lines: Vec::new() },
        }
    }
}

pub(crate) fn skip() -> Input {
    Input::Skip { step: StepKind::Speech.at(SKIPPED) }
}

/// Key of the document of the edited line.
pub(crate) fn edited_key() -> String {
    format!("edit/{EDITED:03}")
}

pub(crate) fn revise(ports: &impl RequestPorts, edit: Edit) -> Result<(), pipeline::StoreError> {
    match pipeline::revise(ports, edit.request(), Redactions::new())? {
        Handled::Refused(problem) => answered(problem.code),
        Handled::Done(_) | Handled::NoJob => Ok(()),
    }
}

pub(crate) fn other_voices() -> [Host; 2] {
    let [lead, guest] = embedded_hosts();
    [Host { voice: "awb".to_owned(), ..lead }, Host { voice: "kal".to_owned(), ..guest }]
}
