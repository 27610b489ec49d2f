//! Texts that stand as remarks in a file, each line behind the same mark: the mark is taken off.

use super::code;
use super::line::Line;

const MARKS: [&str; 6] = ["//", "#", ";;", "%", "--", ".\\\""];
/// Lines of a remark; fewer are headings or code.
const LINES_MIN: usize = 3;

/// The lines without the marks of remarks that read as prose.
pub(super) fn without_marks(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut from = 0;
    while from < lines.len() {
        let run = lines.get(from..).unwrap_or_default();
        let mark = MARKS.iter().find(|mark| run.first().is_some_and(|line| inner(*line, mark).is_some()));
        let Some(mark) = mark else {
            from += 1;
            continue;
        };
        let bare: Vec<Line<'_>> = run.iter().map_while(|line| inner(*line, mark)).collect();
        let count = bare.len();
        if count >= LINES_MIN && code::is_prose(&bare) {
            for (place, line) in lines.iter_mut().skip(from).zip(bare) {
                *place = line;
            }
        }
        from += count;
    }
    lines
}

/// The line behind a mark that a blank follows.
fn inner<'a>(line: Line<'a>, mark: &str) -> Option<Line<'a>> {
    let rest = line.text.strip_prefix(mark)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| Line::new(rest.strip_prefix(' ').unwrap_or(rest)))
}
