//! Values of headers: versions, subprotocols, ranges, conditions, the names of programs.

use protocol::{
    ClientName, Conditions, Contract, Current, Fulfilment, Method, Negotiation, RELEASES, ROUTES, Selection, Timestamp,
    Versions, limits, select_range,
};

use super::{NOW, Verdict, refused};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

const CHARS_MAX: usize = 4_096;

pub(super) fn version(random: &mut Random, _: &Corpus) -> Verdict {
    let valid = random.pick(&RELEASES).version.to_string();
    let text = mutate::text(random, &valid, CHARS_MAX);
    let operation = random.pick(ROUTES).operation;
    let asked = (!random.one_in(50)).then_some(text.as_str());
    negotiated(&Versions::released(NOW).negotiate(asked, Some(operation)))
}

pub(super) fn subprotocol(random: &mut Random, _: &Corpus) -> Verdict {
    let mut offers = vec!["chat".to_owned()];
    offers.extend(RELEASES.map(|release| release.version.subprotocol()));
    let valid: Vec<_> = (0..random.length(40)).map(|_| random.pick(&offers).clone()).collect();
    let offered = mutate::text(random, &valid.join(", "), CHARS_MAX);
    let asked = random.one_in(4).then(|| mutate::text(random, "2026-11-20", 64));
    negotiated(&Versions::released(NOW).negotiate_watch(asked.as_deref(), Some(&offered)))
}

/// Checks that any request is answered in a released version.
fn negotiated(negotiation: &Negotiation) -> Verdict {
    assert!(RELEASES.iter().any(|release| release.version == negotiation.version));
    for (name, value) in Versions::released(NOW).headers(negotiation.version) {
        assert!(value.bytes().all(|byte| (0x20..0x7F).contains(&byte)), "{name}: {value}");
    }
    negotiation.refusal.as_ref().map_or(Verdict::Taken, refused)
}

pub(super) fn range(random: &mut Random, _: &Corpus) -> Verdict {
    let valid =
        random.pick(&["bytes=0-1", "bytes=0-", "bytes=-10", "bytes=90-200", "bytes=0-1,5-6", "bytes=200-", "bytes=-0"]);
    let text = mutate::text(random, valid, CHARS_MAX);
    let size = if random.one_in(2) { u64::try_from(random.below(200)).unwrap_or_default() } else { random.number() };
    match select_range(Some(&text), size) {
        Selection::Whole => Verdict::Taken,
        Selection::Part { start, length } => {
            let end = start.checked_add(length).expect("a part ends within a file");
            assert!(length > 0 && end <= size, "{start}+{length} of {size}");
            Verdict::Taken
        }
        Selection::Unsatisfiable => Verdict::Refused("range_not_satisfiable"),
    }
}

/// Checks that any conditions are evaluated, and that a part that is sent lies within the file.
pub(super) fn conditions(random: &mut Random, _: &Corpus) -> Verdict {
    const TAGS: [&str; 8] =
        ["\"one\"", "W/\"one\"", "\"other\"", "*", "one", "\"a,b\"", "\"other\", \"one\"", "\"open"];
    const DATES: [&str; 4] = [
        "Sat, 21 Nov 2026 10:00:00 GMT",
        "Saturday, 21-Nov-26 10:00:01 GMT",
        "Sat Nov 21 09:59:59 2026",
        "Thu,  1 Jan 1970 00:00:00 GMT",
    ];
    let mut header = |valid: &[&'static str]| {
        let text = *random.pick(valid);
        (!random.one_in(3)).then(|| mutate::text(random, text, CHARS_MAX))
    };
    let (if_match, if_none_match) = (header(&TAGS), header(&TAGS));
    let (if_unmodified_since, if_modified_since) = (header(&DATES), header(&DATES));
    let if_range = header(&[&TAGS[..], &DATES[..]].concat());
    let conditions = Conditions {
        if_match: if_match.as_deref(),
        if_unmodified_since: if_unmodified_since.as_deref(),
        if_none_match: if_none_match.as_deref(),
        if_modified_since: if_modified_since.as_deref(),
        if_range: if_range.as_deref(),
        range: Some("bytes=10-"),
    };
    let modified_at = Some(Timestamp::from_ms(1_795_255_200_000));
    match conditions.evaluate(Method::Get, &Current { etag: "\"one\"", modified_at, size_bytes: 100 }) {
        Fulfilment::Send(Selection::Whole | Selection::Part { start: 10, length: 90 }) | Fulfilment::NotModified => {
            Verdict::Taken
        }
        Fulfilment::Send(other) => panic!("{other:?} of 100 bytes"),
        Fulfilment::PreconditionFailed => Verdict::Refused("precondition_failed"),
    }
}

pub(super) fn client(random: &mut Random, _: &Corpus) -> Verdict {
    let valid = random.pick(&["cuepoint-cli/0.12.3", "extension/1.0.0", "2"]);
    let text = mutate::text(random, valid, CHARS_MAX);
    if let Some(contract) = Contract::parse(&text) {
        assert_eq!(contract.to_string().trim_start_matches('0'), text.trim_start_matches('0').to_owned());
    }
    let ClientName { name, version } = ClientName::read(Some(&text));
    assert!((1..=limits::CLIENT_NAME_CHARS_MAX).contains(&name.len()) && version.len() <= 17);
    if version.is_empty() { Verdict::Refused("other") } else { Verdict::Taken }
}
