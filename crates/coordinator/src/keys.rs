//! The keys that a service is given as secrets.

use identity::Keyring;
use protocol::{Code, Problem};
use worker::Env;

use crate::answer::Stop;

/// For tickets, links, and the word that has a subject erased.
const SIGNING: &str = "CUEPOINT_SIGNING_KEYS";
/// For pseudonyms.
const SUBJECTS: &str = "CUEPOINT_SUBJECT_KEYS";

pub(crate) fn signing(env: &Env) -> Result<Keyring, Stop> {
    read(env, SIGNING)?.ok_or_else(|| missing(SIGNING))
}

pub(crate) fn subjects(env: &Env) -> Result<Keyring, Stop> {
    subjects_if_any(env)?.ok_or_else(|| missing(SUBJECTS))
}

pub(crate) fn subjects_if_any(env: &Env) -> Result<Option<Keyring>, Stop> {
    read(env, SUBJECTS)
}

fn read(env: &Env, variable: &str) -> Result<Option<Keyring>, Stop> {
    let Some(text) = env.var(variable).ok().map(|text| text.to_string()).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let malformed = |error| Problem::because(Code::NotConfigured, format!("{variable}: {error}")).into();
    Keyring::parse(&text).map(Some).map_err(malformed)
}

fn missing(variable: &str) -> Stop {
    Problem::because(Code::NotConfigured, format!("{variable} is not set")).into()
}
