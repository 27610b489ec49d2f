use super::*;
use crate::{Identity, Minted};

const NOW: Timestamp = Timestamp::from_ms(1_795_248_000_000);
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn minted(seed: u8) -> Minted {
    Minted::new(&[seed; 40])
}

fn shown(minted: &Minted) -> Shown {
    Shown::read(&Identity::new(minted.secret.clone())).unwrap()
}

fn record(minted: &Minted) -> Record {
    Record {
        tenant: Some(Tenant("t1".to_owned())),
        digest: minted.digest.clone(),
        scopes: vec![Scope::Read],
        created_at: NOW.plus_ms(-DAY_MS),
        expires_at: None,
        revoked_at: None,
        replaced_by: None,
        is_suspended: false,
    }
}

#[test]
fn a_token_allows_its_scopes_and_nothing_else() {
    let minted = minted(1);
    for held in Scope::ALL {
        let record = Record { scopes: vec![held], ..record(&minted) };
        for wanted in Scope::ALL {
            let expected = if held == wanted { Ok(()) } else { Err(Refused::OutOfScope(wanted)) };
            assert_eq!(record.admit(&shown(&minted), wanted, NOW), expected, "{held:?} {wanted:?}");
        }
    }
}

#[test]
fn the_record_of_the_development_token_matches_no_token() {
    let record = Record::development();
    assert_eq!(record.admit(&shown(&minted(1)), Scope::Read, NOW), Err(Refused::Unknown));
    for scope in Scope::ALL {
        assert_eq!(record.authorize(scope, NOW).is_ok(), scope != Scope::Admin, "{scope:?}");
    }
}

#[test]
fn a_token_ends_when_it_expires_or_is_revoked() {
    let minted = minted(1);
    let expiring = Record { expires_at: Some(NOW), ..record(&minted) };
    assert_eq!(expiring.admit(&shown(&minted), Scope::Read, NOW.plus_ms(-1)), Ok(()));
    assert_eq!(expiring.admit(&shown(&minted), Scope::Read, NOW), Err(Refused::Expired));
    let revoked = Record { revoked_at: Some(NOW), ..expiring };
    assert_eq!(revoked.admit(&shown(&minted), Scope::Read, NOW.plus_ms(-1)), Err(Refused::Revoked));
    let suspended = Record { is_suspended: true, ..record(&minted) };
    assert_eq!(suspended.admit(&shown(&minted), Scope::Read, NOW), Err(Refused::Suspended));
}

#[test]
fn without_the_secret_a_refusal_tells_nothing_of_the_token() {
    let (own, other) = (minted(1), minted(2));
    let ended = Record { revoked_at: Some(NOW), expires_at: Some(NOW), is_suspended: true, ..record(&own) };
    for record in [record(&own), ended] {
        assert_eq!(record.admit(&shown(&other), Scope::Admin, NOW), Err(Refused::Unknown));
    }
}

#[test]
fn a_refusal_names_the_fault_and_never_the_tenant() {
    let told = |refused: Refused| {
        let problem = Problem::from(refused);
        (problem.status, problem.code.as_str(), problem.detail.unwrap())
    };
    assert_eq!(
        told(Refused::Mistyped),
        (401, "unauthorized", "the token is malformed: mistyped or cut off".to_owned())
    );
    assert_eq!(told(Refused::Revoked), (401, "unauthorized", "the token was revoked".to_owned()));
    assert_eq!(told(Refused::OutOfScope(Scope::Submit)).0, 403);
    assert_eq!(told(Refused::Suspended).1, "tenant_suspended");
}

#[test]
fn both_tokens_of_a_rotation_are_accepted_during_the_overlap() {
    let day = i64::try_from(limits::OVERLAP_MS_DEFAULT).unwrap();
    let lasting = record(&minted(1));
    let expected = Rotation { old_expires_at: NOW.plus_ms(day), new_expires_at: None };
    assert_eq!(lasting.rotate(&RotateToken::default(), NOW), Ok(expected));
    let at_once = RotateToken { overlap_ms: Some(0), ..RotateToken::default() };
    assert_eq!(lasting.rotate(&at_once, NOW).unwrap().old_expires_at, NOW);
    let expiring = Record { expires_at: Some(NOW.plus_ms(60_000)), ..lasting.clone() };
    let rotation = expiring.rotate(&RotateToken::default(), NOW).unwrap();
    assert_eq!(rotation.old_expires_at, NOW.plus_ms(60_000), "it never lives longer for being replaced");
    assert_eq!(rotation.new_expires_at, Some(NOW.plus_ms(DAY_MS + 60_000)), "as long as the old one was to live");
    let until = RotateToken { expires_at: Some(NOW.plus_ms(5)), ..RotateToken::default() };
    assert_eq!(expiring.rotate(&until, NOW).unwrap().new_expires_at, Some(NOW.plus_ms(5)));
}

#[test]
fn an_ended_or_replaced_token_cannot_be_rotated() {
    let good = record(&minted(1));
    for ended in [
        Record { revoked_at: Some(NOW), ..good.clone() },
        Record { expires_at: Some(NOW), ..good.clone() },
        Record { replaced_by: Some(TokenId("x".to_owned())), ..good.clone() },
    ] {
        assert_eq!(ended.rotate(&RotateToken::default(), NOW).unwrap_err().code, Code::TokenEnded);
    }
    for asked in [
        RotateToken { overlap_ms: Some(limits::OVERLAP_MS_MAX + 1), ..RotateToken::default() },
        RotateToken { expires_at: Some(NOW), ..RotateToken::default() },
    ] {
        assert_eq!(good.rotate(&asked, NOW).unwrap_err().code, Code::InvalidField);
    }
}

#[test]
fn a_new_token_belongs_to_a_tenant_or_is_an_operators() {
    let tenant = || Some(Tenant("t1".to_owned()));
    let asked = |tenant, scopes: &[Scope]| NewToken {
        tenant,
        name: "the newsletter".to_owned(),
        scopes: scopes.to_vec(),
        expires_at: None,
    };
    assert_eq!(check_new(&asked(tenant(), &[Scope::Submit, Scope::Read, Scope::Runner]), NOW), Ok(()));
    assert_eq!(check_new(&asked(None, &[Scope::Admin]), NOW), Ok(()));
    let named = |name: &str| NewToken { name: name.to_owned(), ..asked(tenant(), &[Scope::Read]) };
    for bad in [
        asked(None, &[Scope::Read]),
        asked(tenant(), &[Scope::Admin]),
        asked(None, &[Scope::Admin, Scope::Read]),
        asked(tenant(), &[]),
        asked(tenant(), &[Scope::Read, Scope::Submit, Scope::Read]),
        named(""),
        named(" padded"),
        named("two\nlines"),
        named(&"n".repeat(limits::TOKEN_NAME_CHARS_MAX + 1)),
        NewToken { expires_at: Some(NOW), ..named("late") },
    ] {
        assert_eq!(check_new(&bad, NOW).unwrap_err().code, Code::InvalidField, "{bad:?}");
    }
}
