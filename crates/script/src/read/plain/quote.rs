//! Text that somebody else wrote: lines behind `>`, and the line that names its author.

use super::line::{Line, Taken, lines};
use super::survey::Scan;
use super::{code, flow, letter};
use crate::left::Why;
use crate::read::block::{Block, Text};

/// Words of a line that names the author of a quotation.
const ATTRIBUTION_WORDS_MAX: usize = 24;
/// Words of a repeated quotation that is said again for the answer to it.
const ANSWERED_WORDS_MAX: usize = 30;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    if level(scan.at(index)) == 0 {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut end = index;
    while level(scan.at(end)) > 0 {
        let depth = level(scan.at(end));
        let mut text = String::new();
        while level(scan.at(end)) == depth {
            text.push_str(inner(scan.at(end).text));
            text.push('\n');
            end += 1;
        }
        let mut quoted = quoted(&text);
        attribute(&mut blocks, &mut quoted);
        blocks.extend(quoted);
    }
    let next = (end..scan.lines.len()).find(|next| !scan.at(*next).is_blank());
    let answered = next.is_some_and(|next| {
        !letter::starts(scan, next) && !scan.at(next).is_rule() && !scan.survey.thread.is_author(scan.at(next).text)
    });
    for block in &mut blocks {
        if let Block::Text(text) = block
            && is_repeated(scan, text)
            && (!answered || text.text.split_whitespace().count() > ANSWERED_WORDS_MAX)
        {
            let speaker = text.speaker.take().unwrap_or_default();
            let number = text.item.and_then(|item| item.number).map_or(String::new(), |number| number.to_string());
            let label = text.label.take().unwrap_or_default();
            let parts = [number, label, speaker, std::mem::take(&mut text.text)];
            *block = Block::left(Why::Repeated, parts.join(" ").trim());
        }
    }
    Some(Taken::new(end - index, blocks))
}

/// True for words that stand in the thread; gives them their author if nothing else does.
fn is_repeated(scan: &Scan<'_>, text: &mut Text) -> bool {
    let Some(author) = scan.survey.thread.author(&text.text) else { return false };
    if text.speaker.is_none() && !author.is_empty() {
        text.speaker = Some(author.to_owned());
    }
    true
}

/// Names the quoting and the quoted author: "Bo Can quotes Ada Lid: …"; neither of them says it here.
pub(super) fn name(text: &mut Text, quoting: &str) -> String {
    let quoted = text.speaker.take().map_or(String::new(), |name| format!(" {name}"));
    let label = text.label.take().map_or(String::new(), |label| format!(": {label}"));
    format!("{quoting} quotes{quoted}{label}")
}

/// The blocks of quoted lines: nothing in them is quoted again, so this goes no deeper.
fn quoted(text: &str) -> Vec<Block> {
    let mut blocks = flow::blocks(&Scan::new(lines(text)), Vec::new());
    for block in &mut blocks {
        if let Block::Heading { text, .. } = block {
            *block = Block::prose(std::mem::take(text));
        }
        if let Block::Text(text) = block {
            text.quoted = true;
        }
    }
    blocks
}

pub(super) fn level(line: Line<'_>) -> usize {
    let text = line.text;
    let prompt = text.starts_with(">>> ") && !code::reads_as_prose(text.trim_start_matches(['>', ' ']));
    if prompt || super::option::is_status(text) {
        return 0;
    }
    let marks = text.chars().take_while(|c| matches!(c, '>' | ' '));
    marks.filter(|c| *c == '>').count()
}

fn inner(text: &str) -> &str {
    let rest = text.trim_start_matches(['>', ' ']);
    // The indentation inside a quotation is kept but for the space behind the mark.
    let spaces = text.len()
        - rest.len()
        - text.get(..text.len() - rest.len()).map_or(0, |head| head.rfind('>').unwrap_or(0))
        - 1;
    text.get(text.len() - rest.len() - spaces.saturating_sub(1)..).unwrap_or(rest)
}

/// Gives the quoted blocks their speaker, if the block before names one.
pub(super) fn attribute(before: &mut Vec<Block>, quoted: &mut [Block]) {
    let Some(Block::Text(last)) = before.last_mut() else { return };
    let Some((cut, name)) = attribution(&last.text) else { return };
    let line = last.text.split_off(cut);
    last.text.truncate(last.text.trim_end().len());
    // What the line itself was said by or labelled with stays with it.
    let lone = last.text.is_empty();
    let outer = [last.speaker.take_if(|_| lone), last.label.take_if(|_| lone)];
    let number = last.item.filter(|_| lone).and_then(|item| item.number).map(|number| number.to_string());
    let parts: Vec<String> = outer.into_iter().flatten().chain(number).chain([line]).collect();
    if lone {
        before.pop();
    }
    before.push(Block::left(Why::Metadata, parts.join(" ")));
    for block in quoted {
        if let Block::Text(text) = block {
            text.speaker.get_or_insert_with(|| name.clone());
        }
    }
}

/// The start of the line that names an author in a text, and the name: "On Monday, Ada wrote:".
fn attribution(text: &str) -> Option<(usize, String)> {
    let verbs = [" wrote:", " writes:", " said:", " says:", " asked:"];
    let head = verbs.iter().find_map(|verb| text.strip_suffix(verb))?;
    let cut = ["\nOn ", ". On ", "? On ", "! On "].iter().filter_map(|start| head.rfind(start)).max();
    let cut = cut.map_or(0, |at| at + 2);
    let line = head.get(cut..)?;
    if line.split_whitespace().count() > ATTRIBUTION_WORDS_MAX {
        return None;
    }
    let named =
        line.split('<').next().unwrap_or(line).split(" (").next().unwrap_or(line).trim_end_matches([',', ' ', '"']);
    let mut words: Vec<&str> = Vec::new();
    for word in named.split(' ').rev() {
        let word = word.trim_matches('"');
        let is_name = word.starts_with(char::is_alphabetic) && !matches!(word, "AM" | "PM" | "at" | "UTC" | "GMT");
        if words.len() == 4 || !is_name || word.ends_with([',', ':']) {
            break;
        }
        words.push(word);
    }
    words.reverse();
    (!words.is_empty()).then(|| (cut, words.join(" ")))
}
