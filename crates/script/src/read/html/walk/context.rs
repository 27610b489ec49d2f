//! Context: what an open element says about the text inside it, inherited by the elements inside.

use super::super::markup::attribute::Attributes;
use super::super::markup::element;
use super::super::markup::style::Style;
use super::hidden::{self, Sign, Veil};
use super::{Region, Walk, hint, reason};
use crate::left::{Left, Why};

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context {
    pub(crate) container: usize,
    pub(crate) region: usize,
    pub(crate) article: Option<usize>,
    pub(crate) in_main: bool,
    pub(crate) in_header: bool,
    /// Level of the heading.
    pub(crate) heading: Option<u8>,
    pub(crate) is_summary: bool,
    pub(crate) is_title: bool,
    pub(crate) is_caption: bool,
    pub(crate) quoted: bool,
    /// Index of the admonition, and whether this is its title.
    pub(crate) label: Option<usize>,
    pub(crate) is_label: bool,
    pub(crate) linked: bool,
    pub(crate) linked_here: bool,
    pub(crate) code: bool,
    pub(super) veil: Veil,
    /// Inside an `svg`.
    pub(crate) foreign: bool,
    /// Index of the list, its depth, and index of its item.
    pub(crate) list: Option<usize>,
    pub(crate) depth: u8,
    pub(crate) item: Option<usize>,
    /// Inside a `dt`, inside a `dd`.
    pub(crate) is_term: bool,
    pub(crate) is_definition: bool,
}

impl Walk<'_> {
    /// The context inside an element that begins here; begins a `Left` where the element is not to be said.
    pub(super) fn inner(&mut self, name: &str, attributes: &Attributes<'_>) -> Context {
        let mut context = self.context();
        if let Some(left) = &self.left {
            self.is_coded |= left.why == Why::Code && name == "code";
            return context;
        }
        let style = Style::of(attributes.style);
        let sign = hidden::of(name, attributes, &style, &self.sheet);
        if let Some(sign) = sign.filter(|sign| *sign == Sign::Certain || self.believes) {
            self.is_doubtful = sign == Sign::Doubtful;
            self.left = Some(Left::new(Why::Hidden, ""));
            return context;
        }
        context.veil = context.veil.inside(attributes, &style);
        if let Some(why) = reason::of(name, attributes, &style, &context) {
            context.foreign |= name == "svg";
            self.is_doubtful = false;
            self.left = Some(Left::new(why, ""));
            return context;
        }
        if let Some((why, strength)) = hint::of(name, attributes, &context) {
            self.regions.push(Region { parent: context.region, why, strength });
            context.region = self.regions.len() - 1;
        }
        if element::is_container(name) {
            self.parents.push(context.container);
            context.container = self.parents.len() - 1;
        }
        self.label(name, attributes, &mut context);
        self.entry(name, attributes, &mut context);
        self.table(name, attributes, &mut context);
        match name {
            "article" if context.article.is_none() => {
                self.articles += 1;
                context.article = Some(self.articles);
            }
            "main" => context.in_main = true,
            "header" => context.in_header = true,
            "title" => context.is_title = true,
            "figcaption" => context.is_caption = true,
            "blockquote" => context.quoted = context.label.is_none(),
            "a" => {
                context.linked = attributes.href.is_some();
                context.linked_here = attributes.href.is_some_and(|href| href.starts_with('#'));
            }
            "code" | "tt" | "samp" => context.code = true,
            "q" => self.inline_text("\""),
            "summary" => {
                context.heading = Some((self.level + 1).min(6));
                context.is_summary = true;
            }
            _ => {}
        }
        if attributes.role == "main" {
            context.in_main = true;
        }
        if let Some(level) = element::heading_level(name) {
            context.heading = Some(level);
        }
        context
    }
}
