//! The walk over the events of the Markdown parser.

mod paragraph;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::super::block::{Block, Item, Table, squeeze};
use super::super::{formula, html};
use super::lines;
use crate::left::Why;
use crate::marks::{BOLD_CLOSE, BOLD_OPEN, CODE_CLOSE, CODE_OPEN};

#[derive(Default)]
pub(super) struct Walk {
    pub(super) blocks: Vec<Block>,
    text: String,
    heading: Option<u8>,
    /// Level of the last heading.
    level: u8,
    /// The next number of each open list; `None` for a list with bullets.
    lists: Vec<Option<u32>>,
    /// The item whose first paragraph is being read.
    item: Option<Item>,
    items: usize,
    /// Labels of the open quotations; `None` for a quotation without one.
    quotes: Vec<Option<String>>,
    /// The label of the open admonition.
    fence: Option<String>,
    /// Open elements whose text is left out: struck text, pictures.
    struck: usize,
    pictures: usize,
    aside: String,
    code: bool,
    table: Option<Table>,
    footnote: bool,
    term: String,
    links: usize,
    /// Bytes of the text so far inside links, and inside links to places of the same text.
    linked: usize,
    anchored: usize,
    is_anchor: bool,
    /// True inside a link that opens an item: its name is what the item is about.
    bold_link: bool,
    html: String,
    /// True for a paragraph that opens with a formula on lines of its own: it is part of the sentence before.
    display: bool,
    after_formula: bool,
    /// True if the paragraph begins with struck text.
    after_struck: bool,
    /// True for a block of code by its indentation alone.
    indented: bool,
    /// True while the text of such a block is read as prose.
    pub(super) nested: bool,
}

impl Walk {
    pub(super) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(end) => self.close(end),
            Event::Text(text) => self.say(&text),
            Event::Code(code) => self.say(&format!("{CODE_OPEN}{code}{CODE_CLOSE}")),
            Event::InlineMath(tex) => self.formula(&tex),
            Event::DisplayMath(tex) => {
                self.display |= self.text.trim().is_empty();
                self.formula(&tex);
            }
            Event::SoftBreak | Event::HardBreak => self.say("\n"),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => {
                if let Some(item) = &mut self.item {
                    item.done = Some(done);
                }
            }
            Event::FootnoteReference(name) => self.blocks.push(Block::left(Why::Reference, &*name)),
        }
    }

    /// Adds text where it belongs: to the paragraph, or to what is left out.
    fn say(&mut self, text: &str) {
        if self.struck > 0 || self.pictures > 0 || self.code {
            return self.aside.push_str(text);
        }
        self.text.push_str(text);
        if self.links > 0 {
            self.linked += text.len();
            self.anchored += if self.is_anchor { text.len() } else { 0 };
        }
    }

    fn opens_item(&self) -> bool {
        self.items > 0 && self.text.trim().is_empty() && self.pictures == 0 && self.struck == 0
    }

    fn formula(&mut self, tex: &str) {
        match formula::said(tex) {
            Some(words) => {
                self.say(&words);
                self.blocks.push(Block::told(tex));
            }
            // A price is no formula: "$5 and 6$".
            None if tex.starts_with(|c: char| c.is_ascii_digit()) && tex.contains(' ') => {
                self.say(&format!("${tex}$"));
            }
            None => {
                self.say(" a formula ");
                self.blocks.push(Block::left(Why::Formula, tex));
            }
        }
    }

    fn inline_html(&mut self, tag: &str) {
        let closes = tag.starts_with("</");
        let name: String =
            tag.chars().skip(if closes { 2 } else { 1 }).take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "br" => self.say("\n"),
            "del" | "s" | "strike" if closes => self.end_struck(),
            "del" | "s" | "strike" => self.struck += 1,
            "sup" | "sub" if !closes => self.say(" "),
            _ => {}
        }
    }

    /// Adds the blocks of raw HTML; a summary is a heading one level below the last, up to the end of its details.
    fn html_block(&mut self, html: &str) {
        let below = self.level.max(1).saturating_add(1).min(6);
        let mut blocks = html::fragment(html);
        if !html.contains("</details") {
            // They go on in the Markdown below.
            blocks.retain(|block| !matches!(block, Block::Heading { text, .. } if text.is_empty()));
        }
        for block in &mut blocks {
            if let Block::Heading { level, .. } = block
                && html.contains("<summary")
            {
                *level = below;
            }
        }
        self.blocks.extend(blocks);
        if html.contains("</details") && !html.contains("<details") {
            self.blocks.push(Block::Heading { level: below, text: String::new() });
        }
    }

    fn end_struck(&mut self) {
        self.struck = self.struck.saturating_sub(1);
        if self.struck == 0 {
            self.end_aside(Why::Struck);
            self.after_struck = self.text.trim().is_empty();
        }
    }

    /// Hands on what was left out since it began.
    fn end_aside(&mut self, why: Why) {
        let text = squeeze(&std::mem::take(&mut self.aside));
        if !text.is_empty() {
            self.blocks.push(Block::left(why, text));
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(*level));
                self.level = depth(*level);
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(start.map(|start| u32::try_from(start).unwrap_or(u32::MAX)));
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
                let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX).max(1);
                let number = self.lists.last().copied().flatten();
                self.item = Some(Item { depth, number, done: None });
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.code = true;
                self.indented = matches!(kind, CodeBlockKind::Indented);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::FootnoteDefinition(_) => {
                self.flush();
                self.footnote = true;
            }
            Tag::BlockQuote(kind) => {
                self.flush();
                self.quotes.push(kind.map(alert));
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Strong => self.say(&BOLD_OPEN.to_string()),
            Tag::Link { dest_url, .. } => {
                self.links += 1;
                if self.opens_item() {
                    self.bold_link = true;
                    self.say(&BOLD_OPEN.to_string());
                }
                self.is_anchor = dest_url.starts_with('#');
            }
            Tag::DefinitionListTitle
            | Tag::Paragraph
            | Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListDefinition => self.flush(),
            Tag::MetadataBlock(_)
            | Tag::Emphasis
            | Tag::Superscript
            | Tag::Subscript
            | Tag::TableHead
            | Tag::TableCell => {}
        }
    }

    fn close(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
                self.item = None;
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number = number.saturating_add(1);
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                self.code = false;
                let code = std::mem::take(&mut self.aside);
                if self.indented && !self.nested && lines::is_prose(&code) {
                    self.blocks.extend(super::nested(&code));
                } else {
                    self.blocks.push(Block::left(Why::Code, code.trim_end()));
                }
            }
            TagEnd::TableCell => {
                let cell = squeeze(&std::mem::take(&mut self.text)).replace([BOLD_OPEN, BOLD_CLOSE], "");
                if let Some(table) = &mut self.table {
                    match table.rows.last_mut() {
                        Some(row) => row.push(cell),
                        None => table.header.push(cell),
                    }
                }
                (self.linked, self.anchored) = (0, 0);
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnote = false;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes.pop();
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                if self.pictures == 0 && self.struck == 0 {
                    let picture = squeeze(&std::mem::take(&mut self.aside));
                    self.blocks.push(Block::left(Why::Picture, picture));
                }
            }
            TagEnd::Strikethrough => self.end_struck(),
            TagEnd::Strong => self.say(&BOLD_CLOSE.to_string()),
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                if std::mem::take(&mut self.bold_link) {
                    self.say(&BOLD_CLOSE.to_string());
                }
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html_block(&html);
            }
            TagEnd::DefinitionListTitle => {
                let term = squeeze(&std::mem::take(&mut self.text));
                self.term = if self.term.is_empty() { term } else { format!("{}, {term}", self.term) };
            }
            TagEnd::Paragraph | TagEnd::DefinitionList | TagEnd::DefinitionListDefinition => self.flush(),
            TagEnd::MetadataBlock(_)
            | TagEnd::Emphasis
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::TableHead
            | TagEnd::TableRow => {}
        }
    }
}

fn alert(kind: BlockQuoteKind) -> String {
    let name = match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    };
    name.to_owned()
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
