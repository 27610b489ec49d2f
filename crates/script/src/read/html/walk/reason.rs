//! Reasons in the markup itself: elements that are hidden, struck out, code or a picture.

use super::super::markup::attribute::Attributes;
use super::context::Context;
use crate::left::Why;

/// Classes for text that only screen readers say.
const SPOKEN_ONLY: [&str; 10] = [
    "sr-only",
    "sr_only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader",
    "element-invisible",
    "u-visually-hidden",
    "a11y-hidden",
];
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
pub(super) fn of(name: &str, attributes: &Attributes<'_>, context: &Context) -> Option<Why> {
    if is_hidden(name, attributes) {
        return Some(Why::Hidden);
    }
    let has = |classes: &[&str]| {
        let mut given = attributes.class.split_ascii_whitespace();
        given.any(|class| classes.iter().any(|known| known.eq_ignore_ascii_case(class)))
    };
    match name {
        "del" | "s" | "strike" => Some(Why::Struck),
        "svg" | "canvas" | "object" | "video" | "audio" | "map" => Some(Why::Picture),
        "select" | "button" | "textarea" | "datalist" | "input" => Some(Why::Navigation),
        "label" if context.item.is_none() => Some(Why::Navigation),
        "noscript" | "iframe" | "noframes" | "noembed" | "template" => Some(Why::Hidden),
        "dialog" if !attributes.open => Some(Why::Hidden),
        // Read aloud, a reading aid would say the same word twice.
        "rt" | "rp" | "rtc" => Some(Why::Foreign),
        "pre" | "xmp" | "listing" | "plaintext" => Some(Why::Code),
        "title" if context.foreign => Some(Why::Picture),
        "span" | "a" | "div" if has(&TOOLS) => Some(Why::Navigation),
        _ if is_line_through(attributes.style) => Some(Why::Struck),
        _ => None,
    }
}

fn is_hidden(name: &str, attributes: &Attributes<'_>) -> bool {
    // A page as a whole is hidden until its scripts have run; a formula's text is hidden behind its picture.
    if matches!(name, "html" | "body" | "main" | "article") || attributes.class.contains("mwe-math") {
        return false;
    }
    let is_class = |class: &str| SPOKEN_ONLY.iter().any(|known| known.eq_ignore_ascii_case(class));
    attributes.hidden
        || attributes.aria_hidden
        || attributes.class.split_ascii_whitespace().any(is_class)
        || hides(attributes.style)
}

fn hides(style: &str) -> bool {
    declarations(style).any(|(property, value)| {
        (property == "display" && value.starts_with("none"))
            || (property == "visibility" && value.starts_with("hidden"))
    })
}

fn is_line_through(style: &str) -> bool {
    declarations(style)
        .any(|(property, value)| property.starts_with("text-decoration") && value.contains("line-through"))
}

fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    pairs.map(|(property, value)| (property.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
}
