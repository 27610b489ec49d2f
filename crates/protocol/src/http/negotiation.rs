//! Version negotiation: the wire version a request is answered in, and the headers that tell of its deprecation and
//! sunset.
//!
//! Never reads a clock: the table of releases and the time are arguments.

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::problem::{Code, Members, Problem};
use crate::values::{RELEASES, Release, Status, Timestamp, WireVersion, header};

/// A table of releases, oldest first, at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    releases: &'a [Release],
    now: Timestamp,
}

/// The version to answer in, and the refusal, if the request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negotiation {
    pub version: WireVersion,
    pub refusal: Option<Problem>,
}

/// `GET /versions`; the same in every version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VersionList {
    pub current: WireVersion,
    /// Versions a job can be created with, oldest first.
    pub supported: Vec<WireVersion>,
    /// Every release there has been, oldest first.
    pub versions: Vec<VersionView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VersionView {
    pub version: WireVersion,
    #[serde(flatten)]
    pub status: Status,
    /// Capabilities that the version before lacks.
    pub adds: Vec<String>,
    /// Change notes and how to upgrade: a path on this service.
    pub notes: String,
}

impl Versions<'static> {
    pub const fn released(now: Timestamp) -> Self {
        Self::new(&RELEASES, now)
    }
}

impl<'a> Versions<'a> {
    pub const fn new(releases: &'a [Release], now: Timestamp) -> Self {
        Self { releases, now }
    }

    /// Negotiates by the version header; without one, the oldest release served. `operation` is absent where no route
    /// was found.
    pub fn negotiate(self, asked: Option<&str>, operation: Option<Operation>) -> Negotiation {
        let Some(asked) = asked else { return Negotiation { version: self.oldest(), refusal: None } };
        let refused = |code| Negotiation { version: self.newest(), refusal: Some(self.problem(code)) };
        let Ok(asked) = asked.parse().map(WireVersion) else { return refused(Code::MalformedVersion) };
        let Some(release) = self.find(asked) else { return refused(self.unknown(asked)) };
        let is_late = release.status.is_retired() && operation.is_some_and(|operation| !operation.outlives_versions());
        Negotiation { version: asked, refusal: is_late.then(|| self.problem(Code::VersionRetired)) }
    }

    /// Negotiates a websocket by the subprotocols it offers, if it offers any.
    pub fn negotiate_watch(self, asked: Option<&str>, offered: Option<&str>) -> Negotiation {
        let negotiation = self.negotiate(asked, Some(Operation::WatchJob));
        let Some(offered) = offered.filter(|_| negotiation.refusal.is_none()) else { return negotiation };
        match self.choose(offered) {
            Ok(version) => Negotiation { version, refusal: None },
            Err(problem) => Negotiation { refusal: Some(problem), ..negotiation },
        }
    }

    /// The newest release among the subprotocols that a websocket offers. Watching works with every release there has
    /// been.
    ///
    /// # Errors
    /// `version_too_new` or `unsupported_version`, when none of them is known here.
    fn choose(self, offered: &str) -> Result<WireVersion, Problem> {
        let dates = || offered.split(',').filter_map(|offer| offer.trim().strip_prefix("cuepoint.")?.parse().ok());
        let known = dates().map(WireVersion).filter(|version| self.find(*version).is_some()).max();
        known.ok_or_else(|| {
            let oldest = dates().map(WireVersion).min();
            self.problem(oldest.map_or(Code::UnsupportedVersion, |version| self.unknown(version)))
        })
    }

    /// Version headers of every answer in `version`.
    pub fn headers(self, version: WireVersion) -> Vec<(&'static str, String)> {
        let supported: Vec<_> = self.supported().map(|version| version.to_string()).collect();
        let mut headers =
            vec![(header::VERSION, version.to_string()), (header::SUPPORTED_VERSIONS, supported.join(", "))];
        let deprecation = |since: Timestamp| (header::DEPRECATION, format!("@{}", since.as_ms().div_euclid(1_000)));
        let sunset = |on: Timestamp| (header::SUNSET, on.to_http_date());
        let link = |relations: &str| (header::LINK, format!("<{}>; rel=\"{relations}\"", self.newest().notes()));
        match self.find(version).map(|release| release.status) {
            None | Some(Status::Current | Status::Supported) => {}
            Some(Status::Deprecated { since }) => headers.extend([deprecation(since.midnight()), link("deprecation")]),
            Some(Status::Sunset { deprecated_since, on }) => {
                let since = deprecation(deprecated_since.midnight());
                headers.extend([since, sunset(on.midnight()), link("deprecation sunset")]);
            }
            Some(Status::Retired { on }) => headers.extend([sunset(on.midnight()), link("sunset")]),
        }
        headers
    }

    pub fn list(self) -> VersionList {
        let view = |release: Release| VersionView {
            version: release.version,
            status: release.status,
            adds: release.adds.iter().map(|capability| (*capability).to_owned()).collect(),
            notes: release.version.notes(),
        };
        let versions = self.releases().map(view).collect();
        VersionList { current: self.newest(), supported: self.supported().collect(), versions }
    }

    /// The releases, with their status now.
    fn releases(self) -> impl Iterator<Item = Release> + 'a {
        self.releases.iter().map(move |release| Release { status: release.status.at(self.now), ..*release })
    }

    fn supported(self) -> impl Iterator<Item = WireVersion> + 'a {
        self.releases().filter(|release| !release.status.is_retired()).map(|release| release.version)
    }

    fn find(self, version: WireVersion) -> Option<Release> {
        self.releases().find(|release| release.version == version)
    }

    fn newest(self) -> WireVersion {
        self.releases.last().map_or(WireVersion::CURRENT, |release| release.version)
    }

    fn oldest(self) -> WireVersion {
        self.supported().next().unwrap_or(WireVersion::OLDEST)
    }

    /// A version newer than all of ours belongs to a rollout that has not reached this place yet.
    fn unknown(self, version: WireVersion) -> Code {
        if version > self.newest() { Code::VersionTooNew } else { Code::UnsupportedVersion }
    }

    fn problem(self, code: Code) -> Problem {
        let (supported_versions, upgrade) = (self.supported().collect(), Some(self.newest().notes()));
        Problem::with(code, Members { supported_versions, upgrade, ..Members::default() })
    }
}

#[cfg(test)]
mod tests;
