//! Secrets of feed addresses: made from the address's id under a key, so that they can be shown again and need not be stored.
//!
//! 32 hexadecimal digits. The digest alone is stored: an address opens its feed when the key it was made with is long gone.

use protocol::{Code, Problem, Timestamp};

use crate::{Digest, Keyring, Purpose, Refused};

const SECRET_CHARS: usize = 32;

/// A new secret, and the number of the key it was made with.
pub struct FeedSecret {
    pub secret: String,
    pub digest: Digest,
    pub key: u32,
}

impl FeedSecret {
    /// The secret of a new address, under the newest key.
    pub fn new(keys: &Keyring, id: &str) -> Self {
        let secret = made(keys.newest(), id);
        Self { digest: Digest::of_feed(&secret), secret, key: keys.newest().number }
    }
}

/// The secret of a known address, unless its key is gone.
pub fn feed_secret(keys: &Keyring, id: &str, key: u32) -> Option<String> {
    keys.find(key).map(|key| made(key, id))
}

/// The digest that a secret's address is found by; none for a text that is no secret of ours.
pub fn feed_digest(secret: &str) -> Option<Digest> {
    let is_secret = secret.len() == SECRET_CHARS && crate::hex::is_hex(secret);
    is_secret.then(|| Digest::of_feed(secret))
}

fn made(key: &crate::keyring::Key, id: &str) -> String {
    key.digest(Purpose::Feed, &[id]).chars().take(SECRET_CHARS).collect()
}

/// A stored address, as far as it matters to whoever opens the feed by it.
#[derive(Clone, Copy, Debug)]
pub struct FeedRecord {
    /// The tenant is suspended.
    pub is_suspended: bool,
    /// The feed was revoked, with all its addresses.
    pub is_revoked: bool,
    pub ends_at: Option<Timestamp>,
    pub is_replaced: bool,
}

/// The way on from an address that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedAdmission {
    Open,
    /// To the address that replaces it.
    Redirect,
}

impl FeedRecord {
    /// Opens the feed, or says what became of it.
    ///
    /// # Errors
    /// `feed_gone` for ever, or `tenant_suspended` for now.
    pub fn admit(&self, now: Timestamp) -> Result<FeedAdmission, Problem> {
        if self.is_revoked || self.ends_at.is_some_and(|ends_at| ends_at <= now) {
            return Err(Problem::new(Code::FeedGone));
        }
        if self.is_suspended {
            return Err(Problem::from(Refused::Suspended));
        }
        Ok(if self.is_replaced { FeedAdmission::Redirect } else { FeedAdmission::Open })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_redirects_until_it_ends_and_is_gone_at_once_with_its_feed() {
        let now = Timestamp::from_ms(1_795_132_800_000);
        let open = FeedRecord { is_suspended: false, is_revoked: false, ends_at: None, is_replaced: false };
        let rotated = FeedRecord { ends_at: Some(now.plus_ms(1)), is_replaced: true, ..open };
        let gone = Err(Code::FeedGone);
        for (record, expected) in [
            (open, Ok(FeedAdmission::Open)),
            (rotated, Ok(FeedAdmission::Redirect)),
            (FeedRecord { ends_at: Some(now), ..rotated }, gone),
            (FeedRecord { ends_at: Some(now), ..open }, gone),
            (FeedRecord { is_revoked: true, ..open }, gone),
            (FeedRecord { is_revoked: true, is_suspended: true, ..open }, gone),
            (FeedRecord { is_suspended: true, ..open }, Err(Code::TenantSuspended)),
        ] {
            assert_eq!(record.admit(now).map_err(|problem| problem.code), expected, "{record:?}");
        }
    }

    const OLD: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "2:ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

    fn keys(text: &str) -> Keyring {
        Keyring::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn an_address_is_shown_again_under_the_key_it_was_made_with() {
        let made = FeedSecret::new(&keys(OLD), "a1");
        assert_eq!(feed_secret(&keys(&format!("{NEW},{OLD}")), "a1", made.key), Some(made.secret.clone()));
        assert_ne!(feed_secret(&keys(OLD), "a2", 1), Some(made.secret.clone()));
        assert_eq!(feed_secret(&keys(NEW), "a1", made.key), None, "its key is gone");
        assert_eq!(feed_digest(&made.secret).unwrap().as_str(), made.digest.as_str(), "and it still opens");
    }

    /// Computed independently: released addresses stay valid for ever.
    #[test]
    fn released_addresses_never_change() {
        let made = FeedSecret::new(&keys(OLD), "0011223344556677");
        assert_eq!(made.secret, SECRET);
        assert_eq!(made.digest.as_str(), DIGEST);
    }
    const SECRET: &str = "0368d2989583f72a626dd65c22642643";
    const DIGEST: &str = "14a5ff63292a129e016fb33adfd29e77f849af9d6a18f507424f4d20e4a4f239";

    #[test]
    fn other_texts_are_no_secrets() {
        for text in ["", "feed.xml", "0011", &"0".repeat(33), &"A".repeat(32), &"\u{e9}".repeat(16)] {
            assert!(feed_digest(text).is_none(), "{text}");
        }
    }
}
