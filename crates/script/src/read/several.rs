//! Several sources in one: each becomes a part under its own title.

use protocol::{Language, Source, SourceFormat};

use super::assemble::title;
use super::block::Block;
use super::language::{self, Found};
use super::{Rejection, blocks_of, bytes};
use crate::{marks, wording};

/// Levels of headings that a page can have.
const LEVEL_MAX: u8 = 6;

/// The blocks of all sources, in order, and their language, where that is not known yet. `text` is the list of them as JSON.
///
/// # Errors
/// That of the first source whose bytes or language are refused; `Unreadable` for what is no such list; `LanguagesMixed`.
pub(super) fn blocks(text: &str, known: Option<Language>) -> Result<(Vec<Block>, Language), Rejection> {
    let sources: Vec<Source> = serde_json::from_str(text).map_err(|_| Rejection::Unreadable)?;
    let mut parts = Vec::new();
    for Source { format, text } in &sources {
        if *format == SourceFormat::Several {
            return Err(Rejection::Unreadable);
        }
        bytes::check(text, *format)?;
        let blocks = blocks_of(&marks::without_marks(text), *format)?;
        parts.push(blocks);
    }
    let language = known.map_or_else(|| common(&parts), Ok)?;
    let mut all = Vec::new();
    let mut titles = Vec::new();
    for blocks in parts {
        let (title, at) = title::title(&blocks, language);
        all.push(Block::Heading { level: 1, text: title.clone() });
        titles.push(title);
        let own = blocks.into_iter().enumerate().filter(|(index, _)| Some(*index) != at).map(|(_, block)| block);
        all.extend(own.filter_map(below));
    }
    let more = titles.len().saturating_sub(1);
    let first = titles.into_iter().next().ok_or(Rejection::Empty)?;
    let whole = if more == 0 {
        first
    } else {
        wording::of(language).several.replace("{n}", &more.to_string()).replace("{first}", &first)
    };
    all.insert(0, Block::Title(whole));
    Ok((all, language))
}

/// The language of all sources; one that is too short to tell has that of the others.
fn common(parts: &[Vec<Block>]) -> Result<Language, Rejection> {
    let mut common = None;
    for blocks in parts {
        match (language::found(blocks), common) {
            (Found::Other, _) => return Err(Rejection::LanguageUnsupported),
            (Found::In(one), Some(other)) if one != other => return Err(Rejection::LanguagesMixed),
            (Found::In(one), _) => common = Some(one),
            (Found::Unclear, _) => {}
        }
    }
    Ok(common.unwrap_or_default())
}

/// A block as a part of the whole: its headings are below the source's title.
fn below(block: Block) -> Option<Block> {
    match block {
        Block::Title(_) => None,
        Block::Heading { level, text } => Some(Block::Heading { level: level.saturating_add(1).min(LEVEL_MAX), text }),
        Block::Text(_) | Block::Table(_) | Block::Left(_) => Some(block),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{EpisodeFormat, Style};
    use serde_json::json;

    use super::*;
    use crate::{outline_in, read};

    fn several() -> String {
        let sources = json!([
            { "format": "markdown", "text": "# Tides\n\nThe moon pulls the sea. The sea follows it.\n\n## Springs\n\nA spring tide is high.\n" },
            { "format": "text", "text": "Harbours\n\nA harbour is a wall against the sea. Ships wait behind it.\n" },
            { "format": "html", "text": "<title>Gulls</title><h1>Gulls</h1><p>A gull eats what it finds. It finds a lot.</p>" },
        ]);
        sources.to_string()
    }

    #[test]
    fn each_source_is_a_part_under_its_title() {
        let document = read(&several(), SourceFormat::Several).unwrap();
        assert_eq!(document.title, "Tides, and 2 more");
        let headings: Vec<(&str, u8)> =
            document.sections.iter().map(|section| (section.heading.as_str(), section.level)).collect();
        assert_eq!(headings, [("Tides", 1), ("Springs", 3), ("Harbours", 1), ("Gulls", 1)]);
        let style = Style { format: EpisodeFormat::RoundUp, ..Style::default() };
        let (outline, cannot) = outline_in(&document, &style);
        let titles: Vec<&str> = outline.chapters.iter().map(|plan| plan.title.as_str()).collect();
        assert_eq!((titles, cannot), (vec!["Tides", "Harbours", "Gulls"], vec![]));
    }

    #[test]
    fn what_is_no_list_of_sources_is_refused() {
        let nested = json!([{ "format": "several", "text": several() }]).to_string();
        for text in ["no list", "{}", r#"[{"format":"pdf","text":"x"}]"#, &nested] {
            assert_eq!(read(text, SourceFormat::Several), Err(Rejection::Unreadable), "{text}");
        }
        assert_eq!(read("[]", SourceFormat::Several), Err(Rejection::Empty));
        let binary = json!([{ "format": "text", "text": "a\u{0}b" }]).to_string();
        assert_eq!(read(&binary, SourceFormat::Several), Err(Rejection::HasNul));
    }
}
