//! Hunks, plain and combined: what a header promises, and the lines that keep the promise.

use crate::limits;
use crate::model::{Hunk, Line, LineKind, Range};

/// A hunk that is being read.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) hunk: Hunk,
    /// Lines still to come of each parent, and of the result.
    old_left: Vec<u32>,
    new_left: u32,
    old_next: u32,
    new_next: u32,
}

/// A line of a hunk as it is counted.
pub(super) enum Taken {
    Line(LineKind),
    /// `\ No newline at end of file`.
    Remark,
    /// No line of a hunk.
    Not,
}

/// The header of a hunk: `@@ -1,7 +1,9 @@ heading`, or `@@@ -1,7 -1,6 +1,9 @@@` for a merge.
///
/// `None` for another line; `Some(None)` for a header whose numbers cannot be read.
pub(super) fn header(line: &str) -> Option<Option<Open>> {
    let marks = line.bytes().take_while(|byte| *byte == b'@').count();
    if !(2..=limits::PARENTS_MAX + 1).contains(&marks) || !line.get(marks..)?.starts_with(" -") {
        return None;
    }
    let (mark, rest) = line.split_at(marks);
    let (ranges, heading) = rest.split_once(mark)?;
    Some(read(ranges, heading, marks - 1))
}

fn read(ranges: &str, heading: &str, parents: usize) -> Option<Open> {
    let mut words = ranges.split_ascii_whitespace();
    let mut olds = Vec::new();
    for _ in 0..parents {
        olds.push(range(words.next()?.strip_prefix('-')?)?);
    }
    let new = range(words.next()?.strip_prefix('+')?)?;
    let old = *olds.first()?;
    let heading = Some(heading.trim()).filter(|heading| !heading.is_empty()).map(clipped);
    let hunk = Hunk { old: Range { count: 0, ..old }, new: Range { count: 0, ..new }, heading, lines: Vec::new() };
    let old_left = olds.iter().map(|range| range.count).collect();
    Some(Open { hunk, old_left, new_left: new.count, old_next: old.start, new_next: new.start })
}

fn range(text: &str) -> Option<Range> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    Some(Range { start: start.parse().ok()?, count: count.parse().ok()? })
}

/// The text within the bytes that are kept of a line.
pub(super) fn clipped(text: &str) -> String {
    let end = (0..=limits::LINE_BYTES_MAX.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default().to_owned()
}

impl Open {
    pub(super) fn is_done(&self) -> bool {
        self.new_left == 0 && self.old_left.iter().all(|left| *left == 0)
    }

    /// Takes a line; its text is kept if there is room.
    pub(super) fn take(&mut self, line: &str, keep: bool) -> Taken {
        if line.starts_with('\\') {
            return Taken::Remark;
        }
        let parents = self.old_left.len();
        // A mail program may have taken the only space of an empty line.
        let marks = match line.get(..parents) {
            Some(marks) => marks,
            None if line.trim().is_empty() => "",
            None => return Taken::Not,
        };
        if !marks.bytes().all(|mark| matches!(mark, b' ' | b'+' | b'-')) {
            // A tab for the space: files that were edited by hand.
            if !(parents == 1 && marks == "\t") {
                return Taken::Not;
            }
        }
        let added = marks.contains('+');
        let removed = marks.contains('-');
        let mut in_first = false;
        for (index, left) in self.old_left.iter_mut().enumerate() {
            let mark = marks.as_bytes().get(index).copied().unwrap_or(b' ');
            // A line is in a parent that does not add it; a removed one only in the parents that remove it.
            let is_in = if removed { mark == b'-' } else { mark != b'+' };
            if is_in {
                *left = left.saturating_sub(1);
                in_first |= index == 0;
            }
        }
        let kind = match (added, removed) {
            (_, true) => LineKind::Removed,
            (true, false) => LineKind::Added,
            (false, false) => LineKind::Context,
        };
        let in_new = kind != LineKind::Removed;
        let (old, new) = (in_first.then_some(self.old_next), in_new.then_some(self.new_next));
        if in_first {
            self.old_next = self.old_next.saturating_add(1);
            self.hunk.old.count = self.hunk.old.count.saturating_add(1);
        }
        if in_new {
            self.new_left = self.new_left.saturating_sub(1);
            self.new_next = self.new_next.saturating_add(1);
            self.hunk.new.count = self.hunk.new.count.saturating_add(1);
        }
        if keep {
            let text = clipped(line.get(parents..).unwrap_or_default());
            self.hunk.lines.push(Line { kind, text, old, new });
        }
        Taken::Line(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_other_lines() {
        assert!(header("@@ -1 +1,2 @@ fn main() {").is_some_and(|open| open.is_some()));
        assert!(header("@@@ -1,3 -1,2 +1,4 @@@").is_some_and(|open| open.is_some()));
        assert!(header("@@ -x +1 @@").is_some_and(|open| open.is_none()));
        assert!(header("@@ -1,99999999999 +1 @@").is_some_and(|open| open.is_none()));
        assert!(header("@@ hello").is_none());
        assert!(header("@decorator").is_none());
    }

    #[test]
    fn lines_of_a_merge_are_counted_for_each_parent() {
        let mut open = header("@@@ -1,2 -1,1 +1,2 @@@").unwrap().unwrap();
        for line in ["  both", "- one", "++new"] {
            assert!(!open.is_done());
            assert!(matches!(open.take(line, true), Taken::Line(_)));
        }
        assert!(open.is_done());
        let numbers: Vec<_> = open.hunk.lines.iter().map(|line| (line.old, line.new)).collect();
        assert_eq!(numbers, [(Some(1), Some(1)), (Some(2), None), (None, Some(2))]);
    }
}
