//! Declarations of CSS: those of a `style` attribute, or of a rule. Any input is accepted; nothing is computed.

use std::borrow::Cow;

/// Declarations in their order, in lower case.
pub(crate) struct Style {
    declarations: Vec<(String, String)>,
}

/// A number with its unit: "-9999px", "0", ".5em".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Length<'a> {
    pub(crate) number: f64,
    pub(crate) unit: &'a str,
}

impl Style {
    pub(crate) fn of(declarations: &str) -> Style {
        let declarations = without_comments(declarations);
        let pairs = declarations.split(';').filter_map(|declaration| declaration.split_once(':'));
        let lower = |text: &str| text.trim().to_ascii_lowercase();
        Style { declarations: pairs.map(|(property, value)| (lower(property), lower(value))).collect() }
    }

    /// The value that counts, with its `!important`: the last one.
    pub(crate) fn get(&self, property: &str) -> Option<&str> {
        let mut all = self.declarations.iter().rev();
        all.find(|(name, _)| name == property).map(|(_, value)| value.as_str())
    }

    pub(crate) fn length(&self, property: &str) -> Option<Length<'_>> {
        length(self.get(property)?)
    }

    /// True if any property with this beginning has a value with that part.
    pub(crate) fn any(&self, property: &str, part: &str) -> bool {
        self.declarations.iter().any(|(name, value)| name.starts_with(property) && value.contains(part))
    }
}

/// The length that a value begins with.
pub(crate) fn length(value: &str) -> Option<Length<'_>> {
    let value = value.trim_start();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    let end = value.find(|c| !is_number(c)).unwrap_or(value.len());
    let (number, rest) = value.split_at_checked(end)?;
    let end = rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '%')).unwrap_or(rest.len());
    Some(Length { number: number.parse().ok()?, unit: rest.get(..end)? })
}

/// The text with each comment as a blank.
pub(crate) fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("/*") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        kept.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::{Length, Style, length};

    #[test]
    fn the_last_declaration_of_a_property_counts() {
        let style = Style::of("Display: Block;; broken; /* a ; b */ display:NONE !important; left:-9999px");
        assert_eq!(style.get("display"), Some("none !important"));
        assert_eq!(style.length("left"), Some(Length { number: -9999.0, unit: "px" }));
        assert_eq!((style.get("right"), style.length("display")), (None, None));
    }

    #[test]
    fn lengths_are_a_number_and_a_unit() {
        assert_eq!(length("0"), Some(Length { number: 0.0, unit: "" }));
        assert_eq!(length(" .5em !important"), Some(Length { number: 0.5, unit: "em" }));
        assert_eq!(length("-100%"), Some(Length { number: -100.0, unit: "%" }));
        assert_eq!((length("auto"), length("calc(1px)"), length("--x"), length("")), (None, None, None, None));
    }
}
