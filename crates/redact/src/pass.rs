//! The pass over a text.

use protocol::{Redactions, count_redactions};

use crate::found::Found;
use crate::text::Text;
use crate::{assignment, author, home, key_block, limits, mail, phone, secret};

/// A text fit to leave, and how much had to be taken out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    pub text: String,
    pub counts: Redactions,
}

/// What is asked at every byte, in this order: what holds others comes before them.
const FINDERS: [fn(Text<'_>, usize) -> Option<Found>; 7] =
    [key_block::find, author::find, secret::find, assignment::find, mail::find, phone::find, home::find];

/// The text without what says who somebody is or opens a door.
pub fn redact(source: &str) -> Redacted {
    let mut redacted = pass(source);
    // What stands in a place may, with what is beside it, look like something again.
    for _ in 0..limits::PASSES_MAX {
        let again = pass(&redacted.text);
        if again.counts.is_empty() {
            break;
        }
        redacted.text = again.text;
        count_redactions(&mut redacted.counts, again.counts);
    }
    redacted
}

fn pass(source: &str) -> Redacted {
    let text = Text(source.as_bytes());
    let mut redacted = Redacted { text: String::with_capacity(source.len()), ..Redacted::default() };
    let (mut at, mut kept) = (0, 0);
    while at < source.len() {
        let found = FINDERS.iter().find_map(|find| find(text, at));
        // What is taken out is never looked at again, not even from behind.
        let Some(found) = found.filter(|found| found.from >= kept && found.to > at) else {
            at += 1;
            continue;
        };
        redacted.text.push_str(source.get(kept..found.from).unwrap_or_default());
        redacted.text.push_str(found.placeholder);
        let count = redacted.counts.entry(found.kind).or_default();
        *count = count.saturating_add(1);
        (at, kept) = (found.to, found.to);
    }
    redacted.text.push_str(source.get(kept..).unwrap_or_default());
    redacted
}
