//! Problems (RFC 9457) with a stable code: every error that a client can get.

mod code;

use serde::{Deserialize, Serialize};

pub use code::Code;

use crate::limits;
use crate::values::WireVersion;

/// An RFC 9457 problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: Code,
    /// The reason in this request, and what would be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(flatten)]
    pub members: Box<Members>,
}

/// Members of a problem for programs; each is present where it applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Members {
    /// Versions a job can be created with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supported_versions: Vec<WireVersion>,
    /// Notes on upgrading to one of them: a path on this service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upgrade: Option<String>,
    /// Methods that this address takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_methods: Vec<String>,
    /// Amount in use, and amount allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Time after which the same request may succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

impl Problem {
    pub const CONTENT_TYPE: &str = "application/problem+json";

    pub fn new(code: Code) -> Self {
        Self {
            kind: format!("urn:cuepoint:problem:{code}"),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: None,
            members: Box::new(Members { retry_after_ms: code.retry_after_ms(), ..Members::default() }),
        }
    }

    /// Adds members to those that follow from the code.
    pub fn with(code: Code, members: Members) -> Self {
        let retry_after_ms = members.retry_after_ms.or(code.retry_after_ms());
        Self { members: Box::new(Members { retry_after_ms, ..members }), ..Self::new(code) }
    }

    /// Adds a detail, cut to the limit.
    pub fn because(code: Code, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        if let Some((end, _)) = detail.char_indices().nth(limits::DETAIL_CHARS_MAX) {
            detail.truncate(end);
            detail.push('…');
        }
        Self { detail: Some(detail), ..Self::new(code) }
    }

    /// Response headers of this problem, beside its content type.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        if self.code == Code::Unauthorized {
            headers.push(("WWW-Authenticate", "Bearer".to_owned()));
        }
        if !self.members.allowed_methods.is_empty() {
            headers.push(("Allow", self.members.allowed_methods.join(", ")));
        }
        if let Some(retry_after_ms) = self.members.retry_after_ms {
            headers.push(("Retry-After", retry_after_ms.div_ceil(1_000).to_string()));
        }
        headers
    }

    /// A body that cannot be read: says what is wrong and where, and repeats none of it, for it may be somebody's
    /// source.
    pub fn unread(code: Code, error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let (found, expected) = match said.rfind(", expected ").or_else(|| said.rfind(" at line ")) {
            Some(index) => said.split_at_checked(index).unwrap_or_default(),
            None => (said.as_str(), ""),
        };
        // Serde quotes what it found; a missing or duplicate field is named, and those names are ours.
        let is_ours = ["missing field", "duplicate field"].iter().any(|ours| found.starts_with(ours));
        let quoted = if is_ours { None } else { found.find(['`', '"']) };
        let found = quoted.and_then(|quote| found.get(..quote)).unwrap_or(found).trim_end();
        Self::because(code, format!("{found}{expected}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_detail_is_cut() {
        let detail = Problem::because(Code::NotFound, "ü".repeat(1_000_000)).detail.unwrap();
        assert_eq!(detail.chars().count(), limits::DETAIL_CHARS_MAX + 1, "and where it was cut");
        assert!(detail.ends_with('…'));
        assert_eq!(Problem::because(Code::NotFound, "short").detail.as_deref(), Some("short"));
    }

    #[test]
    fn a_problem_has_the_headers_that_http_requires() {
        assert_eq!(Problem::new(Code::NotFound).headers(), []);
        let unauthorized = Problem::new(Code::Unauthorized).headers();
        assert_eq!(unauthorized, [("WWW-Authenticate", "Bearer".to_owned())]);
        let allowed_methods = vec!["GET".to_owned(), "HEAD".to_owned()];
        let wrong_method = Problem::with(Code::MethodNotAllowed, Members { allowed_methods, ..Members::default() });
        assert_eq!(wrong_method.headers(), [("Allow", "GET, HEAD".to_owned())]);
        let limited = Problem::with(Code::RateLimited, Members { retry_after_ms: Some(1_001), ..Members::default() });
        assert_eq!(limited.headers(), [("Retry-After", "2".to_owned())], "rounded up");
    }
}
