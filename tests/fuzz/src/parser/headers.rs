//! Values of headers: versions, subprotocols, ranges, the names of programs.

use protocol::{ClientName, Contract, Negotiation, RELEASES, ROUTES, Selection, Versions, limits, select_range};

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
