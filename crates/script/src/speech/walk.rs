//! The walk over the tokens of a sentence: each is said, said with the one before, replaced, or left and told.

use super::number::{self, Context};
use super::part::{Fate, Part, Parts, Rule, Why};
use super::token::{Token, tokens};
use super::word::{self, Around, Word};
use super::{LINK, clean};
use crate::limits;

/// Punctuation that a word may have or gain in a sentence: two quotation marks on either side, and a full stop.
const MARKS_CHARS_MAX: usize = 5;

/// The spoken words of a sentence, and what became of each part of it.
pub(super) struct Walk<'a> {
    pub(super) text: String,
    pub(super) parts: Vec<Part<'a>>,
}

/// Words before spacing is put right, and the quotation marks seen.
struct Said {
    text: String,
    quotes: usize,
    links: usize,
    /// The last token was a sign: the next word does not join it.
    seam: bool,
}

pub(super) fn walk(text: &str) -> Walk<'_> {
    let tokens = tokens(text, None);
    let mut parts = Parts::of(text);
    let mut said = Said { text: String::with_capacity(text.len() * 2), quotes: 0, links: 0, seam: false };
    let mut skip = false;
    for (index, token) in tokens.iter().enumerate() {
        let (fate, joins) = if skip {
            said.put(token, &token.lead, "", true, &token.trail);
            (Fate::Joined, false)
        } else {
            one(&tokens, index, token, &mut said)
        };
        skip = joins;
        parts.add(&token.range, fate);
    }
    Walk { text: clean::spaced(&said.text), parts: parts.finish() }
}

/// The fate of one token; true if the next belongs to it.
fn one(tokens: &[Token], index: usize, token: &Token, said: &mut Said) -> (Fate, bool) {
    if let Some(fate) = &token.fate {
        return (said.decided(token, fate), false);
    }
    let neighbour = |at: usize| tokens.get(at).filter(|token| token.fate.is_none());
    let last = index.checked_sub(1).and_then(neighbour).map_or("", |last| last.core.as_str());
    let follower = neighbour(index + 1);
    let follows = follower.map(|next| next.core.as_str());
    let next = follower.filter(|next| token.trail.is_empty() && next.lead.is_empty());
    let second = neighbour(index + 2).filter(|_| next.is_some_and(|next| next.trail.is_empty()));
    if is_repeated(token, follows) {
        said.put(token, "", "", true, "");
        return (Fate::Silent, false);
    }
    let ends = index + 1 == tokens.len();
    let next_core = next.map(|next| next.core.as_str());
    let context = Context { last, next: next_core, after: second.map(|second| second.core.as_str()) };
    if let Some((text, rule)) = inches(token, last, said.quotes) {
        said.put(token, &token.lead, &text, true, "");
        return (Fate::Said(text, rule), false);
    }
    let decade = token.lead.ends_with('\'').then(|| format!("'{}", token.core));
    let decade = decade.and_then(|core| number::to_words(&core, context));
    let lead = if decade.is_some() { token.lead.trim_end_matches('\'') } else { token.lead.as_str() };
    if let Some(number) = decade.or_else(|| number::to_words(&token.core, context)) {
        let (text, why) = bounded(number.text, None);
        // The brackets around the number of a formula are no pause: "eq. (2)".
        let numbered = ["eq", "eqs", "equation", "equations"].iter().any(|name| last.eq_ignore_ascii_case(name));
        let inner = token.trail.strip_prefix(')').filter(|_| numbered && lead == "(");
        said.put(token, inner.map_or(lead, |_| ""), &text, ends, inner.unwrap_or(&token.trail));
        let joins = number.took_next;
        return (fate(text, number.rule, why), joins);
    }
    let starts = index == 0;
    let stopped = !token.trail.is_empty();
    let word = word::to_words(&token.core, Around { last, next: next_core, follows, stopped, ends, starts });
    let Word { text, takes_stop, rule, why } = word;
    // A sign is said by its name.
    let rule = if token.is_sign { Rule::Known } else { rule };
    let text = said.links(text, why);
    let text = if starts { cased(text, &token.core) } else { text };
    let (text, why) = bounded(text, why);
    let trail = if takes_stop && !ends { token.trail.strip_prefix('.').unwrap_or(&token.trail) } else { &token.trail };
    said.put(token, lead, &text, ends, trail);
    (fate(text, rule, why), false)
}

/// True for a check mark, a cross or a warning sign before words that say the same.
fn is_repeated(token: &Token, follows: Option<&str>) -> bool {
    let is_sign = token.lead == "(" && token.trail == ")" && token.is_sign;
    let said: &[&str] = match token.core.as_str() {
        "yes" => &["yes", "done", "supported", "fixed", "passed", "success", "ok"],
        "no" => &["no", "not", "never", "none", "don't", "do", "avoid", "failed", "unsupported", "missing"],
        "warning" | "forbidden" => &["warning", "caution", "danger", "important", "note", "attention", "forbidden"],
        _ => return false,
    };
    is_sign && follows.is_some_and(|next| said.iter().any(|word| next.eq_ignore_ascii_case(word)))
}

/// Feet and inches: `3.5"`, `6'2"`. A quotation mark that closes one is no sign of inches.
fn inches(token: &Token, last: &str, quotes: usize) -> Option<(String, Rule)> {
    let is_mark = token.trail.starts_with('"') && token.lead.is_empty() && quotes.is_multiple_of(2);
    let number = |text: &str| {
        text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let rest = token.trail.get(1..).unwrap_or_default();
    let unit = |amount: &str, one: &str, many: &str| format!("{amount} {}", if amount == "1" { one } else { many });
    let text = match token.core.split_once('\'') {
        Some((feet, inches)) if number(feet) && number(inches) => {
            format!("{} {}", unit(feet, "foot", "feet"), unit(inches, "inch", "inches"))
        }
        None if is_mark && number(&token.core) => {
            let describes = ["a", "an"].iter().any(|article| last.eq_ignore_ascii_case(article));
            unit(&token.core, "inch", if describes { "inch" } else { "inches" })
        }
        Some(_) | None => return None,
    };
    let rest = if is_mark { rest } else { token.trail.as_str() };
    Some((format!("{text}{rest}"), Rule::Number))
}

fn fate(text: String, rule: Rule, why: Option<Why>) -> Fate {
    match why {
        Some(why) if text.is_empty() => Fate::Left(why),
        Some(why) => Fate::Instead(text, why),
        None => Fate::Said(text, rule),
    }
}

/// Words that open a sentence in place of an abbreviation keep its case: "E.g. a disk" is "For example, a disk".
fn cased(text: String, core: &str) -> String {
    if core.starts_with(|c: char| c.is_ascii_uppercase()) { clean::capitalised(&text) } else { text }
}

/// Words that a voice can take: other words stand for one that is too long.
fn bounded(text: String, why: Option<Why>) -> (String, Option<Why>) {
    let chars_max = limits::TOKEN_CHARS_MAX - MARKS_CHARS_MAX;
    let fits = |word: &str| word.len() <= chars_max;
    if text.len() <= chars_max || text.split_whitespace().all(fits) {
        return (plain(text), why);
    }
    let split = text.replace('-', " ");
    if split.split_whitespace().all(fits) {
        return (plain(split), why);
    }
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    ((if is_word { "a very long word" } else { "a long identifier" }).to_owned(), Some(Why::TooLong))
}

/// Replaces characters without a sound by spaces.
fn plain(text: String) -> String {
    let silent = |c: char| !(c.is_ascii_alphanumeric() || " .,;:!?'\"-()[]{}".contains(c));
    if text.contains(silent) { text.replace(silent, " ") } else { text }
}

impl Said {
    fn put(&mut self, token: &Token, lead: &str, text: &str, ends: bool, trail: &str) {
        let seam = |text: &str| text.starts_with(|c: char| c.is_ascii_alphanumeric());
        // Two words that a sign stood between do not become one: "`Ctrl`+`C`".
        let signed =
            !token.core.is_empty() && token.core.bytes().all(|byte| !byte.is_ascii_alphanumeric()) && seam(text);
        let tail = self.text.len() - self.text.rfind(' ').map_or(0, |at| at + 1);
        let head = text.split(' ').next().unwrap_or_default();
        let too_long = tail + lead.len() + head.len() + trail.len() > limits::TOKEN_CHARS_MAX - MARKS_CHARS_MAX;
        if !token.glued || signed || self.seam || too_long {
            self.text.push(' ');
        }
        self.text.push_str(lead);
        self.text.push_str(text);
        // Three dots inside a sentence would end it for the voice: a comma is a pause.
        let trails_off = trail.starts_with("...") && !ends;
        self.text.push_str(if trails_off { "," } else { trail });
        self.quotes += [&token.lead, &token.trail].iter().map(|marks| marks.matches('"').count()).sum::<usize>();
        self.seam = signed;
    }

    /// Writes down a token whose words are known.
    fn decided(&mut self, token: &Token, fate: &Fate) -> Fate {
        let (text, why) = match fate {
            Fate::Said(text, _) => bounded(text.clone(), None),
            Fate::Instead(text, why) => (self.links(text.clone(), Some(*why)), Some(*why)),
            Fate::Joined | Fate::Silent | Fate::Left(_) => return fate.clone(),
        };
        self.put(token, "", &text, true, &token.trail);
        match (why, fate) {
            (Some(why), _) => Fate::Instead(text, why),
            (None, Fate::Said(_, rule)) => Fate::Said(text, *rule),
            (None, other) => other.clone(),
        }
    }

    /// The second link of a sentence is another one.
    fn links(&mut self, text: String, why: Option<Why>) -> String {
        if why != Some(Why::Link) || text != LINK {
            return text;
        }
        self.links += 1;
        if self.links > 1 { "another link".to_owned() } else { text }
    }
}
