//! Diffs, reviews, issues and change logs: told by `changes`, and cleaned for the ear like any other text.

use changes::{At, Error, Paragraph, Side, SourceKind, Told, UntoldWhy};
use protocol::{CodeLine, SourceFormat};

use super::Rejection;
use super::block::{Block, Item, Text};
use crate::left::Why;
use crate::marks::mark_backticks;

/// The kind of a typed source.
pub(crate) fn kind(format: SourceFormat) -> Option<SourceKind> {
    match format {
        SourceFormat::Diff => Some(SourceKind::Diff),
        SourceFormat::Review => Some(SourceKind::Review),
        SourceFormat::Issue => Some(SourceKind::Issue),
        SourceFormat::Changelog => Some(SourceKind::Changelog),
        SourceFormat::Markdown | SourceFormat::Text | SourceFormat::Html | SourceFormat::Several => None,
    }
}

/// The blocks of a typed source, in the order in which it is told.
pub(super) fn blocks(text: &str, kind: SourceKind) -> Result<Vec<Block>, Rejection> {
    let source = changes::parse(kind, text).map_err(|error| rejection(&error))?;
    let Told { title, sections, untold } = changes::tell(&source);
    let mut blocks = vec![Block::Title(title)];
    for section in sections {
        blocks.push(Block::Heading { level: section.level, text: section.heading });
        blocks.extend(section.paragraphs.into_iter().map(block));
    }
    blocks.extend(untold.into_iter().map(|part| Block::counted(why(part.why), part.parts, part.words)));
    Ok(blocks)
}

fn block(paragraph: Paragraph) -> Block {
    let text = mark_backticks(&paragraph.sentences.join(" "));
    let open = paragraph.is_open;
    let item = paragraph.is_item.then_some(Item { depth: 1, ..Item::default() });
    Block::Text(Text { text, item, at: paragraph.at.map(at), open, ..Text::default() })
}

fn at(at: At) -> CodeLine {
    CodeLine { path: at.path, line: at.line, revision: at.revision, is_old: at.side == Side::Old }
}

fn rejection(error: &Error) -> Rejection {
    match error {
        Error::Empty => Rejection::Empty,
        Error::TooLarge => Rejection::TooLarge,
        Error::DiffMalformed | Error::HunkMalformed { .. } => Rejection::DiffMalformed,
        Error::ReviewMalformed(_) => Rejection::ReviewMalformed,
        Error::IssueMalformed(_) => Rejection::IssueMalformed,
        Error::ChangelogMalformed => Rejection::ChangelogMalformed,
    }
}

fn why(why: UntoldWhy) -> Why {
    match why {
        UntoldWhy::Diff | UntoldWhy::Generated | UntoldWhy::Vendored | UntoldWhy::Lock | UntoldWhy::Binary => Why::Diff,
        UntoldWhy::Code => Why::Code,
        UntoldWhy::Bot | UntoldWhy::System => Why::Metadata,
        UntoldWhy::Quote => Why::Repeated,
        UntoldWhy::Table => Why::Table,
        UntoldWhy::Picture => Why::Picture,
        UntoldWhy::Condensed => Why::Condensed,
    }
}
