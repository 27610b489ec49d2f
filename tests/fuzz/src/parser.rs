//! The parsers under test, and the properties each must have for any input.

mod addresses;
mod headers;
mod names;
mod provider;
mod redaction;
mod requests;
mod sources;
mod wav;
mod wire;

use protocol::{Code, Problem, Timestamp, limits};

use crate::corpus::Corpus;
use crate::random::Random;

pub struct Parser {
    pub name: &'static str,
    /// Share of the cases: larger for a faster parser.
    pub share: u64,
    pub(crate) meet: fn(&mut Random, &Corpus) -> Verdict,
}

/// The parser's verdict on an input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Taken,
    /// Refused with this stable code.
    Refused(&'static str),
}

pub const PARSERS: [Parser; 20] = [
    Parser { name: "create-body", share: 10, meet: requests::create },
    Parser { name: "verb-body", share: 12, meet: requests::verb },
    Parser { name: "version", share: 10, meet: headers::version },
    Parser { name: "subprotocol", share: 10, meet: headers::subprotocol },
    Parser { name: "range", share: 10, meet: headers::range },
    Parser { name: "conditions", share: 10, meet: headers::conditions },
    Parser { name: "client", share: 6, meet: headers::client },
    Parser { name: "name", share: 12, meet: names::name },
    Parser { name: "wire", share: 10, meet: wire::transform },
    Parser { name: "markdown", share: 7, meet: sources::markdown },
    Parser { name: "plain-text", share: 7, meet: sources::plain },
    Parser { name: "html", share: 7, meet: sources::html },
    Parser { name: "diff", share: 7, meet: sources::diff },
    Parser { name: "review", share: 5, meet: sources::review },
    Parser { name: "issue", share: 3, meet: sources::issue },
    Parser { name: "changelog", share: 3, meet: sources::changelog },
    Parser { name: "redaction", share: 7, meet: redaction::text },
    Parser { name: "wav", share: 7, meet: wav::clip },
    Parser { name: "address", share: 10, meet: addresses::place },
    Parser { name: "provider", share: 8, meet: provider::answer },
];

/// 2026-11-21T12:00:00Z
const NOW: Timestamp = Timestamp::from_ms(1_795_262_400_000);

/// Checks that a problem's code is known to clients and is the caller's mistake.
fn refused(problem: &Problem) -> Verdict {
    assert!(Code::ALL.contains(&problem.code) && problem.status == problem.code.status(), "{problem:?}");
    assert!((400..500).contains(&problem.status), "the caller's mistake is called ours: {problem:?}");
    let detail_chars = problem.detail.as_ref().map_or(0, |detail| detail.chars().count());
    assert!(detail_chars <= limits::DETAIL_CHARS_MAX + 1, "a detail of {detail_chars} characters");
    Verdict::Refused(problem.code.as_str())
}
