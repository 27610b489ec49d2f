//! Marks that open an item of a list: bullets, numbers, boxes of tasks, ticks.

use crate::read::block::Item;

/// The mark of an item and the text behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// The bullet; `1` for numbers, `a` for letters.
    pub(super) kind: char,
    pub(super) number: Option<u32>,
    pub(super) done: Option<bool>,
    /// The depth that the mark itself tells: `** item` is 2.
    pub(super) depth: Option<u8>,
    pub(super) text: &'a str,
}

impl Mark<'_> {
    pub(super) fn item(&self, depth: u8) -> Item {
        Item { depth, number: self.number, done: self.done }
    }
}

const BULLETS: [char; 12] = [
    '-', '*', '+', '\u{2022}', '\u{25E6}', '\u{25AA}', '\u{25CF}', '\u{25CB}', '\u{2023}', '\u{B7}', '\u{2013}',
    '\u{2192}',
];
const DONE: [char; 6] = ['\u{2705}', '\u{2714}', '\u{2713}', '\u{2611}', '\u{1F5F8}', '\u{1F5F9}'];
const OPEN: [char; 5] = ['\u{274C}', '\u{2718}', '\u{2717}', '\u{2610}', '\u{2716}'];

pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    bullet(line).or_else(|| number(line)).or_else(|| letter(line)).or_else(|| tick(line))
}

fn bullet(line: &str) -> Option<Mark<'_>> {
    let kind = line.chars().next()?;
    let mut rest = line;
    let depth = if kind == '*' {
        rest = line.trim_start_matches('*');
        u8::try_from(line.len() - rest.len()).ok().filter(|depth| *depth <= 6)?
    } else if BULLETS.contains(&kind) {
        rest = line.strip_prefix(kind)?;
        1
    } else if kind == '~' && line.get(2..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        // Beside `+` and `-` it marks a change; before a figure it is "about".
        rest = line.strip_prefix(kind)?;
        1
    } else {
        // The round bullet of RFCs is a letter; one space behind it may be a word.
        rest = rest.strip_prefix("o  ")?;
        return worded(Mark { kind, number: None, done: None, depth: None, text: rest.trim_start() });
    };
    let text = rest.strip_prefix([' ', '\t', '\u{A0}'])?.trim_start();
    let (done, text) = task(text).or_else(|| ticked(text)).map_or((None, text), |(done, text)| (Some(done), text));
    worded(Mark { kind, number: None, done, depth: (depth > 1).then_some(depth), text })
}

fn number(line: &str) -> Option<Mark<'_>> {
    if let Some(text) = line.strip_prefix("#. ") {
        return worded(Mark { kind: '1', number: None, done: None, depth: None, text: text.trim_start() });
    }
    let open = line.strip_prefix('(');
    let inner = open.unwrap_or(line);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = inner.get(..inner.len() - rest.len()).filter(|digits| (1..=3).contains(&digits.len()))?;
    // The number must be written the way it is counted: "007." is no item.
    let number: u32 = digits.parse().ok().filter(|number: &u32| number.to_string() == digits)?;
    let rest = rest.strip_prefix(if open.is_some() { &[')'][..] } else { &['.', ')'][..] })?;
    let text = rest.strip_prefix([' ', '\t'])?.trim_start();
    let (done, text) = task(text).map_or((None, text), |(done, text)| (Some(done), text));
    worded(Mark { kind: '1', number: Some(number), done, depth: None, text })
}

/// "(a) the lid", "b) the press": the letter stays in the text.
fn letter(line: &str) -> Option<Mark<'_>> {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let end = inner.find(')').filter(|end| (1..=4).contains(end))?;
    let name = inner.get(..end)?;
    let one = name.len() == 1 && name.chars().all(|c| c.is_ascii_alphabetic());
    let roman = line.starts_with('(') && name.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let rest = inner.get(end + 1..)?;
    let copyright = matches!(name, "c" | "C") && rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let follows = rest.starts_with(' ') && !copyright;
    let kept = Mark { kind: 'a', number: None, done: None, depth: None, text: line };
    (follows && (one || roman)).then_some(kept)
}

/// A tick or a cross that stands where a bullet would.
fn tick(line: &str) -> Option<Mark<'_>> {
    let kind = line.chars().next()?;
    let (done, text) = ticked(line)?;
    let told = ["done", "not ", "open", "fixed", "yes", "no"];
    let lower = text.to_lowercase();
    let done = (!told.iter().any(|told| lower.starts_with(told))).then_some(done);
    worded(Mark { kind, number: None, done, depth: None, text })
}

fn ticked(line: &str) -> Option<(bool, &str)> {
    let kind = line.chars().next()?;
    let done = if DONE.contains(&kind) { true } else { OPEN.contains(&kind).then_some(false)? };
    let text = line.strip_prefix(kind)?.trim_start_matches('\u{FE0F}');
    Some((done, text.strip_prefix(' ')?.trim_start()))
}

/// `[x] text`, `[ ] text`.
fn task(text: &str) -> Option<(bool, &str)> {
    let done = text.strip_prefix("[x] ").or_else(|| text.strip_prefix("[X] "));
    let open = || text.strip_prefix("[ ] ").or_else(|| text.strip_prefix("[] "));
    done.map(|text| (true, text)).or_else(|| open().map(|text| (false, text)))
}

fn worded(mark: Mark<'_>) -> Option<Mark<'_>> {
    mark.text.chars().any(char::is_alphanumeric).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn every_mark_is_known() {
        let cases: [(&str, Option<u32>, Option<bool>, &str); 13] = [
            ("- the lid", None, None, "the lid"),
            ("*   the lid", None, None, "the lid"),
            ("\u{2022} the lid", None, None, "the lid"),
            ("o  the lid", None, None, "the lid"),
            ("3. the lid", Some(3), None, "the lid"),
            ("(4) the lid", Some(4), None, "the lid"),
            ("12) the lid", Some(12), None, "the lid"),
            ("- [x] the lid", None, Some(true), "the lid"),
            ("* [ ] the lid", None, Some(false), "the lid"),
            ("\u{2705} Done: the new press", None, None, "Done: the new press"),
            ("\u{2705} the new press", None, Some(true), "the new press"),
            ("\u{274C} the old press", None, Some(false), "the old press"),
            ("(b) the lid", None, None, "(b) the lid"),
        ];
        for (line, number, done, text) in cases {
            let mark = mark(line).expect(line);
            assert_eq!((mark.number, mark.done, mark.text), (number, done, text), "{line}");
        }
    }

    #[test]
    fn other_lines_have_no_mark() {
        for line in ["1984. It was", "3.5 lids", "-v", "- - -", "** ", "o lid", "*bold* word", "the lid - a press", "-"]
        {
            assert_eq!(mark(line), None, "{line}");
        }
    }
}
