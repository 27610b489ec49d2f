//! Sheets: an outline or a script as a text file that people edit.
//!
//! A sheet reads back as it was written. Lines that begin with `>` are for reference and are not read.

mod outline;
mod script;

use std::fmt;

use protocol::JobId;

use crate::format::printable;

const WIDTH: usize = 100;

/// A document of a job that is edited as text.
pub(crate) trait Sheet: Sized {
    /// The first word of its file.
    const NAME: &'static str;

    /// Everything below the file's first line.
    fn body(&self) -> String;

    /// Reads an edited file; what it leaves as it was shown stays exactly as it is here.
    fn read(&self, lines: &mut Lines<'_>) -> Result<Self, Fault>;

    /// The differences to a later state of the document, as lines for people; empty when there are none.
    fn changes(&self, after: &Self) -> Vec<String>;

    /// This edited document, with what it leaves to the service taken from the service's answer.
    fn settled(self, taken: &Self) -> Self;
}

/// The job and the revision of it that a file was written from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) id: JobId,
    pub(crate) revision: u32,
}

impl Head {
    fn line<S: Sheet>(&self) -> String {
        format!("# {} of job {}, revision {}", S::NAME, self.id, self.revision)
    }
}

/// The fault of a file, by its line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    line: usize,
    why: String,
}

impl Fault {
    fn new(line: usize, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

pub(crate) fn write<S: Sheet>(sheet: &S, head: Head) -> String {
    format!("{}\n\n{}", head.line::<S>(), sheet.body())
}

/// Reads an edited file of this job and revision.
pub(crate) fn read<S: Sheet>(sheet: &S, head: Head, text: &str) -> Result<S, Fault> {
    let mut lines = Lines::new(text);
    let expected = head.line::<S>();
    match lines.next() {
        Some((_, first)) if first == expected => sheet.read(&mut lines),
        Some((line, first)) if first.starts_with(&format!("# {} of job {}, ", S::NAME, head.id)) => {
            let revision = head.revision;
            let why = format!(
                "the job is at revision {revision} now, this is from another one: print it anew, or write {revision} to \
                 overwrite what has changed since"
            );
            Err(Fault::new(line, why))
        }
        Some((line, _)) => Err(Fault::new(line, format!("the first line has to be `{expected}`"))),
        None => Err(Fault::new(1, format!("the file is empty: the first line has to be `{expected}`"))),
    }
}

/// The lines of a file that are read, with their numbers from 1.
pub(crate) struct Lines<'a> {
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
    /// Number of the last line that was taken.
    at: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { lines: text.lines().enumerate(), at: 1 }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (index, line) = self.lines.find(|(_, line)| !line.starts_with('>') && !plain(line).is_empty())?;
        self.at = index + 1;
        Some((self.at, line.trim_ascii_end()))
    }
}

/// Text as a sheet shows it: single spaces between its words, and no control characters.
fn plain(text: &str) -> String {
    printable(&text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// Plain text in lines of a readable width; a longer word has a line of its own.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A note, which is not read back.
fn note(text: &str) -> String {
    wrapped(&plain(text)).iter().map(|line| format!("> {line}\n")).collect()
}

/// Numbers as ranges: `0-3, 7`.
fn ranges(numbers: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            Some(_) | None => ranges.push((*number, *number)),
        }
    }
    let text = |(first, last)| if first == last { format!("{first}") } else { format!("{first}-{last}") };
    ranges.into_iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The removed and the added form of a text.
fn replaced(before: &str, after: &str) -> [String; 2] {
    [format!("  - {before}"), format!("  + {after}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_between_words() {
        let text = plain(&" many  words\tand\nmore".repeat(20));
        assert!(wrapped(&text).iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(wrapped(&text).join(" "), text);
        let long = "x".repeat(WIDTH + 1);
        assert_eq!(wrapped(&format!("a {long} b")), ["a", &long, "b"]);
    }

    #[test]
    fn numbers_are_shown_as_ranges() {
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[0, 1, 2, 3, 7, 9, 8]), "0-3, 7, 9, 8");
        assert_eq!(ranges(&[u32::MAX, 0]), "4294967295, 0");
    }
}
