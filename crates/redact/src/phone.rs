//! Phone numbers: international, North American, and national ones that begin with a zero.
//!
//! Versions, dates, ISBNs, network addresses and prices are written with the same digits and signs; what tells a phone
//! number is its beginning and the shape of its groups.

use protocol::RedactionKind;

use crate::found::Found;
use crate::limits::PHONE_BYTES_MAX;
use crate::text::Text;

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let first = text.at(at)?;
    let is_begin = first == b'+' || first == b'(' || first.is_ascii_digit();
    let follows = text.before(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"._-/+@#$:=,".contains(&byte));
    if !is_begin || follows {
        return None;
    }
    let mut to = text.run(at, PHONE_BYTES_MAX, |byte| byte.is_ascii_digit() || b"+() -./".contains(&byte));
    while to > at && !text.before(to).is_some_and(|byte| byte.is_ascii_digit()) {
        to -= 1;
    }
    // A time, a fraction, a unit or a name goes on where a phone number ends.
    let goes_on = text.at(to).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_:%@".contains(&byte));
    let written = str::from_utf8(text.part(at, to)).ok()?;
    (!goes_on && is_number(written)).then(|| Found::new(RedactionKind::PhoneNumber, at, to))
}

fn is_number(written: &str) -> bool {
    let groups: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits = groups.iter().map(|group| group.len()).sum::<usize>();
    // Between two groups stand one or two signs: a bracket and a space, a space and a bracket.
    let is_tight = !written.contains("  ") && !written.contains("--") && !written.contains("..");
    is_tight
        && (is_international(written, &groups, digits)
            || is_american(written, &groups)
            || is_national(written, &groups, digits))
}

/// `+49 30 901820`, `0049 30 901820`
fn is_international(written: &str, groups: &[&str], digits: usize) -> bool {
    let country = written.strip_prefix('+').or_else(|| written.strip_prefix("00"));
    let is_country = country.is_some_and(|rest| rest.starts_with(|c: char| ('1'..='9').contains(&c)));
    let is_plus = written.starts_with('+');
    let is_grouped = groups.len() >= 3 || digits >= 11;
    is_country && !written.contains('/') && is_grouped && (if is_plus { 8..=15 } else { 11..=17 }).contains(&digits)
}

/// `(555) 123-4567`, `555-123-4567`, `1-800-555-0199`
fn is_american(written: &str, groups: &[&str]) -> bool {
    let written = written.strip_prefix("1-").or_else(|| written.strip_prefix("1 ")).unwrap_or(written);
    let groups = if groups.first() == Some(&"1") { groups.get(1..).unwrap_or_default() } else { groups };
    let [area, exchange, line] = groups else { return false };
    let is_code = |group: &str| group.len() == 3 && group.starts_with(|c: char| ('2'..='9').contains(&c));
    let signs: String = written.chars().filter(|c| !c.is_ascii_digit()).collect();
    is_code(area)
        && is_code(exchange)
        && line.len() == 4
        && ["--", "..", "() -", "()-", "() ", "() .", " -"].contains(&signs.as_str())
}

/// `020 7946 0958`, `030/901820`, `01 23 45 67 89`
fn is_national(written: &str, groups: &[&str], digits: usize) -> bool {
    let mut leading = written.trim_start_matches('(').chars();
    let is_trunk = leading.next() == Some('0') && leading.next().is_some_and(|c| ('1'..='9').contains(&c));
    let is_plain = !written.contains(['.', '+']) && written.matches('/').count() <= 1;
    let is_shaped = groups.first().is_some_and(|group| (2..=5).contains(&group.len()))
        && groups.iter().skip(1).all(|group| (2..=8).contains(&group.len()));
    is_trunk && is_plain && is_shaped && groups.len() >= 2 && (9..=12).contains(&digits)
}
