//! Phone numbers: `+49 170 1234567`, `(555) 123-4567`, `030 1234567`, `Tel. 1234567`.
//!
//! Must not match versions, dates, ISBNs, IP addresses, prices and counts, which use the same characters.

use std::ops::RangeInclusive;

use crate::kind::Kind;
use crate::limits;
use crate::span::{Cursor, Match};
use crate::text::{Text, is_alphanumeric, is_word};

const LABELS: [&str; 9] = ["tel", "telephone", "phone", "mobile", "cell", "fax", "whatsapp", "phone number", "hotline"];

/// Groups of digits in a national number: `01 23 45 67 89`.
const NATIONAL_GROUPS_MAX: usize = 5;

/// Digits between single separators, from the first digit on.
struct Groups {
    lengths: [usize; limits::GROUPS_MAX],
    /// The separator before each group; 0 before the first.
    separators: [u8; limits::GROUPS_MAX],
    ends: [usize; limits::GROUPS_MAX],
    count: usize,
}

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, at, .. } = cursor;
    if !stands_alone(cursor) {
        return None;
    }
    let first = text.byte(at)?;
    let groups = Groups::read(text, at.saturating_add(usize::from(first == b'+' || first == b'(')), first == b'(');
    let count = match first {
        b'+' => international(&groups, text, at)?,
        _ if is_labelled(cursor) => groups.longest(7..=limits::DIGITS_MAX, limits::GROUPS_MAX, text)?,
        b'0' if text.byte(at.saturating_add(1)) == Some(b'0') => prefixed(&groups, text, at)?,
        b'0' => national(&groups, text, at)?,
        b'(' if text.byte(at.saturating_add(1)) == Some(b'0') => national(&groups, text, at)?,
        _ => american(&groups, text, at)?,
    };
    let end = groups.end(count)?;
    Some(Match::new(at, end, Kind::PhoneNumber))
}

/// True if the number is not part of a larger number, an amount, a path or a name.
fn stands_alone(cursor: Cursor<'_>) -> bool {
    let Cursor { text, floor, at } = cursor;
    match cursor.before() {
        None => true,
        Some(b':' | b',' | b'=') => {
            let earlier = at.saturating_sub(1);
            earlier == floor || !text.before(earlier).is_some_and(|byte| byte.is_ascii_digit())
        }
        Some(b'+') => false,
        Some(byte) => !is_alphanumeric(byte) && !b"_.-/#$%&@\\".contains(&byte),
    }
}

/// An international number: `+`, a country code, 8 to 15 digits in all.
fn international(groups: &Groups, text: &Text<'_>, at: usize) -> Option<usize> {
    if !text.is(at.saturating_add(1), |byte| byte.is_ascii_digit() && byte != b'0')
        || groups.is_date(text, at.saturating_add(1))
    {
        return None;
    }
    let least = if groups.count == 1 { 9 } else { 8 };
    groups.longest(least..=limits::DIGITS_MAX, limits::GROUPS_MAX, text)
}

/// An international number dialed with `00`.
fn prefixed(groups: &Groups, text: &Text<'_>, at: usize) -> Option<usize> {
    let is_country = text.is(at.saturating_add(2), |byte| byte.is_ascii_digit() && byte != b'0');
    let count = groups.longest(10..=limits::DIGITS_MAX.saturating_add(2), limits::GROUPS_MAX, text)?;
    (is_country && (groups.length(0) >= 12 || count >= 3)).then_some(count)
}

/// A national number with a leading zero, as in most of Europe.
fn national(groups: &Groups, text: &Text<'_>, at: usize) -> Option<usize> {
    let count = groups.longest(9..=12, NATIONAL_GROUPS_MAX, text)?;
    let is_pairs = groups.lengths.iter().take(count).all(|length| *length == 2) && count == 5;
    let dotted = groups.separators.iter().take(count).any(|separator| *separator == b'.');
    let shaped = (2..=6).contains(&groups.length(0)) && count >= 2 && (!dotted || is_pairs);
    (shaped && !groups.is_date(text, at)).then_some(count)
}

/// A North American number: `555-123-4567`, `(555) 123-4567`, `1-555-123-4567`.
fn american(groups: &Groups, text: &Text<'_>, at: usize) -> Option<usize> {
    let (from, count): (usize, usize) = match groups.lengths {
        [3, 3, 4, ..] => (0, 3),
        [1, 3, 3, 4, ..] if text.byte(at) == Some(b'1') => (1, 4),
        _ => return None,
    };
    let digit = |group: usize| {
        let end = groups.end(group.saturating_add(1))?;
        text.byte(end.saturating_sub(groups.length(group)))
    };
    let is_code = |group: usize| digit(group).is_some_and(|digit| (b'2'..=b'9').contains(&digit));
    let (first, second) = (from, from.saturating_add(1));
    let shaped = groups.count >= count && is_code(first) && (is_code(second) || text.byte(at) == Some(b'('));
    (shaped && groups.ends_at(count, text)).then_some(count)
}

fn is_labelled(cursor: Cursor<'_>) -> bool {
    let Cursor { text, floor, at } = cursor;
    let end = text.run_back(at, floor, 3, |byte| b" .:=".contains(&byte));
    let start = text.run_back(end, floor, 16, |byte| byte.is_ascii_alphabetic() || byte == b' ');
    let words = text.slice(start, end).to_ascii_lowercase();
    end < at
        && LABELS
            .iter()
            .any(|label| words.strip_suffix(label).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
}

impl Groups {
    fn read(text: &Text<'_>, from: usize, bracketed: bool) -> Self {
        let mut groups = Self {
            lengths: [0; limits::GROUPS_MAX],
            separators: [0; limits::GROUPS_MAX],
            ends: [0; limits::GROUPS_MAX],
            count: 0,
        };
        let (mut at, mut separator, mut open) = (from, 0, bracketed);
        for index in 0..limits::GROUPS_MAX {
            let end = text.run(at, limits::DIGITS_MAX.saturating_add(2), |byte| byte.is_ascii_digit());
            if end == at {
                break;
            }
            let places = (groups.lengths.get_mut(index), groups.separators.get_mut(index), groups.ends.get_mut(index));
            if let (Some(length), Some(before), Some(group_end)) = places {
                (*length, *before, *group_end) = (end.saturating_sub(at), separator, end);
            }
            groups.count = index.saturating_add(1);
            let closed = if open && text.byte(end) == Some(b')') { end.saturating_add(1) } else { end };
            open &= closed == end;
            separator = text.byte(closed).unwrap_or_default();
            at = text.run(closed, 1, |byte| b" -./".contains(&byte));
            if text.byte(at) == Some(b'(') && !open {
                (open, at) = (true, at.saturating_add(1));
            }
            if at == end {
                break;
            }
        }
        groups
    }

    fn length(&self, group: usize) -> usize {
        self.lengths.get(group).copied().unwrap_or_default()
    }

    /// The end of the first `count` groups.
    fn end(&self, count: usize) -> Option<usize> {
        count.checked_sub(1).and_then(|last| self.ends.get(last)).copied()
    }

    /// The largest number of leading groups, up to `groups_max`, that together have a number of digits in `digits`.
    fn longest(&self, digits: RangeInclusive<usize>, groups_max: usize, text: &Text<'_>) -> Option<usize> {
        let mut total = 0_usize;
        let mut longest = None;
        for (index, length) in self.lengths.iter().take(self.count.min(groups_max)).enumerate() {
            total = total.saturating_add(*length);
            // A single digit after a complete number belongs to the sentence: "… 2 of us".
            let is_other = longest.is_some() && *length == 1;
            if total > *digits.end() || is_other {
                break;
            }
            let count = index.saturating_add(1);
            if digits.contains(&total) && self.ends_at(count, text) {
                longest = Some(count);
            }
        }
        longest
    }

    fn ends_at(&self, count: usize, text: &Text<'_>) -> bool {
        let Some(end) = self.end(count) else { return false };
        let next_is_digit = || text.is(end.saturating_add(1), |byte| byte.is_ascii_digit());
        match text.byte(end) {
            None => true,
            Some(b'-' | b'.' | b',' | b':') => count < self.count || !next_is_digit(),
            Some(b'/') => count < self.count,
            Some(byte) => !is_word(byte) && byte < 0x80 && !b"%@\\".contains(&byte),
        }
    }

    /// True for dates: `2026-11-17`, `17.11.2026`.
    fn is_date(&self, text: &Text<'_>, from: usize) -> bool {
        let is_century = |at: usize| text.starts(at, "19") || text.starts(at, "20");
        match self.lengths {
            [4, 2, 2, ..] => is_century(from),
            [2, 2, 4, ..] => self.end(2).is_some_and(|end| is_century(end.saturating_add(1))),
            _ => false,
        }
    }
}
