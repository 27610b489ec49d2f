//! Words and symbols that are not said as they are written.

mod abbreviation;
pub(super) mod letters;
mod slashed;
pub(super) mod table;

use super::part::{Rule, Why};
use super::{LINK, code, number, reference, unit};

pub(super) struct Word {
    pub(super) text: String,
    /// True if the full stop after it belonged to the abbreviation.
    pub(super) takes_stop: bool,
    pub(super) rule: Rule,
    /// Set if other words stand for it, or none.
    pub(super) why: Option<Why>,
}

impl Word {
    fn of(text: &str, rule: Rule) -> Self {
        Self { text: text.to_owned(), takes_stop: false, rule, why: None }
    }

    fn known(text: &str) -> Self {
        Self::of(text, Rule::Known)
    }

    fn instead(text: &str, why: Why) -> Self {
        Self { text: text.to_owned(), takes_stop: false, rule: Rule::Known, why: Some(why) }
    }

    fn stopped(text: &str) -> Self {
        Self { takes_stop: true, ..Self::known(text) }
    }
}

/// The surroundings of a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    pub(super) last: &'a str,
    pub(super) next: Option<&'a str>,
    /// The next word, even behind a full stop.
    pub(super) follows: Option<&'a str>,
    /// A mark follows it directly.
    pub(super) stopped: bool,
    /// It is the last word.
    pub(super) ends: bool,
    /// It is the first word.
    pub(super) starts: bool,
}

/// The spoken form of a word.
pub(super) fn to_words(core: &str, around: Around<'_>) -> Word {
    if core.len() > abbreviation::CHARS_MAX && core.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return if reference::is_key(core) {
            Word::instead("a secret", Why::Secret)
        } else {
            Word::of(core, Rule::Kept)
        };
    }
    if let Some(word) = abbreviation::find(core, around) {
        return word;
    }
    if let Some(said) = unit::measured(core, around.last) {
        return Word::known(&said);
    }
    if core.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return plain(core, around);
    }
    if let Some(said) = table::sign(core, around) {
        return Word::known(said);
    }
    if let Some(said) = letters::indexed(core).or_else(|| letters::scoped(core, around.stopped)) {
        return Word::of(&said, Rule::Kept);
    }
    if let Some(said) = table::name(core) {
        return Word::known(said);
    }
    if reference::is_link(core) {
        return Word::instead(LINK, Why::Link);
    }
    if core.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains(|c: char| c.is_ascii_digit())
    }) {
        return Word::instead("an email address", Why::Mail);
    }
    if reference::is_hash(core) {
        return hash(core, around);
    }
    if reference::is_key(core) {
        return Word::instead("a secret", Why::Secret);
    }
    if let Some((text, rule)) = letters::dotted(core) {
        return Word { takes_stop: true, ..Word::of(&text, rule) };
    }
    if let Some(said) = compass(core, around.last) {
        return Word::known(said);
    }
    let mixed = letters::spelled(core).or_else(|| letters::optional(core)).or_else(|| letters::zone(core));
    let mixed = mixed.or_else(|| slashed::to_words(core));
    mixed.map_or_else(|| identifier(core), |(text, rule)| Word::of(&text, rule))
}

/// A word of letters alone.
fn plain(core: &str, around: Around<'_>) -> Word {
    if core.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Word::of(core, Rule::Kept);
    }
    if let Some(said) = number::roman(core, around.last, around.next, around.stopped || around.ends) {
        return Word::known(&said);
    }
    if core.len() >= reference::HASH_CHARS_MIN && reference::is_key(core) {
        return Word::instead("a secret", Why::Secret);
    }
    match table::name(core).or_else(|| compass(core, around.last)) {
        Some(said) => Word::known(said),
        None if code::is_identifier(core) => identifier(core),
        None => Word::of(core, Rule::Kept),
    }
}

/// A commit: nothing at either end of a sentence or behind the word, else two words.
fn hash(core: &str, around: Around<'_>) -> Word {
    let named = ["commit", "commits", "revision", "hash"].iter().any(|name| around.last.eq_ignore_ascii_case(name));
    let said = if named || around.ends || around.starts { "" } else { reference::hash_words(core) };
    Word::instead(said, Why::Reference)
}

fn identifier(core: &str) -> Word {
    let bare = core.trim_matches(['_', '*']);
    let bare = bare
        .strip_prefix(['@', '#'])
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or(bare);
    if let Some(percentile) = percentile(bare) {
        return Word::of(&percentile, Rule::Kept);
    }
    let is_code = bare.contains(['/', '=', '<', '>', '^', '~', '$', '\\', '|', '!', '%', '+', '@', '(', '[', '{', ':'])
        || code::is_identifier(bare);
    if is_code {
        let (text, rule) = code::identifier(bare, None);
        return Word::of(&text, rule);
    }
    let text = bare.replace('&', " and ").replace("---", ", ").replace("--", ", ");
    Word::of(&text, Rule::Kept)
}

fn percentile(word: &str) -> Option<String> {
    let digits = word.strip_prefix(['p', 'P'])?;
    let is_percentile = digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_percentile.then(|| format!("p {digits}"))
}

/// A direction behind degrees: `52.5° N`.
fn compass(core: &str, last: &str) -> Option<&'static str> {
    let said = match core {
        "N" => "north",
        "S" => "south",
        "E" => "east",
        "W" => "west",
        _ => return None,
    };
    (last.ends_with("deg") || last.ends_with(['\'', '"'])).then_some(said)
}
