//! Names of all settings, declared once.

use std::collections::BTreeMap;

pub const INDEX: &str = "INDEX";
pub const ARTIFACTS: &str = "ARTIFACTS";
pub const JOBS: &str = "JOBS";
pub const JOBS_OLD: &str = "JOBS_OLD";
pub const VOICE: &str = "VOICE";
pub const WEB: &str = "WEB";
pub const DEPLOYMENT: &str = "DEPLOYMENT";

pub(crate) const VOICE_URL: &str = "VOICE_URL";
pub(crate) const VOICE_MODEL: &str = "VOICE_MODEL";
pub(crate) const VOICE_KEY: &str = "VOICE_KEY";
pub(crate) const VOICE_BREAKER_FAILURES: &str = "VOICE_BREAKER_FAILURES";
pub(crate) const TOKEN: &str = "CUEPOINT_TOKEN";
pub(crate) const ADMIN_TOKEN: &str = "CUEPOINT_ADMIN_TOKEN";
pub(crate) const SIGNING_KEYS: &str = "CUEPOINT_SIGNING_KEYS";
pub(crate) const SUBJECT_KEYS: &str = "CUEPOINT_SUBJECT_KEYS";
pub(crate) const FETCH: &str = "CUEPOINT_FETCH";
pub(crate) const ORIGINS: &str = "CUEPOINT_ORIGINS";
pub(crate) const TEST: &str = "CUEPOINT_TEST";
pub(crate) const CLOCK_AHEAD_MS: &str = "CUEPOINT_CLOCK_AHEAD_MS";
pub(crate) const LEAK: &str = "CUEPOINT_LEAK";
pub(crate) const HANG: &str = "CUEPOINT_HANG";

/// Prefixes of our settings: a variable that begins with one is meant for us; others are ignored.
const PREFIXES: [&str; 2] = ["CUEPOINT_", "VOICE_"];

/// The type of what is bound to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A variable or a secret: they cannot be told apart.
    Text(String),
    Database,
    Bucket,
    Objects,
    Service,
    /// The version metadata, or a binding of a type we do not use.
    Other,
}

pub type Offers = BTreeMap<String, Offer>;

/// The type that a setting requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Database,
    Bucket,
    Objects,
    Service,
    Metadata,
    Text,
}

impl Wanted {
    pub(crate) fn takes(self, offer: &Offer) -> bool {
        match self {
            Self::Database => *offer == Offer::Database,
            Self::Bucket => *offer == Offer::Bucket,
            Self::Objects => *offer == Offer::Objects,
            Self::Service => *offer == Offer::Service,
            Self::Metadata => *offer == Offer::Other,
            Self::Text => matches!(offer, Offer::Text(_)),
        }
    }

    pub(crate) const fn says(self) -> &'static str {
        match self {
            Self::Database => "has to be bound to a D1 database",
            Self::Bucket => "has to be bound to an R2 bucket",
            Self::Objects => "has to be bound to a class of Durable Objects",
            Self::Service => "has to be bound to a service",
            Self::Metadata => "has to be bound to the version metadata",
            Self::Text => "has to be a text",
        }
    }
}

/// Name, required type, and whether the service needs it.
pub(crate) const SETTINGS: [(&str, Wanted, bool); 19] = [
    (INDEX, Wanted::Database, true),
    (ARTIFACTS, Wanted::Bucket, true),
    (JOBS, Wanted::Objects, true),
    (JOBS_OLD, Wanted::Objects, false),
    (VOICE, Wanted::Service, false),
    (WEB, Wanted::Service, false),
    (DEPLOYMENT, Wanted::Metadata, false),
    (VOICE_URL, Wanted::Text, false),
    (VOICE_MODEL, Wanted::Text, false),
    (VOICE_KEY, Wanted::Text, false),
    (VOICE_BREAKER_FAILURES, Wanted::Text, false),
    (TOKEN, Wanted::Text, false),
    (ADMIN_TOKEN, Wanted::Text, false),
    (SIGNING_KEYS, Wanted::Text, false),
    (SUBJECT_KEYS, Wanted::Text, false),
    (FETCH, Wanted::Text, false),
    (ORIGINS, Wanted::Text, false),
    (TEST, Wanted::Text, false),
    (CLOCK_AHEAD_MS, Wanted::Text, false),
];

/// Settings known only to builds made for one test.
const OF_TESTS: [(&str, bool); 2] = [(LEAK, cfg!(feature = "leak")), (HANG, cfg!(feature = "hang"))];

pub(crate) fn is_known(name: &str, offer: &Offer) -> bool {
    let is_foreign = matches!(offer, Offer::Text(_)) && !PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    let is_of_tests = OF_TESTS.contains(&(name, true));
    is_foreign || is_of_tests || SETTINGS.iter().any(|(known, _, _)| *known == name)
}
