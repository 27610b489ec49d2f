//! Words for abbreviations, units and signs.

use crate::error::Error;
use crate::pack::{Pack, damaged};

pub(crate) type Pairs<'p> = Vec<(&'p str, &'p str)>;

/// A word, and how one and several of it are said.
pub(crate) type Named<'p> = Vec<(&'p str, [&'p str; 2])>;

/// Each longest word first: the beginning of a word is not taken for another.
#[derive(Debug)]
pub(crate) struct Tables<'p> {
    /// From January on.
    pub(crate) months: Vec<&'p str>,
    /// As they are written, and number of the month from nought.
    pub(crate) month_names: Vec<(String, usize)>,
    pub(crate) titles: Pairs<'p>,
    pub(crate) abbreviations: Pairs<'p>,
    pub(crate) units: Named<'p>,
    pub(crate) currency: Named<'p>,
    /// In the order in which they are replaced.
    pub(crate) symbols: Pairs<'p>,
    pub(crate) before_cardinal: Vec<&'p str>,
    pub(crate) before_ordinal: Vec<&'p str>,
}

impl<'p> Tables<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Tables<'p>, Error> {
        let months = pairs(pack, "normalize.months")?;
        let name = |(month, (short, name)): (usize, &(&str, &str))| {
            let mut chars = short.chars();
            let short: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
            [((*name).to_owned(), month), (short, month)]
        };
        let mut month_names: Vec<(String, usize)> = months.iter().enumerate().flat_map(name).collect();
        month_names.push(("Sept".to_owned(), 8));
        month_names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let words = |name: &str| {
            Ok(longest_first(pack.text(name)?.split('\n').map(|line| line.trim_end()).collect(), |word| word))
        };
        Ok(Tables {
            months: months.into_iter().map(|(_, name)| name).collect(),
            month_names,
            titles: longest_first(pairs(pack, "normalize.titles")?, |(word, _)| word),
            abbreviations: longest_first(pairs(pack, "normalize.abbreviations")?, |(word, _)| word),
            units: longest_first(named(pack, "normalize.units")?, |(word, _)| word),
            currency: named(pack, "normalize.currency")?,
            symbols: pairs(pack, "normalize.symbols")?,
            before_cardinal: words("normalize.roman_cardinal")?,
            before_ordinal: words("normalize.roman_ordinal")?,
        })
    }
}

fn longest_first<T>(mut entries: Vec<T>, word: impl Fn(&T) -> &str) -> Vec<T> {
    entries.sort_by_key(|entry| std::cmp::Reverse(word(entry).chars().count()));
    entries
}

fn pairs<'p>(pack: &Pack<'p>, name: &str) -> Result<Pairs<'p>, Error> {
    let pair = |line: Vec<&'p str>| match *line.as_slice() {
        [word, said] => Some((word, said)),
        _ => None,
    };
    pack.lines(name)?.into_iter().map(pair).collect::<Option<_>>().ok_or_else(|| damaged(name))
}

fn named<'p>(pack: &Pack<'p>, name: &str) -> Result<Named<'p>, Error> {
    let entry = |line: Vec<&'p str>| match *line.as_slice() {
        [word, one, several] => Some((word, [one, several])),
        _ => None,
    };
    pack.lines(name)?.into_iter().map(entry).collect::<Option<_>>().ok_or_else(|| damaged(name))
}
