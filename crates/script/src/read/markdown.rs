//! Markdown → blocks, with front matter and raw HTML.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::block::{Block, Item, squeeze};
use super::{diff, html};
use crate::left::Why;
use crate::marks::{CODE_CLOSE, CODE_OPEN};

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let (front, body) = split_front_matter(text);
    let (lead, body) = diff::strip(body);
    let mut walk = Walk::default();
    walk.blocks.extend(front.map(Block::Title));
    walk.blocks.extend(lead.map(Block::Title));
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    for event in Parser::new_ext(&body, options) {
        walk.take(event);
    }
    walk.flush();
    walk.blocks
}

/// The `title` of YAML or TOML front matter, and the text after it.
fn split_front_matter(text: &str) -> (Option<String>, &str) {
    for (fence, assign) in [("---", ':'), ("+++", '=')] {
        let inner = text.trim_start().strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n'));
        let Some(inner) = inner else { continue };
        let Some((front, body)) = inner.split_once(&format!("\n{fence}\n")) else { continue };
        let titles = front.lines().filter_map(|line| line.split_once(assign));
        let title =
            titles.filter(|(key, _)| key.trim() == "title").map(|(_, value)| value.trim().trim_matches(['"', '\'']));
        return (title.map(str::to_owned).find(|title| !title.is_empty()), body);
    }
    (None, text)
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    text: String,
    heading: Option<u8>,
    items: usize,
    /// The number of open elements that hide their text: code, tables, footnotes, pictures.
    hidden: usize,
    links: usize,
    /// Bytes of the text so far inside links.
    linked: usize,
    html: String,
}

impl Walk {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(end) => self.close(end),
            Event::Text(text) if self.hidden == 0 => {
                self.text.push_str(&text);
                self.linked += if self.links > 0 { text.len() } else { 0 };
            }
            Event::Code(code) if self.hidden == 0 => {
                self.text.push(CODE_OPEN);
                self.text.push_str(&code);
                self.text.push(CODE_CLOSE);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text.push(' '),
            Event::Rule => self.flush(),
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(*level));
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::Table(_) => {
                self.flush();
                let why = if matches!(tag, Tag::Table(_)) { Why::Table } else { Why::Code };
                self.blocks.push(Block::left(why, ""));
                self.hidden += 1;
            }
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {
                self.flush();
                self.hidden += 1;
            }
            Tag::Image { .. } => self.hidden += 1,
            Tag::Link { .. } => self.links += 1,
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::HtmlBlock => self.flush(),
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
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
            }
            TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_)
            | TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.blocks.extend(html::fragment(&html));
            }
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::List(_) => self.flush(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn flush(&mut self) {
        let text = squeeze(&std::mem::take(&mut self.text));
        let linked = std::mem::take(&mut self.linked);
        let is_link_list = self.heading.is_none() && linked * 10 > text.len() * 8 && !text.ends_with('.');
        if text.is_empty() || is_link_list {
            return;
        }
        self.blocks.push(match self.heading {
            Some(level) => Block::Heading { level, text },
            None if self.items > 0 => Block::item(text, Item { depth: 1, ..Item::default() }),
            None => Block::prose(text),
        });
    }
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
