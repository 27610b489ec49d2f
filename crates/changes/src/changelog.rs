//! Change logs in Markdown, and releases in JSON as both hosts list them.
//!
//! Read with the Markdown parser that is here anyway. `parse-changelog` 0.6 finds headings with `regex`, a megabyte of
//! wasm, and refuses a log that names a release twice; `keep-a-changelog` 0.1 accepts only what it writes itself. Most
//! logs keep neither convention.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::error::Error;
use crate::limits;
use crate::model::{Entry, Note, Release, Source};
use crate::prose;

pub(crate) fn changelog(text: &str) -> Result<Source, Error> {
    let mut log = Log::default();
    let title = if text.trim_start().starts_with('[') && text.contains("\"tag_name\"") {
        let releases: Vec<Value> = serde_json::from_str(text).map_err(|_| Error::ChangelogMalformed)?;
        releases.iter().for_each(|release| log.given(release));
        String::new()
    } else {
        let blocks = blocks(text);
        let level = level(&blocks);
        blocks.into_iter().fold(String::new(), |title, block| log.take(block, level, title))
    };
    if log.releases.is_empty() {
        return Err(Error::ChangelogMalformed);
    }
    Ok(Source::Changelog { title, releases: log.releases, more: log.more })
}

/// A heading, or an item or paragraph with the line it starts in.
enum Part {
    Heading(HeadingLevel, String),
    Entry(Entry),
}

#[derive(Default)]
struct Log {
    releases: Vec<Release>,
    entries: usize,
    more: u32,
}

impl Log {
    /// A release of a host's API.
    fn given(&mut self, value: &Value) {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let name = if text("name").trim().is_empty() { text("tag_name") } else { text("name") };
        if name.trim().is_empty() || value.get("draft").and_then(Value::as_bool) == Some(true) {
            return;
        }
        let date = if text("published_at").is_empty() { text("released_at") } else { text("published_at") };
        self.open(Release {
            name: prose::clipped(name.trim(), limits::TITLE_BYTES_MAX).to_owned(),
            date: date.get(..10).map(str::to_owned),
            is_prerelease: value.get("prerelease").and_then(Value::as_bool) == Some(true),
            ..Release::default()
        });
        let body = if text("body").is_empty() { text("description") } else { text("body") };
        for part in blocks(prose::clipped(body, limits::BODY_BYTES_MAX)) {
            match part {
                Part::Heading(_, heading) => self.group(heading),
                Part::Entry(entry) => self.entry(Entry { line: 0, ..entry }),
            }
        }
    }

    /// A part of a log in Markdown; gives the title back, or finds it.
    fn take(&mut self, part: Part, level: HeadingLevel, title: String) -> String {
        match part {
            Part::Heading(own, text) if own == level && is_release(&text) => self.open(release(&text)),
            Part::Heading(own, text) if self.releases.is_empty() && own <= level && title.is_empty() => return text,
            Part::Heading(own, text) if own > level => self.group(text),
            // A heading above the releases ends the last one: an appendix.
            Part::Heading(..) => {}
            Part::Entry(entry) => self.entry(entry),
        }
        title
    }

    fn open(&mut self, release: Release) {
        if self.releases.len() < limits::RELEASES_MAX {
            self.releases.push(release);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    fn group(&mut self, heading: String) {
        if let Some(release) = self.releases.last_mut() {
            release.notes.push(Note { heading, entries: Vec::new() });
        }
    }

    fn entry(&mut self, mut entry: Entry) {
        let Some(release) = self.releases.last_mut() else { return };
        if self.entries >= limits::ENTRIES_MAX || self.more > 0 {
            self.more = self.more.saturating_add(1);
            return;
        }
        self.entries += 1;
        if release.notes.is_empty() {
            release.notes.push(Note::default());
        }
        let Some(note) = release.notes.last_mut() else { return };
        entry.is_breaking |= note.heading.to_lowercase().contains("breaking");
        note.entries.push(entry);
    }
}

/// The level of heading that names most releases; of two the higher one.
fn level(parts: &[Part]) -> HeadingLevel {
    use HeadingLevel::{H1, H2, H3, H4, H5, H6};
    let count = |level: HeadingLevel| {
        let names = |part: &&Part| matches!(part, Part::Heading(own, text) if *own == level && is_release(text));
        parts.iter().filter(names).count()
    };
    [H6, H5, H4, H3, H2, H1].into_iter().max_by_key(|level| count(*level)).unwrap_or(H2)
}

/// True for the heading of a release: it has a version, or is of what is not released yet.
fn is_release(heading: &str) -> bool {
    let bare = heading.to_lowercase();
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    let words = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ',' | '@' | ':' | '/');
    bare.starts_with("unreleased")
        || matches!(bare, "next" | "upcoming" | "tbd" | "tba")
        || heading.split(words).any(is_version)
}

fn is_version(word: &str) -> bool {
    let bare = word.trim_start_matches(['v', 'V']);
    let digits = bare.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = digits.split('.').collect();
    let is_part = |part: &&str| {
        !part.is_empty()
            && part.len() <= 5
            && (part.bytes().all(|byte| byte.is_ascii_digit()) || matches!(*part, "x" | "X"))
    };
    (2..=4).contains(&parts.len()) && parts.iter().all(is_part) && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// The release a heading names: `[1.4.0] - 2026-03-01 [YANKED]`, `4.18.2 / 2022-10-08`, `Version 8.1`.
fn release(heading: &str) -> Release {
    let is_date = |word: &str| {
        let bytes = word.as_bytes();
        word.len() == 10
            && bytes.get(4) == Some(&b'-')
            && bytes.get(7) == Some(&b'-')
            && bytes.iter().filter(|byte| byte.is_ascii_digit()).count() == 8
    };
    let words: Vec<&str> =
        heading.split_whitespace().map(|word| word.trim_matches(['(', ')', '[', ']', ','])).collect();
    let name = words.iter().copied().find(|word| is_version(word.rsplit('@').next().unwrap_or(word)));
    Release {
        name: name.unwrap_or("Unreleased").to_owned(),
        date: words.iter().copied().find(|word| is_date(word)).map(str::to_owned),
        is_yanked: heading.to_lowercase().contains("yanked"),
        is_prerelease: name
            .is_some_and(|name| ["-rc", "-beta", "-alpha", "-pre"].iter().any(|mark| name.contains(mark))),
        notes: Vec::new(),
    }
}

/// The headings, items and paragraphs of a text; an item ends where a list inside of it begins.
fn blocks(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut heading: Option<(HeadingLevel, String)> = None;
    // The start of the open item or paragraph, if its text is not handed over yet.
    let mut open: Option<usize> = None;
    let mut depth = 0_usize;
    let mut code = 0_usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                parts.extend(heading.take().map(|(level, text)| Part::Heading(level, text)))
            }
            Event::Text(text) | Event::Code(text) if heading.is_some() => {
                if let Some((_, heading)) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_) | Tag::HtmlBlock) => code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Table | TagEnd::HtmlBlock) => code = code.saturating_sub(1),
            Event::Start(Tag::Item) => {
                parts.extend(open.take().and_then(|start| entry(&mut lines, start, range.start)));
                depth += 1;
                open = Some(range.start);
            }
            Event::End(TagEnd::Item) => {
                parts.extend(open.take().and_then(|start| entry(&mut lines, start, range.end)));
                depth = depth.saturating_sub(1);
            }
            Event::Start(Tag::List(_)) => {
                parts.extend(open.take().and_then(|start| entry(&mut lines, start, range.start)))
            }
            Event::Start(Tag::Paragraph) if depth == 0 && code == 0 => open = Some(range.start),
            Event::End(TagEnd::Paragraph) if depth == 0 && code == 0 => {
                parts.extend(open.take().and_then(|start| entry(&mut lines, start, range.end)));
            }
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    parts
}

/// The number of the line a place is in, counted on from the place before.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> u32 {
        let between = self.text.get(self.at..at).unwrap_or_default();
        let count = between.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.at = self.at.max(at);
        self.line
    }
}

fn entry(lines: &mut Lines<'_>, start: usize, end: usize) -> Option<Part> {
    let written = lines.text.get(start..end)?.trim();
    let line = lines.of(start);
    let bare = written.trim_start_matches(['-', '*', '+']);
    let number = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = bare.get(number..).and_then(|rest| rest.strip_prefix(". ")).filter(|_| number > 0);
    let bare = if bare.len() < written.len() { bare } else { numbered.unwrap_or(bare) };
    // Links are defined in lines of their own.
    let text: Vec<&str> = bare.trim().lines().map(str::trim).filter(|line| !is_definition(line)).collect();
    let text = prose::clipped(&text.join("\n"), limits::BODY_BYTES_MAX).to_owned();
    let is_breaking = text.contains("BREAKING") || text.to_lowercase().starts_with("**breaking");
    text.contains(char::is_alphanumeric).then_some(Part::Entry(Entry { text, line, is_breaking }))
}

fn is_definition(line: &str) -> bool {
    line.starts_with('[') && line.split_once("]: ").is_some_and(|(name, _)| !name.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn releases(text: &str) -> Vec<Release> {
        match changelog(text) {
            Ok(Source::Changelog { releases, .. }) => releases,
            Ok(Source::Change(_) | Source::Issue(_)) | Err(_) => Vec::new(),
        }
    }

    #[test]
    fn conventions_of_headings_are_known() {
        let text = "# Changelog\n\n## [Unreleased]\n\n### Added\n- A lid\n  - of tin\n- A `key`\n\n## [1.1.0] - 2026-03-01 [YANKED]\n\nSmall.\n\n### Breaking changes\n* No lid\n\n[1.1.0]: https://example.org\n";
        let releases = releases(text);
        let names: Vec<_> = releases.iter().map(|release| (release.name.as_str(), release.is_yanked)).collect();
        assert_eq!(names, [("Unreleased", false), ("1.1.0", true)]);
        let entries: Vec<_> = releases.iter().flat_map(|one| &one.notes).flat_map(|note| &note.entries).collect();
        let told: Vec<_> = entries.iter().map(|entry| (entry.text.as_str(), entry.line, entry.is_breaking)).collect();
        assert_eq!(
            told,
            [
                ("A lid", 6, false),
                ("of tin", 7, false),
                ("A `key`", 8, false),
                ("Small.", 12, false),
                ("No lid", 15, true)
            ]
        );
        assert_eq!(releases[1].date.as_deref(), Some("2026-03-01"));
    }

    #[test]
    fn underlined_headings_and_json_are_read() {
        let names = |text: &str| releases(text).into_iter().map(|release| release.name).collect::<Vec<_>>();
        assert_eq!(
            names("4.18.2 / 2022-10-08\n===\n\n  * Fix x\n\n4.18.1 / 2022-04-29\n===\n\n  * Fix y\n"),
            ["4.18.2", "4.18.1"]
        );
        assert_eq!(names("## Version 8.1.7\n\nx\n\n## Version 8.1.6\n\ny\n"), ["8.1.7", "8.1.6"]);
        assert_eq!(names(r#"[{"tag_name":"v1","name":"","body":"- a"},{"tag_name":"v0","draft":true}]"#), ["v1"]);
        assert_eq!(changelog("# Notes\n\nNothing.\n"), Err(Error::ChangelogMalformed));
    }
}
