//! Providers of language models, as an operator configures them.

use protocol::Timestamp;
use url::{Host, Url};

use crate::{Contract, Error, Price, PriceTable, Secret, limits};

/// A provider. `Debug` shows no key.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// As jobs, logs and metrics call it.
    pub name: String,
    pub contract: Contract,
    /// The paths of requests are appended to it; without a slash at its end. Empty for the binding.
    pub base: String,
    pub model: String,
    /// `None` for a server of one's own.
    pub key: Option<Secret>,
    /// The operator's price; `None` for the published one.
    pub price: Option<Price>,
}

impl Provider {
    /// # Errors
    /// `MalformedName` unless it is lower-case letters, digits, `-` and `_`, and not the embedded writer's.
    pub fn check_name(name: &str) -> Result<(), Error> {
        let fits = (1..=limits::PROVIDER_NAME_BYTES_MAX).contains(&name.len()) && name != protocol::EMBEDDED_WRITER;
        let is_valid = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        if fits && name.bytes().all(is_valid) { Ok(()) } else { Err(Error::MalformedName) }
    }

    /// The price of its model; `None` if there is none: a call without a price is not made.
    pub fn price_at(&self, now: Timestamp) -> Option<Price> {
        self.price.or_else(|| PriceTable::published().of(&self.model, now).copied())
    }

    /// True for a server that nobody is paid for: on this machine, or in its network.
    pub fn is_own(base: &Url) -> bool {
        match base.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost") || !name.contains('.'),
            Some(Host::Ipv4(address)) => address.is_loopback() || address.is_private() || address.is_link_local(),
            Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unique_local(),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_plain_word_and_not_the_embedded_writers() {
        for name in ["openai", "local-2", "a_b"] {
            assert_eq!(Provider::check_name(name), Ok(()));
        }
        for name in ["", "embedded", "Open AI", "ключ", &"x".repeat(33)] {
            assert_eq!(Provider::check_name(name), Err(Error::MalformedName), "{name}");
        }
    }

    #[test]
    fn a_server_of_ones_own_is_known_by_its_host() {
        let is_own = |base: &str| Provider::is_own(&Url::parse(base).unwrap());
        for base in
            ["http://127.0.0.1:8080/v1", "http://localhost:1", "http://llama:9", "http://10.1.2.3", "http://[::1]:1"]
        {
            assert!(is_own(base), "{base}");
        }
        for base in ["https://api.openai.com/v1", "http://8.8.8.8", "http://[2001:db8::1]"] {
            assert!(!is_own(base), "{base}");
        }
    }
}
