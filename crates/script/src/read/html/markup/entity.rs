//! HTML character references: `&amp;`, `&#64;`, and the old ones without a semicolon.

use super::names::{BARE, NAMED};

/// Characters of the longest reference that is resolved.
const NAME_CHARS_MAX: usize = 16;
/// The characters of the numbers 128 to 159 on the web: those of Windows-1252.
const WINDOWS: &str = "\u{20AC}\u{81}\u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}\u{2C6}\u{2030}\u{160}\u{2039}\u{152}\u{8D}\u{17D}\u{8F}\
                       \u{90}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\u{2DC}\u{2122}\u{161}\u{203A}\u{153}\u{9D}\u{17E}\u{178}";

/// Resolves the references in a text; anything else stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match reference(part) {
            Some((value, rest)) => {
                decoded.push_str(&value);
                decoded.push_str(rest);
            }
            None => {
                decoded.push('&');
                decoded.push_str(part);
            }
        }
    }
    decoded
}

fn reference(part: &str) -> Option<(String, &str)> {
    let (number, is_number) = part.strip_prefix('#').map_or((part, false), |number| (number, true));
    let end = number.bytes().take(NAME_CHARS_MAX).take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = number.split_at_checked(end)?;
    let (rest, ended) = rest.strip_prefix(';').map_or((rest, false), |rest| (rest, true));
    if is_number {
        return Some((numbered(name)?, rest));
    }
    if ended && let Some(value) = named(name) {
        return Some((value.to_owned(), rest));
    }
    let bare = (2..=end.min(6)).rev().filter_map(|end| part.get(..end)).find(|name| BARE.contains(name))?;
    Some((named(bare)?.to_owned(), part.get(bare.len()..)?))
}

fn named(name: &str) -> Option<&'static str> {
    let at = NAMED.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    NAMED.get(at).map(|(_, value)| *value)
}

fn numbered(number: &str) -> Option<String> {
    let hex = number.strip_prefix(['x', 'X']);
    let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
    let windows = code.checked_sub(128).and_then(|at| WINDOWS.chars().nth(usize::try_from(at).ok()?));
    let c = windows.or_else(|| char::from_u32(code)).filter(|c| !c.is_control() || c.is_whitespace())?;
    Some(crate::marks::without_marks(&c.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{NAMED, decode};

    #[test]
    fn references_are_resolved_with_and_without_a_semicolon() {
        assert_eq!(
            decode("&lt;b&gt; &amp &eacute;t&eacute &alpha; &#65;&#x42;&#67 &#151;"),
            "<b> & \u{E9}t\u{E9} \u{3B1} ABC \u{2014}"
        );
        assert_eq!(decode("R&D a&b &nosuch; &; && &#; &#xFFFFFFFF;"), "R&D a&b &nosuch; &; && &#; &#xFFFFFFFF;");
        assert_eq!(decode("&copy2026 &notit;"), "\u{A9}2026 \u{AC}it;");
    }

    #[test]
    fn names_are_in_order() {
        assert!(NAMED.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
