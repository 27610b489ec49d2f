//! Letters said one by one: initialisms with full stops, and words of letters and digits mixed.

use crate::speech::code;
use crate::speech::part::Rule;

/// Letters with full stops: `U.S`, `C.I.A.`, `U.S.-based`, `J.R.R`.
pub(in crate::speech) fn dotted(core: &str) -> Option<(String, Rule)> {
    let (letters, rest) = match core.find(['-', '\'', '/']) {
        Some(at) => core.split_at(at),
        None => (core, ""),
    };
    let bare = letters.strip_suffix('.').unwrap_or(letters);
    let parts: Vec<&str> = bare.split('.').collect();
    let single = |part: &&str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_capital = bare.starts_with(|c: char| c.is_ascii_uppercase());
    let few = parts.len() >= 2 || letters.ends_with('.');
    let plain = rest.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\''));
    if !few || !parts.iter().all(single) || !plain || !(is_capital || parts.len() > 2) {
        return None;
    }
    let letters = parts.join(" ");
    let rest = rest.strip_prefix('-').map_or_else(|| rest.to_owned(), |rest| format!(" {rest}"));
    Some((format!("{letters}{rest}"), Rule::Kept))
}

/// Names of advisories, which only make sense letter by letter: `GHSA-jfh8-c2jp-5v3q`.
pub(super) fn spelled(core: &str) -> Option<(String, Rule)> {
    let groups = core.strip_prefix("GHSA-")?;
    let fits = groups.split('-').count() == 3
        && groups.split('-').all(|group| group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let spell = |group: &str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let groups: Vec<String> = groups.split('-').map(spell).collect();
    fits.then(|| (format!("GHSA, {}", groups.join(", ")), Rule::Kept))
}

/// An ending in brackets: `file(s)`, `optional(ly)`.
pub(super) fn optional(core: &str) -> Option<(String, Rule)> {
    let (word, ending) = core.strip_suffix(')')?.split_once('(')?;
    let small = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_word = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_word && small(ending) && ending.len() <= 3).then(|| (format!("{word}{ending}"), Rule::Kept))
}

/// A kind of change and its place, at the head of a message: `fix(cli):`, `feat(cache):`.
pub(super) fn scoped(core: &str, stopped: bool) -> Option<String> {
    const KINDS: [&str; 12] =
        ["build", "chore", "ci", "deps", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"];
    let (kind, scope) = core.strip_suffix(')')?.split_once('(')?;
    let fits = scope.starts_with(|c: char| c.is_ascii_alphanumeric()) && !scope.contains(['(', ')']);
    if !stopped || !fits || !KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return None;
    }
    let kind = match kind {
        "feat" => "feature",
        "Feat" => "Feature",
        kind => kind,
    };
    let (scope, Rule::Kept) = code::identifier(scope, None) else { return None };
    Some(format!("{kind} in {scope}"))
}

/// A small number below the line, as some kinds of Markdown write it: `H~2~O`.
pub(in crate::speech) fn indexed(core: &str) -> Option<String> {
    let parts: Vec<&str> = core.split('~').collect();
    let is_word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let starts = core.starts_with(|c: char| c.is_ascii_alphabetic());
    let (last, others) = parts.split_last()?;
    let fits =
        parts.len() >= 3 && parts.len() % 2 == 1 && others.iter().all(is_word) && (last.is_empty() || is_word(last));
    let small = parts.iter().skip(1).step_by(2).all(|part| crate::speech::number::is_digits(part));
    (starts && fits && small).then(|| parts.concat())
}

/// A time zone by its distance: `GMT-5`, `UTC+02:00`.
pub(super) fn zone(core: &str) -> Option<(String, Rule)> {
    let distance = ["UTC", "GMT"].iter().find_map(|name| core.strip_prefix(name).map(|rest| (*name, rest)));
    let (name, distance) = distance?;
    let (sign, hours) = distance.split_at_checked(1)?;
    let sign = match sign {
        "+" => "plus",
        "-" => "minus",
        _ => return None,
    };
    let hours = hours.strip_suffix(":00").unwrap_or(hours).trim_start_matches('0');
    let fits = !hours.is_empty() && hours.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    fits.then(|| (format!("{name} {sign} {}", hours.replace(':', " ")), Rule::Known))
}
