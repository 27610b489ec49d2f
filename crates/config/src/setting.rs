//! Names of all settings, declared once.

use std::collections::BTreeMap;

pub const INDEX: &str = "INDEX";
pub const ARTIFACTS: &str = "ARTIFACTS";
pub const JOBS: &str = "JOBS";
pub const JOBS_OLD: &str = "JOBS_OLD";
pub const VOICE: &str = "VOICE";
pub const WEB: &str = "WEB";
pub const DEPLOYMENT: &str = "DEPLOYMENT";
pub const AI: &str = "AI";

pub(crate) const VOICE_URL: &str = "VOICE_URL";
pub(crate) const VOICE_MODEL: &str = "VOICE_MODEL";
pub(crate) const VOICE_SAMPLE_RATE: &str = "VOICE_SAMPLE_RATE";
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

/// The settings of one language model.
pub(crate) struct WriterSettings {
    pub(crate) model: &'static str,
    pub(crate) url: &'static str,
    pub(crate) key: &'static str,
    pub(crate) contract: &'static str,
    pub(crate) name: &'static str,
    pub(crate) price: &'static str,
}

impl WriterSettings {
    pub(crate) const fn all(&self) -> [&'static str; 6] {
        [self.model, self.url, self.key, self.contract, self.name, self.price]
    }
}

/// In the order in which they are asked.
pub(crate) const WRITERS: [WriterSettings; 3] = [
    WriterSettings {
        model: "WRITER_MODEL",
        url: "WRITER_URL",
        key: "WRITER_KEY",
        contract: "WRITER_CONTRACT",
        name: "WRITER_NAME",
        price: "WRITER_PRICE",
    },
    WriterSettings {
        model: "WRITER_2_MODEL",
        url: "WRITER_2_URL",
        key: "WRITER_2_KEY",
        contract: "WRITER_2_CONTRACT",
        name: "WRITER_2_NAME",
        price: "WRITER_2_PRICE",
    },
    WriterSettings {
        model: "WRITER_3_MODEL",
        url: "WRITER_3_URL",
        key: "WRITER_3_KEY",
        contract: "WRITER_3_CONTRACT",
        name: "WRITER_3_NAME",
        price: "WRITER_3_PRICE",
    },
];
pub(crate) const WRITER_BREAKER_FAILURES: &str = "WRITER_BREAKER_FAILURES";

/// Prefixes of our settings: a variable that begins with one is meant for us; others are ignored.
const PREFIXES: [&str; 3] = ["CUEPOINT_", "VOICE_", "WRITER_"];

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
pub(crate) const SETTINGS: [(&str, Wanted, bool); 22] = [
    (AI, Wanted::Metadata, false),
    (WRITER_BREAKER_FAILURES, Wanted::Text, false),
    (INDEX, Wanted::Database, true),
    (ARTIFACTS, Wanted::Bucket, true),
    (JOBS, Wanted::Objects, true),
    (JOBS_OLD, Wanted::Objects, false),
    (VOICE, Wanted::Service, false),
    (WEB, Wanted::Service, false),
    (DEPLOYMENT, Wanted::Metadata, false),
    (VOICE_URL, Wanted::Text, false),
    (VOICE_MODEL, Wanted::Text, false),
    (VOICE_SAMPLE_RATE, Wanted::Text, false),
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
    let is_of_writers =
        matches!(offer, Offer::Text(_)) && WRITERS.iter().any(|settings| settings.all().contains(&name));
    is_foreign || is_of_tests || is_of_writers || SETTINGS.iter().any(|(known, _, _)| *known == name)
}
