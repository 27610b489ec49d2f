//! Mails and commits: their headers, trailers, statistics, signatures and footers.

use super::line::{Line, Scope, Taken, next_full, raw};
use super::quote;
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::{Block, Item, squeeze};

const HEADERS: [&str; 40] = [
    "from",
    "to",
    "cc",
    "bcc",
    "date",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "reply-to",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "content-language",
    "mime-version",
    "received",
    "return-path",
    "list-id",
    "list-archive",
    "list-post",
    "list-help",
    "list-subscribe",
    "list-unsubscribe",
    "user-agent",
    "sender",
    "delivered-to",
    "organization",
    "newsgroups",
    "dkim-signature",
    "author",
    "authordate",
    "commit",
    "commitdate",
    "committer",
    "merge",
    "precedence",
    "sent",
    "envelope-to",
    "errors-to",
    "archived-at",
];
/// Headers that stand in no list of facts.
const SURE: [&str; 8] = [
    "message-id",
    "in-reply-to",
    "content-type",
    "mime-version",
    "subject",
    "received",
    "content-transfer-encoding",
    "list-id",
];
const TRAILERS: [&str; 22] = [
    "signed-off-by",
    "co-authored-by",
    "reviewed-by",
    "acked-by",
    "tested-by",
    "reported-by",
    "change-id",
    "cc",
    "reviewed-on",
    "suggested-by",
    "fixes",
    "link",
    "closes",
    "pr-url",
    "refs",
    "bug",
    "helped-by",
    "co-developed-by",
    "reported-and-tested-by",
    "cherry-picked-from",
    "git-svn-id",
    "commit-queue",
];
/// Lines of a mail's head; real ones have up to a hundred.
const HEAD_LINES_MAX: usize = 200;
const SIGNATURE_CHARS_MAX: usize = 78;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    commit(scan, index)
        .or_else(|| headers(scan, index))
        .or_else(|| signature(scan, index))
        .or_else(|| signed(scan, index))
        .or_else(|| footer(scan, index))
        .or_else(|| run(scan, index, is_statistic, Why::Diff))
        .or_else(|| scan.opens(index).then(|| run(scan, index, is_trailer, Why::Metadata)).flatten())
        .or_else(|| {
            let signed = line.text == "-----BEGIN PGP SIGNED MESSAGE-----";
            signed.then(|| {
                let count = scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).count();
                Taken::new(count, vec![Block::left(Why::Metadata, raw(&scan.lines, index, count))])
            })
        })
}

/// Lines of one kind in a row.
fn run(scan: &Scan<'_>, index: usize, is: fn(Line<'_>) -> bool, why: Why) -> Option<Taken> {
    let count = scan.lines.iter().skip(index).take_while(|line| is(**line)).count();
    if count == 0 { None } else { Taken::one(count, Block::left(why, raw(&scan.lines, index, count))) }
}

fn header(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let lower = name.to_lowercase();
    let known = HEADERS.contains(&lower.as_str()) || (lower.starts_with("x-") && !lower.contains(' '));
    known.then(|| (lower, value.trim()))
}

fn is_commit_line(line: &str) -> bool {
    let id = line.strip_prefix("commit ").or_else(|| line.strip_prefix("From "));
    let id = id.and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    id.len() == 40 && id.chars().all(|c| c.is_ascii_hexdigit())
}

/// True where a mail or commit starts.
pub(super) fn starts(scan: &Scan<'_>, index: usize) -> bool {
    let line = scan.at(index);
    line.indent == 0
        && (is_commit_line(line.text)
            || scan.opens(index) && header(line.text).is_some_and(|_| is_head(scan, index).is_some()))
}

/// A commit of a log: its head, and its subject.
fn commit(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let is_box = line.text.starts_with("From ") && line.text.contains('@') && header(scan.at(index + 1).text).is_some();
    if line.indent > 0 || !(is_commit_line(line.text) || is_box) {
        return None;
    }
    if line.text.starts_with("From ") {
        return Taken::one(1, Block::left(Why::Metadata, line.text));
    }
    let head = scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).count();
    let mut blocks = vec![Block::left(Why::Metadata, raw(&scan.lines, index, head))];
    let subject = scan.at(index + head + 1);
    let alone = scan.at(index + head + 2).is_blank();
    if subject.is_blank() || subject.indent == 0 || !alone {
        return Some(Taken::new(head, blocks));
    }
    let next = next_full(&scan.lines, index + head + 2);
    let bare = next.is_blank() || is_commit_line(next.text) || is_trailer(next);
    let (text, left) = super::inline::inline(subject.text, false);
    blocks.push(if bare {
        Block::item(text, Item { depth: 1, ..Item::default() })
    } else {
        Block::Heading { level: 2, text }
    });
    blocks.extend(left);
    Some(Taken::new(head + 2, blocks))
}

/// The number of lines of a mail's head.
fn is_head(scan: &Scan<'_>, index: usize) -> Option<usize> {
    let (mut known, mut sure, mut count) = (0usize, false, 0usize);
    for line in scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).take(HEAD_LINES_MAX) {
        match header(line.text).filter(|_| line.indent == 0) {
            Some((name, value)) => {
                known += 1;
                sure |= SURE.contains(&name.as_str()) || value.contains('@');
            }
            None if count > 0 && line.indent > 0 => {}
            None => break,
        }
        count += 1;
    }
    let next = scan.at(index + count);
    let ends = next.is_blank() || next.is_rule();
    (ends && (known >= 2 && sure || known >= 3 || known == 1 && sure && index == 0)).then_some(count)
}

fn headers(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    if line.indent > 0 || header(line.text).is_none() {
        return None;
    }
    let count = is_head(scan, index)?;
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in scan.lines.iter().skip(index).take(count) {
        match (header(line.text).filter(|_| line.indent == 0), fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name, value.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(line.text);
            }
            (None, None) => {}
        }
    }
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let mut blocks = vec![Block::left(Why::Metadata, raw(&scan.lines, index, count))];
    let subject = field("subject").map(bare_subject).filter(|subject| !subject.is_empty());
    let first = scan.survey.subject.as_ref();
    match subject {
        Some(subject) if first.is_none_or(|(at, _)| (index..index + count).contains(at)) => {
            blocks.insert(0, Block::Title(squeeze(subject)));
        }
        Some(subject) if first.is_some_and(|(_, first)| *first != subject) => {
            blocks.push(Block::Heading { level: 2, text: squeeze(subject) });
        }
        Some(_) | None => {}
    }
    // The mails of a series of patches have one author; an answer to a patch has its own.
    let patch = field("subject").is_some_and(|subject| subject.starts_with("[PATCH"));
    let speaker = field("from").map(name).filter(|name| !patch && !name.is_empty());
    let scope = speaker.and_then(|speaker| {
        let mut end = index + count;
        let mut quotes = false;
        while end < scan.lines.len() && !starts(scan, end) {
            quotes |= quote::level(scan.at(end)) > 0;
            end += 1;
        }
        let named = scan.survey.mails > 1 || quotes;
        named.then(|| Scope { end, speaker: Some(speaker), ..Scope::default() })
    });
    Some(Taken { lines: count, blocks, scope })
}

/// Without "Re:" and "[PATCH 1/2]".
pub(super) fn bare_subject(subject: &str) -> &str {
    let mut subject = subject.trim();
    for _ in 0..4 {
        let lower = subject.to_lowercase();
        let reply =
            ["re:", "fwd:", "fw:", "aw:"].iter().find(|start| lower.starts_with(**start)).map(|start| start.len());
        let tag = subject.starts_with('[').then(|| subject.find(']').map(|end| end + 1)).flatten();
        let Some(cut) = reply.or(tag) else { break };
        subject = subject.get(cut..).unwrap_or_default().trim_start();
    }
    subject
}

/// "Ada Lid <ada@example.com>" → "Ada Lid".
pub(super) fn name(from: &str) -> String {
    let shown = from.split('<').next().unwrap_or_default().trim().trim_matches('"');
    let bracketed = || from.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(name, _)| name);
    let shown = if shown.contains('@') || shown.is_empty() { bracketed() } else { shown };
    squeeze(shown)
}

/// The lines behind "-- ".
fn signature(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let next = scan.at(index + 1);
    let dashes = line.raw.starts_with("--") && line.text == "--" && !scan.survey.asciidoc;
    if !dashes || next.is_blank() || next.raw.len() > SIGNATURE_CHARS_MAX {
        return None;
    }
    let ruled = |line: &&Line<'_>| line.is_rule() && line.text.len() >= 20;
    let more = scan.lines.iter().skip(index + 1).take_while(|line| !line.is_blank() && !ruled(line)).count();
    let count = more + 1;
    let version = next.text.starts_with(|c: char| c.is_ascii_digit()) && !next.text.contains(' ');
    let why = if version { Why::Metadata } else { Why::Byline };
    Taken::one(count, Block::left(why, raw(&scan.lines, index, count)))
}

/// The name of a mail's author under it, alone.
fn signed(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    let next = next_full(&scan.lines, index + 1);
    let ends = next.is_blank() || next.is_rule() || is_box(next.text) || next.text.starts_with("diff --git ");
    let alone = scan.opens(index) && (scan.at(index + 1).is_blank() || next.is_rule());
    if !ends || !alone || text.len() > SIGNATURE_CHARS_MAX || !scan.survey.thread.is_author(text) {
        return None;
    }
    Taken::one(1, Block::left(Why::Byline, text))
}

/// `From ada@example.com Mon Mar  2 10:02:11 2031`, which stands before each mail of a box.
fn is_box(text: &str) -> bool {
    text.starts_with("From ") && text.contains(['@', ':'])
}

/// The footer of a mailing list, under a long line.
fn footer(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let next = scan.at(index + 1).text;
    if !is_footer(line, next) {
        return None;
    }
    let count = scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).count();
    Taken::one(count, Block::left(Why::Navigation, raw(&scan.lines, index, count)))
}

/// True for a long line over the name of a mailing list.
pub(super) fn is_footer(line: Line<'_>, next: &str) -> bool {
    let ruled = line.is_rule() && line.text.len() >= 20 && line.text.starts_with(['_', '-', '=']);
    let next = next.to_lowercase();
    ruled && (next.contains("mailing list") || next.contains("unsubscribe"))
}

/// ` src/lid.rs | 12 ++--`, ` 2 files changed, 3 insertions(+)`.
fn is_statistic(line: Line<'_>) -> bool {
    let counted = line.text.split_once(" | ").is_some_and(|(path, count)| {
        let count = count.trim();
        let signs = count.starts_with(|c: char| c.is_ascii_digit()) && count.ends_with(['+', '-']);
        (signs || count.starts_with("Bin ") || path.ends_with(' ') && count == "0") && !path.starts_with('|')
    });
    let summary =
        line.text.contains(" changed, ") && (line.text.contains(" insertion") || line.text.contains(" deletion"));
    let mode = ["create mode 1", "delete mode 1", "mode change 1"].iter().any(|start| line.text.starts_with(start));
    counted || summary || mode
}

fn is_trailer(line: Line<'_>) -> bool {
    let Some((name, value)) = line.text.split_once(": ") else {
        return line.text.starts_with("(cherry picked from commit ");
    };
    !value.trim().is_empty() && TRAILERS.contains(&name.to_lowercase().as_str())
}
