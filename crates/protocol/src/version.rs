//! Which shape of the wire a request speaks.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Code, Problem};

pub mod header {
    pub const VERSION: &str = "Cuepoint-Version";
    pub const SUPPORTED_VERSIONS: &str = "Cuepoint-Supported-Versions";
    pub const CLIENT: &str = "Cuepoint-Client";
    pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
}

/// A released shape of the wire, named by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum WireVersion {
    #[serde(rename = "2026-11-20")]
    V20261120,
}

/// What a request's version header comes to.
pub type Negotiation = Result<WireVersion, Problem>;

impl WireVersion {
    pub const CURRENT: Self = Self::V20261120;
    pub const SUPPORTED: [Self; 1] = [Self::V20261120];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V20261120 => "2026-11-20",
        }
    }

    /// Without a header, the oldest version served.
    pub fn negotiate(header: Option<&str>) -> Negotiation {
        let [oldest, ..] = Self::SUPPORTED;
        let Some(text) = header else { return Ok(oldest) };
        if let Some(version) = Self::SUPPORTED.into_iter().find(|version| version.as_str() == text) {
            return Ok(version);
        }
        let code = if is_date(text) { Code::UnsupportedVersion } else { Code::MalformedVersion };
        Err(Problem::because(code, format!("supported: {}", Self::supported())))
    }

    /// The versions served, as the header lists them.
    pub fn supported() -> String {
        Self::SUPPORTED.map(Self::as_str).join(", ")
    }
}

impl fmt::Display for WireVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_served_is_refused_with_what_is() {
        assert_eq!(WireVersion::negotiate(None), Ok(WireVersion::V20261120));
        assert_eq!(WireVersion::negotiate(Some("2026-11-20")), Ok(WireVersion::CURRENT));
        let huge = "9".repeat(10_000);
        for (header, code) in [
            ("2031-01-01", Code::UnsupportedVersion),
            ("2026-02-30", Code::MalformedVersion),
            ("", Code::MalformedVersion),
            ("2026-11-20, 2026-11-20", Code::MalformedVersion),
            ("é026-11-2", Code::MalformedVersion),
            (huge.as_str(), Code::MalformedVersion),
        ] {
            let problem = WireVersion::negotiate(Some(header)).unwrap_err();
            assert_eq!(problem.code, code);
            assert!(problem.detail.unwrap().contains("2026-11-20"));
        }
    }
}
