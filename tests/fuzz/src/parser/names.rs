//! Ids, keys, tokens and timestamps: each has one spelling.

use identity::{Identity, Minted, Shown};
use protocol::{Code, Date, IdempotencyKey, JobId, Problem, ROUTES, RouteMiss, Timestamp, match_route};
use serde_json::Value;

use super::Verdict;
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

const ID: &str = "0198c0de-0000-7000-8000-00000000abcd";
const CHARS_MAX: usize = 4_096;

pub(super) fn name(random: &mut Random, _: &Corpus) -> Verdict {
    match random.below(6) {
        0 => id(&mutate::text(random, ID, CHARS_MAX)),
        1 => key(&mutate::text(random, "a-key-of-a-client", CHARS_MAX)),
        2 => date(&mutate::text(random, "2026-11-21", 64)),
        3 => moment(mutate::text(random, "2026-11-21T01:09:13.042Z", 64)),
        4 => token(random),
        _ => address(random),
    }
}

fn id(text: &str) -> Verdict {
    let Ok(id) = text.parse::<JobId>() else { return Verdict::Refused(Code::MalformedJobId.as_str()) };
    assert_eq!(id.to_string(), text);
    Verdict::Taken
}

fn key(text: &str) -> Verdict {
    let Ok(key) = text.parse::<IdempotencyKey>() else {
        return Verdict::Refused(Code::IdempotencyKeyMalformed.as_str());
    };
    assert_eq!(key.as_str(), text);
    Verdict::Taken
}

/// Tokens: nothing but the exact secret that was minted is accepted.
fn token(random: &mut Random) -> Verdict {
    let minted = Minted::new(&std::array::from_fn(|_| random.number().to_le_bytes()[0]));
    let text = mutate::text(random, &minted.secret, CHARS_MAX);
    match Shown::read(&Identity::new(text.clone())) {
        Ok(shown) => {
            assert_eq!((text, shown.id), (minted.secret, minted.id));
            Verdict::Taken
        }
        Err(refused) => super::refused(&Problem::from(refused)),
    }
}

fn date(text: &str) -> Verdict {
    let Ok(date) = text.parse::<Date>() else { return Verdict::Refused(Code::MalformedVersion.as_str()) };
    assert_eq!(date.to_string(), text);
    assert!(date.midnight().to_string().starts_with(text));
    Verdict::Taken
}

fn moment(text: String) -> Verdict {
    let Ok(moment) = serde_json::from_value::<Timestamp>(Value::String(text)) else {
        return Verdict::Refused(Code::InvalidField.as_str());
    };
    assert!(moment.to_http_date().len() < 64);
    let again: Timestamp = serde_json::from_value(Value::String(moment.to_string())).expect("what we write we read");
    assert_eq!(again, moment);
    Verdict::Taken
}

fn address(random: &mut Random) -> Verdict {
    let path = random.pick(ROUTES).path.replace("{id}", ID);
    let path = mutate::text(random, &path, CHARS_MAX);
    let method = method(random);
    match match_route(&method, &path) {
        Ok((route, id)) => {
            assert!(route.methods.iter().any(|known| known.as_str() == method));
            assert_eq!(route.path.replace("{id}", id.unwrap_or_default()), path);
            assert!(id.is_none_or(|id| !id.contains('/')));
            Verdict::Taken
        }
        Err(RouteMiss::NotFound) => Verdict::Refused(Code::NotFound.as_str()),
        Err(RouteMiss::MethodNotAllowed(allowed)) => {
            assert!(!allowed.is_empty() && !allowed.contains(&method.as_str()));
            Verdict::Refused(Code::MethodNotAllowed.as_str())
        }
    }
}

fn method(random: &mut Random) -> String {
    let known = *random.pick(&["GET", "HEAD", "POST", "DELETE"]);
    if random.one_in(4) { mutate::text(random, known, 16) } else { known.to_owned() }
}
