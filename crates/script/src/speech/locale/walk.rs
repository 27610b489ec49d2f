//! The walk over the tokens of a sentence: each is said, said with the one before, replaced, or left and told.

use protocol::Language;

use super::super::clean;
use super::super::part::{Fate, Parts, Rule};
use super::super::token::{Token, tokens};
use super::super::walk::Walk;
use super::amount::{self, Found, is_digits};
use super::ordinal::Form;
use super::said::{Said, fate};
use super::word::{self, Around, Word};
use super::{Locale, calendar, find, measure, roman, version};

/// Words looked at together: a date, a time, an amount with its scale and its currency.
const WINDOW: usize = 5;

/// The spoken words of a sentence, and what became of each part of it.
pub(in crate::speech) fn walk<'t>(text: &'t str, locale: &'static Locale) -> Walk<'t> {
    let tokens = tokens(text, Some(locale));
    let mut parts = Parts::of(text);
    let mut said = Said::new(text, locale);
    let mut index = 0;
    while let Some(rest) = tokens.get(index..).filter(|rest| !rest.is_empty()) {
        let at = Place { text, all: &tokens, index, locale };
        let (fate, count) = at.one(rest, &mut said);
        let mut fate = Some(fate);
        for token in rest.iter().take(count) {
            parts.add(&token.range, fate.take().unwrap_or(Fate::Joined));
        }
        index += count.max(1);
    }
    Walk { text: clean::spaced(&said.text), parts: parts.finish() }
}

struct Place<'p> {
    text: &'p str,
    all: &'p [Token],
    index: usize,
    locale: &'static Locale,
}

impl Place<'_> {
    /// A word before this place, in small letters.
    fn before(&self, back: usize) -> String {
        let token = self.index.checked_sub(back).and_then(|at| self.all.get(at));
        token.filter(|token| token.fate.is_none()).map(|token| token.core.to_lowercase()).unwrap_or_default()
    }

    /// The fate of the first token, and the number of tokens that it takes along.
    fn one(&self, rest: &[Token], said: &mut Said) -> (Fate, usize) {
        let Some((token, others)) = rest.split_first() else { return (Fate::Silent, 1) };
        let last = self.before(1);
        if let Some(fate) = &token.fate {
            return (said.decided(token, fate, &last), 1);
        }
        if token.core.is_empty() {
            said.put(token, (&token.lead, "", &token.trail), others.is_empty());
            return (Fate::Silent, 1);
        }
        if let Some((found, drops_stop)) = self.number(rest, &last) {
            let end = rest.get(found.count.saturating_sub(1)).unwrap_or(token);
            let ends = rest.len() == found.count;
            let trail =
                if drops_stop && !ends { end.trail.strip_prefix('.').unwrap_or(&end.trail) } else { &end.trail };
            let (text, why) = said.bounded(found.text, None);
            said.put(token, (&token.lead, &text, trail), ends);
            return (fate(text, found.rule, why), found.count);
        }
        if let Some(found) = find::abbreviation(rest, &last, self.locale) {
            let end = rest.get(found.count - 1).unwrap_or(token);
            let ends = rest.len() == found.count;
            let trail =
                if found.takes_stop && !ends { end.trail.strip_prefix('.').unwrap_or(&end.trail) } else { &end.trail };
            let raised = token.core.starts_with(char::is_uppercase) && (self.index == 0 || found.count == 1);
            let text = if raised && self.index == 0 { clean::capitalised(found.said) } else { found.said.to_owned() };
            said.put(token, (&token.lead, &text, trail), ends);
            return (Fate::Said(text, Rule::Known), found.count);
        }
        let next = others.first().filter(|next| next.fate.is_none() && token.trail.is_empty() && next.lead.is_empty());
        let around = Around {
            last: &last,
            next: next.map(|next| next.core.as_str()),
            ends: others.is_empty(),
            starts: self.index == 0,
        };
        let Word { text, rule, why } = word::to_words(&token.core, around, self.locale);
        // A sign is said by its name.
        let rule = if token.is_sign { Rule::Known } else { rule };
        let text = match why {
            Some(why) => said.link(text, why, &last),
            None => text,
        };
        let (text, why) = said.bounded(text, why);
        said.put(token, (&token.lead, &text, &token.trail), others.is_empty());
        (fate(text, rule, why), 1)
    }

    /// A number with what belongs to it; true if the full stop behind it is its own.
    fn number(&self, rest: &[Token], last: &str) -> Option<(Found, bool)> {
        let token = rest.first()?;
        if let Some(found) = self.ordinal(rest, last).or_else(|| self.roman(rest, last)) {
            return Some(found);
        }
        if !token.core.contains(|c: char| c.is_ascii_digit()) && measure::currency(&token.core, self.locale).is_none() {
            return None;
        }
        let (merged, extra) = self.merged(rest);
        let words: Vec<&str> = std::iter::once(merged.as_str()).chain(self.window(rest, extra)).collect();
        if let Some(found) = calendar::calendar(&words, last, self.locale) {
            // "am 3.10. in Köln"
            let dotted = token.core.matches('.').count() == 1 && token.trail == "." && found.count == 1;
            return Some((Found { count: found.count + extra, ..found }, dotted));
        }
        if let Some(text) = version::version(&merged, last, self.locale) {
            return Some((Found::of(text, 1 + extra), false));
        }
        let found = amount::amount(&words, self.locale)?;
        Some((Found { count: found.count + extra, ..found }, false))
    }

    /// The number at this place with the groups of three digits behind it, and the tokens they take.
    fn merged(&self, rest: &[Token]) -> (String, usize) {
        let Some(first) = rest.first() else { return (String::new(), 0) };
        let mut text = first.core.clone();
        let bare = text.trim_start_matches(['-', '+', '~', '<', '>', '=']);
        if !is_digits(bare) || bare.len() > 3 || bare.starts_with('0') {
            return (text, 0);
        }
        let plain = matches!(self.locale.language, Language::French | Language::Spanish);
        let mut extra = 0;
        for pair in rest.windows(2).take(3) {
            let [one, next] = pair else { break };
            let gap = self.text.get(one.range.end..next.range.start).unwrap_or_default();
            let near = matches!(gap, "\u{A0}" | "\u{202F}" | "\u{2009}") || (plain && gap == " ");
            let digits = next.core.bytes().take_while(u8::is_ascii_digit).count();
            let fits = digits == 3 && next.fate.is_none() && one.trail.is_empty() && next.lead.is_empty();
            let goes_on = next.core.get(3..).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '%']));
            if !near || !fits || !goes_on {
                break;
            }
            text.push_str(&next.core);
            extra += 1;
        }
        (text, extra)
    }

    /// The words behind the number that have no mark between them.
    fn window<'r>(&self, rest: &'r [Token], extra: usize) -> Vec<&'r str> {
        let mut words = Vec::new();
        for pair in rest.windows(2).skip(extra).take(WINDOW) {
            let [one, next] = pair else { break };
            if !one.trail.is_empty() || !next.lead.is_empty() || next.fate.is_some() || next.core.is_empty() {
                break;
            }
            words.push(next.core.as_str());
        }
        words
    }

    /// An ordinal: `3.` inside a German sentence, `2º`, `1er`, `XIXe`; with the month behind it.
    fn ordinal(&self, rest: &[Token], last: &str) -> Option<(Found, bool)> {
        let token = rest.first()?;
        let next = rest.get(1).filter(|next| next.fate.is_none() && next.lead.is_empty());
        let before = self.before(2);
        let form = Form { last, before: &before, ..Form::default() };
        let ordinal = self.locale.ordinal;
        if self.locale.is_german() {
            let number = token.core.parse::<u16>().ok().filter(|_| token.trail == "." && is_digits(&token.core))?;
            let month = next.and_then(|next| calendar::month(&next.core, self.locale).map(|month| (month, next)));
            if let Some((month, next)) = month.filter(|_| number <= 31) {
                let text = format!("{} {month}", calendar::day_of(number, last, self.locale));
                let is_short = !month.eq_ignore_ascii_case(&next.core);
                return Some((Found::known(text, 2), is_short && rest.len() > 2));
            }
            // A number that opens an item belongs to it.
            next.filter(|_| self.index > 0)?;
            return Some((Found::known(ordinal(number, form)?, 1), true));
        }
        let end = token.core.find(|c: char| !c.is_ascii_digit())?;
        let (digits, ending) = token.core.split_at(end);
        let is_known = match self.locale.language {
            Language::French => {
                matches!(
                    ending.trim_end_matches('s'),
                    "er" | "re" | "ère" | "ere" | "e" | "è" | "ème" | "eme" | "ième" | "nd" | "nde"
                )
            }
            Language::Spanish => {
                matches!(ending, "\u{BA}" | "\u{AA}" | ".\u{BA}" | ".\u{AA}" | "er" | ".er" | ".o" | ".a")
            }
            Language::Italian => matches!(ending, "\u{BA}" | "\u{AA}"),
            Language::English | Language::German => false,
        };
        let number = match digits {
            "" => return self.french_roman(token, next, form),
            digits => digits.parse::<u16>().ok()?,
        };
        let form = Form { ending, ..form };
        let text = if is_known { ordinal(number, form)? } else { return None };
        Some((Found::known(text, 1), false))
    }

    /// A French ordinal in Roman numerals: `XIXe`, `Ier`, and `Ve` before a century. "Le" and "Ce" are words.
    fn french_roman(&self, token: &Token, next: Option<&Token>, form: Form<'_>) -> Option<(Found, bool)> {
        let numeral = token.core.trim_end_matches(['e', 'r', 's', '\u{E8}']);
        let ending = token.core.get(numeral.len()..).filter(|ending| !ending.is_empty())?;
        let is_small = !numeral.is_empty() && numeral.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        let dated =
            next.is_some_and(|next| matches!(next.core.as_str(), "si\u{E8}cle" | "si\u{E8}cles" | "arrondissement"));
        let sure = numeral.len() >= 2 || ending == "er" || dated;
        if self.locale.language != Language::French || !is_small || !sure {
            return None;
        }
        let text = (self.locale.ordinal)(roman::value(numeral)?, Form { ending, ..form })?;
        Some((Found::known(text, 1), false))
    }

    /// A Roman numeral behind a word that is numbered, or behind a name.
    fn roman(&self, rest: &[Token], last: &str) -> Option<(Found, bool)> {
        let token = rest.first()?;
        let value = roman::value(&token.core)?;
        let known = |text: String, drops: bool| Some((Found::known(text, 1), drops));
        let next = rest.get(1).map(|next| next.core.to_lowercase()).unwrap_or_default();
        if self.locale.language == Language::Italian && matches!(next.as_str(), "secolo" | "edizione" | "capitolo") {
            let ending = if next == "edizione" { "a" } else { "o" };
            return known((self.locale.ordinal)(value, Form { ending, ..Form::default() })?, false);
        }
        // "XI. Logs": the number of a heading. One letter may be an initial.
        let small = token.core.len() >= 2 && token.core.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        if self.index == 0 && small && matches!(token.trail.as_str(), "." | ")" | ":") && rest.len() > 1 {
            return known(value.to_string(), false);
        }
        if self.locale.roman_after.contains(&last) {
            return known(value.to_string(), false);
        }
        let named = self.index.checked_sub(1).and_then(|at| self.all.get(at));
        let named = named.is_some_and(|named| named.trail.is_empty() && named.core.starts_with(char::is_uppercase));
        let sure = token.core.len() >= 2 && token.core.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        if !named || !sure {
            return None;
        }
        let ordinal = |ending: &'static str| (self.locale.ordinal)(value, Form { ending, ..Form::default() });
        match self.locale.language {
            Language::German if token.trail == "." => known(format!("der {}", clean::capitalised(&ordinal("")?)), true),
            Language::Italian => known(ordinal("o")?, false),
            Language::Spanish if value <= 10 => known(ordinal("o")?, false),
            Language::Spanish | Language::French | Language::German | Language::English => {
                known(value.to_string(), false)
            }
        }
    }
}
