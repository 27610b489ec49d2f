//! Inline content: code, links, breaks, keys, pictures and quotation marks within a paragraph.

use super::super::super::block::{Block, squeeze};
use super::super::markup::attribute::Attributes;
use super::super::markup::{element, entity};
use super::Walk;
use super::context::Context;
use crate::left::{Left, Why};
use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// Bytes of a line of a poem or an address; a longer one was only broken to fit.
const LINE_MAX: usize = 60;
/// Links of a heading that are tools; the first four also in front of its text.
const TOOL_LINKS: [&str; 11] = [
    "permalink",
    "anchor",
    "link to this heading",
    "link to this section",
    "permalink to this heading",
    "permalink to this headline",
    "edit",
    "edit source",
    "source",
    "src",
    "link",
];
const TOOLS_IN_FRONT: usize = 6;

/// The line of a paragraph.
#[derive(Default)]
pub(super) struct Line {
    /// Bytes of the paragraph before it.
    at: usize,
    /// True behind a `br`.
    is_broken: bool,
    /// True behind a `kbd`.
    is_after_key: bool,
}

impl Walk<'_> {
    pub(super) fn inline_text(&mut self, text: &str) {
        let context = self.context();
        let is_blank = text.trim().is_empty();
        if self.line.is_broken && !is_blank {
            self.begin_line(text);
        }
        if !context.code {
            self.end_code();
        } else if !self.in_code && !is_blank {
            if self.text.ends_with(char::is_alphanumeric) {
                self.text.push(' ');
            }
            self.text.push(CODE_OPEN);
            self.in_code = true;
        }
        if self.line.is_after_key && text.trim() == "+" {
            self.text.push_str(" plus ");
        } else {
            self.text.push_str(text);
        }
        self.line.is_after_key &= is_blank;
        let bytes = text.trim().len();
        self.linked += if context.linked { bytes } else { 0 };
        self.linked_here += if context.linked_here { bytes } else { 0 };
    }

    pub(super) fn end_code(&mut self) {
        if std::mem::take(&mut self.in_code) {
            self.text.push(CODE_CLOSE);
        }
    }

    /// A short line is a phrase of its own where the next begins like one.
    fn begin_line(&mut self, next: &str) {
        let is_phrase = next.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let end = self.text.trim_end().len();
        let is_open = self.text.trim_end().ends_with(char::is_alphanumeric);
        let is_short = end.saturating_sub(self.line.at) <= LINE_MAX;
        if is_phrase && is_open && is_short && self.context().heading.is_none() && !self.in_code {
            self.text.truncate(end);
            self.text.push(',');
        }
        self.text.push(' ');
        self.line = Line { at: self.text.len(), ..Line::default() };
    }

    /// Separates words around an element that stands apart.
    pub(super) fn space(&mut self) {
        match &mut self.left {
            Some(left) => left.text.push(' '),
            None => self.text.push(' '),
        }
    }

    /// An element without content.
    pub(super) fn void(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "wbr" => {}
            "br" => self.line_break(),
            "img" | "image" => {
                self.picture(attributes);
                self.space();
            }
            "input" if attributes.kind.eq_ignore_ascii_case("checkbox") && self.left.is_none() => {
                self.check_box(attributes.checked);
            }
            _ if element::is_void(name) => self.space(),
            _ => {}
        }
    }

    fn line_break(&mut self) {
        if let Some(left) = &mut self.left {
            return left.text.push(if left.why == Why::Code { '\n' } else { ' ' });
        }
        let is_second = std::mem::replace(&mut self.line.is_broken, true);
        self.text.push(' ');
        if is_second && self.context().heading.is_none() {
            self.flush();
        }
    }

    fn picture(&mut self, attributes: &Attributes<'_>) {
        let text = squeeze(&entity::decode(attributes.alt));
        if !super::has_words(&text) || self.left.is_some() {
            return;
        }
        let is_formula = ["math", "tex", "latex"].iter().any(|mark| attributes.class.contains(mark));
        if is_formula && self.formula_end != Some(self.text.trim_end().len()) {
            self.stand_in();
        }
        self.within.push(Left::new(if is_formula { Why::Formula } else { Why::Picture }, text));
    }

    /// Ends an element that is not left out.
    pub(super) fn end_element(&mut self, name: &str) {
        let context = self.context();
        let outer = self.stack.iter().rev().nth(1).map_or_else(Context::default, |open| open.context);
        match name {
            "sup" | "sub" => self.end_raised(name == "sup"),
            "a" if context.heading.is_some() => self.end_heading_link(),
            "b" | "strong" => self.end_bold(),
            "kbd" => self.line.is_after_key = true,
            "code" | "tt" | "samp" if !outer.code => self.end_code(),
            "q" => self.inline_text("\""),
            "ol" => self.end_list(&context),
            "details" => {
                self.flush();
                self.push(Block::Heading { level: (self.level + 1).min(6), text: String::new() });
            }
            "dl" => self.flush_terms(),
            "td" | "th" | "caption" => self.end_cell(),
            "table" => self.end_table(),
            _ => {}
        }
        self.end_label(&context, &outer);
    }

    /// The start of the innermost element's text, if its paragraph goes on.
    pub(super) fn since(&self) -> Option<usize> {
        let open = self.stack.last()?;
        (open.paragraph == self.paragraphs && self.text.is_char_boundary(open.at)).then_some(open.at)
    }

    fn end_bold(&mut self) {
        let Some(at) = self.since() else { return };
        let (before, bold) = self.text.split_at_checked(at).unwrap_or_default();
        if before.trim().is_empty() {
            self.bold = squeeze(bold).len();
        }
    }

    /// Drops a heading's link that is a mark or names a tool.
    fn end_heading_link(&mut self) {
        let Some(at) = self.since() else { return };
        let (before, link) = self.text.split_at_checked(at).unwrap_or_default();
        let word = link.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_in_front = before.trim().is_empty();
        let tools = TOOL_LINKS.iter().take(if is_in_front { TOOLS_IN_FRONT } else { TOOL_LINKS.len() });
        if word.is_empty() {
            self.text.truncate(at);
        } else if tools.into_iter().any(|tool| *tool == word) {
            self.within.push(Left::new(Why::Navigation, squeeze(link)));
            self.text.truncate(at);
        }
    }
}
