//! One line of dialogue.

use serde::{Deserialize, Serialize};

/// The two speakers: the lead opens the episode, then they take turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Host {
    #[default]
    Lead,
    Guest,
}

impl Host {
    /// The host's index in a pair of names or voices.
    pub fn index(self) -> usize {
        match self {
            Host::Lead => 0,
            Host::Guest => 1,
        }
    }

    pub(crate) fn other(self) -> Host {
        match self {
            Host::Lead => Host::Guest,
            Host::Guest => Host::Lead,
        }
    }
}

/// One line of dialogue, spoken by one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    pub host: Host,
    /// Spoken and shown: letters of the language (ASCII in English), digits and plain marks; at most `limits::TURN_CHARS_MAX` characters.
    pub text: String,
    /// Indices of the paragraphs its statements come from; empty when it states nothing.
    pub cites: Vec<u32>,
}
