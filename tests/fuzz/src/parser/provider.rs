//! Refusals of a provider: status, `Retry-After`, body.

use job::Class;
use pipeline::provider;

use super::{NOW, Verdict};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

const BODIES: [&str; 4] = [
    r#"{"error":{"code":"insufficient_quota","message":"You said: hello"}}"#,
    r#"{"error":{"code":"rate_limit_exceeded"}}"#,
    r#"{"error":"insufficient_quota"}"#,
    "<html>Bad Gateway</html>",
];
const WAITS: [&str; 4] = ["0", "120", "Sun, 06 Nov 2027 08:49:37 GMT", "99999999999999999999"];

pub(super) fn answer(random: &mut Random, _: &Corpus) -> Verdict {
    let body = random.pick(&BODIES).as_bytes().to_vec();
    let body = mutate::bytes(random, body, 4_096);
    let wait = *random.pick(&WAITS);
    let wait = mutate::text(random, wait, 256);
    let status = if random.one_in(8) { u16::try_from(random.below(65_536)).unwrap_or_default() } else { known(random) };
    let failure = provider::refused(status, Some(&wait), &body, NOW);
    assert_eq!(failure.detail, format!("the provider answered {status}"), "nothing of the answer is kept");
    match failure.class {
        Class::Transient { retry_after_ms } => {
            assert!(retry_after_ms.is_none_or(|wait| wait >= 0));
            Verdict::Refused("transient")
        }
        Class::Quota => Verdict::Refused("quota"),
        Class::Permanent => Verdict::Refused("permanent"),
        Class::Postponed { .. } => panic!("an answer is never left alone"),
    }
}

fn known(random: &mut Random) -> u16 {
    *random.pick(&[204, 301, 400, 401, 402, 403, 408, 409, 422, 425, 429, 500, 502, 503, 529])
}
