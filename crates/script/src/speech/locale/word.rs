//! Words and symbols that are not said as they are written.

use super::super::part::{Rule, Why};
use super::super::word::{Around as Shared, letters, table};
use super::super::{LINK, code, reference};
use super::{Locale, measure};

pub(super) struct Word {
    pub(super) text: String,
    pub(super) rule: Rule,
    /// Set if other words stand for it, or none; the words are in English then.
    pub(super) why: Option<Why>,
}

impl Word {
    fn of(text: &str, rule: Rule) -> Self {
        Self { text: text.to_owned(), rule, why: None }
    }

    fn instead(text: &str, why: Why) -> Self {
        Self { text: text.to_owned(), rule: Rule::Known, why: Some(why) }
    }
}

/// The surroundings of a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// In small letters.
    pub(super) last: &'a str,
    pub(super) next: Option<&'a str>,
    pub(super) ends: bool,
    pub(super) starts: bool,
}

/// The spoken form of a word.
pub(super) fn to_words(core: &str, around: Around<'_>, locale: &Locale) -> Word {
    if core.chars().all(char::is_alphabetic) {
        return plain(core, locale);
    }
    if let Some(said) = measure::alone(core, locale) {
        return Word::of(&said, Rule::Known);
    }
    let shared = Shared { last: around.last, next: around.next, ..Shared::default() };
    if let Some(said) = table::sign(core, shared) {
        return Word::of(locale.translated(said), Rule::Known);
    }
    if let Some(said) = letters::indexed(core) {
        return Word::of(&said, Rule::Kept);
    }
    if let Some(said) = name(core, locale) {
        return Word::of(said, Rule::Known);
    }
    if reference::is_link(core) {
        return Word::instead(LINK, Why::Link);
    }
    let is_mail = |(name, host): (&str, &str)| !name.is_empty() && host.contains('.') && !host.contains('/');
    if core.split_once('@').is_some_and(is_mail) {
        return Word::instead("an email address", Why::Mail);
    }
    if reference::is_hash(core) {
        let said = if around.ends || around.starts { "" } else { reference::hash_words(core) };
        return Word::instead(said, Why::Reference);
    }
    if reference::is_key(core) {
        return Word::instead("a secret", Why::Secret);
    }
    if let Some((text, rule)) = letters::dotted(core) {
        return Word::of(&text, rule);
    }
    if let Some(text) = inclusive(core, locale).or_else(|| slashed(core, locale)) {
        return Word::of(&text, Rule::Kept);
    }
    identifier(core, locale)
}

/// A word of letters alone.
fn plain(core: &str, locale: &Locale) -> Word {
    if let Some(said) = measure::alone(core, locale) {
        return Word::of(&said, Rule::Known);
    }
    if core.len() >= reference::HASH_CHARS_MIN && reference::is_key(core) {
        return Word::instead("a secret", Why::Secret);
    }
    match name(core, locale) {
        Some(said) => Word::of(said, Rule::Known),
        None if code::is_identifier(core) => identifier(core, locale),
        None => Word::of(core, Rule::Kept),
    }
}

/// Names with a sound of their own; those whose words are English are not said so.
fn name(core: &str, locale: &Locale) -> Option<&'static str> {
    let said = table::name(core)?;
    let own = super::words::translated(said, locale.language);
    let english = [" and ", " of", "to-", "ation", "ility", "end", "Control", "Command", "she", "sharp", "plus", "dot"];
    own.or_else(|| (!english.iter().any(|word| said.contains(word))).then_some(said))
}

/// Both genders in one word: "Nutzer*innen", "Nutzer:innen", "lector/a", "étudiant·e·s".
fn inclusive(core: &str, locale: &Locale) -> Option<String> {
    if !locale.is_german() {
        return None;
    }
    let at = core.find(['*', ':', '_', '/'])?;
    let (head, tail) = core.split_at(at);
    let ending = tail.get(1..)?;
    let fits = head.chars().count() > 2
        && head.chars().all(|c| c.is_alphabetic() || c == '-')
        && ["in", "innen"].iter().any(|gender| ending.starts_with(gender))
        && ending.chars().all(|c| c.is_alphabetic() || c == '-');
    fits.then(|| format!("{head}-{ending}"))
}

/// Words with a slash between them: capitals are spelled one after the other, others are a choice.
fn slashed(core: &str, locale: &Locale) -> Option<String> {
    if !core.contains('/') {
        return None;
    }
    let parts: Vec<&str> = core.split('/').collect();
    let is_word =
        |part: &&str| part.chars().count() > 1 && part.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''));
    let shouted = |part: &&str| {
        (1..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    if parts.iter().all(shouted) {
        return Some(parts.join(" "));
    }
    let [first, second] = parts[..] else { return None };
    let fits = is_word(&first) && is_word(&second) && !first.starts_with('-');
    fits.then(|| format!("{first} {} {second}", locale.translated("or")))
}

fn identifier(core: &str, locale: &Locale) -> Word {
    let bare = core.trim_matches(['_', '*']);
    let bare = bare.strip_prefix(['@', '#']).filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(bare);
    let is_code = bare.contains(['/', '=', '<', '>', '^', '~', '$', '\\', '|', '!', '%', '+', '@', '(', '[', '{', ':'])
        || code::is_identifier(bare);
    if is_code {
        let (text, rule) = code::identifier(bare, Some(locale));
        return Word::of(&text, rule);
    }
    let and = format!(" {} ", crate::wording::of(locale.language).and);
    let text = bare.replace('&', &and).replace("---", ", ").replace("--", ", ");
    Word::of(&text, Rule::Kept)
}
