//! Form of a turn: what a model must never write into a line that is spoken, whatever the source says.

use protocol::Language;

use super::Rules;
use super::reason::{Defects, Reason};
use super::token::plain;
use crate::check::{Defect, check_form};
use crate::speech;

/// Names of speakers that may stand before a colon.
const SPEAKERS: [&str; 16] = [
    "host",
    "guest",
    "lead",
    "narrator",
    "speaker",
    "assistant",
    "user",
    "system",
    "human",
    "ai",
    "interviewer",
    "moderator",
    "presenter",
    "announcer",
    "cohost",
    "voice",
];
/// Ends of addresses, written or said.
const DOMAINS: [&str; 12] = ["com", "org", "net", "io", "dev", "ai", "edu", "gov", "info", "example", "app", "uk"];
/// Signs of markup, code and JSON.
const SIGNS: [char; 19] =
    ['{', '}', '[', ']', '(', ')', '<', '>', '=', '_', '*', '#', '`', '|', '\\', '~', '^', '&', '+'];
/// Those of them that have no words of their own: "&" is "and", and a backtick is around a name that is said.
const UNSAID: [char; 14] = ['{', '}', '[', ']', '(', ')', '<', '>', '=', '*', '#', '|', '\\', '^'];
/// Words that are said around code and mark-up, and never in talk.
const CODE: [&str; 6] = ["nbsp", "json", "markdown", "xml", "href", "ssml"];

pub(super) fn check(turn: usize, text: &str, rules: &Rules, defects: &mut Defects) {
    let mut add = |reason, words: &str| defects.add(turn, reason, words);
    if let Err(defect) = check_form(turn, text, Language::English) {
        let reason = match defect {
            Defect::Empty { .. } => Reason::Empty,
            Defect::TooLong { .. } => Reason::TooLong,
            Defect::TokenTooLong { .. } => Reason::WordTooLong,
            Defect::Unspeakable { .. }
            | Defect::NoTurns
            | Defect::TooManyTurns
            | Defect::UnknownCite { .. }
            | Defect::UnusedCite { .. }
            | Defect::Unsupported { .. }
            | Defect::Repeated { .. } => Reason::Unspeakable,
        };
        add(reason, text);
    }
    check_signs(turn, text, (&SIGNS, rules), defects);
    if !text.contains(SIGNS) && !is_list(text) && is_code(text) {
        defects.add(turn, Reason::Markup, text);
    }
}

/// The form of a text before normalization, which would hide these defects. Signs that have words may be in it.
pub(super) fn check_written(turn: usize, text: &str, rules: &Rules, defects: &mut Defects) {
    check_signs(turn, text, (&UNSAID, rules), defects);
}

fn check_signs(turn: usize, text: &str, (signs, rules): (&[char], &Rules), defects: &mut Defects) {
    let mut add = |reason, words: &str| defects.add(turn, reason, words);
    if text.contains(is_hidden) {
        add(Reason::Hidden, text);
    }
    if let Some(word) = text.split_whitespace().find(|word| is_address(word)) {
        add(Reason::Address, word);
    } else if says_address(text, &rules.addresses) {
        add(Reason::Address, text);
    }
    let enclosed = [('[', ']'), ('(', ')'), ('*', '*')].into_iter().find_map(|marks| between(text, marks));
    match enclosed {
        Some(inside) => add(Reason::StageDirection, inside),
        None if text.contains(signs) || is_list(text) => add(Reason::Markup, text),
        None => {}
    }
    if let Some(label) = label(text, &rules.hosts) {
        add(Reason::HostLabel, label);
    }
}

/// True for a character that is not seen: zero-width, bidirectional, tag, variation and control characters.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
        || (c.is_control() && c != '\n' && c != '\t')
}

fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| ".,;:!?'\"()".contains(c)).to_ascii_lowercase();
    let host = word.split('/').next().unwrap_or_default();
    let domain = host
        .rsplit_once('.')
        .is_some_and(|(name, end)| DOMAINS.contains(&end) && name.ends_with(|c: char| c.is_ascii_alphanumeric()));
    speech::is_link(&word)
        || domain
        || word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
}

/// True for an address in words, "example dot com", unless it is one of these.
fn says_address(text: &str, known: &[String]) -> bool {
    let words = plain(text);
    let words: Vec<&str> = words.split(' ').collect();
    let new = |words: &[&str]| is_said(words) && !known.contains(&words.join(" "));
    words.windows(ADDRESS_WORDS).any(new) || words.contains(&"www")
}

/// Words of the end of an address.
const ADDRESS_WORDS: usize = 3;

fn is_said(words: &[&str]) -> bool {
    matches!(words, [_, "dot", end] if DOMAINS.contains(end))
}

/// The ends of the addresses that a text says: "crates dot io" is the name of a thing there.
pub(super) fn said_addresses(text: &str) -> Vec<String> {
    let words = plain(text);
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(ADDRESS_WORDS).filter(|words| is_said(words)).map(|words| words.join(" ")).collect()
}

fn between(text: &str, (open, close): (char, char)) -> Option<&str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inside, _)| inside).filter(|inside| inside.starts_with(char::is_alphabetic))
}

/// True for the mark of a list at the beginning of a line.
fn is_list(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with("- ") || (number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") ")))
    })
}

/// True for a word of code: a full stop, a colon or a semicolon between letters.
fn is_code(text: &str) -> bool {
    let joined = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let inner = word.split_once(['.', ':', ';']);
        inner.is_some_and(|(left, right)| {
            left.len() > 1
                && left.chars().all(char::is_alphabetic)
                && right.starts_with(|c: char| c.is_alphabetic() || c == ':')
        })
    };
    text.split_whitespace().any(joined) || plain(text).split(' ').any(|word| CODE.contains(&word))
}

/// The label of a speaker before a colon: "Host A:", "Guest:", or the name of a host.
fn label<'t>(text: &'t str, hosts: &[String; 2]) -> Option<&'t str> {
    text.match_indices(':').find_map(|(at, _)| {
        let before = text.get(..at)?;
        let start = before.rfind(['.', '!', '?', '\n', '"', ';', ',', ':']).map_or(0, |at| at + 1);
        let label = before.get(start..)?;
        let words = plain(label);
        let mut words = words.split(' ').rev();
        let (last, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let is_host = hosts.iter().any(|host| !host.is_empty() && plain(host).split(' ').next_back() == Some(last));
        let short = last.len() == 1 || last.chars().all(|c| c.is_ascii_digit()) || ["one", "two"].contains(&last);
        (is_host || SPEAKERS.contains(&last) || (short && SPEAKERS.contains(&before))).then_some(label)
    })
}
