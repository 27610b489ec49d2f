//! Lines of a name, a colon and a value: "Severity: critical".

use super::line::Line;
use super::survey::Scan;

const NAME_CHARS_MAX: usize = 40;
const NAME_WORDS_MAX: usize = 4;

/// The name and the value.
pub(super) fn pair(line: &str) -> Option<(&str, &str)> {
    let end = line.find(':')?;
    let (name, value) = (line.get(..end)?, line.get(end + 1..)?);
    let opens = name.starts_with(|c: char| c.is_alphanumeric());
    let named = name.len() <= NAME_CHARS_MAX && name.split_whitespace().count() <= NAME_WORDS_MAX;
    let plain = !name.ends_with(' ') || name.trim_end().len() + 20 > name.len();
    let apart = value.starts_with([' ', '\t']) && !value.trim().is_empty();
    let lettered = name.chars().any(char::is_alphabetic) && !name.contains(['"', '{', '(', '=', '.', ',', '?']);
    (opens && named && plain && apart && lettered).then(|| (name.trim_end(), value.trim()))
}

/// True for two or more pairs, each with the deeper lines that go on with it.
pub(super) fn all(lines: &[Line<'_>]) -> bool {
    let Some(first) = lines.first() else { return false };
    let pairs = lines.iter().filter(|line| pair(line.text).is_some()).count();
    pairs >= 2 && lines.iter().all(|line| opens(*line) || line.indent > first.indent)
}

/// A pair, or a name whose value stands below.
fn opens(line: Line<'_>) -> bool {
    let named = |name: &str| pair(&format!("{name}: value")).is_some();
    pair(line.text).is_some() || line.text.strip_suffix(':').is_some_and(named)
}

/// Each pair on one line.
pub(super) fn joined(lines: &[Line<'_>]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for line in lines {
        match texts.last_mut() {
            Some(text) if !opens(*line) => {
                text.push(' ');
                text.push_str(line.text);
            }
            Some(_) | None => texts.push(line.text.to_owned()),
        }
    }
    texts
}

/// True for a pair that stands next to another; a wrapped line of prose may look like one alone.
pub(super) fn in_run(scan: &Scan<'_>, index: usize) -> bool {
    let named = |line: Line<'_>| pair(line.text).is_some_and(|(name, _)| name.starts_with(char::is_uppercase));
    let line = scan.at(index);
    let before = index.checked_sub(1).map(|before| scan.at(before)).unwrap_or_default();
    let next = scan.at(index + 1);
    let same = |other: Line<'_>| other.indent == line.indent && named(other);
    named(line) && !named(before) && same(next) && before.indent == line.indent
}
