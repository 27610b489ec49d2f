//! Words with a slash between them.

use crate::speech::part::Rule;
use crate::speech::unit;

/// Regions of time zones: the slash behind them is not said.
const REGIONS: [&str; 10] =
    ["US", "Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian", "Etc"];

/// Pairs of which one is meant.
const CHOICES: [(&str, &str); 22] = [
    ("he", "she"),
    ("she", "he"),
    ("his", "her"),
    ("her", "his"),
    ("him", "her"),
    ("his", "hers"),
    ("himself", "herself"),
    ("she", "they"),
    ("yes", "no"),
    ("on", "off"),
    ("true", "false"),
    ("pass", "fail"),
    ("either", "or"),
    ("enable", "disable"),
    ("enabled", "disabled"),
    ("start", "stop"),
    ("up", "down"),
    ("add", "remove"),
    ("allow", "deny"),
    ("win", "lose"),
    ("success", "failure"),
    ("open", "closed"),
];

pub(super) fn to_words(core: &str) -> Option<(String, Rule)> {
    if !core.contains('/') {
        return None;
    }
    if let Some(rate) = unit::rate(core) {
        return Some((rate, Rule::Known));
    }
    if let Some(with) = core.strip_prefix("w/").filter(|with| with.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        return Some((format!("with {with}"), Rule::Kept));
    }
    // What hangs on the last word: "I/O-bound", "TCP/IP's".
    let (words, rest) = match core.find(['-', '\'']) {
        Some(at) if core.get(at..).is_some_and(|rest| !rest.contains('/')) => core.split_at(at),
        Some(_) | None => (core, ""),
    };
    let parts: Vec<&str> = words.split('/').collect();
    let shouted =
        |part: &&str| part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if parts.iter().all(|part| !part.is_empty() && shouted(part)) {
        return Some((format!("{}{rest}", parts.join(" ")), Rule::Kept));
    }
    let zone = parts.first().is_some_and(|first| REGIONS.contains(first))
        && parts.iter().skip(1).all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    if zone {
        return Some((core.replace(['/', '_'], " "), Rule::Kept));
    }
    let [first, second] = parts[..] else { return None };
    let lower = [first.to_ascii_lowercase(), second.to_ascii_lowercase()];
    let choice = CHOICES.iter().any(|(one, other)| lower == [*one, *other]);
    choice.then(|| (format!("{first} or {second}{rest}"), Rule::Kept))
}
