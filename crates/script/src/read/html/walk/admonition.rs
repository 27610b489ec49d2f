//! Admonitions: warnings, notes and tips, whose name goes with every paragraph in them.

use super::super::markup::attribute::Attributes;
use super::Walk;
use super::context::Context;
use crate::left::{Left, Why};

const FAMILIES: [&str; 6] = ["admonition", "admonitionblock", "callout", "alert", "markdown-alert", "theme-admonition"];
/// Kinds: as a class, as said, and whether the class alone makes an admonition.
const KINDS: [(&str, &str, bool); 13] = [
    ("danger", "Danger", true),
    ("warning", "Warning", true),
    ("caution", "Caution", true),
    ("important", "Important", true),
    ("attention", "Attention", true),
    ("deprecated", "Deprecated", true),
    ("error", "Error", false),
    ("tip", "Tip", true),
    ("hint", "Hint", true),
    ("note", "Note", true),
    ("info", "Info", false),
    ("success", "Success", false),
    ("example", "Example", false),
];
/// Words of a title that replaces the kind of an admonition without one.
const TITLE_WORDS_MAX: usize = 6;

pub(super) struct Label {
    text: String,
    /// True if a class or a title named it.
    is_named: bool,
    /// True once its title was left out, and once a paragraph carries it.
    is_taken: bool,
    is_used: bool,
}

/// True if an element is an admonition.
pub(super) fn is_one(name: &str, attributes: &Attributes<'_>) -> bool {
    kind(name, attributes).is_some()
}

/// The name of the admonition that an element is, empty if no class names it.
fn kind(name: &str, attributes: &Attributes<'_>) -> Option<&'static str> {
    if !matches!(name, "div" | "aside" | "section" | "p" | "blockquote" | "details" | "table" | "dl" | "td") {
        return None;
    }
    let (mut is_one, mut named) = (false, "");
    for class in attributes.class.split_ascii_whitespace() {
        let class = class.to_ascii_lowercase();
        let family = FAMILIES.iter().find_map(|family| class.strip_prefix(family));
        let rest = family.map_or(class.as_str(), |rest| rest.trim_start_matches(['-', '_']));
        let rest = rest.strip_prefix("is-").unwrap_or(rest);
        let kind = KINDS.iter().find(|(kind, ..)| *kind == rest);
        is_one |=
            family.is_some_and(|rest| rest.is_empty() || kind.is_some()) || kind.is_some_and(|(.., alone)| *alone);
        named = kind.map_or(named, |(_, said, _)| *said);
    }
    match attributes.role {
        _ if is_one => Some(named),
        "note" | "doc-tip" => Some("Note"),
        "alert" => Some("Alert"),
        _ => None,
    }
}

impl Walk<'_> {
    pub(super) fn label(&mut self, name: &str, attributes: &Attributes<'_>, context: &mut Context) {
        if context.label.is_some() {
            let ends =
                |class: &str| class.ends_with("title") || class.ends_with("heading") || class.ends_with("header");
            context.is_label |= attributes.class.split_ascii_whitespace().any(ends) || name == "summary";
        } else if let Some(kind) = kind(name, attributes) {
            let text = if kind.is_empty() { "Note" } else { kind }.to_owned();
            self.labels.push(Label { text, is_named: !kind.is_empty(), is_taken: false, is_used: false });
            context.label = Some(self.labels.len() - 1);
        }
    }

    /// A paragraph's name of its admonition, and its text without that name; nothing if it is only the name.
    pub(super) fn labelled(&mut self, text: String) -> Option<(Option<String>, String)> {
        let context = self.context();
        let Some(label) = context.label.and_then(|label| self.labels.get_mut(label)) else { return Some((None, text)) };
        let is_title = context.is_label || context.heading.is_some();
        if is_title && !label.is_named && !label.is_used && text.split_whitespace().count() <= TITLE_WORDS_MAX {
            label.text.clone_from(&text);
            (label.is_named, label.is_taken) = (true, true);
            return None;
        }
        let rest = without_name(&text, &label.text);
        label.is_taken |= rest.is_some();
        let text = rest.map_or(text.clone(), |rest| rest.trim_start().to_owned());
        if !super::has_words(&text) {
            return None;
        }
        label.is_used = true;
        Some((Some(label.text.clone()), text))
    }

    /// Ends an admonition; its name is left out if no paragraph carries it.
    pub(super) fn end_label(&mut self, context: &Context, outer: &Context) {
        if context.label == outer.label {
            return;
        }
        let unused =
            context.label.and_then(|label| self.labels.get(label)).filter(|label| label.is_taken && !label.is_used);
        if let Some(label) = unused {
            self.within.push(Left::new(Why::Unspeakable, label.text.clone()));
            self.flush();
        }
    }
}

/// The text behind "Warning:" or "WARNING", if it begins so.
fn without_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let head = text.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name))?;
    let rest = text.get(head.len()..)?;
    let rest = rest.strip_prefix('s').filter(|rest| rest.is_empty()).unwrap_or(rest);
    let marked = rest.trim_start_matches([':', '!', '.', ' ', '\u{2014}', '\u{2013}']);
    let is_end = marked.is_empty() || rest.starts_with([':', '!', '\u{2014}']) || rest.starts_with(" \u{2014}");
    is_end.then_some(marked)
}
