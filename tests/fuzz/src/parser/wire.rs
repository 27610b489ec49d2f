//! Conversions between wire versions, of stored text and of answers of other releases.

use protocol::wire::{self, Body};
use protocol::{Code, Heard, RELEASES};

use super::Verdict;
use crate::corpus::Corpus;
use crate::json;
use crate::random::Random;

const BODIES: [Body; 5] = [Body::Job, Body::JobList, Body::Script, Body::Message, Body::Problem];

pub(super) fn transform(random: &mut Random, corpus: &Corpus) -> Verdict {
    let valid = random.pick(&corpus.wire).clone();
    let text = json::text(random, &valid, 64 * 1024);
    let stored = wire::stored_update(&text);
    let heard = Heard::read(&text);
    assert!(stored.is_err() || heard.is_ok(), "what is stored can be told");
    let Ok(value) = serde_json::from_str(&text) else {
        return Verdict::Refused(Code::MalformedJson.as_str());
    };
    let (version, body) = (random.pick(&RELEASES).version, *random.pick(&BODIES));
    let there_and_back = |value| wire::down(version, body, wire::up(version, body, value));
    let said = there_and_back(wire::down(version, body, value));
    assert_eq!(there_and_back(said.clone()), said, "what a version can say survives the way up and down");
    if stored.is_ok() { Verdict::Taken } else { Verdict::Refused("no_update") }
}
