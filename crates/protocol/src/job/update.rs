//! Updates: a job's history, numbered, as watchers see it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Episode, JobView, Progress, Stage, StepName};
use crate::problem::Problem;
use crate::values::Timestamp;

/// One entry of a job's history; `seq` counts from 1 without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Update {
    pub seq: u64,
    pub at: Timestamp,
    #[serde(flatten)]
    pub change: Change,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    Created,
    StageStarted {
        stage: Stage,
        progress: Progress,
    },
    TurnsSpoken {
        progress: Progress,
    },
    /// A failed attempt that will be followed by another.
    AttemptFailed {
        #[serde(flatten)]
        step: StepName,
        attempt: u32,
        code: String,
        retry_at: Timestamp,
    },
    Parked {
        problem: Problem,
    },
    Resumed,
    /// Changed lines or voices; what depends on them is made anew.
    Revised {
        revision: u32,
    },
    /// A line that will not be spoken.
    StepSkipped {
        #[serde(flatten)]
        step: StepName,
    },
    /// A step that was given new attempts.
    StepRetried {
        #[serde(flatten)]
        step: StepName,
    },
    Succeeded {
        title: String,
        episode: Episode,
    },
    Cancelled,
    Failed {
        problem: Problem,
    },
}

/// A message of the watch websocket, server to client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WatchMessage {
    /// The current job; sent first, unless the watcher resumes with `?after=`.
    Snapshot { job: Box<JobView> },
    Update {
        #[serde(flatten)]
        update: Update,
    },
}

/// A watch message as a client reads it, from a service that may be newer.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    Message(WatchMessage),
    /// An unknown change; the job itself tells its result.
    Unknown {
        seq: Option<u64>,
    },
}

impl Heard {
    /// Reads a message.
    ///
    /// # Errors
    /// When it is not a JSON object.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        match serde_json::from_str(text) {
            Ok(message) => Ok(Self::Message(message)),
            Err(_) => serde_json::from_str(text)
                .map(|fields: Map<String, Value>| Self::Unknown { seq: fields.get("seq").and_then(Value::as_u64) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_change_keeps_its_sequence_number() {
        let at = r#""at":"2026-11-21T01:09:13.042Z""#;
        for text in [
            format!(r#"{{"type":"update","seq":8,{at},"change":"translated","language":"de"}}"#),
            format!(r#"{{"type":"update","seq":8,{at},"change":"stage_started","stage":"video","progress":{{}}}}"#),
            r#"{"type":"greeting","seq":8}"#.to_owned(),
        ] {
            assert_eq!(Heard::read(&text).unwrap(), Heard::Unknown { seq: Some(8) }, "{text}");
        }
        assert_eq!(Heard::read(r#"{"type":"greeting"}"#).unwrap(), Heard::Unknown { seq: None });
        assert!(Heard::read("pong").is_err() && Heard::read("[]").is_err());
        let known = format!(r#"{{"type":"update","seq":8,{at},"change":"cancelled","by":"nobody"}}"#);
        assert!(matches!(Heard::read(&known).unwrap(), Heard::Message(WatchMessage::Update { .. })));
    }
}
