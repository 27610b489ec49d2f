//! From what is offered to what is meant.

use std::str::FromStr;

use identity::{Identity, Keyring, is_development_token};
use protocol::RELEASES;
use protocol::browser::Origins;
use url::Url;

use crate::setting::{
    ADMIN_TOKEN, CLOCK_AHEAD_MS, FETCH, HANG, LEAK, ORIGINS, SETTINGS, SIGNING_KEYS, SUBJECT_KEYS, TEST, TOKEN, VOICE,
    VOICE_BREAKER_FAILURES, VOICE_KEY, VOICE_MODEL, VOICE_URL, is_known,
};
use crate::{Fault, Kind, Offer, Offers, releases};

const SPEECH: &str = "v1/audio/speech";
const MODEL_DEFAULT: &str = "flite";

/// What a service runs with. What is absent is a function that is off.
pub struct Config {
    pub voice: Voice,
    /// Lets this machine's own tenant in.
    pub development_token: Option<Identity>,
    /// For tickets, links, and the word that has a subject erased.
    pub signing_keys: Option<Keyring>,
    /// For pseudonyms.
    pub subject_keys: Option<Keyring>,
    /// Whether a source may be the address of a page.
    pub reads_pages: bool,
    pub origins: Origins,
    /// How far the service's clock is ahead of the platform's: nothing, but in a test.
    pub clock_ahead_ms: i64,
    /// What leaves at every exit of a build that is made for it.
    pub leak: Option<String>,
    /// What never answers, for one test.
    pub hang: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Voice {
    pub provider: Provider,
    pub model: String,
    /// After how many failures in a row it is left alone for a while; 0 is never.
    pub failures_max: Option<u32>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Provider {
    /// As a service beside this one.
    Bound,
    /// With the contract's path, and the key that is shown there.
    Addressed { url: Url, key: Option<String> },
}

/// Lets whoever runs the service in, so that there can be a first token, and so that faults can be seen.
pub fn operator(offers: &Offers) -> Option<Identity> {
    text(offers, ADMIN_TOKEN).map(|token| Identity::new(token.to_owned()))
}

/// # Errors
/// Everything that is wrong; nothing is to be done with the rest.
pub fn parse(offers: &Offers) -> Result<Config, Vec<Fault>> {
    let mut faults = offered(offers);
    let url = read(offers, VOICE_URL, endpoint, &mut faults);
    let failures_max = read(offers, VOICE_BREAKER_FAILURES, whole_number, &mut faults);
    let development_token = read(offers, TOKEN, development, &mut faults);
    let signing_keys = read(offers, SIGNING_KEYS, keys, &mut faults);
    let subject_keys = read(offers, SUBJECT_KEYS, keys, &mut faults);
    let fetched = read(offers, FETCH, public, &mut faults);
    let origins = read(offers, ORIGINS, origins, &mut faults);
    let clock_ahead_ms = read(offers, CLOCK_AHEAD_MS, whole_number, &mut faults);
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
            failures_max,
        },
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

/// What is there that nobody knows, what is not there that has to be, and what is something else.
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

/// What is right by itself and makes no sense together.
fn contradictions(offers: &Offers) -> Vec<Fault> {
    let set = |name| text(offers, name);
    let mut faults = Vec::new();
    if set(VOICE_URL).is_none() && !offers.contains_key(VOICE) {
        faults.push(Kind::Missing.of(VOICE, format!("has to be bound to a service, or {VOICE_URL} set")));
    }
    if set(VOICE_KEY).is_some() && set(VOICE_URL).is_none() {
        faults.push(Kind::Contradictory.of(VOICE_KEY, format!("is a key for nobody without {VOICE_URL}")));
    }
    if set(TOKEN).is_some() && set(TOKEN) == set(ADMIN_TOKEN) {
        let says = format!("is the same as {ADMIN_TOKEN}, which must not open what it opens");
        faults.push(Kind::Contradictory.of(TOKEN, says));
    }
    if set(CLOCK_AHEAD_MS).is_some() && set(TEST).is_none() {
        faults.push(Kind::Contradictory.of(CLOCK_AHEAD_MS, format!("is for tests, which set {TEST} as well")));
    }
    faults
}

/// An empty text is not set.
fn text<'o>(offers: &'o Offers, name: &str) -> Option<&'o str> {
    match offers.get(name)? {
        Offer::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
        Offer::Database | Offer::Bucket | Offer::Objects | Offer::Service | Offer::Other => None,
    }
}

fn read<T>(offers: &Offers, name: &str, meant: fn(&str) -> Result<T, String>, faults: &mut Vec<Fault>) -> Option<T> {
    meant(text(offers, name)?).map_err(|says| faults.push(Kind::Malformed.of(name, says))).ok()
}

fn endpoint(address: &str) -> Result<Url, String> {
    let is_plain = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && (url.query(), url.fragment(), url.password()) == (None, None, None)
            && url.username().is_empty()
    };
    let base = Url::parse(address.trim()).ok().filter(is_plain);
    let url = base.and_then(|base| Url::parse(&format!("{}/{SPEECH}", base.as_str().trim_end_matches('/'))).ok());
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

/// The only web there is to choose.
fn public(text: &str) -> Result<(), String> {
    if text == "public" { Ok(()) } else { Err("has to be public, or absent".to_owned()) }
}

fn whole_number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "has to be a whole number".to_owned())
}

#[cfg(test)]
mod tests;
