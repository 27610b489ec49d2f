//! Private characters around inline code: `read` sets them, `speech` says what is between them as a name.
//!
//! A source never brings its own: `without_marks` runs before anything is parsed.

/// Stands before inline code.
pub(crate) const CODE_OPEN: char = '\u{E000}';
/// Stands after inline code.
pub(crate) const CODE_CLOSE: char = '\u{E001}';

/// The text without the private marks and the invisible characters it may bring along.
pub(crate) fn without_marks(text: &str) -> String {
    let invisible = |c: char| matches!(c, CODE_OPEN | CODE_CLOSE | '\u{FEFF}' | '\u{200B}' | '\u{AD}' | '\u{2060}');
    text.chars().filter(|c| !invisible(*c)).collect()
}

/// Turns pairs of backticks into the private marks.
pub(crate) fn mark_backticks(text: &str) -> String {
    let pairs = text.matches('`').count() / 2;
    let mut seen = 0;
    text.chars()
        .filter_map(|c| {
            if c != '`' {
                return Some(c);
            }
            seen += 1;
            (seen <= 2 * pairs).then_some(if seen % 2 == 1 { CODE_OPEN } else { CODE_CLOSE })
        })
        .collect()
}
