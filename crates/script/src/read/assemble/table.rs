//! Tables of data as sentences: small ones whole, large ones by what they compare and their extremes.

use std::collections::BTreeSet;

use protocol::Language;

use super::super::block::Table;
use crate::speech;
use crate::wording::{self, TableWording, Wording};

/// Words of a table that is said whole, row by row.
const WHOLE_WORDS_MAX: usize = 60;
/// Words of a cell, on average, from which the cells are prose and said whole.
const PROSE_CELL_WORDS: usize = 5;
/// Column headings and row names that are listed.
const NAMED_MAX: usize = 6;

/// The written sentences of a table, and the cells that none of them says.
pub(super) fn summary(table: &Table, language: Language) -> (Vec<String>, Vec<String>) {
    let wording = wording::of(language);
    let words = &wording.table;
    let mut sentences: Vec<String> = Vec::new();
    if !table.caption.is_empty() {
        sentences.push(finished(&words.caption.replace("{caption}", &table.caption)));
    }
    if is_said_whole(table) {
        match table.header.first().filter(|heading| !heading.is_empty()) {
            Some(heading) if table.header.len() == 2 => {
                let other = table.header.last().map(|other| small(other, words)).unwrap_or_default();
                sentences.push(words.two.replace("{a}", &small(heading, words)).replace("{b}", &other));
            }
            Some(heading) => sentences.push(words.by.replace("{a}", &small(heading, words))),
            None => sentences.push(words.bare.to_owned()),
        }
        sentences.extend(table.rows.iter().filter_map(|row| row_sentence(table, row, words)));
        let said = |column: &usize| table.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
        let headings = table.header.iter().enumerate().skip(1);
        let unsaid = headings.filter(|(column, heading)| !heading.is_empty() && !said(column));
        return (sentences, unsaid.map(|(_, heading)| heading.clone()).collect());
    }
    let columns = table.header.len().max(table.rows.iter().map(Vec::len).max().unwrap_or(0));
    sentences.push(comparison(table, wording));
    // Cells by row and column.
    let mut said: BTreeSet<(usize, usize)> = BTreeSet::new();
    for column in 1..columns.min(NAMED_MAX) {
        if let Some((sentence, [most, least])) = extremes(table, column, language) {
            sentences.push(sentence);
            said.extend([(most, 0), (most, column), (least, 0), (least, column)]);
        }
    }
    if table.rows.len() <= NAMED_MAX {
        said.extend((0..table.rows.len()).map(|row| (row, 0)));
    }
    let cells = table.rows.iter().enumerate();
    let cells =
        cells.flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, cell)| ((row, column), cell)));
    let unlisted = table.header.iter().skip(1).filter(|heading| !heading.is_empty()).skip(NAMED_MAX);
    let left = cells.filter(|(place, cell)| !cell.is_empty() && !said.contains(place)).map(|(_, cell)| cell);
    (sentences, unlisted.chain(left).cloned().collect())
}

/// True for a small table, and for one whose cells are sentences.
fn is_said_whole(table: &Table) -> bool {
    let words = |cell: &String| cell.split_whitespace().count();
    let filled = || table.rows.iter().flatten().filter(|cell| !cell.is_empty());
    let (all, cells) = (filled().map(words).sum::<usize>(), filled().count());
    all <= WHOLE_WORDS_MAX || all >= PROSE_CELL_WORDS * cells
}

/// "Table per tenant: cost per month $65, risk low."
fn row_sentence(table: &Table, row: &[String], words: &TableWording) -> Option<String> {
    let (name, values) = row.split_first()?;
    let heading = |index: usize| table.header.get(index + 1).map(String::as_str).unwrap_or_default();
    let filled = values.iter().enumerate().filter(|(_, value)| !value.is_empty());
    // With one value a row, the heading above it is said once.
    let alone = table.header.len() <= 2;
    let values: Vec<String> = filled
        .map(|(index, value)| if alone { value.clone() } else { labelled(heading(index), value, words) })
        .collect();
    match (name.is_empty(), values.is_empty()) {
        (true, true) => None,
        (false, true) => Some(finished(name)),
        (true, false) => Some(finished(&values.join(", "))),
        (false, false) => Some(finished(&format!("{name}: {}", values.join(", ")))),
    }
}

/// A value under its heading: "risk low", "-1 in 1.x", "write 910 MB/s" under "Write (MB/s)".
fn labelled(heading: &str, value: &str, words: &TableWording) -> String {
    let is_number =
        |text: &str| text.trim_start_matches(['-', '+', '~', '<', '>', '$']).starts_with(|c: char| c.is_ascii_digit());
    let unit = heading.strip_suffix(')').and_then(|heading| heading.rsplit_once(" ("));
    match unit {
        Some((heading, unit)) if is_number(value) => format!("{} {value} {unit}", small(heading, words)),
        Some(_) | None if is_number(heading) => format!("{value} {} {heading}", words.within),
        Some(_) | None => format!("{} {value}", small(heading, words)).trim().to_owned(),
    }
}

/// "A table compares three options by cost per month and risk: one table, table per tenant, schemas."
fn comparison(table: &Table, wording: &Wording) -> String {
    let words = &wording.table;
    let what = table.header.first().filter(|heading| !heading.is_empty());
    let by: Vec<String> = table
        .header
        .iter()
        .skip(1)
        .filter(|heading| !heading.is_empty())
        .map(|heading| small(heading, words))
        .collect();
    let (one, many) = words.rows;
    let count = table.rows.len();
    let rows = if count == 1 { one.to_owned() } else { many.replace("{n}", &count.to_string()) };
    let template = match (what, by.is_empty()) {
        (Some(_), false) => words.gives_each,
        (Some(_), true) => words.lists,
        (None, false) => words.gives,
        (None, true) => words.there_is,
    };
    let name = what.map(|what| small(what, words)).unwrap_or_default();
    let head = template.replace("{rows}", &rows).replace("{what}", &listed(&by, wording)).replace("{name}", &name);
    let names: Vec<String> =
        table.rows.iter().filter_map(|row| row.first()).filter(|n| !n.is_empty()).cloned().collect();
    if (1..=NAMED_MAX).contains(&names.len()) {
        finished(&format!("{head}: {}", listed(&names, wording)))
    } else {
        finished(&head)
    }
}

/// The sentence about the greatest and the least value of a column of numbers, and their rows.
fn extremes(table: &Table, column: usize, language: Language) -> Option<(String, [usize; 2])> {
    let words = &wording::of(language).table;
    let values = table.rows.iter().enumerate().filter_map(|(row, cells)| {
        let cell = cells.get(column)?;
        Some((cells.first()?.as_str(), cell.as_str(), amount(cell, language)?, row))
    });
    let values: Vec<(&str, &str, f64, usize)> = values.filter(|(name, ..)| !name.is_empty()).collect();
    let heading = table.header.get(column).filter(|heading| !heading.is_empty())?;
    if values.len() < 2 || values.len() * 2 < table.rows.len() {
        return None;
    }
    let most = values.iter().copied().reduce(|a, b| if b.2 > a.2 { b } else { a })?;
    let least = values.iter().copied().reduce(|a, b| if b.2 < a.2 { b } else { a })?;
    if most.2 <= least.2 {
        return None;
    }
    let sentence = words.extremes.replace("{heading}", &small(heading, words));
    let sentence = sentence.replace("{most}", most.1).replace("{best}", most.0);
    let sentence = sentence.replace("{least}", least.1).replace("{worst}", least.0);
    Some((sentence, [most.3, least.3]))
}

/// The number a cell begins with, after a sign of currency.
fn amount(cell: &str, language: Language) -> Option<f64> {
    let bare = cell.trim_start_matches(['$', '\u{20AC}', '\u{A3}', '~', '+', '<', '>', ' ']);
    let end = bare.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))).unwrap_or(bare.len());
    let number = bare.get(..end)?;
    let number =
        if language.is_english() { number.replace(',', "") } else { number.replace('.', "").replace(',', ".") };
    number.trim_end_matches('.').parse().ok()
}

fn listed(names: &[String], wording: &Wording) -> String {
    let shown = names.get(..names.len().min(NAMED_MAX)).unwrap_or_default();
    match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {} {last}", rest.join(", "), wording.and),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// A column heading inside a sentence: nouns keep their capitals in German.
fn small(heading: &str, words: &TableWording) -> String {
    if words.small_nouns { uncapitalised(heading) } else { heading.to_owned() }
}

/// The text with a small first letter, unless its first word is a name or an abbreviation.
fn uncapitalised(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let plain = first.chars().skip(1).all(|c| c.is_lowercase());
    match text.chars().next() {
        Some(c) if plain && c.is_uppercase() => c.to_lowercase().chain(text.chars().skip(1)).collect(),
        Some(_) | None => text.to_owned(),
    }
}

fn finished(text: &str) -> String {
    let text = speech::capitalised(text);
    if text.ends_with(['.', '!', '?', ':']) { text } else { format!("{text}.") }
}
