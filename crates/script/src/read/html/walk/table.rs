//! Tables: data becomes a `Table`, a layout stays the blocks of its cells, in their order.
//!
//! Cells are read as ordinary blocks; only at the table's end is it known what it was.

mod layout;

use super::super::super::block::{Block, Table, squeeze};
use super::super::markup::attribute::Attributes;
use super::context::Context;
use super::{Found, Walk};
use layout::Signs;

/// Columns that one cell spans at most.
const SPAN_MAX: usize = 24;
/// Columns whose cells can span rows.
const SPANNED_COLUMNS_MAX: usize = 32;
/// Rows that one cell is repeated in, and bytes of a cell that is.
const REPEATS_MAX: usize = 64;
const REPEATED_BYTES_MAX: usize = 60;

#[derive(Default)]
pub(super) struct Frame {
    /// Index of the first block in it.
    start: usize,
    rows: Vec<Row>,
    /// First and last block of the caption.
    caption: (usize, usize),
    signs: Signs,
    in_head: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    is_head: bool,
}

#[derive(Default)]
struct Cell {
    start: usize,
    end: usize,
    columns: usize,
    rows: usize,
    is_heading: bool,
}

impl Walk<'_> {
    /// Notes the rows and cells of a table.
    pub(super) fn table(&mut self, name: &str, attributes: &Attributes<'_>, context: &mut Context) {
        let start = self.found.len();
        if name == "table" {
            self.tables.iter_mut().for_each(|outer| outer.signs.holds("table", attributes));
            let signs = Signs::of(attributes);
            self.tables.push(Frame { start, signs, caption: (start, start), ..Frame::default() });
            return;
        }
        let Some(frame) = self.tables.last_mut() else { return };
        frame.signs.holds(name, attributes);
        match name {
            "caption" => frame.caption = (start, start),
            "thead" => frame.in_head = true,
            "tbody" | "tfoot" => frame.in_head = false,
            "tr" => frame.rows.push(Row { is_head: frame.in_head, ..Row::default() }),
            "td" | "th" => {
                let count = |value: &str, max: usize| value.trim().parse().unwrap_or(1).clamp(1, max);
                let (columns, rows) = (count(attributes.colspan, SPAN_MAX), count(attributes.rowspan, REPEATS_MAX));
                let is_heading = name == "th";
                if frame.rows.is_empty() {
                    frame.rows.push(Row::default());
                }
                let cell = Cell { start, end: start, columns, rows, is_heading };
                frame.rows.last_mut().into_iter().for_each(|row| row.cells.push(Cell { ..cell }));
                (context.item, context.is_term, context.is_definition) = (None, false, false);
            }
            _ => {}
        }
    }

    pub(super) fn end_cell(&mut self) {
        let (end, name) = (self.found.len(), self.stack.last().map_or("", |open| open.name));
        let Some(frame) = self.tables.last_mut() else { return };
        if name == "caption" {
            frame.caption.1 = end;
        } else if let Some(cell) = frame.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            cell.end = end;
        }
    }

    pub(super) fn end_table(&mut self) {
        let Some(frame) = self.tables.pop() else { return };
        let Some(inner) = self.found.get(frame.start..) else { return };
        if !frame.is_data(inner) {
            return;
        }
        let inner = self.found.split_off(frame.start);
        let linked = inner.iter().map(|found| found.linked).sum();
        let mut rest: Vec<Found> = Vec::new();
        let caption = frame.text(&inner, frame.caption.0, frame.caption.1);
        let (head, body): (Vec<&Row>, Vec<&Row>) = {
            let is_head = |row: &&Row| row.is_head || row.cells.iter().all(|cell| cell.is_heading);
            let heads = frame.rows.iter().take_while(is_head).count();
            let heads = if heads == frame.rows.len() { 0 } else { heads };
            (frame.rows.iter().take(heads).collect(), frame.rows.iter().skip(heads).collect())
        };
        let header = columns(&frame.cells(&head, &inner, true));
        let rows = frame.cells(&body, &inner, false);
        let held = frame.held(inner.len());
        for (found, held) in inner.into_iter().zip(held) {
            if matches!(found.block, Block::Left(_)) || !held {
                rest.push(found);
            }
        }
        self.linked = linked;
        self.push(Block::Table(Table { caption, header, rows }));
        self.linked = 0;
        self.found.append(&mut rest);
    }
}

impl Frame {
    fn is_data(&self, inner: &[Found]) -> bool {
        if !self.signs.may_be_data() {
            return false;
        }
        let blocks = |cell: &Cell| inner.get(cell.start - self.start..cell.end.max(cell.start) - self.start);
        let texts = |cell: &Cell| -> Vec<&str> {
            let spoken = blocks(cell).unwrap_or_default().iter().map(|found| found.block.spoken());
            spoken.filter(|text| !text.is_empty()).collect()
        };
        let rows = self.rows.iter().map(|row| row.cells.iter().map(texts).collect::<Vec<_>>());
        let rows: Vec<Vec<Vec<&str>>> = rows.filter(|row| !row.is_empty()).collect();
        self.signs.are_of_data(&rows)
    }

    /// The text of the blocks from `start` to `end`, on one line.
    fn text(&self, inner: &[Found], start: usize, end: usize) -> String {
        let blocks = inner.get(start - self.start..end.max(start) - self.start).unwrap_or_default();
        let words: Vec<&str> = blocks.iter().map(|found| found.block.spoken()).collect();
        squeeze(&words.join(" "))
    }

    /// The rows with each cell in its column. A cell that spans rows stands in each of them, if it is short.
    fn cells(&self, rows: &[&Row], inner: &[Found], is_head: bool) -> Vec<Vec<String>> {
        let mut spans: Vec<Span> = vec![Span::default(); SPANNED_COLUMNS_MAX];
        let mut lines = Vec::new();
        for row in rows {
            let mut line: Vec<String> = Vec::new();
            for cell in &row.cells {
                fill(&mut line, &mut spans);
                let text = self.text(inner, cell.start, cell.end);
                let repeated = if text.len() <= REPEATED_BYTES_MAX { text.as_str() } else { "" };
                for at in 0..cell.columns {
                    if let Some(span) = spans.get_mut(line.len()) {
                        *span = Span { rows: cell.rows - 1, text: repeated.to_owned() };
                    }
                    let text = if at == 0 {
                        text.as_str()
                    } else if is_head {
                        repeated
                    } else {
                        ""
                    };
                    line.push(text.to_owned());
                }
            }
            fill(&mut line, &mut spans);
            if line.iter().any(|cell| !cell.is_empty()) {
                lines.push(line);
            }
        }
        lines
    }

    /// For each block, true if it stands in a cell or in the caption.
    fn held(&self, blocks: usize) -> Vec<bool> {
        let mut held = vec![false; blocks];
        let cells = self.rows.iter().flat_map(|row| &row.cells).map(|cell| (cell.start, cell.end));
        for (start, end) in cells.chain([self.caption]) {
            let places = held.get_mut(start - self.start..end.max(start) - self.start);
            places.into_iter().flatten().for_each(|held| *held = true);
        }
        held
    }
}

/// A cell that goes on in the rows below.
#[derive(Clone, Default)]
struct Span {
    rows: usize,
    text: String,
}

/// Adds the cells of rows above that reach into this one's next columns.
fn fill(line: &mut Vec<String>, spans: &mut [Span]) {
    while let Some(span) = spans.get_mut(line.len()).filter(|span| span.rows > 0) {
        span.rows -= 1;
        line.push(span.text.clone());
    }
}

/// The column headings of several rows, one text a column.
fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| {
        let mut words: Vec<&str> = rows.iter().filter_map(|row| row.get(at)).map(String::as_str).collect();
        words.dedup();
        squeeze(&words.join(" "))
    };
    (0..width).map(column).collect()
}
