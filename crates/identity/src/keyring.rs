//! Keyrings: keys for signatures and for pseudonyms.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{hex, limits};

/// Purpose of a digest under a key: equal texts with different purposes give unrelated digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A subject's pseudonym.
    Subject,
    /// A ticket for watching one job.
    Ticket,
    /// A signed link to one file.
    Link,
    /// The confirmation token of an erasure.
    Erasure,
    /// An operator's pseudonym in the audit log.
    Operator,
    /// The secret in a feed's address.
    Feed,
    /// A browser's session.
    Session,
    /// The proof that a request comes from a page of that session.
    Csrf,
    /// A pairing code.
    Pairing,
    /// The token of a connected browser.
    Connection,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "cuepoint subject",
            Self::Ticket => "cuepoint ticket",
            Self::Link => "cuepoint link",
            Self::Erasure => "cuepoint erasure",
            Self::Operator => "cuepoint operator",
            Self::Feed => "cuepoint feed",
            Self::Session => "cuepoint session",
            Self::Csrf => "cuepoint csrf",
            Self::Pairing => "cuepoint pairing",
            Self::Connection => "cuepoint connection",
        }
    }
}

/// Numbered keys for rotation: the newest signs, the older ones still verify.
pub struct Keyring {
    newest: Key,
    older: Vec<Key>,
}

pub(crate) struct Key {
    pub(crate) number: u32,
    secret: Vec<u8>,
}

/// Malformed keys; repeats nothing of them, for they are secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("keys are written as 2:HEX,1:HEX, newest first, each of at least {} hexadecimal digits", limits::KEY_CHARS_MIN)]
pub struct MalformedKeys;

impl Keyring {
    /// Parses keys.
    ///
    /// # Errors
    /// For anything but `2:HEX,1:HEX`, newest first.
    pub fn parse(text: &str) -> Result<Self, MalformedKeys> {
        let mut keys = text.split(',').map(|key| Key::parse(key.trim()).ok_or(MalformedKeys));
        let newest = keys.next().ok_or(MalformedKeys)??;
        let older = keys.collect::<Result<Vec<_>, _>>()?;
        let numbers: Vec<u32> = [&newest].into_iter().chain(&older).map(|key| key.number).collect();
        if numbers.is_sorted_by(|newer, older| newer > older) { Ok(Self { newest, older }) } else { Err(MalformedKeys) }
    }

    pub(crate) fn newest(&self) -> &Key {
        &self.newest
    }

    /// All keys, newest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Key> {
        [&self.newest].into_iter().chain(&self.older)
    }

    pub(crate) fn find(&self, number: u32) -> Option<&Key> {
        self.all().find(|key| key.number == number)
    }
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let (number, secret) = text.split_once(':')?;
        let secret = (secret.len() >= limits::KEY_CHARS_MIN).then(|| hex::decode(secret)).flatten()?;
        Some(Self { number: number.parse().ok()?, secret })
    }

    /// HMAC in hexadecimal digits; its parts cannot run together.
    pub(crate) fn digest(&self, purpose: Purpose, parts: &[&str]) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("invariant: every length of key will do");
        let mac = [purpose.as_str()]
            .iter()
            .chain(parts)
            .fold(mac, |mac, part| mac.chain_update((part.len() as u64).to_le_bytes()).chain_update(part.as_bytes()));
        hex::encode(&mac.finalize().into_bytes())
    }

    /// Compares in constant time.
    pub(crate) fn has_made(&self, digest: &str, purpose: Purpose, parts: &[&str]) -> bool {
        self.digest(purpose, parts).as_bytes().ct_eq(digest.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "2:ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

    #[test]
    fn the_newest_key_comes_first() {
        let keys = Keyring::parse(&format!("{NEW}, {OLD}")).ok().unwrap();
        assert_eq!(keys.all().map(|key| key.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!((keys.newest().number, keys.find(1).map(|key| key.number)), (2, Some(1)));
        assert!(keys.find(3).is_none());
    }

    #[test]
    fn a_malformed_list_of_keys_is_refused() {
        let disordered = format!("{OLD},{NEW}");
        let twice = format!("{OLD},{OLD}");
        let trailing = format!("{NEW},");
        let odd = format!("{NEW}0");
        let [short, upper] = [NEW.get(..40).unwrap().to_owned(), NEW.to_uppercase()];
        for text in ["", ",", "1:", "1", ":00", &disordered, &twice, &trailing, &odd, &short, &upper, "x:00"] {
            assert!(Keyring::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_digest_depends_on_its_key_its_purpose_and_its_parts() {
        let keys = Keyring::parse(&format!("{NEW},{OLD}")).ok().unwrap();
        let of = |number, purpose, parts: &[&str]| keys.find(number).unwrap().digest(purpose, parts);
        let digest = of(1, Purpose::Subject, &["ab", "c"]);
        assert!(keys.find(1).unwrap().has_made(&digest, Purpose::Subject, &["ab", "c"]));
        for other in [
            of(2, Purpose::Subject, &["ab", "c"]),
            of(1, Purpose::Ticket, &["ab", "c"]),
            of(1, Purpose::Subject, &["a", "bc"]),
            of(1, Purpose::Subject, &["abc"]),
        ] {
            assert_ne!(other, digest);
        }
    }
}
