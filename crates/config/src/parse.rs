//! Parsing: from bindings and variables to a typed configuration.

use std::str::FromStr;

use identity::{Identity, Keyring, is_development_token};
use protocol::RELEASES;
use protocol::browser::Origins;
use url::Url;

use crate::setting::{
    ADMIN_TOKEN, CLOCK_AHEAD_MS, FETCH, HANG, LEAK, ORIGINS, SETTINGS, SIGNING_KEYS, SUBJECT_KEYS, TEST, TOKEN, VOICE,
    VOICE_BREAKER_FAILURES, VOICE_KEY, VOICE_MODEL, VOICE_SAMPLE_RATE, VOICE_URL, WRITER_BREAKER_FAILURES, is_known,
};
use crate::{Fault, Kind, Offer, Offers, releases, writers};

const SPEECH: &str = "v1/audio/speech";
const MODEL_DEFAULT: &str = "flite";

/// Configuration of the service. An absent part turns a function off.
pub struct Config {
    pub voice: Voice,
    /// Language models that write scripts, in the order in which they are asked; before the embedded writer.
    pub writers: Vec<writer::Provider>,
    /// Consecutive failures of one that open its circuit breaker; 0 turns it off.
    pub writer_failures_max: Option<u32>,
    /// Authenticates the default tenant on this machine.
    pub development_token: Option<Identity>,
    /// Keys for tickets, signed links and the confirmation tokens of erasures.
    pub signing_keys: Option<Keyring>,
    /// Keys for pseudonyms.
    pub subject_keys: Option<Keyring>,
    /// A source may be the address of a page.
    pub reads_pages: bool,
    pub origins: Origins,
    /// Time by which the service's clock is ahead of the platform's: zero, but in a test.
    pub clock_ahead_ms: i64,
    /// Fault injection: text that leaks at every exit of a build made for it.
    pub leak: Option<String>,
    /// Fault injection: parts that never answer, for one test.
    pub hang: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Voice {
    pub provider: Provider,
    pub model: String,
    /// Sampling rate of its voices in Hz, where its list does not say.
    pub sample_rate: Option<u32>,
    /// Consecutive failures that open the circuit breaker; 0 turns it off.
    pub failures_max: Option<u32>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Provider {
    /// A service binding.
    Bound,
    /// The full address of the speech endpoint, and the API key sent to it.
    Addressed { url: Url, key: Option<String> },
}

/// The operator's first token, also with a faulty configuration: it creates the other tokens and reads the faults.
pub fn operator(offers: &Offers) -> Option<Identity> {
    text(offers, ADMIN_TOKEN).map(|token| Identity::new(token.to_owned()))
}

/// Parses the whole configuration.
///
/// # Errors
/// Every fault; with one, nothing of the rest is to be used.
pub fn parse(offers: &Offers) -> Result<Config, Vec<Fault>> {
    let mut faults = offered(offers);
    let url = read(offers, VOICE_URL, endpoint, &mut faults);
    let sample_rate = read(offers, VOICE_SAMPLE_RATE, hertz, &mut faults);
    let failures_max = read(offers, VOICE_BREAKER_FAILURES, whole_number, &mut faults);
    let development_token = read(offers, TOKEN, development, &mut faults);
    let signing_keys = read(offers, SIGNING_KEYS, keys, &mut faults);
    let subject_keys = read(offers, SUBJECT_KEYS, keys, &mut faults);
    let fetched = read(offers, FETCH, public, &mut faults);
    let origins = read(offers, ORIGINS, origins, &mut faults);
    let clock_ahead_ms = read(offers, CLOCK_AHEAD_MS, whole_number, &mut faults);
    let writers = writers::read(offers, &mut faults);
    let writer_failures_max = read(offers, WRITER_BREAKER_FAILURES, whole_number, &mut faults);
    faults.extend(contradictions(offers));
    faults.extend(releases::check(&RELEASES));
    if !faults.is_empty() {
        return Err(faults);
    }
    let key = text(offers, VOICE_KEY).map(str::to_owned);
    Ok(Config {
        voice: Voice {
            provider: url.map_or(Provider::Bound, |url| Provider::Addressed { url, key }),
            model: text(offers, VOICE_MODEL).unwrap_or(MODEL_DEFAULT).to_owned(),
            sample_rate,
            failures_max,
        },
        writers,
        writer_failures_max,
        development_token,
        signing_keys,
        subject_keys,
        reads_pages: fetched.is_some(),
        origins: origins.unwrap_or_default(),
        clock_ahead_ms: clock_ahead_ms.unwrap_or_default(),
        leak: text(offers, LEAK).map(str::to_owned),
        hang: text(offers, HANG).map(str::to_owned),
    })
}

/// Checks names and types: unknown settings, missing ones, and those of another type.
fn offered(offers: &Offers) -> Vec<Fault> {
    let unknown = offers.iter().filter(|(name, offer)| !is_known(name, offer));
    let unknown = unknown.map(|(name, _)| Kind::Unknown.of(name, "is nothing this service takes"));
    let known = SETTINGS.iter().filter_map(|(name, wanted, is_required)| match offers.get(*name) {
        None if *is_required => Some(Kind::Missing.of(name, wanted.says())),
        None => None,
        Some(offer) if wanted.takes(offer) => None,
        Some(_) => Some(Kind::Malformed.of(name, wanted.says())),
    });
    unknown.chain(known).collect()
}

/// Settings that are right by themselves and contradict each other.
fn contradictions(offers: &Offers) -> Vec<Fault> {
    let set = |name| text(offers, name);
    let mut faults = Vec::new();
    if set(VOICE_URL).is_none() && !offers.contains_key(VOICE) {
        faults.push(Kind::Missing.of(VOICE, format!("has to be bound to a service, or {VOICE_URL} set")));
    }
    // The embedded voices have no key, and list their rates.
    for name in
        [VOICE_KEY, VOICE_SAMPLE_RATE].into_iter().filter(|name| set(name).is_some() && set(VOICE_URL).is_none())
    {
        faults.push(Kind::Contradictory.of(name, format!("has no effect without {VOICE_URL}")));
    }
    if set(TOKEN).is_some() && set(TOKEN) == set(ADMIN_TOKEN) {
        let says = format!("must differ from {ADMIN_TOKEN}");
        faults.push(Kind::Contradictory.of(TOKEN, says));
    }
    if set(CLOCK_AHEAD_MS).is_some() && set(TEST).is_none() {
        faults.push(Kind::Contradictory.of(CLOCK_AHEAD_MS, format!("is for tests only and needs {TEST}")));
    }
    faults
}

/// Reads a text; an empty one counts as not set.
pub(crate) fn text<'o>(offers: &'o Offers, name: &str) -> Option<&'o str> {
    match offers.get(name)? {
        Offer::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
        Offer::Database | Offer::Bucket | Offer::Objects | Offer::Service | Offer::Other => None,
    }
}

fn read<T>(offers: &Offers, name: &str, parse: fn(&str) -> Result<T, String>, faults: &mut Vec<Fault>) -> Option<T> {
    parse(text(offers, name)?).map_err(|says| faults.push(Kind::Malformed.of(name, says))).ok()
}

/// An address that paths are appended to.
pub(crate) fn base(address: &str) -> Option<Url> {
    let is_plain = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && (url.query(), url.fragment(), url.password()) == (None, None, None)
            && url.username().is_empty()
    };
    Url::parse(address.trim()).ok().filter(is_plain)
}

fn endpoint(address: &str) -> Result<Url, String> {
    let url =
        base(address).and_then(|base| Url::parse(&format!("{}/{SPEECH}", base.as_str().trim_end_matches('/'))).ok());
    url.ok_or_else(|| "has to be an http or https address without query, fragment or password".to_owned())
}

fn development(token: &str) -> Result<Identity, String> {
    let is_one = is_development_token(token);
    is_one.then(|| Identity::new(token.to_owned())).ok_or_else(|| "has to begin with dev-".to_owned())
}

fn keys(text: &str) -> Result<Keyring, String> {
    Keyring::parse(text).map_err(|error| format!("is malformed: {error}"))
}

fn origins(list: &str) -> Result<Origins, String> {
    Origins::parse(list).map_err(|error| format!("is malformed: {error}"))
}

/// Reads the setting for fetching pages: `public` is the only choice.
fn public(text: &str) -> Result<(), String> {
    if text == "public" { Ok(()) } else { Err("has to be public, or absent".to_owned()) }
}

/// A sampling rate that answers may have.
fn hertz(text: &str) -> Result<u32, String> {
    let rate = text.parse().ok().filter(|rate| (8_000..=96_000).contains(rate));
    rate.ok_or_else(|| "has to be a sampling rate in Hz, 8000 to 96000".to_owned())
}

fn whole_number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "has to be a whole number".to_owned())
}

#[cfg(test)]
mod tests;
