//! Connections: a token for a browser's extension, made from the verifier that only the extension has, once its user has confirmed
//! the challenge of it.
//!
//! The verifier is stored nowhere: the token is made from it anew for a request that is repeated.

use protocol::{Scope, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::keyring::Key;
use crate::token::Chance;
use crate::{Keyring, Minted, Purpose, Record, Refused, hex, limits};

const VERIFIER_CHARS: usize = 64;

/// The scopes of a connected token, as far as the one it is connected through has them.
const SCOPES: [Scope; 2] = [Scope::Submit, Scope::Read];

/// The secret that an extension makes, and shows once more to get its token.
pub struct Verifier(String);

impl Verifier {
    /// None for anything but 64 lower-case hexadecimal digits.
    pub fn parse(text: String) -> Option<Self> {
        (text.len() == VERIFIER_CHARS && hex::is_hex(&text)).then_some(Self(text))
    }

    /// The SHA-256 of its text, which is what a person confirms.
    pub fn challenge(&self) -> String {
        hex::encode(&Sha256::digest(&self.0))
    }
}

/// A confirmation, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The number of the key that the token is made with.
    pub key: u32,
    pub expires_at: Timestamp,
}

impl Confirmation {
    /// A new one, under the newest key: a key that comes later makes no second token for it.
    pub fn new(keys: &Keyring, now: Timestamp) -> Self {
        Self { key: keys.newest().number, expires_at: now.plus_ms(limits::CONFIRMATION_MS) }
    }

    /// The token of the connection, the same each time; none when the confirmation is over or its key is gone.
    pub fn mint(&self, keys: &Keyring, verifier: &Verifier, now: Timestamp) -> Option<Minted> {
        let key = keys.find(self.key).filter(|_| now < self.expires_at)?;
        chance(key, verifier).as_ref().map(Minted::new)
    }
}

/// Bytes of which those who do not have the key know nothing. One digest has fewer than a token needs.
fn chance(key: &Key, verifier: &Verifier) -> Option<Chance> {
    let digest = |part: &str| key.digest(Purpose::Connection, &[part, &verifier.0]);
    let digits = digest("secret") + &digest("id");
    hex::decode(digits.get(..2 * size_of::<Chance>())?)?.try_into().ok()
}

/// Rights of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    pub scopes: Vec<Scope>,
    pub expires_at: Option<Timestamp>,
}

impl Record {
    /// The rights of a token that is connected through this one: no scope that it has not, and no longer life.
    ///
    /// # Errors
    /// When this token has ended, or may not submit.
    pub fn connect(&self, now: Timestamp) -> Result<Rights, Refused> {
        self.authorize(Scope::Submit, now)?;
        let scopes = SCOPES.into_iter().filter(|scope| self.scopes.contains(scope)).collect();
        Ok(Rights { scopes, expires_at: self.expires_at })
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Challenge, Tenant};

    use super::*;
    use crate::Digest;

    const NOW: Timestamp = Timestamp::from_ms(1_795_248_000_000);
    const OLD: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "2:ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
    const VERIFIER: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    /// Computed independently: extensions compute it too.
    const CHALLENGE: &str = "6c86c6aac5fb24bcf5d9939cb7d7d5645ce39418f449e03b262dd4fa14b4b92b";
    const TOKEN: &str = "cue_7086c963664bba23_3e18711f6d18dae68e744e2f299eb181ddd2dbea3b9bdcbdaa1efe7d881ef0fab89c0703";

    fn keys(text: &str) -> Keyring {
        Keyring::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn verifier(text: &str) -> Verifier {
        Verifier::parse(text.to_owned()).unwrap()
    }

    fn secret(confirmation: Confirmation, ring: &str, text: &str, now: Timestamp) -> Option<String> {
        confirmation.mint(&keys(ring), &verifier(text), now).map(|minted| minted.secret)
    }

    #[test]
    fn a_verifier_is_sixty_four_small_digits_and_its_challenge_is_their_digest() {
        let challenge = verifier(VERIFIER).challenge();
        assert_eq!(challenge, CHALLENGE);
        assert!(Challenge::parse(&challenge).is_ok());
        let [upper, long, short] =
            [VERIFIER.to_uppercase(), format!("{VERIFIER}0"), VERIFIER.get(1..).unwrap().to_owned()];
        for bad in ["", &upper, &long, &short, &"\u{e9}".repeat(32), &"g".repeat(64)] {
            assert!(Verifier::parse(bad.to_owned()).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn a_connection_has_the_same_token_until_its_confirmation_is_over() {
        let confirmed = Confirmation::new(&keys(OLD), NOW);
        let last = confirmed.expires_at.plus_ms(-1);
        assert_eq!(confirmed.expires_at, NOW.plus_ms(limits::CONFIRMATION_MS));
        assert_eq!(secret(confirmed, OLD, VERIFIER, NOW).as_deref(), Some(TOKEN));
        assert_eq!(secret(confirmed, OLD, VERIFIER, last).as_deref(), Some(TOKEN));
        assert_eq!(secret(confirmed, OLD, VERIFIER, confirmed.expires_at), None);
        assert_eq!(secret(confirmed, &format!("{NEW},{OLD}"), VERIFIER, NOW).as_deref(), Some(TOKEN), "a newer key");
        assert_eq!(secret(confirmed, NEW, VERIFIER, NOW), None, "its key is gone");
        let id = confirmed.mint(&keys(OLD), &verifier(VERIFIER), NOW).unwrap().id;
        assert!(TOKEN.contains(&id.0));
    }

    #[test]
    fn a_token_depends_on_the_verifier_and_on_the_key() {
        let other = VERIFIER.replace('f', "e");
        let of_old = Confirmation::new(&keys(OLD), NOW);
        let of_new = Confirmation::new(&keys(NEW), NOW);
        let all = [
            secret(of_old, OLD, VERIFIER, NOW),
            secret(of_old, OLD, &other, NOW),
            secret(of_new, NEW, VERIFIER, NOW),
            secret(of_new, NEW, &other, NOW),
        ];
        for (index, one) in (1..).zip(&all) {
            assert!(one.is_some() && !all.iter().skip(index).any(|other| other == one), "{index}");
        }
    }

    #[test]
    fn a_connected_token_has_no_more_than_the_one_it_came_through() {
        let record = |scopes: &[Scope]| Record {
            tenant: Some(Tenant("t1".to_owned())),
            digest: Digest::stored(String::new()),
            scopes: scopes.to_vec(),
            created_at: NOW,
            expires_at: Some(NOW.plus_ms(5)),
            revoked_at: None,
            replaced_by: None,
            is_suspended: false,
        };
        let all = record(&[Scope::Runner, Scope::Read, Scope::Submit]);
        let rights = |scopes: &[Scope]| Rights { scopes: scopes.to_vec(), expires_at: Some(NOW.plus_ms(5)) };
        assert_eq!(all.connect(NOW), Ok(rights(&[Scope::Submit, Scope::Read])));
        assert_eq!(record(&[Scope::Submit]).connect(NOW), Ok(rights(&[Scope::Submit])));
        assert_eq!(record(&[Scope::Read]).connect(NOW), Err(Refused::OutOfScope(Scope::Submit)));
        assert_eq!(record(&[Scope::Admin]).connect(NOW), Err(Refused::OutOfScope(Scope::Submit)));
        assert_eq!(all.connect(NOW.plus_ms(5)), Err(Refused::Expired));
        assert_eq!(Record { revoked_at: Some(NOW), ..all.clone() }.connect(NOW), Err(Refused::Revoked));
        assert_eq!(Record { is_suspended: true, ..all }.connect(NOW), Err(Refused::Suspended));
    }
}
