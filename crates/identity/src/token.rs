//! Tokens: the text their holders have, and the digest that is stored.
//!
//! `cue_`, 16 digits of id, `_`, 64 digits of secret, and 8 digits of checksum: a mistyped token is told from an
//! expired one, and a scanner for leaked secrets recognises one.

use std::fmt;

use protocol::TokenId;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

use crate::{Identity, Refused, hex};

const PREFIX: &str = "cue_";
const ID_CHARS: usize = 16;
const SECRET_CHARS: usize = 64;
const CHECK_CHARS: usize = 8;

/// Random bytes for one token.
pub type Chance = [u8; (ID_CHARS + SECRET_CHARS) / 2];

/// Stored digest of a token. Its 256 random bits cannot be guessed, so one pass of SHA-256 is as good as many.
#[derive(Clone)]
pub struct Digest(String);

impl Digest {
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(token: &str) -> Self {
        Self(hex::encode(&Sha256::new().chain_update("cuepoint token\0").chain_update(token).finalize()))
    }

    /// Digest of the secret in a feed's address.
    pub(crate) fn of_feed(secret: &str) -> Self {
        Self(hex::encode(&Sha256::new().chain_update("cuepoint feed\0").chain_update(secret).finalize()))
    }

    /// Compares in constant time.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

/// A new token; its holder sees the secret once, and it is not stored.
pub struct Minted {
    pub id: TokenId,
    pub digest: Digest,
    pub secret: String,
}

impl Minted {
    pub fn new(chance: &Chance) -> Self {
        let digits = hex::encode(chance);
        let (id, secret) = digits.split_at_checked(ID_CHARS).unwrap_or_default();
        let unchecked = format!("{PREFIX}{id}_{secret}");
        let secret = format!("{unchecked}{}", check(&unchecked));
        Self { id: TokenId(id.to_owned()), digest: Digest::of(&secret), secret }
    }
}

impl fmt::Debug for Minted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Minted({})", self.id)
    }
}

/// A token as a caller presents it: its id, and the digest to compare.
pub struct Shown {
    pub id: TokenId,
    pub(crate) digest: Digest,
}

impl Shown {
    /// Reads a presented token.
    ///
    /// # Errors
    /// When its form or its checksum is wrong, whatever is stored.
    pub fn read(token: &Identity) -> Result<Self, Refused> {
        Self::parse(token.expose()).ok_or(Refused::Mistyped)
    }

    fn parse(token: &str) -> Option<Self> {
        let digits = token.strip_prefix(PREFIX)?;
        let (id, secret) = digits.split_once('_')?;
        let (unchecked, shown) = token.split_at_checked(token.len().checked_sub(CHECK_CHARS)?)?;
        let fits = id.len() == ID_CHARS && secret.len() == SECRET_CHARS + CHECK_CHARS;
        let is_whole = fits && hex::is_hex(id) && hex::is_hex(secret) && check(unchecked) == shown;
        is_whole.then(|| Self { id: TokenId(id.to_owned()), digest: Digest::of(token) })
    }
}

/// Checksum against typing errors; it protects nothing, for everybody can compute it.
fn check(unchecked: &str) -> String {
    let digest = hex::encode(&Sha256::new().chain_update("cuepoint token check\0").chain_update(unchecked).finalize());
    digest.chars().take(CHECK_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Released tokens stay valid: their format, checksum and digest never change.
    const TOKEN: &str = "cue_0001020304050607_08090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627545796c6";
    const DIGEST: &str = "9cc2a3003e8b6db47414b9970af3c30bad57f9c8f23030642fef4d65e4a67a92";

    fn counted() -> Chance {
        std::array::from_fn(|index| u8::try_from(index).unwrap())
    }

    fn shown(token: &str) -> Option<Shown> {
        Shown::read(&Identity::new(token.to_owned())).ok()
    }

    #[test]
    fn released_tokens_never_change() {
        let minted = Minted::new(&counted());
        assert_eq!((minted.secret.as_str(), minted.digest.as_str()), (TOKEN, DIGEST));
        assert_eq!(format!("{minted:?}"), "Minted(0001020304050607)", "the secret is not printed");
    }

    proptest! {
        #[test]
        fn a_new_token_is_recognised(chance in prop::array::uniform32(any::<u8>()), id in any::<[u8; 8]>()) {
            let mut whole = [0; 40];
            whole[..8].copy_from_slice(&id);
            whole[8..].copy_from_slice(&chance);
            let minted = Minted::new(&whole);
            let shown = shown(&minted.secret).unwrap();
            prop_assert!(shown.id == minted.id && shown.digest.is(&minted.digest));
        }

        #[test]
        fn any_text_can_be_read_without_a_panic(text in ".*") {
            prop_assert!(shown(&text).is_none());
        }
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        for at in 0..TOKEN.len() {
            for slip in ["", "0", "f", "_", "é", "00"] {
                let mistyped = format!("{}{slip}{}", &TOKEN[..at], &TOKEN[at + 1..]);
                assert!(mistyped == TOKEN || shown(&mistyped).is_none(), "{mistyped}");
            }
        }
        assert!(shown(&TOKEN.to_uppercase()).is_none() && shown(&format!("{TOKEN} ")).is_none());
    }
}
