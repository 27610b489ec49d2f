//! reStructuredText's explicit blocks: directives, targets, citations, remarks, and lists of fields.

use std::collections::BTreeMap;

use super::line::{Line, Scope, Taken, raw};
use super::survey::Scan;
use super::{inline, label};
use crate::left::Why;
use crate::read::block::{Block, Item, Text};

/// Lines of a text within which its fields are about the text itself.
const FRONT_LINES: usize = 30;
const TITLE_WORDS_MAX: usize = 6;
const FOOTNOTE: &str = "Footnote";
const MARK_BYTES_MAX: usize = 40;
/// Fields about the text that a listener has to know.
const TOLD: [&str; 5] = ["status", "stability", "severity", "deprecated", "superseded-by"];

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    if let Some(rest) = text.strip_prefix(".. ") {
        return explicit(scan, index, rest.trim_start());
    }
    if text == "__" || text.starts_with("__ http") {
        return Taken::one(1, Block::left(Why::Link, text));
    }
    field(scan, index)
}

fn explicit(scan: &Scan<'_>, index: usize, rest: &str) -> Option<Taken> {
    let body = body(scan, index);
    let whole = |why: Why| Taken::one(1 + body, Block::left(why, raw(&scan.lines, index, 1 + body)));
    if let Some((mark, told)) = footnote(rest) {
        let more = scan.lines.iter().skip(index + 1).take(body).map(|line| line.text);
        let text = std::iter::once(told).chain(more).collect::<Vec<_>>().join(" ");
        let (text, left) = inline::inline(&text, false);
        let label = Some(FOOTNOTE.to_owned());
        let text = format!("[{mark}] {text}");
        let mut blocks = vec![Block::Text(Text { text, label, ..Text::default() })];
        blocks.extend(left);
        return Some(Taken::new(1 + body, blocks));
    }
    if rest.starts_with('[') {
        return whole(Why::Reference);
    }
    if rest.starts_with('_') {
        return whole(Why::Link);
    }
    if rest.starts_with('|') {
        return whole(if rest.contains("image::") { Why::Picture } else { Why::Metadata });
    }
    let Some((name, argument)) = rest.split_once("::").filter(|(name, _)| is_directive(name)) else {
        return whole(Why::Hidden);
    };
    let argument = argument.trim();
    match name.trim() {
        "code-block" | "code" | "sourcecode" | "literalinclude" | "parsed-literal" | "highlight" | "prompt"
        | "doctest" | "raw" | "productionlist" | "testcode" | "testoutput" | "console" | "graphviz" | "digraph" => {
            whole(Why::Code)
        }
        "math" => whole(Why::Formula),
        "image" | "figure" => whole(Why::Picture),
        "contents" | "toctree" | "sectnum" => whole(Why::Contents),
        "comment" => whole(Why::Hidden),
        "versionadded" | "versionchanged" | "deprecated" | "versionremoved" => {
            Some(version(scan, index, name.trim(), argument))
        }
        name => {
            if let Some(label) = label::named(name) {
                return Some(admonition(scan, index, argument, body, label));
            }
            // The body of any other directive is text; its head is about the layout.
            let options = options(scan, index);
            Taken::one(1 + options, Block::left(Why::Metadata, raw(&scan.lines, index, 1 + options)))
        }
    }
}

/// The mark and the text of a footnote: `[#lid] It holds.`, `[1] It holds.`; a name alone is a work that is cited.
fn footnote(rest: &str) -> Option<(&str, &str)> {
    let (mark, told) = rest.strip_prefix('[')?.split_once(']')?;
    (is_footnote_mark(mark) && told.starts_with(' ') && told.contains(char::is_alphanumeric))
        .then_some((mark, told.trim()))
}

fn is_footnote_mark(mark: &str) -> bool {
    let numbered = !mark.is_empty() && mark.chars().all(|c| c.is_ascii_digit());
    numbered || mark.starts_with('#') && !mark.contains(' ') && mark.len() <= MARK_BYTES_MAX
}

/// Footnotes behind the texts that refer to them first; one without a reference stays.
pub(super) fn placed(blocks: Vec<Block>) -> Vec<Block> {
    let is_note = |block: &Block| matches!(block, Block::Text(text) if text.label.as_deref() == Some(FOOTNOTE) && text.text.starts_with('['));
    if !blocks.iter().any(is_note) {
        return blocks;
    }
    let mut references: BTreeMap<String, usize> = BTreeMap::new();
    for (place, block) in blocks.iter().enumerate().filter(|(_, block)| !is_note(block)) {
        let marks = block.spoken().split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        for (mark, _) in marks.filter(|(mark, _)| is_footnote_mark(mark)) {
            references.entry(mark.to_owned()).or_insert(place);
        }
    }
    let depths: Vec<Option<u8>> = blocks
        .iter()
        .map(|block| match block {
            Block::Text(text) => text.item.map(|item| item.depth),
            Block::Title(_) | Block::Heading { .. } | Block::Table(_) | Block::Left(_) => None,
        })
        .collect();
    let mut notes: BTreeMap<usize, Vec<Block>> = BTreeMap::new();
    let mut kept: Vec<Option<Block>> = Vec::with_capacity(blocks.len());
    for (place, block) in blocks.into_iter().enumerate() {
        if !is_note(&block) {
            kept.push(Some(block));
            continue;
        }
        let Block::Text(text) = block else { continue };
        let (mark, told) = text.text.split_once("] ").unwrap_or(("", &text.text));
        let at = references.get(mark.trim_start_matches('[')).copied().unwrap_or(place);
        let item = depths.get(at).copied().flatten().map(|depth| Item { depth, ..Item::default() });
        let note = Block::Text(Text { text: told.to_owned(), item, ..text.clone() });
        notes.entry(at).or_default().extend([note, Block::left(Why::Reference, format!("{mark}]"))]);
        kept.push(None);
    }
    let mut placed = Vec::with_capacity(kept.len());
    for (place, block) in kept.into_iter().enumerate() {
        placed.extend(block);
        placed.extend(notes.remove(&place).unwrap_or_default());
    }
    placed
}

fn is_directive(name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+'))
}

/// The deeper lines below, without the blank ones at their end.
fn body(scan: &Scan<'_>, index: usize) -> usize {
    let indent = scan.at(index).indent;
    let (mut end, mut last) = (index + 1, index);
    while end < scan.lines.len() && (scan.at(end).is_blank() || scan.at(end).indent > indent) {
        if !scan.at(end).is_blank() {
            last = end;
        }
        end += 1;
    }
    last - index
}

/// The lines right below that are options: `:name: value`.
fn options(scan: &Scan<'_>, index: usize) -> usize {
    let deeper = scan.lines.iter().skip(index + 1).take_while(|line| line.indent > scan.at(index).indent);
    deeper.take_while(|line| line.text.starts_with(':')).count()
}

/// The text on the line of a directive and those right below, and the scope of the rest.
fn admonition(scan: &Scan<'_>, index: usize, argument: &str, body: usize, label: String) -> Taken {
    let scope = Scope { end: index + 1 + body, label: Some(label.clone()), ..Scope::default() };
    if argument.is_empty() {
        let options = options(scan, index);
        let mut blocks = Vec::new();
        if options > 0 || body == 0 {
            blocks.push(Block::left(Why::Metadata, raw(&scan.lines, index, 1 + options)));
        }
        return Taken { lines: 1 + options, blocks, scope: Some(scope) };
    }
    let (lines, mut blocks) = first(scan, index, argument);
    if let Some(Block::Text(text)) = blocks.first_mut() {
        text.label = Some(label);
    }
    Taken { lines, blocks, scope: Some(scope) }
}

/// "versionadded:: 2.1 Lids hold." → an item that says so.
fn version(scan: &Scan<'_>, index: usize, name: &str, argument: &str) -> Taken {
    let (lines, mut blocks) = first(scan, index, argument);
    let spoken = match name {
        "versionadded" => "New in version",
        "versionchanged" => "Changed in version",
        "versionremoved" => "Removed in version",
        _ => "Deprecated since version",
    };
    if let Some(Block::Text(text)) = blocks.first_mut() {
        let (number, told) = text.text.split_once(' ').unwrap_or((&text.text, ""));
        text.text = if told.is_empty() { format!("{spoken} {number}.") } else { format!("{spoken} {number}: {told}") };
    }
    blocks.push(Block::left(Why::Metadata, name));
    Taken::new(lines, blocks)
}

fn first(scan: &Scan<'_>, index: usize, argument: &str) -> (usize, Vec<Block>) {
    let indent = scan.at(index).indent;
    let more: Vec<&str> = scan
        .lines
        .iter()
        .skip(index + 1)
        .take_while(|line| !line.is_blank() && line.indent > indent)
        .map(|line| line.text)
        .collect();
    let (text, left) = inline::inline(&format!("{argument} {}", more.join(" ")), false);
    let mut blocks = vec![Block::Text(Text { text, ..Text::default() })];
    blocks.extend(left);
    (1 + more.len(), blocks)
}

/// `:field: value`: at the top about the text, elsewhere an item of it.
fn field(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let (name, value) = line.text.strip_prefix(':')?.split_once(':')?;
    let opens = name.starts_with(|c: char| c.is_alphabetic()) && !name.contains('`');
    let apart = value.is_empty() || value.starts_with(' ');
    if !opens || !apart || name.split_whitespace().count() > 4 {
        return None;
    }
    let more =
        scan.lines.iter().skip(index + 1).take_while(|next| !next.is_blank() && next.indent > line.indent).count();
    let told = TOLD.contains(&name.to_lowercase().as_str());
    if line.indent == 0 && !told && is_front(scan, index) {
        return Taken::one(1 + more, Block::left(Why::Metadata, raw(&scan.lines, index, 1 + more)));
    }
    let mut text = format!("{name}: {}", value.trim());
    for line in scan.lines.iter().skip(index + 1).take(more) {
        text.push(' ');
        text.push_str(line.text);
    }
    let (text, left) = inline::inline(&text, false);
    let mut blocks = vec![Block::item(text, Item { depth: 1, ..Item::default() })];
    blocks.extend(left);
    Some(Taken::new(1 + more, blocks))
}

/// True where nothing stands before a line but a title and other fields.
fn is_front(scan: &Scan<'_>, index: usize) -> bool {
    let short = |line: &Line<'_>| line.text.starts_with(':') || line.text.split_whitespace().count() <= TITLE_WORDS_MAX;
    index < FRONT_LINES && scan.lines.iter().take(index).all(short)
}
