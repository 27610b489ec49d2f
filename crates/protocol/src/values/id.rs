//! Job ids and idempotency keys.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::limits;

/// Job id: a UUID in lower case with hyphens; version 7 when we make it, so that ids sort by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct JobId(#[cfg_attr(test, schemars(with = "String"))] Uuid);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a job id is a UUID in lower case with hyphens")]
pub struct MalformedId;

impl JobId {
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl FromStr for JobId {
    type Err = MalformedId;

    /// Accepts one spelling only, so that a job has one address.
    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let id = Self(Uuid::try_parse(text).map_err(|_| MalformedId)?);
        if id.to_string() == text { Ok(id) } else { Err(MalformedId) }
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

/// Idempotency key, the client's name for one submission: 1 to 255 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key is 1 to {} visible ASCII characters", limits::IDEMPOTENCY_KEY_CHARS_MAX)]
pub struct MalformedKey;

impl IdempotencyKey {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdempotencyKey {
    type Err = MalformedKey;

    fn from_str(text: &str) -> Result<Self, MalformedKey> {
        let fits = (1..=limits::IDEMPOTENCY_KEY_CHARS_MAX).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedKey)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_id_has_one_spelling() {
        let text = "0198c0de-0000-7000-8000-00000000abcd";
        assert_eq!(text.parse::<JobId>().unwrap().to_string(), text);
        for other in [
            "0198C0DE-0000-7000-8000-00000000ABCD",
            "0198c0de0000700080000000 0000abcd",
            "{0198c0de-0000-7000-8000-00000000abcd}",
            "../admin",
            "",
        ] {
            assert_eq!(other.parse::<JobId>(), Err(MalformedId), "{other}");
        }
    }

    #[test]
    fn an_idempotency_key_is_visible_ascii_of_bounded_length() {
        assert!("a".repeat(255).parse::<IdempotencyKey>().is_ok());
        for bad in ["", "two words", "tab\t", "schlüssel", &"a".repeat(256)] {
            assert_eq!(bad.parse::<IdempotencyKey>(), Err(MalformedKey), "{bad}");
        }
    }
}
