//! HTML tokens → blocks (headings, paragraphs, items), each with its position in the page.
//!
//! Hidden elements and boilerplate are left out here; the article is chosen by `region`.

use super::super::block::{Block, Item, squeeze};
use super::boilerplate;
use super::entity;
use super::tag::{Piece, Pieces};
use crate::left::Why;
use crate::limits;
use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// Switch for boilerplate removal by class, id and role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hints {
    Used,
    Ignored,
}

/// A block and its position in the page.
pub(crate) struct Found {
    pub(crate) block: Block,
    /// Index of the enclosing `<article>`.
    pub(crate) article: Option<usize>,
    pub(crate) in_main: bool,
    /// Bytes of its text inside links.
    pub(crate) linked: usize,
    /// Index of the innermost container.
    pub(crate) container: usize,
}

/// The blocks of a page, and the parent of each container; container 0 is the page itself.
pub(crate) struct Page {
    pub(crate) found: Vec<Found>,
    pub(crate) parents: Vec<usize>,
}

const CONTAINERS: [&str; 6] = ["div", "section", "article", "main", "td", "body"];

const HIDDEN: [&str; 21] = [
    "nav",
    "aside",
    "footer",
    "noscript",
    "template",
    "svg",
    "math",
    "object",
    "canvas",
    "video",
    "audio",
    "select",
    "button",
    "dialog",
    "figcaption",
    "sup",
    "head",
    "menu",
    "label",
    "pre",
    "table",
];
const BLOCKS: [&str; 18] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "body",
    "header",
    "form",
    "td",
    "hr",
    "address",
];
/// Void elements: they have no end tag.
const VOID: [&str; 13] =
    ["br", "img", "hr", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track"];

pub(crate) fn walk(text: &str, hints: Hints) -> Page {
    let lower = text.to_ascii_lowercase();
    let mut walk = Walk { hints, ..Walk::new() };
    for piece in Pieces::new(text, &lower) {
        match piece {
            Piece::Open { name, rest } => walk.open(name, rest),
            Piece::Close { name } => walk.close(&name),
            Piece::Text(text) => walk.text(text),
        }
    }
    walk.flush();
    Page { found: walk.found, parents: walk.parents }
}

struct Open {
    name: String,
    hides: bool,
    container: usize,
}

struct Walk {
    hints: Hints,
    stack: Vec<Open>,
    hidden: usize,
    in_title: bool,
    articles: usize,
    text: String,
    linked: usize,
    found: Vec<Found>,
    parents: Vec<usize>,
}

impl Walk {
    fn new() -> Walk {
        Walk {
            hints: Hints::Used,
            stack: Vec::new(),
            hidden: 0,
            in_title: false,
            articles: 0,
            text: String::new(),
            linked: 0,
            found: Vec::new(),
            parents: vec![0],
        }
    }

    fn container(&self) -> usize {
        self.stack.last().map_or(0, |open| open.container)
    }

    fn within(&self, name: &str) -> bool {
        self.stack.iter().any(|open| open.name == name)
    }

    fn open(&mut self, name: String, rest: &str) {
        let is_heading = heading_level(&name).is_some();
        if is_heading || name == "li" || name == "title" || BLOCKS.contains(&name.as_str()) {
            self.flush();
        }
        if VOID.contains(&name.as_str()) {
            return self.text.push(' ');
        }
        self.in_title |= name == "title";
        if name == "article" && !self.within("article") {
            self.articles += 1;
        }
        let hides =
            HIDDEN.contains(&name.as_str()) || (self.hints == Hints::Used && boilerplate::is_boilerplate(&name, rest));
        if hides && self.hidden == 0 && matches!(name.as_str(), "pre" | "table") {
            self.flush();
            let why = if name == "pre" { Why::Code } else { Why::Table };
            self.push(Block::left(why, ""));
        }
        if name == "code" && self.hidden == 0 {
            self.text.push(CODE_OPEN);
        }
        if self.stack.len() < limits::NESTING_MAX {
            self.hidden += usize::from(hides);
            let mut container = self.container();
            if CONTAINERS.contains(&name.as_str()) {
                self.parents.push(container);
                container = self.parents.len() - 1;
            }
            self.stack.push(Open { name, hides, container });
        }
    }

    fn close(&mut self, name: &str) {
        if heading_level(name).is_some() || name == "li" || name == "title" || BLOCKS.contains(&name) {
            self.flush();
        }
        self.in_title &= name != "title";
        if name == "code" && self.hidden == 0 {
            self.text.push(CODE_CLOSE);
        }
        let Some(at) = self.stack.iter().rposition(|open| open.name == name) else { return };
        for open in self.stack.drain(at..) {
            self.hidden = self.hidden.saturating_sub(usize::from(open.hides));
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 && !self.in_title {
            return;
        }
        let decoded = entity::decode(text);
        if self.within("a") {
            self.linked += decoded.trim().len();
        }
        self.text.push_str(&decoded);
    }

    fn flush(&mut self) {
        let text = squeeze(&std::mem::take(&mut self.text));
        let heading = self.stack.iter().rev().find_map(|open| heading_level(&open.name));
        let has_words = text.chars().any(char::is_alphanumeric);
        if !has_words || (self.hidden > 0 && !self.in_title) {
            self.linked = 0;
            return;
        }
        let block = match heading {
            _ if self.in_title => Block::Title(text),
            Some(level) => Block::Heading { level, text },
            None if self.within("li") => Block::item(text, Item { depth: 1, ..Item::default() }),
            None if self.within("header") => return,
            None => Block::prose(text),
        };
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        let article = self.within("article").then_some(self.articles);
        let in_main = self.within("main");
        let (linked, container) = (std::mem::take(&mut self.linked), self.container());
        self.found.push(Found { block, article, in_main, linked, container });
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
