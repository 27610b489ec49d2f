//! The audit log: each operator action with its reason and outcome.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::problem::{Code, Problem};
use crate::values::Timestamp;

/// `GET /admin/audit`: the audit log, latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Audit {
    pub acts: Vec<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Act {
    pub id: String,
    pub at: Timestamp,
    /// The operator's token, as a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Method and path, with `{id}` for the target.
    pub act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// HTTP status of the answer; absent while it is under way, or when it was cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// Checks the reason of an action.
///
/// # Errors
/// `invalid_field` when it is empty or too long.
pub fn check_reason(reason: &str) -> Result<(), Problem> {
    let max = limits::REASON_CHARS_MAX;
    let is_one = !reason.trim().is_empty() && reason.chars().count() <= max;
    if is_one { Ok(()) } else { Err(Problem::because(Code::InvalidField, format!("reason: 1 to {max} characters"))) }
}

/// The id in a path, if it is safe to write down: an id of ours cannot be anybody's name.
pub fn plain_id(named: Option<&str>) -> Option<&str> {
    let is_id =
        |id: &&str| id.len() <= limits::ID_CHARS_MAX && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    named.filter(is_id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_neither_empty_nor_too_long() {
        assert_eq!(check_reason("the provider is back"), Ok(()));
        for reason in ["", "  ", &"x".repeat(limits::REASON_CHARS_MAX + 1)] {
            assert_eq!(check_reason(reason).unwrap_err().code, Code::InvalidField);
        }
    }

    #[test]
    fn an_id_that_could_be_a_name_is_not_written_down() {
        assert_eq!(
            plain_id(Some("0198c0de-0000-7000-8000-00000000abcd")),
            Some("0198c0de-0000-7000-8000-00000000abcd")
        );
        assert_eq!(plain_id(Some("0a1b2c3d4e5f6071")), Some("0a1b2c3d4e5f6071"));
        for name in [None, Some(""), Some("ada@example.org"), Some("ada-lovelace"), Some(&*"a".repeat(100))] {
            assert_eq!(plain_id(name), None);
        }
    }
}
