//! Blocks → document: the title, the sections, and the sentences that can be spoken.

use super::block::{Block, cut, label};
use crate::document::{Document, Paragraph, Section};
use crate::{limits, pick, speech};

/// Sections that are about the text rather than part of it.
const SKIPPED: [&str; 16] = [
    "references",
    "acknowledgements",
    "acknowledgments",
    "acknowledgement",
    "further reading",
    "see also",
    "license",
    "licence",
    "footnotes",
    "notes and references",
    "table of contents",
    "contents",
    "contributors",
    "bibliography",
    "about the author",
    "related posts",
];

const BYLINE_WORDS_MAX: usize = 20;
const BYLINES: [&str; 12] = [
    "by ",
    "posted ",
    "published ",
    "updated ",
    "last updated",
    "last modified",
    "author:",
    "authors:",
    "date:",
    "tags:",
    "written by",
    "filed under",
];

pub(crate) fn document(blocks: &[Block]) -> Document {
    let (title, title_at) = title(blocks);
    let mut build = Build { document: Document { title, ..Document::default() }, skipped: None };
    build.section(String::new(), 1);
    for (index, block) in blocks.iter().enumerate() {
        let next = blocks.get(index + 1);
        match block {
            Block::Heading { .. } if Some(index) == title_at => {}
            Block::Heading { level, text } => build.heading(*level, text),
            Block::Text(text) => build.paragraph(&text.text, text.item.is_some(), next),
            Block::Title(_) | Block::Table(_) | Block::Left(_) => {}
        }
    }
    build.finish()
}

/// The title (first top heading, else the page's title, else the first heading or words) and the index of the heading used.
fn title(blocks: &[Block]) -> (String, Option<usize>) {
    let given = blocks.iter().find_map(|block| match block {
        Block::Title(text) => Some(label(text)).filter(|title| !title.is_empty()),
        Block::Heading { .. } | Block::Text(_) | Block::Table(_) | Block::Left(_) => None,
    });
    let heading = |levels: std::ops::RangeInclusive<u8>| {
        blocks.iter().enumerate().find_map(|(index, block)| match block {
            Block::Heading { level, text } if levels.contains(level) => Some((label(text), index)),
            Block::Heading { .. } | Block::Title(_) | Block::Text(_) | Block::Table(_) | Block::Left(_) => None,
        })
    };
    let tops = blocks.iter().filter(|block| matches!(block, Block::Heading { level: 1, .. })).count();
    let opens = |index: usize| !blocks.iter().take(index).any(Block::has_words);
    match (heading(1..=1), given) {
        (Some((title, index)), None) if !title.is_empty() && (tops == 1 || opens(index)) => (title, Some(index)),
        (Some((title, index)), Some(_)) if !title.is_empty() && tops == 1 => (title, Some(index)),
        (_, Some(given)) => (without_site(&given), None),
        _ => match heading(1..=6).filter(|(title, index)| !title.is_empty() && opens(*index)) {
            Some((title, index)) => (title, Some(index)),
            None => (first_words(blocks), None),
        },
    }
}

/// True for a byline: "By Ada, 7 min read", "**Author:** rosa".
fn is_byline(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    let short = text.split_whitespace().count() <= BYLINE_WORDS_MAX && !text.ends_with(['.', '!', '?']);
    let labels = lower.split_whitespace().filter(|word| word.len() > 2 && word.ends_with(':')).count();
    let starts = BYLINES.iter().any(|start| lower.starts_with(start));
    short && (starts || lower.contains("min read") || (labels > 0 && labels * 6 >= text.split_whitespace().count()))
}

/// Characters of a page title before a separator; a shorter one may be half of a name.
const PAGE_TITLE_CHARS_MIN: usize = 8;

/// A page's title without the site's name behind it.
fn without_site(title: &str) -> String {
    let cut = [" | ", " \u{2014} ", " \u{2013} ", " - ", " \u{B7} "].iter().find_map(|mark| title.rsplit_once(mark));
    match cut {
        Some((page, _)) if page.chars().count() >= PAGE_TITLE_CHARS_MIN => page.trim().to_owned(),
        Some(_) | None => title.to_owned(),
    }
}

fn first_words(blocks: &[Block]) -> String {
    let first = blocks.iter().find(|block| block.has_words()).map_or("", Block::spoken);
    let sentence = speech::sentences(first).into_iter().next().unwrap_or_default();
    let words = label(&sentence);
    let words = cut(&words, limits::TOPIC_CHARS_MAX);
    let words = words.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
    if words.is_empty() { "Untitled".to_owned() } else { words.to_owned() }
}

struct Build {
    document: Document,
    /// The heading level of the section being left out.
    skipped: Option<u8>,
}

impl Build {
    fn count(&self) -> u32 {
        u32::try_from(self.document.paragraphs.len()).unwrap_or(u32::MAX)
    }

    fn section(&mut self, heading: String, level: u8) {
        let (first, end) = (self.count(), self.count());
        self.document.sections.push(Section { heading, level, first, end });
    }

    fn heading(&mut self, level: u8, text: &str) {
        if self.skipped.is_some_and(|skipped| level > skipped) {
            return;
        }
        let heading = label(text);
        self.skipped = SKIPPED.contains(&heading.to_lowercase().as_str()).then_some(level);
        if self.skipped.is_none() {
            self.section(heading, level);
        }
    }

    fn paragraph(&mut self, text: &str, item: bool, next: Option<&Block>) {
        if self.skipped.is_some() || is_byline(text) {
            return;
        }
        let announced = next.is_some_and(|next| matches!(next, Block::Text(text) if text.item.is_some()));
        let mut sentences: Vec<String> = Vec::new();
        let mut lost = false;
        for sentence in speech::sentences(text) {
            let introduces_nothing = sentence.trim_end().ends_with(':') && !announced;
            let hidden = introduces_nothing || speech::points_at_page(&sentence);
            let spoken = if hidden { None } else { speech::spoken_sentence(&sentence) };
            // A sentence that refers to a dropped one would seem to refer to the one before that.
            let spoken = spoken.filter(|spoken| !(lost && pick::refers_back(spoken)));
            lost = spoken.is_none();
            sentences.extend(spoken);
        }
        if !sentences.is_empty() {
            self.document.paragraphs.push(Paragraph { item, sentences });
        }
        let end = self.count();
        if let Some(section) = self.document.sections.last_mut() {
            section.end = end;
        }
    }

    fn finish(mut self) -> Document {
        let levels: Vec<u8> = self.document.sections.iter().map(|section| section.level).skip(1).collect();
        let mut below = levels.into_iter();
        // A section without paragraphs stays if it has subsections.
        self.document.sections.retain(|section| {
            let holds = below.next().is_some_and(|level| level > section.level && !section.heading.is_empty());
            section.first < section.end || holds
        });
        self.document
    }
}
