//! The words of a sentence as they are put together: spaces, quotation marks, words too long for a voice.

use protocol::Language;

use super::super::part::{Fate, Rule, Why};
use super::super::token::Token;
use super::{Locale, is_letter};
use crate::limits;

/// Punctuation that a word may have or gain in a sentence.
const MARKS_CHARS_MAX: usize = 5;
const CHARS_MAX: usize = limits::TOKEN_CHARS_MAX - MARKS_CHARS_MAX;

/// German words that ask for the dative.
const DATIVE: [&str; 9] = ["unter", "bei", "von", "mit", "aus", "nach", "zu", "in", "auf"];

pub(super) struct Said {
    pub(super) text: String,
    locale: &'static Locale,
    /// Quotation marks so far.
    quotes: usize,
    links: usize,
    /// The next word stands right behind a quotation mark that had a space behind it.
    hugs: bool,
    /// The last token was a sign: the next word does not join it.
    seam: bool,
}

impl Said {
    pub(super) fn new(text: &str, locale: &'static Locale) -> Self {
        let text = String::with_capacity(text.len() * 2);
        Self { text, locale, quotes: 0, links: 0, hugs: false, seam: false }
    }

    /// Adds the words of a token with the marks around them.
    pub(super) fn put(&mut self, token: &Token, (lead, text, trail): (&str, &str, &str), ends: bool) {
        let bare = text.is_empty();
        let closes = bare && self.quotes % 2 == 1 && format!("{lead}{trail}").starts_with('"');
        let signed = !token.core.is_empty()
            && !token.core.contains(char::is_alphanumeric)
            && text.starts_with(char::is_alphanumeric);
        let tail = self.text.rsplit(' ').next().unwrap_or_default().chars().count();
        let head = text.split(' ').next().unwrap_or_default().chars().count();
        let too_long = tail + head + lead.len() + trail.len() > CHARS_MAX;
        let apart = (!token.glued || signed || self.seam || too_long) && !closes && !self.hugs;
        if apart || (too_long && !bare) {
            self.text.push(' ');
        }
        self.text.push_str(lead);
        self.text.push_str(text);
        // Three dots inside a sentence would end it for the voice: a comma is a pause.
        let trails_off = trail.starts_with("...") && !ends;
        self.text.push_str(if trails_off { "," } else { trail });
        let opens = bare && !closes && lead.ends_with('"') && trail.is_empty();
        self.quotes += [lead, trail].iter().map(|marks| marks.matches('"').count()).sum::<usize>();
        self.hugs = opens && self.quotes % 2 == 1;
        self.seam = signed;
    }

    /// Adds a token whose words are known already.
    pub(super) fn decided(&mut self, token: &Token, fate: &Fate, last: &str) -> Fate {
        let (text, why) = match fate {
            Fate::Said(text, _) => self.bounded(text.clone(), None),
            Fate::Instead(text, why) => (self.link(text.clone(), *why, last), Some(*why)),
            Fate::Joined | Fate::Silent | Fate::Left(_) => return fate.clone(),
        };
        self.put(token, ("", &text, &token.trail), true);
        match (why, fate) {
            (Some(why), _) => Fate::Instead(text, why),
            (None, Fate::Said(_, rule)) => Fate::Said(text, *rule),
            (None, other) => other.clone(),
        }
    }

    /// The words for a link: in the case that the word before asks for; the second is another one.
    pub(super) fn link(&mut self, text: String, why: Why, last: &str) -> String {
        if why == Why::Mail && self.locale.language == Language::German && DATIVE.contains(&last) {
            return "einer E-Mail-Adresse".to_owned();
        }
        if why != Why::Link || text != super::super::LINK {
            return self.locale.translated(&text).to_owned();
        }
        self.links += 1;
        if self.links > 1 {
            return self.locale.translated("another link").to_owned();
        }
        let case = self.locale.link_after.iter().find(|(words, _)| words.contains(&last));
        case.map_or(self.locale.link, |(_, said)| *said).to_owned()
    }

    /// Words that a voice can take: other words stand for one that is too long.
    pub(super) fn bounded(&self, text: String, why: Option<Why>) -> (String, Option<Why>) {
        let fits = |word: &str| word.chars().count() <= CHARS_MAX;
        if text.split_whitespace().all(fits) {
            return (self.plain(text), why);
        }
        let split = text.replace('-', " ");
        if split.split_whitespace().all(fits) {
            return (self.plain(split), why);
        }
        let is_word = text.chars().all(char::is_alphabetic);
        let words = if is_word { "a very long word" } else { "a long identifier" };
        (self.locale.translated(words).to_owned(), Some(Why::TooLong))
    }

    /// Replaces characters without a sound by spaces.
    fn plain(&self, text: String) -> String {
        let language = self.locale.language;
        let silent = |c: char| !(is_letter(c, language) || c.is_ascii_digit() || " .,;:!?'\"-()[]{}".contains(c));
        if text.contains(silent) { text.replace(silent, " ") } else { text }
    }
}

/// The fate of a token by its words, and the reason if others stand for it.
pub(super) fn fate(text: String, rule: Rule, why: Option<Why>) -> Fate {
    match why {
        Some(why) if text.is_empty() => Fate::Left(why),
        Some(why) => Fate::Instead(text, why),
        None => Fate::Said(text, rule),
    }
}
