//! Text as HTML.
//!
//! Nothing that came from outside is written into a page but through [`Text`].

use std::fmt::{self, Display, Formatter, Write};

/// A text between tags, or in an attribute in double quotation marks.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c if c.is_control() => f.write_char(char::REPLACEMENT_CHARACTER),
            c => f.write_char(c),
        })
    }
}

/// Each item as markup, one after another.
pub(crate) fn each<T>(items: impl IntoIterator<Item = T>, markup: impl FnMut(T) -> String) -> String {
    items.into_iter().map(markup).collect()
}

/// A text as a part of a query (RFC 3986): all but unreserved characters percent-encoded.
pub(crate) fn percent_encoded(text: &str) -> String {
    each(text.bytes(), |byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_becomes_markup() {
        let text = Text("<a href=\"x\" id='y'>&\u{1b}").to_string();
        assert_eq!(text, "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;\u{fffd}");
    }

    #[test]
    fn a_query_holds_a_whole_address() {
        assert_eq!(percent_encoded("https://a.b/c?d=é&e"), "https%3A%2F%2Fa.b%2Fc%3Fd%3D%C3%A9%26e");
    }
}
