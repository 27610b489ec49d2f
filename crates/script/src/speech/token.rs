//! The tokens of a sentence: words with the punctuation around them, and inline code.

use std::ops::Range;

use super::locale::Locale;
use super::part::{Fate, Rule, Why};
use super::split::{Kind, split};
use super::{code, fold, foreign};
use crate::marks::{CODE_CLOSE, CODE_OPEN};

const LEADING: [char; 6] = ['(', '[', '{', '"', '\'', '*'];
const TRAILING: [char; 12] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '*'];

#[derive(Debug)]
pub(super) struct Token {
    /// The place in the sentence; empty if the token before holds it.
    pub(super) range: Range<usize>,
    /// True if it follows the token before without a space.
    pub(super) glued: bool,
    pub(super) lead: String,
    pub(super) core: String,
    pub(super) trail: String,
    /// Set if the words are known already: code, secrets, words of other scripts.
    pub(super) fate: Option<Fate>,
    /// The word stands for a sign that is no letter.
    pub(super) is_sign: bool,
}

impl Token {
    fn decided(range: Range<usize>, glued: bool, fate: Fate) -> Self {
        let (lead, core, trail) = (String::new(), String::new(), String::new());
        Self { range, glued, lead, core, trail, fate: Some(fate), is_sign: false }
    }
}

/// The tokens of a sentence; in English without a table of another language.
pub(super) fn tokens(text: &str, locale: Option<&Locale>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut glued = false;
    for (range, kind) in split(text, locale) {
        let part = text.get(range.clone()).unwrap_or_default();
        match kind {
            Kind::Prose => {
                prose(text, &range, glued, locale, &mut tokens);
                glued = !part.ends_with(char::is_whitespace);
            }
            Kind::Code => {
                let inside = part.trim_start_matches(CODE_OPEN).trim_end_matches(CODE_CLOSE);
                if !inside.trim().is_empty() {
                    tokens.push(Token::decided(range, glued, code(inside, locale)));
                    glued = true;
                }
            }
            Kind::Signs => {}
            Kind::Left(why) => tokens.push(Token::decided(range, glued, Fate::Left(why))),
            Kind::Source(said) => {
                tokens.push(Token::decided(range, glued, Fate::Said(said, Rule::Kept)));
                glued = true;
            }
            Kind::Secret => {
                tokens.push(Token::decided(range, false, Fate::Instead("a secret".to_owned(), Why::Secret)));
                glued = true;
            }
        }
    }
    tokens
}

fn code(inside: &str, locale: Option<&Locale>) -> Fate {
    let folded = fold::fold(inside, false, false, locale);
    match folded.foreign {
        true => Fate::Instead(foreign::named(inside).to_owned(), Why::Foreign),
        false => code::to_words(&folded.text, locale),
    }
}

fn prose(text: &str, range: &Range<usize>, glued: bool, locale: Option<&Locale>, tokens: &mut Vec<Token>) {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut at = range.start;
    for word in part.split(char::is_whitespace) {
        let place = at..at + word.len();
        let space = part.get(place.end - range.start..).and_then(|rest| rest.chars().next());
        at = place.end + space.map_or(0, char::len_utf8);
        if word.is_empty() {
            continue;
        }
        let before = place.start == range.start && glued;
        let after = place.end == range.end && place.end < text.len();
        signed(word, place, (before, after), locale, tokens);
    }
}

/// The tokens of one written word; signs without a sound part it.
fn signed(
    word: &str,
    place: Range<usize>,
    (before, after): (bool, bool),
    locale: Option<&Locale>,
    tokens: &mut Vec<Token>,
) {
    if word.is_ascii() || !word.contains(fold::is_silent) {
        return words(word, place, (before, after), locale, tokens);
    }
    let mut at = place.start;
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let silent = fold::is_silent(first);
        let length = rest.find(|c: char| fold::is_silent(c) != silent).unwrap_or(rest.len());
        let (run, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let range = at..at + run.len();
        at = range.end;
        rest = behind;
        if silent {
            tokens.push(Token::decided(range, false, Fate::Left(Why::Sign)));
        } else {
            let opens = range.start == place.start;
            let closes = range.end == place.end;
            words(run, range, (before && opens, after && closes), locale, tokens);
        }
    }
}

/// The tokens of a run of characters: a sign in it may have become a word of its own.
fn words(
    word: &str,
    place: Range<usize>,
    (before, after): (bool, bool),
    locale: Option<&Locale>,
    tokens: &mut Vec<Token>,
) {
    let folded = fold::fold(word, before, after, locale);
    if folded.foreign {
        let trimmed = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let marks: String = word
            .get(trimmed.len()..)
            .unwrap_or_default()
            .chars()
            .filter(|c| *c != '*' && TRAILING.contains(c))
            .collect();
        let fate = Fate::Instead(foreign::named(word).to_owned(), Why::Foreign);
        tokens.push(Token { trail: marks, ..Token::decided(place, before, fate) });
        return;
    }
    let mut place = place;
    let mut count = 0;
    for part in folded.text.split_whitespace() {
        let continues = count == 0 && before && !folded.text.starts_with(' ');
        let is_sign = !word.is_ascii() && !word.contains(char::is_alphanumeric);
        tokens.push(Token { is_sign, ..token(part, place.clone(), continues) });
        place = place.end..place.end;
        count += 1;
    }
    if count == 0 {
        let silent = !word.contains(char::is_alphanumeric);
        let fate = if silent { Fate::Silent } else { Fate::Left(Why::Foreign) };
        tokens.push(Token::decided(place, before, fate));
    }
}

fn token(part: &str, range: Range<usize>, glued: bool) -> Token {
    let bare = part.trim_start_matches(LEADING);
    let lead = part.get(..part.len() - bare.len()).unwrap_or_default();
    let core = bare.trim_end_matches(TRAILING);
    let core = match core.len() {
        // Brackets that belong to a call or an array stay with it: "foo()", "O(n)", "items[0]".
        length if opens_inside(core) => {
            let rest = bare.get(length..).unwrap_or_default();
            let closes = rest.bytes().take_while(|byte| matches!(byte, b')' | b']' | b'}')).count();
            bare.get(..length + closes).unwrap_or(core)
        }
        _ if bare.ends_with("()") || bare.contains("().") => bare.trim_end_matches(['.', ',', ';', ':', '!', '?']),
        _ => core,
    };
    let trail = bare.get(core.len()..).unwrap_or_default();
    let core = if core.is_empty() && part == "*" { "*" } else { core };
    let (lead, trail) = if core == "*" { ("", "") } else { (lead, trail) };
    Token { range, glued, lead: marks(lead), core: core.to_owned(), trail: marks(trail), fate: None, is_sign: false }
}

/// The marks around a word, without the stars of emphasis and without a third quotation mark.
fn marks(text: &str) -> String {
    let mut quotes = 0;
    text.chars()
        .filter(|c| {
            quotes += usize::from(matches!(c, '"' | '\''));
            *c != '*' && (quotes <= 2 || !matches!(c, '"' | '\''))
        })
        .collect()
}

fn opens_inside(core: &str) -> bool {
    let count = |signs: [char; 2]| {
        let [open, close] = signs;
        core.matches(open).count() > core.matches(close).count()
    };
    count(['(', ')']) || count(['[', ']']) || count(['{', '}'])
}
