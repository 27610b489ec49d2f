//! The walk over the lines: each recogniser is asked in turn; what none of them knows is a paragraph or an item.

use super::line::{Line, Scope, Taken, next_full, raw};
use super::mark::{Mark, mark};
use super::survey::Scan;
use super::{code, fence, heading, inline, label, pair, quote, said, secret};
use crate::left::{Left, Why};
use crate::read::block::{Block, Item, Text};

/// Asked in this order; each takes lines from an index on, or none.
const RECOGNISERS: [fn(&Scan<'_>, usize) -> Option<Taken>; RECOGNISERS_COUNT] = [
    fence::take,
    super::patch::take,
    super::letter::take,
    super::changes::take,
    super::chat::take,
    super::http::take,
    super::asciidoc::take,
    super::directive::take,
    super::table::take,
    super::drawing::take,
    super::contents::take,
    super::apparatus::take,
    super::shell::take,
    heading::take,
    quote::take,
    super::option::take,
];
const RECOGNISERS_COUNT: usize = 16;

/// An item that is still open.
struct Open {
    indent: usize,
    content: usize,
    kind: char,
    number: u32,
}

struct Flow<'s, 'a> {
    scan: &'s Scan<'a>,
    blocks: Vec<Block>,
    lists: Vec<Open>,
    scopes: Vec<Scope>,
}

/// The blocks of the lines, behind those of the text's front.
pub(super) fn blocks(scan: &Scan<'_>, front: Vec<Block>) -> Vec<Block> {
    let mut flow = Flow { scan, blocks: front, lists: Vec::new(), scopes: Vec::new() };
    let mut index = 0;
    while index < scan.lines.len() {
        index += flow.step(index).max(1);
    }
    flow.close(usize::MAX);
    merged(super::directive::placed(heading::judge_loose(flow.blocks)))
}

impl Flow<'_, '_> {
    /// The number of lines it has dealt with.
    fn step(&mut self, index: usize) -> usize {
        let line = self.scan.at(index);
        if line.is_blank() {
            return 1;
        }
        self.close(index);
        let before = self.blocks.len();
        let asked = if line.is_long() { &[][..] } else { &RECOGNISERS };
        let taken = asked.iter().find_map(|recogniser| recogniser(self.scan, index));
        let count = match taken {
            Some(taken) => self.accept(taken),
            None if line.is_rule() => 1,
            None => self.paragraph(index),
        };
        if let Some(scope) = self.scopes.last_mut().filter(|scope| index < scope.end) {
            let mut announced: Option<String> = None;
            for block in self.blocks.iter_mut().skip(before) {
                if let Block::Text(text) = block {
                    text.label = text.label.take().or_else(|| scope.label.clone());
                    match &scope.speaker {
                        Some(quoting) if text.quoted && !scope.quoted => {
                            let named = quote::name(text, quoting);
                            // The items of one list are announced once.
                            if text.item.is_none() || announced.as_ref() != Some(&named) {
                                text.label = Some(named.clone());
                            }
                            announced = Some(named);
                        }
                        speaker => text.speaker = text.speaker.take().or_else(|| speaker.clone()),
                    }
                    text.quoted |= scope.quoted;
                    // A line with a label of its own does not carry that of its block.
                    scope.used |= text.label == scope.label;
                }
            }
        }
        count
    }

    /// Ends the scopes before a line; the label of one without text is left out.
    fn close(&mut self, index: usize) {
        while let Some(scope) = self.scopes.pop_if(|scope| scope.end <= index) {
            let label = scope.label.filter(|_| !scope.used);
            self.blocks.extend(label.map(|label| Block::left(Why::Metadata, label)));
        }
    }

    fn accept(&mut self, taken: Taken) -> usize {
        if taken.blocks.iter().any(|block| matches!(block, Block::Heading { .. })) {
            self.lists.clear();
        }
        let quotes = taken.blocks.iter().any(|block| match block {
            Block::Text(text) => text.quoted,
            Block::Left(left) => left.why == Why::Repeated,
            Block::Title(_) | Block::Heading { .. } | Block::Table(_) => false,
        });
        let mut blocks = taken.blocks;
        if quotes {
            quote::attribute(&mut self.blocks, &mut blocks);
        }
        self.blocks.extend(blocks);
        self.scopes.extend(taken.scope);
        taken.lines
    }

    fn paragraph(&mut self, index: usize) -> usize {
        let line = self.scan.at(index);
        let found = mark(line.text);
        let mut end = index + 1;
        while !self.scan.at(end).is_blank() && end < self.scan.lines.len() && !self.interrupts(end) {
            end += 1;
        }
        let mut lines = self.scan.lines.get(index..end).unwrap_or_default();
        let column = self.lists.last().map_or(self.scan.survey.column, |open| open.content);
        if let Some(lead) = code::lead(lines, column).filter(|_| code::is_code(lines, column)) {
            lines = lines.get(..lead).unwrap_or_default();
            end = index + lead;
        }
        if found.is_none() && (code::is_code(lines, column) || code::is_literal(lines, column)) {
            let secret = lines.iter().any(|line| secret::is_secret(line.text));
            let why = if secret { Why::Secret } else { Why::Code };
            self.blocks.push(Block::left(why, raw(lines, 0, lines.len())));
            return lines.len();
        }
        let item = self.place(line, found);
        if found.is_none() && pair::all(lines) {
            let depth = item.map_or(1, |item| item.depth);
            for text in pair::joined(lines) {
                self.push(&text, Some(Item { depth, ..Item::default() }));
            }
            return lines.len();
        }
        let mut text = found.map_or(line.text, |found| found.text).to_owned();
        if text.split(' ').next().is_some_and(|word| word.ends_with(':')) {
            // The first item stands on the line of its name: "v3: - two calls".
            text = text.replacen(": - ", ": ", 1);
        }
        let term = found.is_none() && is_term(lines);
        if term {
            text.push(':');
        }
        for line in lines.iter().skip(1) {
            text.push(' ');
            text.push_str(line.text);
        }
        let literal = text.ends_with("::") && next_full(&self.scan.lines, end).indent > line.indent;
        if literal {
            text.pop();
        }
        let timed = found.is_none() && said::is_timed(line.text);
        let item = item.or_else(|| (term || timed).then(|| Item { depth: 1, ..Item::default() }));
        self.push(&text, item);
        lines.len() + if literal { self.literal(end, line.indent) } else { 0 }
    }

    /// The deeper lines behind a paragraph that ends with `::`.
    fn literal(&mut self, from: usize, indent: usize) -> usize {
        let inside = |line: &&Line<'_>| line.is_blank() || line.indent > indent;
        let count = self.scan.lines.iter().skip(from).take_while(inside).count();
        if code::is_prose(self.scan.lines.get(from..from + count).unwrap_or_default()) {
            return 0;
        }
        self.blocks.push(Block::left(Why::Code, raw(&self.scan.lines, from, count)));
        count
    }

    fn push(&mut self, text: &str, item: Option<Item>) {
        if secret::is_secret_pair(text) {
            return self.blocks.push(Block::left(Why::Secret, text));
        }
        let (label, text) = label::split(text).map_or((None, text), |(label, text)| (Some(label), text));
        let (text, left) = inline::inline(text, self.scan.survey.asciidoc);
        if text.chars().any(char::is_alphanumeric) {
            self.blocks.push(Block::Text(Text { text, item, label, ..Text::default() }));
        }
        self.blocks.extend(left);
    }

    /// The place of a paragraph in the open lists; none outside of them.
    fn place(&mut self, line: Line<'_>, found: Option<Mark<'_>>) -> Option<Item> {
        let Some(found) = found else {
            while self.lists.last().is_some_and(|open| open.indent >= line.indent) {
                self.lists.pop();
            }
            let depth = self.depth();
            return (depth > 0).then(|| Item { depth, ..Item::default() });
        };
        let within = |open: &Open| {
            let other = found.kind != open.kind && line.indent > open.indent;
            line.indent >= open.content || line.indent >= open.indent + 2 || other
        };
        while self.lists.last().is_some_and(|open| !within(open)) {
            self.lists.pop();
        }
        let width = line.text.chars().count() - found.text.chars().count();
        let content = line.indent + width.max(2);
        let number = found.number.unwrap_or(0);
        self.lists.push(Open { indent: line.indent, content, kind: found.kind, number });
        Some(found.item(found.depth.unwrap_or_else(|| self.depth())))
    }

    fn depth(&self) -> u8 {
        u8::try_from(self.lists.len()).unwrap_or(u8::MAX)
    }

    /// True where a line ends the paragraph before it without a blank line.
    fn interrupts(&self, index: usize) -> bool {
        let line = self.scan.at(index);
        let before = self.scan.at(index - 1);
        let text = line.text;
        if line.is_rule() || text.starts_with(['>', '|']) || text.starts_with(".. ") || text.starts_with("==") {
            return true;
        }
        let machinery = ["```", "~~~", "diff --git ", "-----BEGIN ", "@@ -", "## ", "### "]
            .iter()
            .any(|start| text.starts_with(start));
        let admonition = label::split(text).is_some()
            && text.starts_with(|c: char| c.is_uppercase())
            && before.text.ends_with(['.', ':']);
        // A name to the left of an item: "v2: rebased" under "    - two calls".
        let outdented = line.indent < before.indent && text.split(' ').next().is_some_and(|word| word.ends_with(':'));
        machinery
            || admonition
            || outdented
            || is_logged(text) && is_logged(before.text)
            || heading::underline(&self.scan.lines, index).is_some()
            || pair::in_run(self.scan, index)
            || said::is_timed(text) && (said::is_timed(before.text) || line.indent < before.indent)
            || super::option::is_option(line)
            || line.indent < before.indent && is_term(self.scan.lines.get(index..index + 2).unwrap_or_default())
            || line.indent > before.indent && super::option::opens_rows(self.scan, index)
            || self.scan.survey.asciidoc && super::asciidoc::interrupts(text)
            || mark(text).is_some_and(|found| self.opens_item(found, line, before))
    }

    /// True where a mark inside a paragraph opens an item, and is no wrapped "12." or dash.
    fn opens_item(&self, found: Mark<'_>, line: Line<'_>, before: Line<'_>) -> bool {
        let announced = before.text.ends_with(':');
        let sibling = mark(before.text).is_some_and(|before| before.kind == found.kind);
        let open = self.lists.iter().rev().find(|open| open.kind == found.kind && open.indent == line.indent);
        match found.kind {
            '-' | '*' | '\u{2022}' => true,
            '~' => mark(before.text).is_some(),
            '1' => {
                found.number == Some(1)
                    || announced
                    || sibling
                    || open.is_some_and(|open| found.number == Some(open.number + 1))
            }
            _ => announced || sibling || open.is_some() || line.indent > before.indent || !found.kind.is_ascii(),
        }
    }
}

/// True for a line of a log: "WARN  disk is full".
fn is_logged(text: &str) -> bool {
    let levels = [
        "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL", "OK", "FAIL", "PASS",
        "SKIP",
    ];
    let (level, rest) = text.split_once([' ', ':', '\t']).unwrap_or_default();
    levels.contains(&level.trim_matches(['[', ']'])) && rest.contains(char::is_alphanumeric)
}

/// Words of a term that deeper lines define.
const TERM_WORDS_MAX: usize = 5;
const TERM_CHARS_MAX: usize = 40;

/// A few words over deeper lines: what they say is said of them.
fn is_term(lines: &[Line<'_>]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let short = first.text.chars().count() <= TERM_CHARS_MAX && first.text.split(' ').count() <= TERM_WORDS_MAX;
    let open = first.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '"' | ')' | '>'));
    let second = rest.first().map_or(0, |line| line.indent);
    short && open && second >= first.indent + 2 && rest.iter().all(|line| line.indent == second)
}

/// Neighbours that are left out for the same reason become one part, if they are code.
fn merged(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (kept.last_mut(), block) {
            (
                Some(Block::Left(Left { why: Why::Code, text, .. })),
                Block::Left(Left { why: Why::Code, text: more, .. }),
            ) => {
                text.push_str("\n\n");
                text.push_str(&more);
            }
            (_, block) => kept.push(block),
        }
    }
    kept
}
