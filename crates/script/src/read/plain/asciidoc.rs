//! AsciiDoc's lines about blocks: `[source]`, `----`, `.Title`, `:name: value`, `|===`.

use std::collections::BTreeMap;

use super::line::{Line, Scope, Taken, raw};
use super::survey::Scan;
use super::{code, inline, label};
use crate::left::Why;
use crate::read::block::{Block, Item, Table, squeeze};

/// The weight of a line as a sign of AsciiDoc: a delimiter little, what no other markup has more.
pub(super) fn weight(text: &str) -> usize {
    let starts = |list: &[&str]| list.iter().any(|start| text.starts_with(start));
    let title = starts(&["= ", "== ", "=== "]) && !text.ends_with('=');
    let block = starts(&[
        "[source",
        "[NOTE",
        "[WARNING",
        "[TIP",
        "[quote",
        "[[",
        "[cols",
        "include::",
        "image::",
        "ifdef::",
        ":toc:",
    ]);
    let link = text.contains("link:") && text.contains('[');
    if title || block || link || text == "|===" {
        2
    } else {
        usize::from(is_delimiter(text, '-') || is_delimiter(text, '.'))
    }
}

/// The sum of the weights in a text that is AsciiDoc; delimiters count once.
pub(super) const WEIGHT_MIN: usize = 3;
/// Bytes that a text may gain by the values of its attributes, beyond its own length.
const GAINED_BYTES_MAX: usize = 4_000;

fn is_delimiter(text: &str, mark: char) -> bool {
    text.len() >= 4 && text.len() <= 12 && text.chars().all(|c| c == mark)
}

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    if !scan.survey.asciidoc {
        return None;
    }
    let text = scan.at(index).text;
    for (mark, why) in [('-', Why::Code), ('.', Why::Code), ('+', Why::Code), ('/', Why::Hidden)] {
        if is_delimiter(text, mark) {
            return delimited(scan, index, index, why);
        }
    }
    if text == "|===" {
        return table(scan, index, String::new());
    }
    if let Some(taken) = attributes(scan, index).or_else(|| caption(scan, index)).or_else(|| entry(scan, index)) {
        return Some(taken);
    }
    if let Some(taken) = conditional(scan, index) {
        return Some(taken);
    }
    let machinery = ["include::", "ifdef::", "ifndef::", "endif::", "ifeval::", "toc::", "image::", "video::"];
    if machinery.iter().any(|start| text.starts_with(start)) && text.ends_with(']') {
        let why = if text.starts_with("image") || text.starts_with("video") { Why::Picture } else { Why::Metadata };
        return Taken::one(1, Block::left(why, text));
    }
    if text.starts_with("//") {
        return Taken::one(1, Block::left(Why::Hidden, text));
    }
    author(scan, index).or_else(|| ordered(scan, index)).or_else(|| term(scan, index))
}

/// `ifdef::name[]` … `endif::[]`: hidden where the name is not set.
fn conditional(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    let (names, wanted) = match (text.strip_prefix("ifdef::"), text.strip_prefix("ifndef::")) {
        (Some(names), _) => (names, true),
        (None, Some(names)) => (names, false),
        (None, None) => return None,
    };
    let (names, inner) = names.strip_suffix(']')?.split_once('[')?;
    let is_set = |name: &str| scan.survey.attributes.contains(name.trim());
    let set = if names.contains('+') { names.split('+').all(is_set) } else { names.split(',').any(is_set) };
    if set == wanted {
        let head = text.get(..text.len() - inner.len() - 1).unwrap_or(text);
        let (inner, left) = inline::inline(inner, true);
        let said = (!inner.is_empty()).then(|| Block::prose(inner));
        return Some(Taken::new(1, said.into_iter().chain([Block::left(Why::Metadata, head)]).chain(left).collect()));
    }
    let mut count = 1;
    let mut depth = usize::from(inner.is_empty());
    while depth > 0 && index + count < scan.lines.len() {
        let text = scan.at(index + count).text;
        let opens = ["ifdef::", "ifndef::", "ifeval::"].iter().any(|start| text.starts_with(start));
        depth += usize::from(opens && (text.ends_with("[]") || text.starts_with("ifeval")));
        depth -= usize::from(text.starts_with("endif::"));
        count += 1;
    }
    Taken::one(count, Block::left(Why::Hidden, raw(&scan.lines, index, count)))
}

/// The name and the value of `:name: value`.
pub(super) fn attribute(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let named =
        name.starts_with(char::is_alphanumeric) && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (named && (value.is_empty() || value.starts_with(' '))).then_some((name, value.trim()))
}

/// The text with the values of its attributes and without marks of line breaks, and the names that were replaced.
pub(super) fn expanded(text: &str) -> Option<(String, String)> {
    if !text.lines().any(|line| line.starts_with("= ") || line.starts_with("== ")) {
        return None;
    }
    let values: BTreeMap<&str, &str> = text.lines().filter_map(attribute).collect();
    let mut out = String::with_capacity(text.len());
    let longest = text.len() * 2 + GAINED_BYTES_MAX;
    let mut names: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.strip_suffix(" +").unwrap_or(line);
        let mut rest = line;
        while let Some((before, from)) = rest.split_once('{') {
            let end = from.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(from.len());
            let name = from.get(..end).unwrap_or_default();
            let after = from.get(end..).unwrap_or_default();
            out.push_str(before);
            match values.get(name).zip(after.strip_prefix('}')).filter(|_| !line.starts_with(':')) {
                Some((value, after)) if out.len() < longest => {
                    out.push_str(value);
                    names.push(name);
                    rest = after;
                }
                Some(_) | None => {
                    out.push('{');
                    rest = from;
                }
            }
        }
        out.push_str(rest);
        out.push('\n');
    }
    Some((out, names.join("\n")))
}

/// True for a line that no paragraph goes on with.
pub(super) fn interrupts(text: &str) -> bool {
    let starts = [". ", ".. ", "ifdef::", "ifndef::", "ifeval::", "endif::", "include::"];
    starts.iter().any(|start| text.starts_with(start))
}

/// From a delimiter to its twin; without one it is a rule.
fn delimited(scan: &Scan<'_>, from: usize, index: usize, why: Why) -> Option<Taken> {
    let end = closing(scan, index)?;
    let hidden = why == Why::Hidden;
    if from == index && !hidden && code::is_prose(scan.lines.get(index + 1..end).unwrap_or_default()) {
        return None;
    }
    let count = end + 1 - from;
    Taken::one(count, Block::left(why, raw(&scan.lines, from, count)))
}

fn closing(scan: &Scan<'_>, index: usize) -> Option<usize> {
    let fence = scan.at(index).text;
    let rest = scan.lines.iter().skip(index + 1);
    rest.map(|line| line.text).position(|text| text == fence).map(|place| index + 1 + place)
}

/// `[source,rust]`, `[NOTE]`, `[quote, Ada]`, `[[anchor]]`.
fn attributes(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let name = inner.split([',', '%', '#', '.']).next().unwrap_or_default().trim();
    let next = scan.at(index + 1).text;
    let is_block = ['=', '*', '_', '-', '.', '+'].iter().any(|mark| is_delimiter(next, *mark)) || next == "--";
    if matches!(
        name,
        "source" | "listing" | "literal" | "stem" | "latexmath" | "plantuml" | "ditaa" | "graphviz" | "mermaid"
    ) {
        if is_block {
            return delimited(scan, index, index + 1, Why::Code);
        }
        let count = scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).count();
        return Taken::one(count, Block::left(Why::Code, raw(&scan.lines, index, count)));
    }
    let label = label::named(name);
    let quoted = matches!(name, "quote" | "verse");
    let speaker = quoted.then(|| inner.split(',').nth(1)).flatten().map(squeeze).filter(|name| !name.is_empty());
    let scope = (label.is_some() || quoted).then(|| {
        let paragraph = || scan.lines.iter().skip(index + 1).take_while(|line| !line.is_blank()).count();
        let end = if is_block { closing(scan, index + 1) } else { None };
        Scope {
            end: end.unwrap_or_else(|| index + 1 + paragraph()),
            label: label.clone(),
            speaker,
            quoted,
            used: false,
        }
    });
    let blocks = if label.is_some() && label.as_deref().map(str::to_lowercase) == Some(inner.to_lowercase()) {
        // Said with the block it stands over.
        Vec::new()
    } else {
        vec![Block::left(Why::Metadata, text)]
    };
    let blocks = if blocks.is_empty() && scan.at(index + 1).is_blank() {
        vec![Block::left(Why::Metadata, text)]
    } else {
        blocks
    };
    Some(Taken { lines: 1, blocks, scope })
}

/// `.Title` over a block.
fn caption(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let title = scan.at(index).text.strip_prefix('.').filter(|title| title.starts_with(char::is_alphanumeric))?;
    let mut next = index + 1;
    if scan.at(next).text.starts_with('[') {
        next += 1;
    }
    if scan.at(next).text == "|===" {
        return table(scan, index, title.to_owned());
    }
    if is_delimiter(scan.at(next).text, '-') || is_delimiter(scan.at(next).text, '.') {
        return delimited(scan, index, next, Why::Code);
    }
    let (text, left) = inline::inline(title, true);
    let mut blocks = vec![Block::prose(text)];
    blocks.extend(left);
    Some(Taken::new(1, blocks))
}

/// `:name: value`.
fn entry(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    let (name, _) = text.strip_prefix(':')?.split_once(':')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '!'));
    if named { Taken::one(1, Block::left(Why::Metadata, text)) } else { None }
}

/// The lines right under the title: author and revision.
fn author(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let is_title = |at: Option<usize>| at.is_some_and(|at| scan.at(at).text.starts_with("= "));
    let text = scan.at(index).text;
    let first = is_title(index.checked_sub(1)) && text.ends_with('>') && text.contains('@');
    let revision =
        is_title(index.checked_sub(2)) && text.starts_with(['v', 'V']) && text.contains(|c: char| c.is_ascii_digit());
    if first || revision { Taken::one(1, Block::left(Why::Byline, text)) } else { None }
}

/// `. Press.`: an item that numbers itself.
fn ordered(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let rest = scan.at(index).text.trim_start_matches('.');
    let depth = u8::try_from(scan.at(index).text.len() - rest.len()).ok().filter(|depth| (1..=4).contains(depth))?;
    let first = rest.strip_prefix(' ')?;
    paragraph(scan, index, first, Item { depth, ..Item::default() })
}

/// `Lid:: It closes a can.`
fn term(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let (name, told) = scan.at(index).text.split_once("::")?;
    let apart = told.is_empty() || told.starts_with(' ');
    let plain =
        !name.is_empty() && name.split_whitespace().count() <= 8 && !name.ends_with(':') && !told.contains("::");
    if !(apart && plain) || told.is_empty() && scan.at(index + 1).is_blank() {
        return None;
    }
    paragraph(scan, index, &format!("{name}:{told}"), Item { depth: 1, ..Item::default() })
}

fn paragraph(scan: &Scan<'_>, index: usize, first: &str, item: Item) -> Option<Taken> {
    let opens = |line: &&Line<'_>| {
        line.is_blank()
            || line.is_rule()
            || line.text.starts_with(". ")
            || line.text.starts_with("..")
            || line.text.contains(":: ")
            || line.text.ends_with("::")
            || super::mark::mark(line.text).is_some()
    };
    let more: Vec<&str> =
        scan.lines.iter().skip(index + 1).take_while(|line| !opens(line)).map(|line| line.text).collect();
    let (text, left) = inline::inline(&format!("{first} {}", more.join(" ")), true);
    let mut blocks = vec![Block::item(text, item)];
    blocks.extend(left);
    Some(Taken::new(1 + more.len(), blocks))
}

/// Rows of `|a |b` between two `|===`; `from` may be the title over it.
fn table(scan: &Scan<'_>, from: usize, caption: String) -> Option<Taken> {
    let open = (from..from + 3).find(|at| scan.at(*at).text == "|===")?;
    let end = closing(scan, open)?;
    let mut blocks = Vec::new();
    for at in from + 1..open {
        blocks.push(Block::left(Why::Metadata, scan.at(at).text));
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in scan.lines.get(open + 1..end).unwrap_or_default().iter().filter(|line| !line.is_blank()) {
        let cells = line.text.split('|').map(|cell| squeeze(&super::inline::coded(cell)));
        match rows.last_mut().filter(|_| !line.text.starts_with('|')) {
            Some(row) => row.extend(cells.filter(|cell| !cell.is_empty())),
            None => rows.push(cells.skip(1).collect()),
        }
    }
    let header = if rows.len() > 1 { rows.remove(0) } else { Vec::new() };
    // Cells below each other are a row as wide as the heading.
    let wide = header.len().max(1);
    let narrow = wide > 1 && rows.iter().all(|row| row.len() == 1);
    if narrow {
        let cells: Vec<String> = rows.into_iter().flatten().collect();
        rows = cells.chunks(wide).map(<[String]>::to_vec).collect();
    }
    let text = raw(&scan.lines, open + 1, end - open - 1);
    let table = Block::Table(Table { caption, header, rows });
    let whole = super::account::missing(&text, std::slice::from_ref(&table)).is_empty();
    blocks.push(if whole { table } else { Block::left(Why::Table, raw(&scan.lines, from, end + 1 - from)) });
    Some(Taken::new(end + 1 - from, blocks))
}
