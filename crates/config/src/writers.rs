//! Language models that write scripts, in the order of their settings: `WRITER_…`, `WRITER_2_…`, `WRITER_3_…`.

use url::Url;
use writer::{Contract, Price, PriceTable, Provider, Secret};

use crate::parse::{base, text};
use crate::setting::{AI, WRITERS, WriterSettings};
use crate::{Fault, Kind, Offers};

/// Micro-units of one.
const MICROS: f64 = 1_000_000.0;
/// A price of a million tokens that nobody has asked for yet.
const PRICE_MAX: f64 = 10_000.0;

/// Every provider that has a model; the embedded writer comes after them and needs no setting.
pub(crate) fn read(offers: &Offers, faults: &mut Vec<Fault>) -> Vec<Provider> {
    let mut providers: Vec<Provider> = Vec::new();
    for settings in &WRITERS {
        let Some(provider) = provider(offers, settings, faults) else { continue };
        if providers.iter().any(|before| before.name == provider.name) {
            faults.push(
                Kind::Contradictory.of(settings.name, format!("{} is the name of another writer", provider.name)),
            );
        }
        providers.push(provider);
    }
    providers
}

fn provider(offers: &Offers, settings: &WriterSettings, faults: &mut Vec<Fault>) -> Option<Provider> {
    let set = |name: &str| text(offers, name);
    let Some(model) = set(settings.model) else {
        let without = settings.all().into_iter().filter(|name| set(name).is_some());
        faults.extend(
            without.map(|name| Kind::Contradictory.of(name, format!("has no effect without {}", settings.model))),
        );
        return None;
    };
    let mut malformed = |name: &str, says: String| faults.push(Kind::Malformed.of(name, says));
    let contract = match set(settings.contract) {
        None => Contract::OpenAiChat,
        Some(name) => Contract::from_name(name).or_else(|| {
            let known: Vec<&str> = Contract::ALL.map(Contract::as_str).to_vec();
            malformed(settings.contract, format!("has to be one of {}", known.join(", ")));
            None
        })?,
    };
    let url = match set(settings.url).map(base) {
        None => contract.base().and_then(|url| Url::parse(url).ok()),
        Some(Some(url)) => Some(url),
        Some(None) => {
            malformed(
                settings.url,
                "has to be an http or https address without query, fragment or password".to_owned(),
            );
            return None;
        }
    };
    let is_bound = contract == Contract::WorkersAiBinding;
    if url.is_none() && !is_bound {
        faults.push(
            Kind::Missing.of(settings.url, format!("has to be the address of the account, for {}", contract.as_str())),
        );
        return None;
    }
    if is_bound && !offers.contains_key(AI) {
        faults.push(Kind::Missing.of(AI, "has to be bound to Workers AI".to_owned()));
        return None;
    }
    let name = set(settings.name).unwrap_or_else(|| contract.as_str());
    if let Err(error) = Provider::check_name(name) {
        malformed(settings.name, format!("is malformed: {error}"));
    }
    let key = set(settings.key)
        .map(Secret::new)
        .and_then(|key| key.map_err(|error| malformed(settings.key, format!("is malformed: {error}"))).ok());
    let price = match set(settings.price) {
        Some(words) => price(words).or_else(|| {
            malformed(
                settings.price,
                "has to be the price of a million tokens of input and of output, as 0.25/2.00, or free".to_owned(),
            );
            None
        }),
        None if url.as_ref().is_some_and(Provider::is_own) => Some(Price::FREE),
        None if PriceTable::published().has(model) => None,
        None => {
            let says = format!("has to be set: there is no published price of the model in {}", settings.model);
            faults.push(Kind::Missing.of(settings.price, says));
            None
        }
    };
    let base = url.map(|url| url.as_str().trim_end_matches('/').to_owned()).unwrap_or_default();
    Some(Provider { name: name.to_owned(), contract, base, model: model.to_owned(), key, price })
}

fn price(words: &str) -> Option<Price> {
    if words == "free" {
        return Some(Price::FREE);
    }
    let (input, output) = words.split_once('/')?;
    Some(Price::flat(micros(input)?, micros(output)?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded, and not negative")]
fn micros(words: &str) -> Option<u64> {
    let price: f64 = words.trim().parse().ok()?;
    (0.0..=PRICE_MAX).contains(&price).then(|| (price * MICROS).round() as u64)
}
