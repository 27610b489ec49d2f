//! Addresses of the public web (SSRF protection), in any spelling.
//!
//! The platform is asked for what the parser has understood, never for what was written: nobody reads it another way. What a
//! name resolves to is not known here.

use std::net::{Ipv4Addr, Ipv6Addr};

use protocol::{Code, Problem};
use url::{Host, Url};

use crate::limits;

/// One that may be asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Url);

/// Names that mean something within a house, on one machine, or nowhere.
const HOUSES: [&str; 15] = [
    "alt",
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "test",
];

/// Networks that IANA has set aside (RFC 6890 and later), and the one public address at which a cloud answers its own
/// machines.
const V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Everything that is in use lies here; what maps, translates or tunnels to an IPv4 address lies outside, or in `V6`.
const V6_GLOBAL: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
/// Protocols' own with Teredo, documentation, 6to4, documentation.
const V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

impl Address {
    /// # Errors
    /// `address_refused`, with the reason.
    pub fn judge(text: &str) -> Result<Self, Problem> {
        bounded(text)?;
        Url::parse(text).map_err(|_| refused("the address is malformed")).and_then(judge)
    }

    /// Target of a redirect from this address.
    ///
    /// # Errors
    /// `address_refused`, with the reason.
    pub fn follow(&self, location: &str) -> Result<Self, Problem> {
        bounded(location)?;
        let next = self.0.join(location).map_err(|_| refused("the address is malformed")).and_then(judge)?;
        if self.0.scheme() == "https" && next.0.scheme() != "https" {
            return Err(refused("a redirect from https to http is not followed"));
        }
        Ok(next)
    }

    /// The address without its query and fragment, which may hold a secret.
    pub fn shown(&self) -> String {
        let mut url = self.0.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.into()
    }

    /// As it is asked for.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

fn refused(why: &str) -> Problem {
    Problem::because(Code::AddressRefused, why)
}

fn bounded(text: &str) -> Result<(), Problem> {
    if text.len() <= limits::ADDRESS_BYTES_MAX {
        return Ok(());
    }
    Err(Problem::because(
        Code::AddressRefused,
        format!("the address has more than {} bytes", limits::ADDRESS_BYTES_MAX),
    ))
}

fn judge(mut url: Url) -> Result<Address, Problem> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("the address must begin with https:// or http://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("the address must not contain credentials"));
    }
    // The one of its scheme is left out: behind others, services answer that were not made for the web.
    if url.port().is_some() {
        return Err(refused("the address must not name a port"));
    }
    let is_public = match url.host() {
        None => false,
        Some(Host::Ipv4(host)) => is_public_v4(host),
        Some(Host::Ipv6(host)) => is_public_v6(host),
        Some(Host::Domain(host)) => is_public_name(host),
    };
    if !is_public {
        return Err(refused("the host is not on the public web"));
    }
    url.set_fragment(None);
    // Understood, it may be longer than written.
    bounded(url.as_str())?;
    Ok(Address(url))
}

fn is_public_v4(host: Ipv4Addr) -> bool {
    let differ = |(net, bits): (Ipv4Addr, u32)| (host.to_bits() ^ net.to_bits()).leading_zeros() < bits;
    V4.into_iter().all(differ)
}

fn is_public_v6(host: Ipv6Addr) -> bool {
    let differ = |(net, bits): (Ipv6Addr, u32)| (host.to_bits() ^ net.to_bits()).leading_zeros() < bits;
    !differ(V6_GLOBAL) && V6.into_iter().all(differ)
}

/// The parser has made small ASCII letters of it.
fn is_public_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let Some((_, top)) = host.rsplit_once('.') else { return false };
    host.len() <= 253 && host.split('.').all(is_label) && !HOUSES.contains(&top)
}

#[cfg(test)]
mod tests;
