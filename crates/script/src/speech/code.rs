//! Inline code and identifiers as words.

mod name;
mod scan;
mod sign;

use super::locale::{Locale, translated};
use super::part::{Fate, Rule, Why};

pub(super) use name::is_identifier;

/// Words of a piece of code that is read out; more is a program, not a name.
const WORDS_MAX: usize = 14;
/// Bytes of a piece of code that is looked at.
const BYTES_MAX: usize = 240;

const CODE: &str = "the code in the source";
const COMMAND: &str = "the command in the source";
const PATTERN: &str = "a regular expression";

/// Code as it is said; other words stand for code that cannot be read out.
pub(super) fn to_words(code: &str, locale: Option<&Locale>) -> Fate {
    let code = code.trim().trim_end_matches([';', ',']).trim_end();
    let instead = |words: &str| Fate::Instead(words.to_owned(), Why::Code);
    if is_pattern(code) {
        return instead(PATTERN);
    }
    if super::reference::is_hash(code) {
        return Fate::Instead(super::reference::hash_words(code).to_owned(), Why::Reference);
    }
    if super::reference::is_key(code) {
        return Fate::Instead("a secret".to_owned(), Why::Secret);
    }
    if super::reference::is_link(code) {
        return Fate::Instead(super::LINK.to_owned(), Why::Link);
    }
    if code.len() > BYTES_MAX || is_program(code) {
        return instead(if is_command(code) { COMMAND } else { CODE });
    }
    let (text, rule) = if code.contains(char::is_alphanumeric) {
        scan::words(code, locale)
    } else {
        (sign::names(code, locale).unwrap_or_default(), Rule::Known)
    };
    let count = text.split_whitespace().count();
    match (count, tail(code)) {
        (0, _) => Fate::Silent,
        (1..=WORDS_MAX, _) => Fate::Said(text, rule),
        (_, Some(tail)) => {
            let (name, _) = scan::words(tail, locale);
            Fate::Instead(format!("{} {name}", translated("a path that ends in", locale)), Why::Code)
        }
        (_, None) => instead(if is_command(code) { COMMAND } else { CODE }),
    }
}

/// The words of a name, a path or a number in prose.
pub(super) fn identifier(name: &str, locale: Option<&Locale>) -> (String, Rule) {
    scan::words(name, locale)
}

/// The last name of a long path.
fn tail(code: &str) -> Option<&str> {
    const TAIL_BYTES_MAX: usize = 30;
    let (_, tail) = code.trim_end_matches('/').rsplit_once('/')?;
    (!code.contains(char::is_whitespace) && !tail.is_empty() && tail.len() <= TAIL_BYTES_MAX).then_some(tail)
}

/// True for a regular expression.
fn is_pattern(code: &str) -> bool {
    let classes = [
        "\\d", "\\w", "\\s", "\\b", "\\S", "\\W", "\\D", "(?:", "(?=", "(?i", "[a-z", "[A-Z", "[0-9", "[^", ".*", ".+",
    ];
    // A folder of Windows has one letter and a colon before its first backslash.
    let is_folder = code.get(1..3) == Some(":\\");
    let classes = || !is_folder && classes.iter().any(|class| code.contains(class));
    let anchored = code.starts_with('^') && code.ends_with('$') && code.len() > 2;
    let glob = code.contains('/') && !code.contains(['\\', '(', '[', '+']);
    anchored || (classes() && !glob && !code.contains(' '))
}

/// True for statements of a program.
fn is_program(code: &str) -> bool {
    let blocks = code.contains('{')
        && code.contains('}')
        && (code.contains("{ ") || code.contains("){") || code.contains(") {"));
    code.contains(['\n', ';']) || blocks
}

/// True for a line that one types: small words and options.
fn is_command(code: &str) -> bool {
    if code.contains(['{', '(', '=']) {
        return false;
    }
    let mut words = code.split_whitespace();
    let starts = words
        .next()
        .is_some_and(|first| first == "$" || first.chars().all(|c| c.is_ascii_lowercase() || "-_./".contains(c)));
    starts && words.next().is_some()
}
