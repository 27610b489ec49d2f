//! Text normalization in the languages beside English: a table of each, and the rules that read it.

mod amount;
mod calendar;
mod find;
mod french;
mod german;
mod italian;
mod measure;
mod ordinal;
mod roman;
mod said;
mod spanish;
mod version;
mod walk;
mod word;
mod words;

use protocol::Language;

pub(super) use amount::in_code;
pub(super) use calendar::is_ordinal;
pub(super) use find::{is_abbreviated, is_opener};
pub(super) use walk::walk;

/// Written and spoken.
type Pairs = &'static [(&'static str, &'static str)];

/// The table of a language. Keys of abbreviations have no space and no full stop at their end: "z.B".
pub(super) struct Locale {
    pub(super) language: Language,
    /// Letters that are written beside those of ASCII, and signs that open a sentence.
    pub(super) letters: &'static str,
    /// Abbreviations that end no sentence.
    pub(super) abbreviations: Pairs,
    /// Abbreviations that a sentence may end with.
    pub(super) ending: Pairs,
    /// Abbreviations before a figure.
    pub(super) numbered: Pairs,
    /// Titles before a name.
    pub(super) titles: Pairs,
    /// Full names, and the shortest beginning that stands for each.
    pub(super) months: [(&'static str, &'static str); 12],
    /// The month behind the number of its day, and the year behind the month.
    pub(super) date: &'static str,
    /// The time of day: with minutes, and on the hour. The words behind a time that belong to it.
    pub(super) clock: (&'static str, &'static str),
    pub(super) clock_words: &'static [&'static str],
    /// Words before a time of day that has a full stop in it.
    pub(super) clock_before: &'static [&'static str],
    /// Units: as written, one with its article, several.
    pub(super) units: &'static [(&'static str, &'static str, &'static str)],
    /// Units behind "per".
    pub(super) per: Pairs,
    /// Currencies: as written, one with its article, several.
    pub(super) currencies: &'static [(&'static str, &'static str, &'static str)],
    /// Words between the whole and the hundredths of money, and between a scale and a currency.
    pub(super) cents: &'static str,
    pub(super) of_currency: &'static str,
    /// Scales: as written, spoken.
    pub(super) scales: Pairs,
    /// One million with its article, and several.
    pub(super) million: (&'static str, &'static str),
    /// True if decimals are said digit by digit.
    pub(super) spells_decimals: bool,
    /// Words before the mark of a source where the sentence needs it: "in [8]".
    pub(super) need: &'static [&'static str],
    /// First words of a bracket that only refers.
    pub(super) sees: &'static [&'static str],
    /// First words of sentences that only send the reader elsewhere.
    pub(super) sends: &'static [&'static str],
    /// The words for a link; behind the words of the second list, those of the third.
    pub(super) link: &'static str,
    pub(super) link_after: &'static [(&'static [&'static str], &'static str)],
    /// Words before a Roman numeral that is a number.
    pub(super) roman_after: &'static [&'static str],
    /// Clause openers that can start a new sentence.
    pub(super) openers: &'static [&'static str],
    /// Clause openers before which a speaker pauses within the sentence.
    pub(super) hinges: &'static [&'static str],
    /// Words before which a sentence without any mark is parted.
    pub(super) joints: &'static [&'static str],
    /// The ordinal for a number before a noun, by the words around it; `None` where there is none.
    pub(super) ordinal: fn(u16, ordinal::Form<'_>) -> Option<String>,
}

/// The table of a language; none for English.
pub(super) fn of(language: Language) -> Option<&'static Locale> {
    match language {
        Language::English => None,
        Language::German => Some(&german::GERMAN),
        Language::Spanish => Some(&spanish::SPANISH),
        Language::French => Some(&french::FRENCH),
        Language::Italian => Some(&italian::ITALIAN),
    }
}

/// True for a letter of a language, or a sign that opens a sentence in it.
pub(crate) fn is_letter(c: char, language: Language) -> bool {
    c.is_ascii_alphabetic() || of(language).is_some_and(|locale| locale.letters.contains(c))
}

/// True for the spoken name of a unit in a language, singular or plural.
pub(crate) fn is_unit_in(word: &str, language: Language) -> bool {
    match of(language) {
        Some(locale) => measure::is_unit(word, locale),
        None => super::is_unit(word),
    }
}

/// The words of ours in the language of a table; in English without one.
pub(super) fn translated<'t>(words: &'t str, locale: Option<&Locale>) -> &'t str {
    locale.map_or(words, |locale| locale.translated(words))
}

impl Locale {
    /// The words of ours in this language; unchanged if they are the same.
    pub(super) fn translated<'t>(&self, words: &'t str) -> &'t str {
        words::translated(words, self.language).unwrap_or(words)
    }

    /// A figure with words before it.
    fn with(&self, words: &str, figure: &str) -> String {
        format!("{} {figure}", self.translated(words))
    }

    fn is_german(&self) -> bool {
        self.language == Language::German
    }
}

fn pair<'t>(pairs: Pairs, written: &str) -> Option<&'t str> {
    pairs.iter().find(|(known, _)| *known == written).map(|(_, said)| *said)
}
