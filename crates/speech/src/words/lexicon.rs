//! Two dictionaries, and the endings of words that they do not list.

mod dictionary;
mod numerals;

use crate::error::Error;
use crate::pack::Pack;
use crate::words::stress::{PRIMARY, SECONDARY, Stress, stressed};
use crate::words::tagger::Tag;
use dictionary::Dictionary;
use unicode_normalization::UnicodeNormalization;

/// Money: its sign, and the names of one and of its hundredth part.
const MONEY: [(char, [&str; 2]); 3] = [('$', ["dollar", "cent"]), ('£', ["pound", "pence"]), ('€', ["euro", "cent"])];

/// Of the words after one: the sound they begin with, if they are not separated by a pause, and whether the first is "to".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Following {
    pub(crate) vowel: Option<bool>,
    pub(crate) to: bool,
}

/// A word to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'w> {
    pub(crate) text: &'w str,
    pub(crate) tag: Tag<'w>,
    /// True if nothing stands before it without a space.
    pub(crate) is_head: bool,
    /// The sign of the money that it is an amount of.
    pub(crate) money: Option<char>,
}

#[derive(Debug)]
pub(crate) struct Lexicon<'p> {
    gold: Dictionary<'p>,
    silver: Dictionary<'p>,
}

pub(crate) fn is_money(sign: char) -> bool {
    MONEY.iter().any(|(known, _)| *known == sign)
}

fn is_upper(word: &str) -> bool {
    !word.chars().any(|c| c.to_uppercase().next() != Some(c))
}

fn is_lower(word: &str) -> bool {
    !word.chars().any(|c| c.to_lowercase().next() != Some(c))
}

fn is_alphabetic(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_alphabetic)
}

/// The word without its first letter.
fn rest(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next();
    chars.as_str()
}

fn symbol(word: &str) -> Option<&'static str> {
    match word {
        "%" => Some("percent"),
        "&" => Some("and"),
        "+" => Some("plus"),
        "@" => Some("at"),
        _ => None,
    }
}

impl<'p> Lexicon<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Lexicon<'p>, Error> {
        Ok(Lexicon { gold: Dictionary::read(pack, "lexicon.gold")?, silver: Dictionary::read(pack, "lexicon.silver")? })
    }

    /// The reading of a word or a number; none if nothing is known of it.
    pub(crate) fn reading(&self, asked: &Asked<'_>, following: Following) -> Option<String> {
        let word: String = asked.text.replace(['‘', '’'], "'").nfkc().collect();
        let stress = match (is_lower(&word), is_upper(&word)) {
            (true, _) => Stress::AsItIs,
            (_, true) => Stress::Most,
            (_, _) => Stress::Some,
        };
        if let Some(reading) = self.word(&word, asked.tag, stress, Some(following)) {
            return Some(match asked.money.and_then(|sign| self.money_word(sign)) {
                Some(money) => format!("{reading} {money}"),
                None => reading,
            });
        }
        numerals::is_number(&word, asked.is_head).then(|| self.number(&word, asked.money, asked.is_head)).flatten()
    }

    fn word(&self, word: &str, tag: Tag<'_>, stress: Stress, following: Option<Following>) -> Option<String> {
        if let Some(reading) = self.special(word, tag, following) {
            return Some(reading);
        }
        let lower = word.to_lowercase();
        let word = if self.is_plain(word, &lower, tag, stress, following) { &lower } else { word };
        if self.knows(word) {
            return self.look_up(word, tag, stress, following);
        }
        let owned = word.strip_suffix("s'").map(|stem| format!("{stem}'s")).filter(|owned| self.knows(owned));
        if let Some(owned) = owned {
            return self.look_up(&owned, tag, stress, following);
        }
        if let Some(stem) = word.strip_suffix('\'').filter(|stem| self.knows(stem)) {
            return self.look_up(stem, tag, stress, following);
        }
        let ongoing = if stress == Stress::AsItIs { Stress::Some } else { stress };
        let plural = self.plural(word, tag, stress, following);
        plural
            .or_else(|| self.past(word, tag, stress, following))
            .or_else(|| self.ongoing(word, tag, ongoing, following))
    }

    /// True for a word with capitals that is read like the same word without.
    fn is_plain(&self, word: &str, lower: &str, tag: Tag<'_>, stress: Stress, following: Option<Following>) -> bool {
        word.chars().nth(1).is_some()
            && is_alphabetic(&word.replace('\'', ""))
            && !is_lower(word)
            && (tag.name() != "NNP" || word.chars().count() > 7)
            && !self.gold.contains(word)
            && !self.silver.contains(word)
            && (is_upper(word) || is_lower(rest(word)))
            && (self.gold.contains(lower)
                || self.silver.contains(lower)
                || self.plural(lower, tag, stress, following).is_some()
                || self.past(lower, tag, stress, following).is_some()
                || self.ongoing(lower, tag, stress, following).is_some())
    }

    /// Letters and short words whose sound depends on their neighbours.
    fn special(&self, word: &str, tag: Tag<'_>, following: Option<Following>) -> Option<String> {
        let vowel = following.and_then(|following| following.vowel);
        let name = tag.name();
        if name == "ADD" && matches!(word, "." | "/") {
            return self.look_up(if word == "." { "dot" } else { "slash" }, Tag::NONE, Stress::Less, following);
        }
        if let Some(said) = symbol(word) {
            return self.look_up(said, Tag::NONE, Stress::AsItIs, following);
        }
        if word.trim_matches('.').contains('.')
            && is_alphabetic(&word.replace('.', ""))
            && word.split('.').all(|part| part.chars().count() < 3)
        {
            return self.spelled(word);
        }
        let fixed = |reading: &str| Some(reading.to_owned());
        match word {
            "a" | "A" => fixed(if name == "DT" { "ɐ" } else { "ˈA" }),
            "am" | "Am" | "AM" if name.starts_with("NN") => self.spelled(word),
            "am" if vowel.is_some() => fixed("ɐm"),
            "am" | "Am" | "AM" => self.gold.reading("am", Tag::NONE, false),
            "AN" if name.starts_with("NN") => self.spelled(word),
            "an" | "An" | "AN" => fixed("ɐn"),
            "I" if name == "PRP" => fixed("ˌI"),
            "by" | "By" | "BY" if tag.parent().name() == "ADV" => fixed("bˈI"),
            "TO" if !matches!(name, "TO" | "IN") => None,
            "to" | "To" | "TO" => match vowel {
                None => self.gold.reading("to", Tag::NONE, false),
                Some(true) => fixed("tʊ"),
                Some(false) => fixed("tə"),
            },
            "IN" if name == "NNP" => None,
            "in" | "In" | "IN" => fixed(if vowel.is_none() || name != "IN" { "ˈɪn" } else { "ɪn" }),
            "THE" if name != "DT" => None,
            "the" | "The" | "THE" => fixed(if vowel == Some(true) { "ði" } else { "ðə" }),
            _ if name == "IN" && matches!(word.to_lowercase().as_str(), "vs" | "vs.") => {
                self.look_up("versus", Tag::NONE, Stress::AsItIs, following)
            }
            "used" | "Used" | "USED" => {
                let is_habit = matches!(name, "VBD" | "JJ") && following.is_some_and(|following| following.to);
                self.gold.reading("used", if is_habit { Tag::new("VBD") } else { Tag::NONE }, false)
            }
            _ => None,
        }
    }

    fn knows(&self, word: &str) -> bool {
        if self.gold.contains(word) || symbol(word).is_some() || self.silver.contains(word) {
            return true;
        }
        let is_plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_plain
            && (word.len() == 1 || (is_upper(word) && self.gold.contains(&word.to_lowercase())) || is_upper(rest(word)))
    }

    fn look_up(&self, word: &str, tag: Tag<'_>, stress: Stress, following: Option<Following>) -> Option<String> {
        let is_shouted = is_upper(word) && !self.gold.contains(word);
        let word = if is_shouted { &word.to_lowercase() } else { word };
        let is_name = is_shouted && tag.name() == "NNP";
        let ends = following.is_some_and(|following| following.vowel.is_none());
        let listed = match self.gold.entry(word) {
            Some(_) => self.gold.reading(word, tag, ends),
            None if is_name => None,
            None => self.silver.reading(word, tag, ends),
        };
        match listed {
            Some(reading) if !is_name || reading.contains(PRIMARY) => Some(stressed(&reading, stress)),
            Some(_) | None => self.spelled(word),
        }
    }

    /// Letter by letter, the last of them stressed.
    fn spelled(&self, word: &str) -> Option<String> {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let letters: Option<String> =
            letters.map(|c| self.gold.reading(&c.to_uppercase().to_string(), Tag::NONE, false)).collect();
        let letters = stressed(&letters?, Stress::Secondary);
        Some(match letters.rsplit_once(SECONDARY) {
            Some((before, last)) => format!("{before}{PRIMARY}{last}"),
            None => letters,
        })
    }

    fn plural(&self, word: &str, tag: Tag<'_>, stress: Stress, following: Option<Following>) -> Option<String> {
        let length = word.chars().count();
        let stem = word.strip_suffix('s').filter(|_| length >= 3)?;
        let of_y = || word.strip_suffix("ies").filter(|_| length > 4).map(|stem| format!("{stem}y"));
        let of_e = || match word.strip_suffix("'s") {
            Some(stem) => Some(stem),
            None => word.strip_suffix("es").filter(|_| length > 4 && !word.ends_with("ies")),
        };
        let stem = if !word.ends_with("ss") && self.knows(stem) {
            stem.to_owned()
        } else if let Some(stem) = of_e().filter(|stem| self.knows(stem)) {
            stem.to_owned()
        } else {
            of_y().filter(|stem| self.knows(stem))?
        };
        with_s(&self.look_up(&stem, tag, stress, following)?)
    }

    fn past(&self, word: &str, tag: Tag<'_>, stress: Stress, following: Option<Following>) -> Option<String> {
        let length = word.chars().count();
        let short = word.strip_suffix('d').filter(|_| length >= 4)?;
        let stem = if !word.ends_with("dd") && self.knows(short) {
            short
        } else {
            let stem = word.strip_suffix("ed").filter(|_| length > 4 && !word.ends_with("eed"));
            stem.filter(|stem| self.knows(stem))?
        };
        with_ed(&self.look_up(stem, tag, stress, following)?)
    }

    fn ongoing(&self, word: &str, tag: Tag<'_>, stress: Stress, following: Option<Following>) -> Option<String> {
        let length = word.chars().count();
        let stem = word.strip_suffix("ing").filter(|_| length >= 5)?;
        let with_e = format!("{stem}e");
        let stem = if length > 5 && self.knows(stem) {
            stem
        } else if self.knows(&with_e) {
            &with_e
        } else {
            doubled(stem).filter(|stem| length > 5 && self.knows(stem))?
        };
        with_ing(&self.look_up(stem, tag, stress, following)?)
    }

    fn money_word(&self, sign: char) -> Option<String> {
        let (_, [whole, _]) = MONEY.iter().find(|(known, _)| *known == sign)?;
        self.plural(&format!("{whole}s"), Tag::NONE, Stress::AsItIs, None)
    }
}

/// The stem before a doubled consonant: "stopp" is "stop", "mimick" is "mimic".
fn doubled(stem: &str) -> Option<&str> {
    let mut ends = stem.chars().rev();
    let (last, before) = (ends.next()?, ends.next()?);
    let is_doubled = (last == before && "bcdgklmnprstvxz".contains(last)) || stem.ends_with("ck");
    is_doubled.then(|| stem.strip_suffix(last)).flatten()
}

fn with_s(stem: &str) -> Option<String> {
    let last = stem.chars().next_back()?;
    let ending = match last {
        _ if "ptkfθ".contains(last) => "s",
        _ if "szʃʒʧʤ".contains(last) => "ᵻz",
        _ => "z",
    };
    Some(format!("{stem}{ending}"))
}

/// A vowel after which American English turns a t into a d.
fn is_before_tap(phoneme: char) -> bool {
    "AIOWYiuæɑəɛɪɹʊʌ".contains(phoneme)
}

fn tapped(stem: &str) -> Option<&str> {
    stem.strip_suffix('t').filter(|before| before.chars().next_back().is_some_and(is_before_tap))
}

fn with_ed(stem: &str) -> Option<String> {
    let last = stem.chars().next_back()?;
    Some(match last {
        _ if "pkfθʃsʧ".contains(last) => format!("{stem}t"),
        'd' => format!("{stem}ᵻd"),
        't' if stem == "t" => "tɪd".to_owned(),
        't' => tapped(stem).map_or_else(|| format!("{stem}ᵻd"), |before| format!("{before}ɾᵻd")),
        _ => format!("{stem}d"),
    })
}

fn with_ing(stem: &str) -> Option<String> {
    stem.chars().next()?;
    Some(tapped(stem).map_or_else(|| format!("{stem}ɪŋ"), |before| format!("{before}ɾɪŋ")))
}
