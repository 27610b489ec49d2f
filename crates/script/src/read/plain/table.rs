//! Tables drawn with characters: grids, bars, and columns under a ruled heading.

use super::account;
use super::line::{Line, Taken, raw};
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::{Block, Table, squeeze};

/// Rows of a table that has neither heading nor grid.
const ROWS_MIN: usize = 2;

/// Columns of a ruler; a line of more is no table that anybody wrote.
const COLUMNS_MAX: usize = 64;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let (count, table) = grid(scan, index)
        .or_else(|| bars(scan, index))
        .or_else(|| ruled(scan, index))
        .or_else(|| simple(scan, index))
        .or_else(|| bare(scan, index))?;
    let source = raw(&scan.lines, index, count);
    let Some(table) = table.map(Block::Table) else {
        // A box around something that has no columns is a drawing.
        return Taken::one(count, Block::left(Why::Code, source));
    };
    // A word that a column's edge cuts in two must not be lost.
    let whole = account::missing(&source, std::slice::from_ref(&table)).is_empty();
    Taken::one(count, if whole { table } else { Block::left(Why::Table, source) })
}

/// The lines of a table, and the table; none if they are a box without columns.
type Found = (usize, Option<Table>);

/// The line with bars and corners drawn as characters of the keyboard.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2502}' | '\u{2503}' | '\u{2551}' => '|',
            '\u{2500}' | '\u{2501}' => '-',
            '\u{2550}' => '=',
            '\u{2501}'..='\u{257F}' => '+',
            c => c,
        })
        .collect()
}

fn is_border(text: &str) -> bool {
    text.len() >= 3
        && text.starts_with(['+', '|'])
        && text.ends_with(['+', '|'])
        && text.contains(['-', '='])
        && text.chars().all(|c| "+-=|: ".contains(c))
}

fn cells(text: &str) -> Vec<String> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(|cell| squeeze(&super::inline::coded(cell.trim()))).collect()
}

/// `+----+----+` around `| a  | b  |`; the lines between two borders are one row.
fn grid(scan: &Scan<'_>, index: usize) -> Option<Found> {
    let first = plain(scan.at(index).text);
    if !is_border(&first) || !first.starts_with('+') {
        return None;
    }
    let mut groups: Vec<Vec<Vec<String>>> = vec![Vec::new()];
    let mut count = 0;
    let mut headed = false;
    while let Some(text) = scan.lines.get(index + count).map(|line| plain(line.text)) {
        if is_border(&text) {
            headed |= text.contains('=') && groups.len() == 2;
            groups.push(Vec::new());
        } else if text.starts_with(['|', '+']) {
            groups.last_mut()?.push(cells(&text));
        } else {
            break;
        }
        count += 1;
    }
    groups.retain(|group| !group.is_empty());
    let bordered = groups.len() > 2 || headed;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, group) in groups.into_iter().enumerate() {
        if bordered || place == 0 {
            rows.extend(folded(group));
        } else {
            rows.extend(group);
        }
    }
    if rows.len() < 2 || rows.iter().any(|row| row.len() < 2) {
        return Some((count, None));
    }
    let header = rows.remove(0);
    Some((count, Some(Table { caption: String::new(), header, rows })))
}

/// The lines of a row, cell by cell.
fn folded(lines: Vec<Vec<String>>) -> Option<Vec<String>> {
    let mut row: Vec<String> = Vec::new();
    for line in lines {
        for (place, cell) in line.into_iter().enumerate() {
            match row.get_mut(place) {
                Some(whole) if whole.is_empty() => *whole = cell,
                Some(_) if cell.is_empty() => {}
                Some(whole) => {
                    whole.push(' ');
                    whole.push_str(&cell);
                }
                None => row.push(cell),
            }
        }
    }
    (!row.is_empty()).then_some(row)
}

/// `a | b` over `---+---` and rows, with or without bars at both ends.
fn bars(scan: &Scan<'_>, index: usize) -> Option<Found> {
    let is_rule = |text: &str| {
        text.len() >= 3 && text.contains(['|', '+']) && text.contains('-') && text.chars().all(|c| "+-=|: ".contains(c))
    };
    let row = |line: Line<'_>| Some(plain(line.text)).filter(|text| text.trim_matches('|').contains('|'));
    let header = cells(&row(scan.at(index))?);
    let ruled = is_rule(&plain(scan.at(index + 1).text));
    let edged = |line: Line<'_>| line.text.starts_with('|') && line.text.ends_with('|') && line.text.len() > 2;
    if !(ruled || edged(scan.at(index)) && edged(scan.at(index + 1))) {
        return None;
    }
    let mut rows = Vec::new();
    let mut count = if ruled { 2 } else { 1 };
    while let Some(text) = row(scan.at(index + count)).filter(|text| ruled || text.starts_with('|')) {
        if !is_rule(&text) {
            rows.push(cells(&text));
        }
        count += 1;
    }
    if rows.is_empty() {
        return None;
    }
    let (header, rows) =
        if ruled { (header, rows) } else { (Vec::new(), std::iter::once(header).chain(rows).collect()) };
    Some((count, Some(Table { caption: String::new(), header, rows })))
}

/// `a    b` over `---  ---` (or one long rule) and rows.
fn ruled(scan: &Scan<'_>, index: usize) -> Option<Found> {
    let header_line = scan.at(index);
    let header = spaced(header_line.text);
    let rule = scan.at(index + 1);
    if !(2..=COLUMNS_MAX).contains(&header.len()) || !is_ruler(rule.text) {
        return None;
    }
    let edges = edges(rule.raw);
    if edges.len() > COLUMNS_MAX {
        return None;
    }
    let split = |line: Line<'_>| if edges.len() >= 2 { sliced(line.raw, &edges) } else { spaced(line.text) };
    let (count, rows) = rows(scan, index + 2, &split, header.len());
    let header = if edges.len() >= 2 { sliced(header_line.raw, &edges) } else { header };
    (!rows.is_empty()).then(|| (count + 2, Some(Table { caption: String::new(), header, rows })))
}

/// Columns without any line: names over rows of a name and figures.
fn bare(scan: &Scan<'_>, index: usize) -> Option<Found> {
    if !scan.opens(index) || !scan.at(index).text.contains("  ") {
        return None;
    }
    let mut header = spaced(scan.at(index).text);
    let figure = |cell: &String| {
        cell.trim_start_matches(['-', '+', '~', '<', '>', '$', '(']).starts_with(|c: char| c.is_ascii_digit())
    };
    let named = |cell: &String| cell.starts_with(char::is_alphabetic) && !cell.ends_with([':', '.', ',', ';']);
    if !(2..=COLUMNS_MAX).contains(&header.len()) || !header.iter().all(named) {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    while !scan.at(index + 1 + rows.len()).is_blank() {
        let row = spaced(scan.at(index + 1 + rows.len()).text);
        let wide = row.len() == header.len() || row.len() == header.len() + 1;
        let same = rows.first().is_none_or(|first| first.len() == row.len());
        if !wide || !same || !row.iter().skip(1).all(figure) || row.first().is_some_and(|name| name.ends_with(':')) {
            return None;
        }
        rows.push(row);
    }
    if rows.first().is_some_and(|row| row.len() > header.len()) {
        header.insert(0, String::new());
    }
    (rows.len() >= ROWS_MIN).then(|| (1 + rows.len(), Some(Table { caption: String::new(), header, rows })))
}

/// reStructuredText's `====  ====` over and under.
fn simple(scan: &Scan<'_>, index: usize) -> Option<Found> {
    let ruler = scan.at(index);
    let edges = edges(ruler.raw);
    if !(2..=COLUMNS_MAX).contains(&edges.len()) || !is_ruler(ruler.text) {
        return None;
    }
    let split = |line: Line<'_>| sliced(line.raw, &edges);
    let (count, mut all) = rows(scan, index + 1, &split, 1);
    let second = is_ruler(scan.at(index + 1 + count).text);
    if !second || all.is_empty() {
        return None;
    }
    let mut end = index + 2 + count;
    if scan.at(end).is_blank() {
        return Some((end - index, Some(Table { caption: String::new(), header: Vec::new(), rows: all })));
    }
    let header = folded(std::mem::take(&mut all)).unwrap_or_default();
    let (more, rows) = rows(scan, end, &split, 1);
    end += more + usize::from(is_ruler(scan.at(end + more).text));
    (!rows.is_empty()).then(|| (end - index, Some(Table { caption: String::new(), header, rows })))
}

type Split<'s> = &'s dyn Fn(Line<'_>) -> Vec<String>;

/// Rows until a blank line or a ruler, and how many lines they take; a row without its first cell goes on with the one before.
fn rows(scan: &Scan<'_>, from: usize, split: Split<'_>, cells_min: usize) -> (usize, Vec<Vec<String>>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut count = 0;
    loop {
        let line = scan.at(from + count);
        if line.is_blank() || is_ruler(line.text) {
            break;
        }
        let row = split(line);
        if row.first().is_some_and(String::is_empty) && !rows.is_empty() {
            let before = rows.pop().unwrap_or_default();
            rows.extend(folded(vec![before, row]));
        } else if row.len() >= cells_min.min(2) {
            rows.push(row);
        } else {
            break;
        }
        count += 1;
    }
    (count, if rows.len() + 1 >= ROWS_MIN { rows } else { Vec::new() })
}

/// The cells of a line, two blanks or a tab apart.
fn spaced(text: &str) -> Vec<String> {
    let text = text.replace('\t', "  ");
    text.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}

fn is_ruler(text: &str) -> bool {
    text.len() >= 5
        && text.chars().all(|c| matches!(c, '-' | '=' | ' '))
        && (text.contains("--") || text.contains("=="))
}

/// The starts of a ruler's columns, in characters.
fn edges(raw: &str) -> Vec<usize> {
    let mut edges = Vec::new();
    let mut before = ' ';
    for (at, c) in raw.chars().enumerate() {
        if c != ' ' && before == ' ' {
            edges.push(at);
        }
        before = c;
    }
    edges
}

fn sliced(raw: &str, edges: &[usize]) -> Vec<String> {
    let chars: Vec<char> = raw.chars().collect();
    let ends = edges.iter().skip(1).copied().chain([chars.len().max(edges.last().copied().unwrap_or(0))]);
    edges
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            squeeze(&chars.get(*start..end.min(chars.len())).unwrap_or_default().iter().collect::<String>())
        })
        .collect()
}
