//! Talks: chats, logs of meetings, interviews. Who speaks stays with every line, in its order.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{Line, Taken};
use super::said::{Said, bare, said};
use super::survey::Scan;
use super::{inline, pair};
use crate::left::Why;
use crate::read::block::{Block, Text};

/// People in a talk; more labels than that are facts.
const NAMES_MAX: usize = 40;
/// Lines of a talk whose people are known by their labels alone.
const LINES_MIN: usize = 3;
/// Words of a line that is surely said by somebody.
const SAID_WORDS_MIN: usize = 4;

/// The labels that are people: two or more, in turns, saying sentences.
pub(super) fn names<'a>(lines: &[Line<'a>]) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut turns = 0usize;
    let mut last = "";
    let (mut paragraphs, mut blank) = (0usize, true);
    for line in lines {
        paragraphs += usize::from(blank && !line.is_blank());
        blank = line.is_blank();
        let Some((name, text)) = bare(line.text) else { continue };
        let utters = text.ends_with(['.', '?', '!', '\u{2026}', '"']) || text.split(' ').count() >= SAID_WORDS_MIN;
        let (count, uttered) = counts.entry(name).or_default();
        *count += 1;
        *uttered += usize::from(utters);
        turns += usize::from(name != last);
        last = name;
    }
    let utters = |counts: &(usize, usize)| counts.1 * 3 >= counts.0 * 2;
    let regular = counts.values().filter(|counts| counts.0 >= 2 && utters(counts)).count();
    let lines: usize = counts.values().map(|counts| counts.0).sum();
    let talk = regular >= 2 || regular == 1 && counts.len() == 2 && turns >= LINES_MIN && counts.values().all(utters);
    let enough = lines >= LINES_MIN && counts.len() <= NAMES_MAX && turns * 2 > lines && lines * 3 >= paragraphs;
    if !talk || !enough {
        return BTreeSet::new();
    }
    // Somebody who speaks once among them is one of them.
    let one = |name: &str| !name.contains(' ');
    counts
        .into_iter()
        .filter(|(name, counts)| utters(counts) && (counts.0 >= 2 || one(name)))
        .map(|(name, _)| name)
        .collect()
}

fn spoken<'a>(scan: &Scan<'a>, index: usize) -> Option<Said<'a>> {
    let text = scan.at(index).text;
    said(text).or_else(|| {
        let (name, text) = bare(text).filter(|(name, _)| scan.survey.names.contains(name))?;
        Some(Said { time: None, speaker: Some(name), text, sure: true })
    })
}

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let first = spoken(scan, index)?;
    let mut talk = Talk::default();
    let mut end = index;
    let mut lines = 0usize;
    while end < scan.lines.len() {
        if scan.at(end).is_blank() {
            let next = (end..end + 3).find(|next| !scan.at(*next).is_blank());
            match next.filter(|next| spoken(scan, *next).is_some()) {
                Some(next) => end = next,
                None => break,
            }
        }
        match spoken(scan, end) {
            Some(said) => {
                talk.line(said);
                lines += 1;
            }
            None if scan.at(end).is_rule() => {}
            None if pair::pair(scan.at(end).text).is_some() && !scan.survey.names.is_empty() => break,
            None => talk.more(scan.at(end).text),
        }
        end += 1;
    }
    (first.sure || lines >= 2).then(|| Taken::new(end - index, talk.blocks()))
}

#[derive(Default)]
struct Talk {
    times: Vec<String>,
    /// Speaker and text; without a speaker it is an event.
    lines: Vec<(Option<String>, String)>,
}

impl Talk {
    fn line(&mut self, said: Said<'_>) {
        self.times.extend(said.time.map(str::to_owned));
        self.lines.push((said.speaker.map(str::to_owned), said.text.to_owned()));
    }

    fn more(&mut self, text: &str) {
        if let Some((_, line)) = self.lines.last_mut() {
            line.push(' ');
            line.push_str(text);
        }
    }

    fn blocks(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.times.is_empty() {
            blocks.push(Block::left(Why::Metadata, self.times.join("\n")));
        }
        for (speaker, text) in self.lines {
            let Some(speaker) = speaker else {
                blocks.push(Block::left(Why::Metadata, text));
                continue;
            };
            let (text, left) = inline::inline(&text, false);
            if text.chars().any(char::is_alphanumeric) {
                blocks.push(Block::Text(Text { text, speaker: Some(speaker), ..Text::default() }));
            } else {
                blocks.push(Block::left(Why::Unspeakable, format!("{speaker} {text}")));
            }
            blocks.extend(left);
        }
        blocks
    }
}
