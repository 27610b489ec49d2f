//! Layout or data: the signs by which a table that only places a text on the page is told from one that compares.
//!
//! The first sign that a table has decides, in this order; letters sent by mail are laid out in tables:
//!
//! 1. layout: `role=presentation` or `none`; a table or a heading inside; fewer than two rows or two columns;
//! 2. data: a `th`, a caption, a head, `scope`, `headers` or `summary`; `role=table` or `grid`;
//! 3. layout: a cell with paragraphs, a list, a quotation or a long text; more than half of the cells are sentences;
//! 4. layout: the attributes of a grid without lines (`cellpadding` and `cellspacing`, `border=0`), unless most cells
//!    behind the first of their row begin with a figure;
//! 5. data: any other.

use super::super::super::markup::attribute::Attributes;
use super::super::super::markup::{element, style};

/// Bytes of a cell of data where no cell is a heading.
const CELL_BYTES_MAX: usize = 300;
/// Words of a cell that is a sentence.
const SENTENCE_WORDS_MIN: usize = 6;

/// The texts of a cell.
type Cell<'a> = Vec<&'a str>;

#[derive(Default)]
pub(super) struct Signs {
    is_layout: bool,
    is_data: bool,
    /// True if a cell has a paragraph, a list or a quotation.
    has_blocks: bool,
    has_no_lines: bool,
}

impl Signs {
    /// The signs in a table's own tag.
    pub(super) fn of(attributes: &Attributes<'_>) -> Signs {
        let role = |known: &[&str]| {
            let mut roles = attributes.role.split_ascii_whitespace();
            roles.any(|role| known.iter().any(|known| known.eq_ignore_ascii_case(role)))
        };
        let border = style::length(attributes.border).map(|border| border.number > 0.0);
        let is_spaced = !attributes.cellpadding.is_empty() && !attributes.cellspacing.is_empty();
        Signs {
            is_layout: role(&["presentation", "none"]),
            is_data: role(&["table", "grid", "treegrid"]) || !attributes.summary.trim().is_empty(),
            has_blocks: false,
            has_no_lines: border == Some(false) || (is_spaced && border.is_none()),
        }
    }

    /// Notes an element inside the table.
    pub(super) fn holds(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "table" => self.is_layout = true,
            "caption" | "thead" | "th" => self.is_data = true,
            "td" => self.is_data |= !attributes.scope.is_empty() || !attributes.headers.is_empty(),
            "p" | "blockquote" | "dl" | "article" | "section" => self.has_blocks = true,
            _ if element::is_list(name) => self.has_blocks = true,
            _ if element::heading_level(name).is_some() => self.is_layout = true,
            _ => {}
        }
    }

    /// False if it is a layout whatever its cells hold.
    pub(super) fn may_be_data(&self) -> bool {
        !self.is_layout
    }

    /// True if a table with these signs and rows of cells is one of data.
    pub(super) fn are_of_data(&self, rows: &[Vec<Cell<'_>>]) -> bool {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if !self.may_be_data() || rows.len() < 2 || columns < 2 {
            return false;
        }
        let is_text = self.has_blocks || is_prose(rows);
        self.is_data || !(is_text || (self.has_no_lines && !has_figures(rows)))
    }
}

/// True if a cell is long or has several texts, or if most of the cells are sentences.
fn is_prose(rows: &[Vec<Cell<'_>>]) -> bool {
    let cells = || rows.iter().flatten().filter(|cell| !cell.is_empty());
    let is_long = |cell: &Cell<'_>| cell.len() > 1 || cell.iter().any(|text| text.len() > CELL_BYTES_MAX);
    let is_sentence = |cell: &&Cell<'_>| {
        let text = cell.first().copied().unwrap_or_default();
        text.ends_with(['.', '!', '?']) && text.split_whitespace().count() >= SENTENCE_WORDS_MIN
    };
    cells().any(is_long) || cells().filter(is_sentence).count() * 2 > cells().count()
}

/// True if most of the cells behind the first of their row begin with a figure.
fn has_figures(rows: &[Vec<Cell<'_>>]) -> bool {
    let cells = || rows.iter().flat_map(|row| row.iter().skip(1)).filter_map(|cell| cell.first());
    let begins = |text: &&&str| {
        let amount = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        amount.starts_with(|c: char| c.is_ascii_digit())
    };
    cells().filter(begins).count() * 2 > cells().count()
}
