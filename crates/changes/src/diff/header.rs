//! The lines between `diff --git` and the first hunk.

use super::path;
use crate::model::{FileChange, Status};

/// A line of a file's header.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Header<'a> {
    /// `diff --git`, with what stands behind it.
    Git(&'a str),
    /// `diff --cc` or `diff --combined`.
    Combined(&'a str),
    /// `diff -u …` of other tools, or `Index:`, with a path where there is one.
    Other(Option<&'a str>),
    /// A line of a file's header that has been applied.
    Extended(Extended<'a>),
    Submodule(&'a str),
    /// `Binary files a and b differ`, or the beginning of binary content.
    Binary(Option<(&'a str, &'a str)>),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extended<'a> {
    Index(&'a str),
    OldMode(&'a str),
    NewMode(&'a str),
    /// The modes of a merge: those of the parents, and of the result.
    Modes(&'a str),
    New(&'a str),
    Deleted(&'a str),
    From(Status, &'a str),
    To(Status, &'a str),
    Similarity,
}

pub(super) fn header(line: &str) -> Option<Header<'_>> {
    if let Some(rest) = line.strip_prefix("diff ") {
        if let Some(rest) = rest.strip_prefix("--git ") {
            return Some(Header::Git(rest));
        }
        if let Some(path) = rest.strip_prefix("--cc ").or_else(|| rest.strip_prefix("--combined ")) {
            return Some(Header::Combined(path));
        }
        return rest.starts_with('-').then_some(Header::Other(None));
    }
    if let Some(path) = line.strip_prefix("Index: ") {
        return Some(Header::Other(Some(path)));
    }
    if let Some(rest) = line.strip_prefix("Submodule ") {
        let (name, range) = rest.split_once(' ')?;
        return (range.contains("..") || range.starts_with("contains")).then_some(Header::Submodule(name));
    }
    if let Some(rest) = line.strip_prefix("Binary files ") {
        let both = rest.strip_suffix(" differ").and_then(|rest| rest.split_once(" and "));
        return Some(Header::Binary(both));
    }
    if line.starts_with("GIT binary patch") || line.starts_with("Cannot display: file marked as a binary type") {
        return Some(Header::Binary(None));
    }
    extended(line).map(Header::Extended)
}

fn extended(line: &str) -> Option<Extended<'_>> {
    let after = |start: &str| line.strip_prefix(start);
    if let Some(rest) = after("index ") {
        return rest.contains("..").then_some(Extended::Index(rest));
    }
    if line.starts_with("similarity index ") || line.starts_with("dissimilarity index ") {
        return Some(Extended::Similarity);
    }
    let mode = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    after("old mode ")
        .map(Extended::OldMode)
        .or_else(|| after("new mode ").map(Extended::NewMode))
        .or_else(|| after("mode ").filter(|rest| mode(rest) && rest.contains("..")).map(Extended::Modes))
        .or_else(|| after("new file mode ").map(Extended::New))
        .or_else(|| after("deleted file mode ").map(Extended::Deleted))
        .or_else(|| after("rename from ").map(|path| Extended::From(Status::Renamed, path)))
        .or_else(|| after("rename to ").map(|path| Extended::To(Status::Renamed, path)))
        .or_else(|| after("copy from ").map(|path| Extended::From(Status::Copied, path)))
        .or_else(|| after("copy to ").map(|path| Extended::To(Status::Copied, path)))
}

fn octal(text: &str) -> Option<u32> {
    u32::from_str_radix(text.split(',').next()?.trim(), 8).ok()
}

fn plain(text: &str) -> String {
    path::unquoted(text).map_or_else(|| text.to_owned(), |(path, _)| path)
}

/// Applies a line of the header to its file.
pub(super) fn apply(file: &mut FileChange, line: &Extended<'_>) {
    match line {
        Extended::Index(rest) => {
            if let Some(mode) = rest.split_once(' ').and_then(|(_, mode)| octal(mode)) {
                (file.modes.old, file.modes.new) = (Some(mode), Some(mode));
            }
        }
        Extended::OldMode(mode) => file.modes.old = octal(mode),
        Extended::NewMode(mode) => file.modes.new = octal(mode),
        Extended::Modes(rest) => {
            if let Some((old, new)) = rest.split_once("..") {
                (file.modes.old, file.modes.new) = (octal(old), octal(new));
            }
        }
        Extended::New(mode) => (file.status, file.modes.old, file.modes.new) = (Status::Added, None, octal(mode)),
        Extended::Deleted(mode) => (file.status, file.modes.old, file.modes.new) = (Status::Deleted, octal(mode), None),
        Extended::From(status, path) => (file.status, file.old_path) = (*status, Some(plain(path))),
        Extended::To(status, path) => (file.status, file.path) = (*status, plain(path)),
        Extended::Similarity => {}
    }
}
