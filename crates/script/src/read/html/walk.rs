//! HTML tokens → blocks, each with its position in the page. No word of a text node is lost.
//!
//! One pass with a bounded stack. What the markup itself says is not to be said (hidden, struck, code, pictures) is a
//! `Left` here; which of the rest is the article is judged later, by `page`.

mod admonition;
mod context;
mod entry;
mod formula;
mod hidden;
mod hint;
mod inline;
mod nesting;
mod pre;
mod raised;
mod reason;
mod table;
mod tex;

use std::collections::BTreeMap;

use super::super::block::{Block, squeeze};
use super::markup::attribute::Attributes;
use super::markup::sheet::Sheet;
use super::markup::tag::{Piece, Pieces};
use super::markup::{element, entity};
use crate::left::{Left, Why};
use crate::limits;
use crate::marks::{CODE_OPEN, FENCE};
use context::Context;
#[cfg(test)]
pub(crate) use formula::greek;
pub(crate) use hint::Strength;

/// A block and its position in the page.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) block: Block,
    /// Index of the enclosing outermost `<article>`.
    pub(crate) article: Option<usize>,
    pub(crate) in_main: bool,
    pub(crate) in_header: bool,
    /// Bytes of its text inside links, and inside links to another place of the same page.
    pub(crate) linked: usize,
    pub(crate) linked_here: usize,
    /// Bytes of the bold text that it begins with.
    pub(crate) bold: usize,
    /// Index of the innermost container.
    pub(crate) container: usize,
    /// Index of the innermost region that may be boilerplate; 0 for none.
    pub(crate) region: usize,
}

/// A part of the page whose attributes say that it is not the article.
#[derive(Debug)]
pub(crate) struct Region {
    pub(crate) parent: usize,
    pub(crate) why: Why,
    pub(crate) strength: Strength,
}

/// The blocks of a page; the parent of each container, where container 0 is the page itself; its regions, 0 for none.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) found: Vec<Found>,
    pub(crate) parents: Vec<usize>,
    pub(crate) regions: Vec<Region>,
}

/// Percent of the shown and the doubtfully hidden text from which the latter is what the page's scripts show.
const DOUBTED_PERCENT: usize = 50;

pub(crate) fn walk(text: &str) -> Page {
    let lower = text.to_ascii_lowercase();
    let walk = pass(text, &lower, true);
    if walk.doubted * 100 > (walk.doubted + walk.shown) * DOUBTED_PERCENT {
        return pass(text, &lower, false).page();
    }
    walk.page()
}

/// Walks the page once, and takes doubtful signs that a text is hidden for true or for untrue.
fn pass<'a>(text: &'a str, lower: &'a str, believes: bool) -> Walk<'a> {
    let mut walk = Walk::new(believes);
    for piece in Pieces::new(text, lower) {
        match piece {
            Piece::Open { name, rest } => walk.open(name, &Attributes::of(rest)),
            Piece::Close { name } => walk.close(name),
            Piece::Text(text) => walk.text(&entity::decode(text)),
            Piece::Raw(text) => walk.text(text),
            Piece::Style(text) => walk.style(text),
        }
    }
    walk.finish();
    walk
}

/// An open element.
struct Open<'a> {
    name: &'a str,
    context: Context,
    /// Bytes of the paragraph's text before it, and the number of the paragraph.
    at: usize,
    paragraph: usize,
    /// Bytes of its text inside links, before it.
    linked: usize,
    /// True if it is the outermost element that is left out.
    leaves: bool,
}

struct Walk<'a> {
    stack: Vec<Open<'a>>,
    /// The element whose end tag was just seen, with no text behind it.
    last_closed: &'a str,
    /// Elements beyond the bounded stack, to find their end tags.
    deeper: BTreeMap<&'a str, usize>,
    /// The text of the paragraph so far, and how many paragraphs there were.
    text: String,
    paragraphs: usize,
    linked: usize,
    linked_here: usize,
    bold: usize,
    /// True while the paragraph's text ends inside inline code.
    in_code: bool,
    line: inline::Line,
    /// The text of the element that is left out, and its reason.
    left: Option<Left>,
    /// True if it is hidden by a doubtful sign.
    is_doubtful: bool,
    /// True if such a sign is taken for true.
    believes: bool,
    /// Bytes of text hidden by such a sign, and of text that is shown.
    doubted: usize,
    shown: usize,
    sheet: Sheet,
    /// True if the style sheet that begins is for screens.
    is_for_screens: bool,
    /// True if it is code by its own markup.
    is_coded: bool,
    /// The parts left out within the paragraph; they follow it.
    within: Vec<Left>,
    formula: Option<formula::Formula>,
    /// Words in the place of formulas in the paragraph, and the end of the last formula in its text.
    stand_ins: usize,
    formula_end: Option<usize>,
    entries: entry::Entries,
    labels: Vec<admonition::Label>,
    tables: Vec<table::Frame>,
    articles: usize,
    level: u8,
    found: Vec<Found>,
    parents: Vec<usize>,
    regions: Vec<Region>,
}

impl<'a> Walk<'a> {
    fn new(believes: bool) -> Walk<'a> {
        Walk {
            stack: Vec::new(),
            last_closed: "",
            deeper: BTreeMap::new(),
            text: String::new(),
            paragraphs: 0,
            linked: 0,
            linked_here: 0,
            bold: 0,
            in_code: false,
            line: inline::Line::default(),
            left: None,
            is_doubtful: false,
            believes,
            doubted: 0,
            shown: 0,
            sheet: Sheet::default(),
            is_for_screens: true,
            is_coded: false,
            within: Vec::new(),
            formula: None,
            stand_ins: 0,
            formula_end: None,
            entries: entry::Entries::default(),
            labels: Vec::new(),
            tables: Vec::new(),
            articles: 0,
            level: 1,
            found: Vec::new(),
            parents: vec![0],
            regions: vec![Region { parent: 0, why: Why::Navigation, strength: Strength::Weak }],
        }
    }

    fn finish(&mut self) {
        self.end_formula();
        while !self.stack.is_empty() {
            self.pop();
        }
        self.flush();
        self.flush_terms();
    }

    fn page(self) -> Page {
        Page { found: self.found, parents: self.parents, regions: self.regions }
    }

    fn context(&self) -> Context {
        self.stack.last().map_or_else(Context::default, |open| open.context)
    }

    fn open(&mut self, name: &'a str, attributes: &Attributes<'_>) {
        if self.formula.is_some() && self.opens_in_formula(name, attributes.is_closed) {
            return;
        }
        if name == "style" {
            self.is_for_screens = matches!(attributes.media.trim(), "" | "all" | "screen");
        }
        if self.context().foreign && element::is_block(name) && name != "title" {
            self.leave_foreign();
        }
        self.imply_ends(name);
        let follows_link = name == "a" && self.last_closed == "a";
        if element::is_block(name) {
            self.flush();
        } else if follows_link || element::stands_apart(name) {
            self.space();
        }
        if element::is_void(name) || (attributes.is_closed && !element::is_raw(name)) {
            return self.void(name, attributes);
        }
        if name == "math" && self.left.is_none() {
            self.formula = Some(formula::Formula::default());
            return;
        }
        if self.stack.len() >= limits::NESTING_MAX {
            *self.deeper.entry(name).or_default() += 1;
            return;
        }
        let leaves = self.left.is_none();
        let context = self.inner(name, attributes);
        let leaves = leaves && self.left.is_some();
        self.stack.push(Open {
            name,
            context,
            at: self.text.len(),
            paragraph: self.paragraphs,
            linked: self.linked,
            leaves,
        });
    }

    fn close(&mut self, name: &'a str) {
        self.last_closed = name;
        if self.formula.is_some() && self.closes_in_formula(name) {
            return;
        }
        if name == "p" && !self.stack.iter().any(|open| open.name == "p") {
            return self.flush();
        }
        if let Some(count) = self.deeper.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            if element::is_block(name) {
                self.flush();
            }
            return;
        }
        let Some(at) = self.closed_by(name) else { return };
        if element::is_formatting(name) && self.stack.iter().skip(at).any(|open| element::is_block(open.name)) {
            return self.neutralize(at);
        }
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn text(&mut self, text: &str) {
        self.last_closed = "";
        if let Some(formula) = &mut self.formula {
            return formula.text(text);
        }
        let bytes = text.trim().len();
        if let Some(left) = &mut self.left {
            self.doubted += if self.is_doubtful { bytes } else { 0 };
            return left.text.push_str(text);
        }
        if self.believes && bytes > 0 && self.context().veil.covers() {
            self.doubted += bytes;
            return self.cover(text);
        }
        self.shown += bytes;
        self.inline_text(text);
    }

    /// Leaves out letters that are not shown; those of one paragraph are one part.
    fn cover(&mut self, text: &str) {
        match self.within.last_mut().filter(|last| last.why == Why::Hidden) {
            Some(last) => last.text.push_str(text),
            None => self.within.push(Left::new(Why::Hidden, text)),
        }
    }

    /// A style sheet counts for what stands behind it; one in a template, for that template alone.
    fn style(&mut self, text: &str) {
        let is_own = !self.stack.iter().any(|open| open.name == "template");
        if self.left.is_none() && is_own && self.is_for_screens {
            self.sheet.add(text);
        }
    }

    /// Ends what is left out: a block by itself, or a part of the paragraph.
    fn finish_left(&mut self, is_block: bool) {
        let Some(left) = self.left.take() else { return };
        if left.why == Why::Code && is_block {
            return self.preformatted(&left.text);
        }
        let text = squeeze(&left.text);
        if !has_words(&text) {
            return;
        }
        let left = Left { why: left.why, text, counted: None };
        if is_block {
            self.push(Block::Left(left));
        } else {
            self.within.push(left);
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        if let Some(left) = &mut self.left {
            return left.text.push(if left.why == Why::Code { '\n' } else { ' ' });
        }
        self.end_code();
        let (text, formulas) = tex::split(std::mem::take(&mut self.text));
        let text = squeeze(&text);
        let stand_ins = std::mem::take(&mut self.stand_ins) + formulas.len();
        self.formula_end = None;
        self.within.extend(
            formulas.into_iter().filter(|formula| has_words(formula)).map(|formula| Left::new(Why::Formula, formula)),
        );
        self.paragraphs += 1;
        self.line = inline::Line::default();
        if has_words(&text) && !self.takes_formulas(&text, stand_ins) {
            self.paragraph(text);
        }
        (self.linked, self.linked_here, self.bold) = (0, 0, 0);
        for left in std::mem::take(&mut self.within) {
            let text = squeeze(&left.text);
            if has_words(&text) {
                self.add(Block::Left(Left { text, ..left }));
            }
        }
    }

    /// Adds a block; terms without a definition come before it.
    fn push(&mut self, block: Block) {
        self.flush_terms();
        self.add(block);
    }

    fn add(&mut self, block: Block) {
        let context = self.context();
        let block = match block {
            Block::Left(left) => Block::Left(Left { text: unmarked(&left.text), ..left }),
            Block::Title(_) | Block::Heading { .. } | Block::Text(_) | Block::Table(_) => block,
        };
        self.found.push(Found {
            block,
            article: context.article,
            in_main: context.in_main,
            in_header: context.in_header,
            linked: self.linked,
            linked_here: self.linked_here,
            bold: self.bold,
            container: context.container,
            region: context.region,
        });
    }
}

/// The text without private marks.
fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !(CODE_OPEN..=FENCE).contains(c)).collect()
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
