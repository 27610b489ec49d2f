//! Reasons in the markup itself: elements that are struck out, code, a picture, a control.

use super::super::markup::attribute::Attributes;
use super::super::markup::style::Style;
use super::context::Context;
use crate::left::Why;

/// Classes for marks of page tools.
const TOOLS: [&str; 8] = [
    "mw-editsection",
    "editsection",
    "headerlink",
    "header-anchor",
    "heading-anchor",
    "hash-link",
    "skip-link",
    "copy-button",
];

/// The reason why an element is left out, if it says so itself.
pub(super) fn of(name: &str, attributes: &Attributes<'_>, style: &Style, context: &Context) -> Option<Why> {
    let has = |classes: &[&str]| {
        let mut given = attributes.class.split_ascii_whitespace();
        given.any(|class| classes.iter().any(|known| known.eq_ignore_ascii_case(class)))
    };
    match name {
        "del" | "s" | "strike" => Some(Why::Struck),
        "svg" | "canvas" | "object" | "video" | "audio" | "map" => Some(Why::Picture),
        "select" | "button" | "textarea" | "datalist" | "input" => Some(Why::Navigation),
        "label" if context.item.is_none() => Some(Why::Navigation),
        // Browsers show the template of a shadow root in the place of its element.
        "template" if attributes.shadow_root => None,
        "noscript" | "iframe" | "noframes" | "noembed" | "template" => Some(Why::Hidden),
        "dialog" if !attributes.open => Some(Why::Hidden),
        // Read aloud, a reading aid would say the same word twice.
        "rt" | "rp" | "rtc" => Some(Why::Foreign),
        "pre" | "xmp" | "listing" | "plaintext" => Some(Why::Code),
        "title" if context.foreign => Some(Why::Picture),
        "span" | "a" | "div" if has(&TOOLS) => Some(Why::Navigation),
        _ if style.any("text-decoration", "line-through") => Some(Why::Struck),
        _ => None,
    }
}
