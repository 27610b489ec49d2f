//! Released versions of the wire, as data: the capabilities each adds, and its lifetime.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Timestamp};

pub mod header {
    pub const VERSION: &str = "Cuepoint-Version";
    pub const SUPPORTED_VERSIONS: &str = "Cuepoint-Supported-Versions";
    pub const CLIENT: &str = "Cuepoint-Client";
    /// The person who asks, as the tenant's own program names them; kept only as a pseudonym. Named a key because the
    /// platform's own records hold the value of a header back if its name has that word.
    pub const SUBJECT_KEY: &str = "Cuepoint-Subject-Key";
    /// The same in versions before 2026-11-29.
    pub const SUBJECT: &str = "Cuepoint-Subject";
    pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
    /// The proof that a request with a session comes from one of our pages. Named a token for the same reason.
    pub const CSRF: &str = "Cuepoint-Csrf-Token";
    /// The cookie of a browser's session.
    pub const SESSION_COOKIE: &str = "cuepoint_session";
    /// The id of this request in the service's log.
    pub const REQUEST_ID: &str = "Cuepoint-Request-Id";
    /// RFC 9745.
    pub const DEPRECATION: &str = "Deprecation";
    /// RFC 8594.
    pub const SUNSET: &str = "Sunset";
    pub const LINK: &str = "Link";
}

/// A released version of the wire, named by its date. A version of newer code is still a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct WireVersion(pub Date);

impl WireVersion {
    pub const V2026_11_20: Self = Self(Date::new(2026, 11, 20));
    pub const V2026_11_21: Self = Self(Date::new(2026, 11, 21));
    pub const V2026_11_29: Self = Self(Date::new(2026, 11, 29));
    /// The first version; spoken by requests that name none.
    pub const OLDEST: Self = Self::V2026_11_20;
    pub const CURRENT: Self = Self::V2026_11_29;

    /// Path of its change notes on this service.
    pub fn notes(self) -> String {
        format!("/changes.md#{self}")
    }

    /// Its websocket subprotocol.
    pub fn subprotocol(self) -> String {
        format!("cuepoint.{self}")
    }
}

impl fmt::Display for WireVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Lifetime of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    Current,
    Supported,
    Deprecated {
        since: Date,
    },
    /// Served until that day.
    Sunset {
        deprecated_since: Date,
        on: Date,
    },
    /// Retired: jobs can still be read, watched and cancelled with it, and nothing else.
    Retired {
        on: Date,
    },
}

impl Status {
    /// The status now: a sunset that has passed is a retirement.
    pub(crate) fn at(self, now: Timestamp) -> Self {
        match self {
            Self::Sunset { on, .. } if on.midnight() <= now => Self::Retired { on },
            Self::Current | Self::Supported | Self::Deprecated { .. } | Self::Sunset { .. } | Self::Retired { .. } => {
                self
            }
        }
    }

    pub fn is_retired(self) -> bool {
        matches!(self, Self::Retired { .. })
    }
}

/// One row of the table of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    pub version: WireVersion,
    pub status: Status,
    /// Capabilities that the version before lacks.
    pub adds: &'static [&'static str],
}

/// Every release there has been, oldest first.
pub const RELEASES: [Release; 3] = [
    Release { version: WireVersion::V2026_11_20, status: SUBJECT_IN_CLEAR, adds: &[] },
    Release {
        version: WireVersion::V2026_11_21,
        status: SUBJECT_IN_CLEAR,
        adds: &["unknown-totals", "episode-loudness", "episode-revision", "steps-by-turn", "problem-members"],
    },
    Release { version: WireVersion::V2026_11_29, status: Status::Current, adds: &["subject-key"] },
];

/// The versions that take a subject in a header which the platform's own records show in clear: served for half a year.
const SUBJECT_IN_CLEAR: Status =
    Status::Sunset { deprecated_since: WireVersion::V2026_11_29.0, on: Date::new(2027, 5, 29) };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_its_last_row_is_current() {
        assert!(RELEASES.windows(2).all(|pair| pair[0].version < pair[1].version));
        for (index, release) in RELEASES.iter().enumerate() {
            assert_eq!(release.version.to_string().parse::<Date>(), Ok(release.version.0), "a day that exists");
            assert_eq!(release.status == Status::Current, index + 1 == RELEASES.len());
        }
        let ends = [RELEASES[0].version, RELEASES[RELEASES.len() - 1].version];
        assert_eq!(ends, [WireVersion::OLDEST, WireVersion::CURRENT]);
    }

    #[test]
    fn every_release_has_its_notes() {
        let notes = include_str!("../../../../docs/CHANGES.md");
        for Release { version, adds, .. } in RELEASES {
            let section = notes.split("\n## ").find(|section| section.starts_with(&version.to_string()));
            let section = section.unwrap_or_else(|| panic!("{version} is not in docs/CHANGES.md"));
            assert!(adds.iter().all(|capability| section.contains(&format!("`{capability}`"))), "{section}");
        }
    }
}
