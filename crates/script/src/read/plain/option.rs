//! Options and commands as `--help` and man pages list them: "  -v, --verbose   Says more."

use super::line::{Line, Taken, raw};
use super::mark::mark;
use super::survey::Scan;
use super::{code, inline};
use crate::left::Why;
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use crate::read::block::{Block, Item, squeeze};

const COMMAND_CHARS_MAX: usize = 24;
/// Lines before the head of a manual.
const NAME_LINES_MAX: usize = 8;
/// Rows of a list of names that is not announced as one.
const ROWS_MIN: usize = 3;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    if is_page_head(line.text) {
        let head = Block::left(Why::Navigation, line.text);
        return Some(Taken::new(1, page_title(scan, index).into_iter().chain([head]).collect()));
    }
    synopsis(scan, index)
        .or_else(|| usage(scan, index))
        .or_else(|| options(scan, index))
        .or_else(|| commands(scan, index))
}

/// `-v`, `--verbose=LEVEL`, `-o FILE, --output FILE`.
pub(super) fn is_option(line: Line<'_>) -> bool {
    let name = line.text.trim_start_matches('-');
    let dashes = line.text.len() - name.len();
    (1..=2).contains(&dashes) && name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '?')
}

/// "LID(1)   User Commands   LID(1)".
fn is_page_head(text: &str) -> bool {
    let (Some(first), Some(last)) = (text.split_whitespace().next(), text.split_whitespace().next_back()) else {
        return false;
    };
    let section = |word: &str| word.ends_with(')') && word.contains('(') && word.starts_with(char::is_alphanumeric);
    text.contains("   ")
        && section(last)
        && (section(first)
            || text.split("   ").filter(|part| !part.trim().is_empty()).count() == 3
            || text.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()))
        && text.split_whitespace().count() >= 3
}

/// "lid: closes a can", from the lines under "NAME" at the top of a manual.
fn page_title(scan: &Scan<'_>, index: usize) -> Option<Block> {
    let mut below = scan.lines.iter().skip(index + 1).filter(|line| !line.is_blank());
    if index > NAME_LINES_MAX || below.next().is_none_or(|line| line.text != "NAME") {
        return None;
    }
    let (name, told) = below.next()?.text.split_once(" - ")?;
    Some(Block::Title(squeeze(&format!("{name}: {told}"))))
}

/// The lines right under "SYNOPSIS".
fn synopsis(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let before = index.checked_sub(1).map(|before| scan.at(before)).unwrap_or_default();
    if !before.text.eq_ignore_ascii_case("synopsis") || scan.at(index).indent <= before.indent {
        return None;
    }
    let count = scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).count();
    Taken::one(count, Block::left(Why::Code, raw(&scan.lines, index, count)))
}

/// "Usage: lid [OPTIONS] FILE" and its further lines.
fn usage(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let rest = ["Usage:", "usage:", "USAGE:"].iter().find_map(|start| line.text.strip_prefix(start))?;
    let command = rest.contains(['[', '<', '|']) || rest.trim().is_empty() && scan.at(index + 1).indent > line.indent;
    if !command || rest.ends_with('.') {
        return None;
    }
    let more = scan
        .lines
        .iter()
        .skip(index + 1)
        .take_while(|next| !next.is_blank() && next.indent > line.indent && !is_option(**next))
        .count();
    Taken::one(more + 1, Block::left(Why::Code, raw(&scan.lines, index, more + 1)))
}

/// `--help Output a message`: one option, one blank, a sentence.
fn spoken(text: &str) -> Option<(&str, &str)> {
    let (name, told) = text.split_once(' ')?;
    let sentence = told.starts_with(char::is_uppercase) && code::reads_as_prose(told);
    (sentence && name.starts_with("--")).then_some((name, told))
}

/// True for the first of several rows of names.
pub(super) fn opens_rows(scan: &Scan<'_>, index: usize) -> bool {
    let (line, next) = (scan.at(index), scan.at(index + 1));
    let announced = index.checked_sub(1).is_some_and(|before| scan.at(before).text.ends_with(':'));
    row(line).is_some() && (announced || next.indent == line.indent && row(next).is_some())
}

fn options(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    if !is_option(line) {
        return None;
    }
    let (names, told) = columns(line.text).or_else(|| spoken(line.text)).unwrap_or((line.text, ""));
    let sentence = names.ends_with(['.', ';', ',']) && names.split_whitespace().count() > 2;
    if sentence || names.split_whitespace().count() > 8 || told.is_empty() && scan.at(index + 1).indent <= line.indent {
        return None;
    }
    let more = deeper(scan, index);
    let names = names.split(", ").map(marked).collect::<Vec<_>>().join(", ");
    Some(entry(scan, index, &names, told, more))
}

/// "  build   Builds a lid.": two columns, in a list of several or under "Commands:".
fn commands(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    row(line)?;
    let before = index.checked_sub(1).map(|before| scan.at(before)).unwrap_or_default();
    let deeper = !before.is_blank() && before.indent < line.indent;
    let announced = before.text.ends_with(':')
        || is_status(line.text) && line.indent > 0
        || deeper
        || index > 1 && before.is_blank() && scan.at(index - 2).text.ends_with(':');
    let mut starts: Vec<usize> = Vec::new();
    let mut end = index;
    while !scan.at(end).is_blank() {
        let next = scan.at(end);
        if next.indent == line.indent && row(next).is_some() {
            starts.push(end);
        } else if next.indent <= line.indent {
            break;
        }
        end += 1;
    }
    let whole = scan.opens(index) && scan.at(end).is_blank();
    if starts.len() < if announced { 1 } else { ROWS_MIN } || !(announced || line.indent >= 2 || whole) {
        return None;
    }
    let mut blocks = Vec::new();
    for (place, start) in starts.iter().enumerate() {
        let stop = starts.get(place + 1).copied().unwrap_or(end);
        let (name, told) = row(scan.at(*start)).unwrap_or_default();
        let name = match (name.strip_prefix('>'), name.strip_prefix('<')) {
            (Some(bound), _) if is_status(line.text) => format!("above {bound}"),
            (_, Some(bound)) if is_status(line.text) => format!("below {bound}"),
            _ => marked(name),
        };
        blocks.extend(entry(scan, *start, &name, told, stop - start - 1).blocks);
    }
    Some(Taken::new(end - index, blocks))
}

/// A code with which a command exits: `2    The copy failed.`, `>125   A signal ended it.`
pub(super) fn is_status(text: &str) -> bool {
    let code = text.strip_prefix(['>', '<']).unwrap_or(text);
    let rest = code.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(code.len() - rest.len())) && rest.starts_with("  ") && row(Line::new(text)).is_some()
}

/// A name and what is told of it, in two columns.
pub(super) fn row(line: Line<'_>) -> Option<(&str, &str)> {
    let (name, told) = columns(line.text)?;
    let plain = name.chars().count() <= COMMAND_CHARS_MAX
        && name.split_whitespace().count() <= 3
        && !name.ends_with(['.', ',', ';']);
    let sentence = told.split_whitespace().count() >= 2
        && columns(told).is_none_or(|(head, _)| head.ends_with(['.', '!', '?']))
        && told.starts_with(char::is_alphabetic);
    (plain
        && sentence
        && mark(line.text).is_none()
        && name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '<' | '[' | '>')))
    .then_some((name, told))
}

/// The two columns of a line, two blanks or a tab apart.
fn columns(text: &str) -> Option<(&str, &str)> {
    let cut = text.find("  ").into_iter().chain(text.find('\t')).min()?;
    let (name, told) = text.split_at(cut);
    Some((name, told.trim_start())).filter(|(_, told)| !told.is_empty())
}

/// The lines below that go on with an entry: deeper, and no option themselves.
fn deeper(scan: &Scan<'_>, index: usize) -> usize {
    let line = scan.at(index);
    let rest = scan.lines.iter().skip(index + 1);
    rest.take_while(|next| !next.is_blank() && next.indent > line.indent + 1 && !is_option(**next)).count()
}

fn entry(scan: &Scan<'_>, index: usize, names: &str, told: &str, more: usize) -> Taken {
    let mut text = told.to_owned();
    for line in scan.lines.iter().skip(index + 1).take(more) {
        text.push(' ');
        text.push_str(line.text);
    }
    let (text, left) = inline::inline(&text, false);
    let text = if text.is_empty() { names.to_owned() } else { format!("{names}: {text}") };
    let mut blocks = vec![Block::item(squeeze(&text), Item { depth: 1, ..Item::default() })];
    blocks.extend(left);
    Taken::new(more + 1, blocks)
}

fn marked(name: &str) -> String {
    format!("{CODE_OPEN}{}{CODE_CLOSE}", name.trim().replace('`', "'"))
}
