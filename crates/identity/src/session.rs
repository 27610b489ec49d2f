//! Sessions of browsers, in a cookie, and pairing codes that begin one without the token being typed.
//!
//! A session holds no secret of its token: it names the token, which is looked up for every request, and is signed.

use protocol::{Tenant, Timestamp, TokenId};
use subtle::ConstantTimeEq;

use crate::{Keyring, Purpose, Refused, sign, verify};

/// Letters and digits that are not taken for one another.
const CODE_LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const CODE_CHARS: usize = 8;
const CSRF_CHARS: usize = 32;

/// Random bytes for one pairing code.
pub type CodeChance = [u8; CODE_CHARS];

/// A session, from the cookie of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub tenant: Tenant,
    pub token: TokenId,
    /// The proof that a request comes from one of our own pages, which are the only ones told it.
    pub csrf: String,
}

impl Session {
    /// The text of a cookie.
    pub fn begin(keys: &Keyring, tenant: &Tenant, token: &TokenId, expires_at: Timestamp) -> String {
        format!("{token}.{}", sign(keys, Purpose::Session, tenant, &token.0, expires_at))
    }

    /// Reads a cookie.
    ///
    /// # Errors
    /// When it was not signed here, or has expired.
    pub fn read(keys: &Keyring, cookie: &str, now: Timestamp) -> Result<Self, Refused> {
        let (token, signed) = cookie.split_once('.').ok_or(Refused::Unsigned)?;
        let tenant = verify(keys, Purpose::Session, signed, token, now)?;
        let number = signed.split('.').next().and_then(|number| number.parse().ok());
        let key = number.and_then(|number| keys.find(number)).ok_or(Refused::Unsigned)?;
        let csrf = key.digest(Purpose::Csrf, &[cookie]).chars().take(CSRF_CHARS).collect();
        Ok(Self { tenant, token: TokenId(token.to_owned()), csrf })
    }

    /// Compares in constant time.
    pub fn has_told(&self, csrf: &str) -> bool {
        self.csrf.as_bytes().ct_eq(csrf.as_bytes()).into()
    }
}

/// A new pairing code: 40 random bits, good for minutes and once.
pub fn pairing_code(chance: &CodeChance) -> String {
    let letter = |byte: &u8| CODE_LETTERS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    let code: String = chance.iter().map(letter).collect();
    let (first, second) = code.split_at_checked(CODE_CHARS / 2).unwrap_or_default();
    format!("{first}-{second}")
}

/// The digest that a pairing code is stored as, under the newest key: by itself it could be guessed from one. None for a text that
/// is no code.
pub fn pairing_digest(keys: &Keyring, text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_lowercase()).collect();
    let is_code = code.len() == CODE_CHARS && code.bytes().all(|byte| CODE_LETTERS.contains(&byte));
    is_code.then(|| keys.newest().digest(Purpose::Pairing, &[&code]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_248_000_000);
    const OLD: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "2:ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

    fn keys(text: &str) -> Keyring {
        Keyring::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn cookie(keys: &Keyring) -> String {
        Session::begin(keys, &Tenant("t1".to_owned()), &TokenId("0011223344556677".to_owned()), NOW.plus_ms(1))
    }

    #[test]
    fn a_session_is_its_tokens_until_it_expires() {
        let cookie = cookie(&keys(OLD));
        let both = keys(&format!("{NEW},{OLD}"));
        let session = Session::read(&both, &cookie, NOW).unwrap();
        assert_eq!((session.tenant.0.as_str(), session.token.0.as_str()), ("t1", "0011223344556677"));
        assert_eq!(Session::read(&both, &cookie, NOW.plus_ms(1)), Err(Refused::Over));
        assert_eq!(Session::read(&keys(NEW), &cookie, NOW), Err(Refused::Unsigned));
        assert!(session.has_told(&session.csrf) && !session.has_told("") && session.csrf.len() == CSRF_CHARS);
    }

    #[test]
    fn no_character_of_a_session_can_be_changed() {
        let (keys, cookie) = (keys(OLD), cookie(&keys(OLD)));
        for at in 0..cookie.len() {
            for slip in ["", "0", "9", ".", "t2"] {
                let changed = format!("{}{slip}{}", &cookie[..at], &cookie[at + 1..]);
                let read = Session::read(&keys, &changed, NOW);
                assert!(changed == cookie || read == Err(Refused::Unsigned), "{changed}");
            }
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = pairing_code(&[0, 31, 32, 100, 200, 255, 7, 9]);
        assert_eq!(code, "0z04-8z79");
        let digest = pairing_digest(&keys(OLD), &code);
        assert!(digest.is_some() && digest == pairing_digest(&keys(OLD), " 0Z04 8Z79 "));
        assert_ne!(digest, pairing_digest(&keys(NEW), &code), "it depends on the key");
        for text in ["", "0z04-8z7", "0z04-8z79x", "0z04-8zi9", "cue_0001020304050607"] {
            assert_eq!(pairing_digest(&keys(OLD), text), None, "{text}");
        }
    }
}
