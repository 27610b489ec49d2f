//! Signs that an element, or its text, is not shown: its attributes, its inline style, the page's style sheets.
//!
//! What the element itself says counts, and nothing is computed. Text that only screen readers say is not shown.

use super::super::markup::attribute::Attributes;
use super::super::markup::sheet::Sheet;
use super::super::markup::style::{self, Length, Style};

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
/// Pixels, and letters, to the left or above from which a text is off every screen.
const FAR_PIXELS: f64 = -999.0;
const FAR_LETTERS: f64 = -60.0;
/// Pixels of a letter that nobody can read, and of a box that shows none.
const TINY_PIXELS: f64 = 1.0;
/// Percent cut off on each side from which nothing is left.
const CUT_PERCENT: f64 = 50.0;

/// Sureness of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The element is not shown until somebody acts.
    Certain,
    /// A script may show it as soon as the page runs, and does so on pages that begin with it.
    Doubtful,
}

/// Properties that hide letters and are inherited: an element inside can show its own again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Veil {
    sizeless: bool,
    colorless: bool,
}

/// The sign that an element and all inside it are not shown.
pub(super) fn of(name: &str, attributes: &Attributes<'_>, style: &Style, sheet: &Sheet) -> Option<Sign> {
    // A page as a whole is hidden until its scripts have run; a formula's text is hidden behind its picture.
    if matches!(name, "html" | "body") || attributes.class.contains("mwe-math") {
        return None;
    }
    let is_class = |class: &str| SPOKEN_ONLY.iter().any(|known| known.eq_ignore_ascii_case(class));
    let is_certain = attributes.hidden
        || attributes.aria_hidden
        || attributes.popover
        || attributes.class.split_ascii_whitespace().any(is_class)
        || is_removed(style)
        || has_no_room(style)
        || is_far_off(style)
        || is_cut_away(style);
    match (is_certain, is_faded(style) || sheet.hides(attributes)) {
        // The text of a page may be hidden as a whole, too.
        (true, _) if matches!(name, "main" | "article") => Some(Sign::Doubtful),
        (true, _) => Some(Sign::Certain),
        (false, true) => Some(Sign::Doubtful),
        (false, false) => None,
    }
}

impl Veil {
    /// The veil over the text of an element inside.
    pub(super) fn inside(self, attributes: &Attributes<'_>, style: &Style) -> Veil {
        let sizeless = sizeless(attributes, style).unwrap_or(self.sizeless);
        let colorless = colorless(attributes, style).unwrap_or(self.colorless);
        Veil { sizeless, colorless }
    }

    /// True if text here is not shown, unless a class gives it a size or a colour.
    pub(super) fn covers(self) -> bool {
        self.sizeless || self.colorless
    }
}

fn is_removed(style: &Style) -> bool {
    let has = |property: &str, value: &str| style.get(property).is_some_and(|given| given.starts_with(value));
    has("display", "none")
        || has("visibility", "hidden")
        || has("visibility", "collapse")
        || has("content-visibility", "hidden")
}

/// True for a box without width or height that shows nothing beyond itself, and that nothing makes larger.
fn has_no_room(style: &Style) -> bool {
    let cuts = style.any("overflow", "hidden") || style.any("overflow", "clip");
    let grows = style.any("flex", "") || style.any("min-", "");
    let holds = |property: &str, pixels: f64| {
        let most = |length: Length<'_>| length.number == 0.0 || (length.unit == "px" && length.number <= pixels);
        style.length(property).is_some_and(most)
    };
    let is_dot = holds("width", TINY_PIXELS) && holds("height", TINY_PIXELS);
    let is_line = ["width", "height", "max-width", "max-height"].iter().any(|side| holds(side, 0.0));
    cuts && !grows && (is_dot || is_line)
}

fn is_far_off(style: &Style) -> bool {
    let is_far = |length: Length<'_>| match length.unit {
        "px" => length.number <= FAR_PIXELS,
        "em" | "rem" | "ch" => length.number <= FAR_LETTERS,
        _ => false,
    };
    let sides = ["text-indent", "left", "right", "top", "bottom"];
    sides.iter().filter_map(|side| style.length(side)).any(is_far)
}

/// True for what is clipped to nothing, which is text for screen readers.
fn is_cut_away(style: &Style) -> bool {
    let clip = style.get("clip").and_then(|value| value.strip_prefix("rect("));
    let edges = clip.into_iter().flat_map(|edges| edges.split([',', ' ', ')'])).filter_map(style::length);
    let is_dot = edges.filter(|edge| (0.0..=TINY_PIXELS).contains(&edge.number)).count() == 4;
    let path = style.get("clip-path").unwrap_or_default();
    let inset = path.strip_prefix("inset(").and_then(style::length);
    let is_empty = inset.is_some_and(|inset| inset.unit == "%" && inset.number >= CUT_PERCENT);
    let circle = path.strip_prefix("circle(").and_then(style::length);
    is_dot || is_empty || circle.is_some_and(|circle| circle.number == 0.0)
}

/// True for what a script fades in, or lets grow.
fn is_faded(style: &Style) -> bool {
    let is_clear = style.length("opacity").is_some_and(|opacity| opacity.number == 0.0);
    let scale = style.get("transform").and_then(|value| value.split_once("scale(")).map(|(_, scale)| scale);
    is_clear || scale.and_then(style::length).is_some_and(|scale| scale.number == 0.0)
}

/// True for letters without a size; none where nothing is said of it.
fn sizeless(attributes: &Attributes<'_>, style: &Style) -> Option<bool> {
    if let Some(value) = style.get("font-size") {
        return is_tiny(value);
    }
    let sizes = style.get("font").into_iter().flat_map(|font| font.split([' ', '/']));
    let sized = sizes.filter_map(style::length).find(|size| size.number == 0.0 || !size.unit.is_empty());
    if let Some(size) = sized {
        return Some(size.number == 0.0);
    }
    (!attributes.size.is_empty()).then_some(false)
}

/// True for a size of nothing; none for one that depends on the size outside.
fn is_tiny(value: &str) -> Option<bool> {
    let Some(size) = style::length(value) else {
        let is_relative = ["inherit", "unset", "smaller", "larger"].iter().any(|word| value.starts_with(word));
        return (!is_relative).then_some(false);
    };
    match size.unit {
        _ if size.number == 0.0 => Some(true),
        "px" | "pt" => Some(size.number <= TINY_PIXELS),
        "em" | "%" | "ex" | "ch" => None,
        _ => Some(false),
    }
}

/// True for letters in the colour of what is behind them; none where nothing is said of it.
fn colorless(attributes: &Attributes<'_>, style: &Style) -> Option<bool> {
    let old = |value: &str| (!value.is_empty()).then(|| hex(&value.to_ascii_lowercase()));
    let color = style.get("color").map(hex).or_else(|| old(attributes.color));
    let behind = style.get("background-color").or_else(|| style.get("background"));
    let behind = behind.map(hex).or_else(|| old(attributes.bgcolor));
    match (color, behind) {
        (None, None) => None,
        // Unless what is behind them is seen through the letters.
        (Some(color), _) if color == "transparent" => {
            Some(!style.any("background-clip", "text") && !style.any("-webkit-background-clip", "text"))
        }
        (Some(color), Some(behind)) => Some(color == behind),
        (Some(_), None) | (None, Some(_)) => Some(false),
    }
}

/// A colour as six hexadecimal digits, if it is opaque and easy to say.
fn hex(value: &str) -> String {
    let value = value.trim_end_matches("!important").trim();
    if let Some(digits) = value.strip_prefix('#').filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit())) {
        return match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            _ => digits.to_owned(),
        };
    }
    if let Some(parts) = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba(")) {
        let parts: Vec<Length<'_>> = parts.split([',', ' ', ')', '/']).filter_map(style::length).collect();
        let byte = |part: &Length<'_>| format!("{:02x}", part.number.clamp(0.0, 255.0) as u8);
        if parts.get(3).is_none_or(|alpha| alpha.number == 1.0) {
            return parts.iter().take(3).map(byte).collect();
        }
    }
    match value {
        "white" => "ffffff".to_owned(),
        "black" => "000000".to_owned(),
        _ => value.to_owned(),
    }
}
