//! The title of a source: its first top heading, the page's title, the first heading or the first words.

use protocol::Language;

use super::super::block::{Block, cut, label};
use crate::{limits, release, speech, wording};

/// Words of a project's name.
const PROJECT_WORDS_MAX: usize = 4;
/// Characters of a page title before a separator; a shorter one may be half of a name.
const PAGE_TITLE_CHARS_MIN: usize = 8;

/// The title, and the index of the heading used for it.
pub(in crate::read) fn title(blocks: &[Block], language: Language) -> (String, Option<usize>) {
    let wording = wording::of(language);
    let (title, at) = found(blocks, language);
    let title = without_record_number(title, blocks);
    if !wording.generic.contains(&title.to_lowercase().as_str()) {
        return (title, at);
    }
    let mut headings = headings(blocks);
    let newest = headings.find_map(|(_, _, text)| release::number(&text).map(str::to_owned));
    let title = project(blocks).unwrap_or(title);
    let named =
        newest.map_or(title.clone(), |newest| wording.version.replace("{n}", &newest).replace("{title}", &title));
    (named, at)
}

/// The project that a change log is of: "All notable changes to Brindle will be documented in this file."
fn project(blocks: &[Block]) -> Option<String> {
    let found = blocks.iter().find_map(|block| block.spoken().strip_prefix("All notable changes to "))?;
    let name = found.split(" will be ").next()?.split(" are ").next()?.trim_end_matches('.');
    let is_name = name.starts_with(char::is_uppercase) && name.split(' ').count() <= PROJECT_WORDS_MAX;
    is_name.then(|| label(name))
}

/// The title of a record of a decision: "7. Use one table" is "Record 7: Use one table".
fn without_record_number(title: String, blocks: &[Block]) -> String {
    let is_record = headings(blocks).any(|(_, _, heading)| heading.eq_ignore_ascii_case("decision"));
    let numbered = title.split_once(". ").filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    match numbered {
        Some((number, rest)) if is_record => format!("Record {}: {rest}", number.trim_start_matches('0')),
        Some(_) | None => title,
    }
}

fn found(blocks: &[Block], language: Language) -> (String, Option<usize>) {
    let given = blocks.iter().find_map(|block| match block {
        Block::Title(text) => Some(label(text)).filter(|title| !title.is_empty()),
        Block::Heading { .. } | Block::Text(_) | Block::Table(_) | Block::Left(_) => None,
    });
    let first = |level_max: u8| headings(blocks).find(|(_, level, title)| *level <= level_max && !title.is_empty());
    let tops = headings(blocks).filter(|(_, level, _)| *level == 1).count();
    let opens = |index: usize| !blocks.iter().take(index).any(Block::has_words);
    match (first(1), given) {
        (Some((index, _, title)), None) if tops == 1 || opens(index) => (title, Some(index)),
        (Some((index, _, title)), Some(_)) if tops == 1 => (title, Some(index)),
        (_, Some(given)) => (without_site(&given), None),
        _ => match first(6).filter(|(index, ..)| opens(*index)) {
            Some((index, _, title)) => (title, Some(index)),
            None => (first_words(blocks, language), None),
        },
    }
}

/// Index, level and text as shown of each heading.
fn headings(blocks: &[Block]) -> impl Iterator<Item = (usize, u8, String)> {
    blocks.iter().enumerate().filter_map(|(index, block)| match block {
        Block::Heading { level, text } => Some((index, *level, label(text))),
        Block::Title(_) | Block::Text(_) | Block::Table(_) | Block::Left(_) => None,
    })
}

/// A page's title without the site's name behind it.
fn without_site(title: &str) -> String {
    let cut = [" | ", " \u{2014} ", " \u{2013} ", " - ", " \u{B7} "].iter().find_map(|mark| title.rsplit_once(mark));
    match cut {
        Some((page, _)) if page.chars().count() >= PAGE_TITLE_CHARS_MIN => page.trim().to_owned(),
        Some(_) | None => title.to_owned(),
    }
}

fn first_words(blocks: &[Block], language: Language) -> String {
    let first = blocks.iter().find(|block| block.has_words()).map_or("", Block::spoken);
    let sentence = speech::sentences(first, language).into_iter().next().unwrap_or_default();
    let words = label(&sentence);
    let words = cut(&words, limits::TOPIC_CHARS_MAX);
    let words = words.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
    if words.is_empty() { wording::of(language).untitled.to_owned() } else { words.to_owned() }
}
