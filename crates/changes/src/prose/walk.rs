//! The events of Markdown → blocks.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Block, Code, Prose, inline, sentence, trace};
use crate::limits;
use crate::model::Task;

pub(super) fn walk(markdown: &str) -> Prose {
    let markdown = super::clipped(markdown, limits::BODY_BYTES_MAX);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut walk = Walk::default();
    for event in Parser::new_ext(markdown, options) {
        walk.take(event);
    }
    walk.flush();
    walk.prose
}

#[derive(Default)]
struct Walk {
    prose: Prose,
    text: String,
    /// The language of the open block of code, and its text.
    code: Option<(String, String)>,
    quotes: u32,
    quoted: u32,
    tables: u32,
    celled: u32,
    pictures: u32,
    struck: u32,
    heading: bool,
    task: Option<bool>,
}

impl Walk {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push(&text),
            Event::Code(code) if self.is_heard() => self.text.push_str(&inline::code(&code)),
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::TaskListMarker(done) => self.task = Some(done),
            Event::Rule => self.flush(),
            Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => {}
        }
    }

    fn is_heard(&self) -> bool {
        self.quotes == 0 && self.tables == 0 && self.pictures == 0 && self.struck == 0 && self.code.is_none()
    }

    fn push(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if self.is_heard() {
            inline::words(text, &mut self.text);
        } else if self.quotes > 0 {
            self.quoted = self.quoted.saturating_add(super::words(text));
        } else if self.tables > 0 {
            self.celled = self.celled.saturating_add(super::words(text));
        }
    }

    fn break_line(&mut self) {
        if self.is_heard() {
            self.text.push(' ');
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Item | Tag::HtmlBlock | Tag::List(_) => self.flush(),
            Tag::Heading { .. } => {
                self.flush();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(language) => language.to_string(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Table(_) => {
                self.flush();
                self.tables += 1;
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock | TagEnd::Heading(_) => {
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.prose.blocks.push(Block::Quote(std::mem::take(&mut self.quoted)));
                }
            }
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take().filter(|_| self.quotes == 0) {
                    self.prose.blocks.push(Block::Code(trace::code(&language, &text), super::words(&text)));
                }
            }
            TagEnd::Table => {
                self.tables = self.tables.saturating_sub(1);
                self.prose.blocks.push(Block::Table(std::mem::take(&mut self.celled)));
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                self.prose.blocks.push(Block::Picture);
            }
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = without_sender(&text).to_owned();
        let is_heading = std::mem::take(&mut self.heading);
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        if let Some(is_done) = self.task.take() {
            self.prose.tasks.push(Task { text, is_done });
            return;
        }
        if is_heading {
            self.prose.blocks.push(Block::Heading(text));
            return;
        }
        let (code, said): (Vec<String>, Vec<String>) =
            sentence::sentences(&text).into_iter().partition(|sentence| sentence::is_code(sentence));
        if !said.is_empty() {
            self.prose.blocks.push(Block::Text(said));
        }
        if !code.is_empty() {
            let lines = u32::try_from(code.len()).unwrap_or(u32::MAX);
            self.prose.blocks.push(Block::Code(Code::Plain { lines }, super::words(&code.join(" "))));
        }
    }
}

/// A comment that was mailed, without the line that names whom it answers: `On Tuesday, Ada wrote:`.
fn without_sender(text: &str) -> &str {
    const BYTES_MAX: usize = 160;
    match text.strip_prefix("On ").and_then(|rest| rest.split_once(" wrote:")) {
        Some((sender, rest)) if sender.len() < BYTES_MAX && sender.contains(|c: char| c.is_ascii_digit()) => {
            rest.trim()
        }
        Some(_) | None => text,
    }
}
