//! Times, dates, units, abbreviations and signs in words; what remains of numbers is read later.

mod dates;
mod rules;
mod tables;

use crate::error::Error;
use crate::pack::Pack;
use crate::words::scan::{Found, Scan, substitute};
use tables::Tables;

#[derive(Debug)]
pub(crate) struct Normalizer<'p> {
    tables: Tables<'p>,
}

impl<'p> Normalizer<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Normalizer<'p>, Error> {
        Ok(Normalizer { tables: Tables::read(pack)? })
    }

    /// True for the abbreviation of a title: its point ends no sentence.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.tables.titles.iter().any(|(title, _)| *title == word)
    }

    pub(crate) fn normalize(&self, text: &str) -> String {
        let mut text = spaced(text).replace('’', "'").replace('‒', "-").replace('―', "—");
        let mut apply = |rule: &dyn Fn(Scan<'_>, usize) -> Found| text = substitute(&text, rule);
        let tables = &self.tables;
        apply(&dates::time);
        apply(&|scan, at| dates::iso_date(tables, scan, at));
        apply(&|scan, at| dates::slashed_date(tables, scan, at));
        apply(&|scan, at| rules::large_amount(tables, scan, at));
        apply(&|scan, at| rules::cents(tables, scan, at));
        apply(&|scan, at| rules::currency(tables, scan, at));
        apply(&rules::degrees);
        apply(&|scan, at| rules::unit(tables, scan, at));
        apply(&|scan, at| dates::month_day(tables, scan, at));
        apply(&|scan, at| dates::day_month(tables, scan, at));
        apply(&|scan, at| rules::title(tables, scan, at));
        apply(&|scan, at| rules::abbreviation(tables, scan, at));
        apply(&rules::number_sign);
        apply(&rules::hash);
        apply(&|scan, at| rules::roman_cardinal(tables, scan, at));
        apply(&|scan, at| rules::roman_ordinal(tables, scan, at));
        apply(&rules::telephone);
        apply(&|scan, at| rules::fraction(tables, scan, at));
        apply(&rules::range);
        apply(&rules::plus);
        for (sign, word) in &tables.symbols {
            apply(&|scan, at| rules::symbol(sign, word, scan, at));
        }
        text = spaced(&text);
        substitute(&text, rules::space_before_punctuation).trim().to_owned()
    }
}

/// One space instead of several, and none at the ends.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
