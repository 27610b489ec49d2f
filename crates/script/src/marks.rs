//! Private characters around inline code and bold text: `read` sets them, `speech` says code as a name.
//!
//! A source never brings its own: `without_marks` runs before anything is parsed.

/// Stands before inline code.
pub(crate) const CODE_OPEN: char = '\u{E000}';
/// Stands after inline code.
pub(crate) const CODE_CLOSE: char = '\u{E001}';
/// Stands before bold text, until the labels of a text are known.
pub(crate) const BOLD_OPEN: char = '\u{E002}';
/// Stands after bold text, until the labels of a text are known.
pub(crate) const BOLD_CLOSE: char = '\u{E003}';

/// Stands before the first and the last line of an admonition.
pub(crate) const FENCE: char = '\u{E004}';

/// The text without the private marks and the invisible characters it may bring along.
pub(crate) fn without_marks(text: &str) -> String {
    let invisible = |c: char| matches!(c, CODE_OPEN..=FENCE | '\u{FEFF}' | '\u{200B}' | '\u{AD}' | '\u{2060}');
    text.chars().filter(|c| !invisible(*c)).collect()
}

/// The text without the marks of bold text.
pub(crate) fn without_bold(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, BOLD_OPEN | BOLD_CLOSE)).collect()
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
