//! Tickets, signed links and confirmation tokens: signed for one purpose, one address and one tenant, until they
//! expire.
//!
//! `KEY.EXPIRES.TENANT.DIGEST`, in characters that need no escape in a query or in the name of a subprotocol.

use protocol::{Tenant, Timestamp};

use crate::{Keyring, Purpose, Refused};

/// Prefix of the subprotocol that carries a ticket.
pub const TICKET_PREFIX: &str = "cuepoint.ticket.";

pub fn sign(keys: &Keyring, purpose: Purpose, tenant: &Tenant, address: &str, expires_at: Timestamp) -> String {
    let key = keys.newest();
    let expires = expires_at.as_ms().to_string();
    let digest = key.digest(purpose, &[&tenant.0, address, &expires]);
    format!("{}.{expires}.{tenant}.{digest}", key.number)
}

/// Verifies a signature and returns its tenant.
///
/// # Errors
/// When it was not signed here for this purpose and address, or has expired.
pub fn verify(
    keys: &Keyring,
    purpose: Purpose,
    signed: &str,
    address: &str,
    now: Timestamp,
) -> Result<Tenant, Refused> {
    let parts: Vec<&str> = signed.split('.').collect();
    let [number, expires, tenant, digest] = parts.as_slice() else { return Err(Refused::Unsigned) };
    let key = number.parse().ok().and_then(|number| keys.find(number)).ok_or(Refused::Unsigned)?;
    if !key.has_made(digest, purpose, &[tenant, address, expires]) {
        return Err(Refused::Unsigned);
    }
    let expires_at = expires.parse().map(Timestamp::from_ms).map_err(|_| Refused::Unsigned)?;
    if expires_at <= now { Err(Refused::Over) } else { Ok(Tenant((*tenant).to_owned())) }
}

/// Finds the ticket among the subprotocols that a websocket offers.
pub fn ticket(offered: &str) -> Option<&str> {
    offered.split(',').find_map(|offer| offer.trim().strip_prefix(TICKET_PREFIX))
}

/// Id of the erasure that a confirmation token belongs to.
pub fn erasure_id(signed: &str) -> &str {
    const CHARS: usize = 16;
    let digest = signed.rsplit('.').next().unwrap_or_default();
    digest.get(..CHARS).unwrap_or(digest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_248_000_000);
    const OLD: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "2:ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
    const ADDRESS: &str = "/v1/jobs/0198c0de-0000-7000-8000-00000000abcd/episode.mp3";
    /// Computed independently, from the description above and that of the keys.
    const SIGNED: &str = "1.1795248000000.t1.6cd4ab2a515a5f38612ec7b85a68af620a7a925d08ba231136b556b60bbddf86";

    fn keys(text: &str) -> Keyring {
        Keyring::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn tenant() -> Tenant {
        Tenant("t1".to_owned())
    }

    #[test]
    fn a_signature_is_valid_for_one_address_and_one_purpose_until_it_expires() {
        let keys = keys(OLD);
        let signed = sign(&keys, Purpose::Link, &tenant(), ADDRESS, NOW);
        assert_eq!(signed, SIGNED);
        let before = NOW.plus_ms(-1);
        assert_eq!(verify(&keys, Purpose::Link, &signed, ADDRESS, before), Ok(tenant()));
        assert_eq!(verify(&keys, Purpose::Link, &signed, ADDRESS, NOW), Err(Refused::Over));
        assert_eq!(verify(&keys, Purpose::Ticket, &signed, ADDRESS, before), Err(Refused::Unsigned));
        assert_eq!(verify(&keys, Purpose::Link, &signed, &ADDRESS[..40], before), Err(Refused::Unsigned));
    }

    #[test]
    fn a_newer_key_signs_and_an_older_one_still_verifies_until_it_is_removed() {
        let before = NOW.plus_ms(-1);
        let old = sign(&keys(OLD), Purpose::Link, &tenant(), ADDRESS, NOW);
        let both = keys(&format!("{NEW},{OLD}"));
        let new = sign(&both, Purpose::Link, &tenant(), ADDRESS, NOW);
        assert_ne!(old, new);
        for signed in [&old, &new] {
            assert_eq!(verify(&both, Purpose::Link, signed, ADDRESS, before), Ok(tenant()));
        }
        assert_eq!(verify(&keys(NEW), Purpose::Link, &old, ADDRESS, before), Err(Refused::Unsigned));
    }

    #[test]
    fn no_character_of_a_signed_text_can_be_changed() {
        let keys = keys(OLD);
        let signed = sign(&keys, Purpose::Link, &tenant(), ADDRESS, NOW);
        for at in 0..signed.len() {
            for slip in ["", "0", "9", ".", "t2"] {
                let changed = format!("{}{slip}{}", &signed[..at], &signed[at + 1..]);
                let verified = verify(&keys, Purpose::Link, &changed, ADDRESS, NOW.plus_ms(-1));
                assert!(changed == signed || verified == Err(Refused::Unsigned), "{changed}");
            }
        }
    }

    #[test]
    fn a_ticket_is_found_beside_the_versions() {
        assert_eq!(ticket("cuepoint.2026-11-21, cuepoint.ticket.1.2.t.x"), Some("1.2.t.x"));
        assert_eq!(ticket("cuepoint.2026-11-21"), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_verified_without_a_panic(text in ".*") {
            prop_assert!(verify(&keys(OLD), Purpose::Link, &text, ADDRESS, NOW).is_err());
        }
    }
}
