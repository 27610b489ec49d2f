//! The comments on lines that a diff adds.

/// The text behind the mark of a comment.
pub(super) fn comment(line: &str) -> Option<&str> {
    let line = line.trim();
    let marks = ["///", "//!", "//", "# ", "* ", "-- ", "/** ", "/* "];
    let text = marks.iter().find_map(|mark| line.strip_prefix(mark))?.trim().trim_end_matches("*/").trim_end();
    let worded = text.split_whitespace().count() >= 3 && !text.ends_with([';', '{', '}']) && !text.starts_with('@');
    worded.then_some(text)
}
