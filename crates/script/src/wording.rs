//! Words of ours in each language that are no phrases of a host: titles, labels, remarks, tables.
//!
//! A part in braces is a placeholder.

mod english;
mod french;
mod german;
mod italian;
mod spanish;

use protocol::{Language, Why};

pub(crate) struct Wording {
    /// The title of a chapter before the first heading.
    pub(crate) introduction: &'static str,
    /// The title of a chapter without a name of its own: `{n}`.
    pub(crate) part: &'static str,
    /// The title of a source without words.
    pub(crate) untitled: &'static str,
    /// The title of several sources: `{first}`, `{n}`.
    pub(crate) several: &'static str,
    /// The version behind a project's name: `{title}`, `{n}`.
    pub(crate) version: &'static str,
    /// The word before the number of a release.
    pub(crate) release: &'static str,
    /// A host without a name that can be said.
    pub(crate) host: &'static str,
    /// Labels of tasks: finished, and not.
    pub(crate) done: &'static str,
    pub(crate) open: &'static str,
    /// The word before the last of a list.
    pub(crate) and: &'static str,
    /// Upper bounds in percent of the share that is told, and the remark for it.
    pub(crate) shares: [(usize, &'static str); 10],
    pub(crate) most: &'static str,
    pub(crate) whole: &'static str,
    /// For a source that also has code, tables or pictures of some length.
    pub(crate) whole_text: &'static str,
    /// Of the kinds that are not said: `{all}`.
    pub(crate) absences: &'static str,
    /// Of older releases: `{releases}`.
    pub(crate) before: &'static str,
    /// One older release, and the noun for several.
    pub(crate) releases: (&'static str, &'static str),
    /// Items that are not said: one, and `{n}`.
    pub(crate) list_rest: (&'static str, &'static str),
    /// One of a kind that is not said, and the noun for several.
    pub(crate) nouns: &'static [(Why, &'static str, &'static str)],
    /// Remarks about what the source shows here.
    pub(crate) code: [&'static str; 4],
    pub(crate) formula: &'static str,
    pub(crate) picture: &'static str,
    pub(crate) item: &'static str,
    pub(crate) diff: &'static str,
    /// Verbs behind a speaker's name.
    pub(crate) asks: &'static str,
    pub(crate) says: &'static str,
    pub(crate) table: TableWording,
    /// Headings that hold for everything under them, and the label a sentence takes along.
    pub(crate) status: &'static [(&'static str, &'static str)],
    /// Sections about the text rather than part of it.
    pub(crate) apparatus: &'static [(&'static str, Why)],
    /// Titles that name a kind of text and not this one.
    pub(crate) generic: &'static [&'static str],
    /// Names of admonitions in English, and what they are called.
    pub(crate) admonitions: &'static [(&'static str, &'static str)],
}

/// The words of a table that is told.
pub(crate) struct TableWording {
    /// `{caption}`
    pub(crate) caption: &'static str,
    /// Two columns: `{a}`, `{b}`.
    pub(crate) two: &'static str,
    /// The column that names the rows: `{a}`.
    pub(crate) by: &'static str,
    pub(crate) bare: &'static str,
    /// The number of rows: one, and `{n}`.
    pub(crate) rows: (&'static str, &'static str),
    /// `{rows}`, `{what}`, `{name}`
    pub(crate) gives_each: &'static str,
    /// `{rows}`, `{name}`
    pub(crate) lists: &'static str,
    /// `{rows}`, `{what}`
    pub(crate) gives: &'static str,
    /// `{rows}`
    pub(crate) there_is: &'static str,
    /// `{heading}`, `{most}`, `{best}`, `{least}`, `{worst}`
    pub(crate) extremes: &'static str,
    /// The word between a value and a column heading that is a number.
    pub(crate) within: &'static str,
    /// True for a language whose nouns are written small inside a sentence.
    pub(crate) small_nouns: bool,
}

/// The words of a language.
pub(crate) fn of(language: Language) -> &'static Wording {
    match language {
        Language::English => &english::ENGLISH,
        Language::German => &german::GERMAN,
        Language::Spanish => &spanish::SPANISH,
        Language::French => &french::FRENCH,
        Language::Italian => &italian::ITALIAN,
    }
}

impl Wording {
    /// A number of parts of a kind: "one formula", "3 formulas".
    pub(crate) fn counted(&self, why: Why, count: u32) -> String {
        let known = self.nouns.iter().find(|(known, ..)| *known == why);
        let (one, many) = known.map_or_else(|| why.noun(), |(_, one, many)| (*one, *many));
        counted(count, one, many)
    }

    /// The title of a chapter by its number.
    pub(crate) fn part(&self, number: usize) -> String {
        self.part.replace("{n}", &number.to_string())
    }

    /// An admonition's name in this language, with the title behind it.
    pub(crate) fn admonition(&self, label: &str) -> String {
        let (name, title) = label.split_once(": ").map_or((label, None), |(name, title)| (name, Some(title)));
        let name = self.admonitions.iter().find(|(english, _)| *english == name).map_or(name, |(_, own)| *own);
        title.map_or_else(|| name.to_owned(), |title| format!("{name}: {title}"))
    }
}

/// A number and its noun; the words for one have no number before them.
pub(crate) fn counted(count: u32, one: &str, many: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{count} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_placeholder_of_english() {
        let slots = |text: &str| text.matches('{').count();
        let of_all = |wording: &Wording| {
            let table = &wording.table;
            let texts = [
                wording.part,
                wording.several,
                wording.version,
                wording.absences,
                wording.before,
                wording.list_rest.1,
                table.caption,
                table.two,
                table.by,
                table.rows.1,
                table.gives_each,
                table.lists,
                table.gives,
                table.there_is,
                table.extremes,
            ];
            texts.map(slots)
        };
        for language in Language::ALL {
            assert_eq!(of_all(of(language)), of_all(of(Language::English)), "{language:?}");
            assert_eq!(of(language).shares.map(|(percent, _)| percent), of(Language::English).shares.map(|(p, _)| p));
            assert_eq!(of(language).nouns.len(), of(Language::English).nouns.len(), "{language:?}");
        }
    }
}
