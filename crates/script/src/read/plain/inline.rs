//! Marks inside a line: code, links, emphasis, roles, attributes. What is no word of the text is handed back.

use super::secret;
use crate::left::Why;
use crate::marks::{CODE_CLOSE, CODE_OPEN, mark_backticks};
use crate::read::block::{Block, squeeze};

/// The text that can be said, and what was taken out of it.
pub(super) fn inline(text: &str, asciidoc: bool) -> (String, Vec<Block>) {
    let mut left = Vec::new();
    let text = if text.contains('`') { quoted(text, &mut left) } else { text.to_owned() };
    // A mark of a footnote, as reStructuredText writes it.
    let text = text.replace("]_ ", "] ").replace("]_.", "].").replace("]_,", "],");
    let text = if asciidoc { without_macros(&text, &mut left) } else { text };
    let text = without_pipes(&without_stars(&mark_backticks(&text)));
    let text = secret::masked(&text, &mut left);
    (squeeze(&text), left)
}

/// Old quotation marks become pairs of backticks, and a backtick alone an apostrophe: `` `lid' ``, ``don`t``.
fn paired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('`').peekable();
    out.push_str(parts.next().unwrap_or_default());
    while let Some(part) = parts.next() {
        let end = part
            .find('\'')
            .filter(|end| !part.get(end + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)));
        match (end, parts.next_if(|_| end.is_none())) {
            (Some(end), _) => {
                let (quoted, rest) = part.split_at(end);
                out.extend(["`", quoted, "`", rest.get(1..).unwrap_or_default()]);
            }
            (None, Some(after)) => out.extend(["`", part, "`", after]),
            (None, None) => out.extend(["'", part]),
        }
    }
    out
}

/// The text with code between marks.
pub(super) fn coded(text: &str) -> String {
    if text.contains('`') { mark_backticks(&paired(text)) } else { text.to_owned() }
}

/// Roles whose text is only a number, and the name of the series that it counts in.
const SERIES: [(&str, &str); 3] = [(":pep:", "PEP"), (":rfc:", "RFC"), (":PEP:", "PEP")];

/// reStructuredText between backticks: double ones, roles before them, links behind them.
fn quoted(text: &str, left: &mut Vec<Block>) -> String {
    let printed = text.contains("''") && text.contains("``");
    let text = if printed { text.replace("``", "\"").replace("''", "\"") } else { text.replace("``", "`") };
    let text = paired(&text);
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('`').peekable();
    let (mut inside, mut linked, mut series) = (false, false, None);
    while let Some(part) = parts.next() {
        let closed = parts.peek().is_some();
        if !inside {
            let part = if std::mem::take(&mut linked) { part.trim_start_matches('_') } else { part };
            series = SERIES.iter().find(|(role, _)| closed && part.ends_with(role));
            match series {
                Some((role, name)) => out.extend([part.strip_suffix(role).unwrap_or(part), *name, " "]),
                None => out.push_str(if closed { without_role(part, left) } else { part }),
            }
        } else if !closed {
            out.push('`');
            out.push_str(part);
        } else {
            let links = parts.peek().is_some_and(|next| {
                next.starts_with('_') && !next.trim_start_matches('_').starts_with(char::is_alphanumeric)
            });
            linked = links;
            let (shown, address) = split_address(part, links);
            left.extend(address.map(|address| Block::left(Why::Link, address)));
            if series.is_some() {
                out.push_str(shown);
            } else if links {
                if out.ends_with(char::is_alphanumeric) {
                    out.push(' ');
                }
                out.push_str(shown);
            } else {
                out.extend([CODE_OPEN]);
                out.push_str(shown);
                out.extend([CODE_CLOSE]);
            }
        }
        inside = !inside;
    }
    out
}

/// "see :ref:" → "see ", and the role's name goes.
fn without_role<'a>(part: &'a str, left: &mut Vec<Block>) -> &'a str {
    let Some(inner) = part.strip_suffix(':') else { return part };
    let start = inner.rfind(':').filter(|start| {
        let name = inner.get(start + 1..).unwrap_or_default();
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    });
    let Some(start) = start else { return part };
    left.push(Block::left(Why::Metadata, inner.get(start + 1..).unwrap_or_default()));
    part.get(..start).unwrap_or_default()
}

/// "the press <https://…>" → "the press" and the address.
fn split_address(part: &str, links: bool) -> (&str, Option<&str>) {
    let cut = part.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    match cut {
        Some((shown, address)) if links || !shown.trim().is_empty() && shown.ends_with(' ') => {
            (shown.trim(), Some(address))
        }
        Some(_) | None => (part, None),
    }
}

/// AsciiDoc's `link:address[text]`, `https://…[text]`, `xref:id[text]`, `<<id,text>>`, `footnote:[text]`.
fn without_macros(text: &str, left: &mut Vec<Block>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['[', '<']) {
        let (before, from) = rest.split_at(open);
        if let Some(inner) = from.strip_prefix("<<") {
            let Some((reference, after)) = inner.split_once(">>") else { break };
            out.push_str(before);
            let (id, shown) = reference.split_once(',').unwrap_or((reference, ""));
            left.push(Block::left(Why::Reference, id));
            out.push_str(shown);
            rest = after;
            continue;
        }
        let Some((shown, after)) = from.strip_prefix('[').and_then(|inner| inner.split_once(']')) else {
            if from.starts_with('[') {
                break;
            }
            out.push_str(before);
            out.push('<');
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        let start = before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"')).map_or(0, |at| at + 1);
        let head = before.get(start..).unwrap_or_default();
        let known = ["link:", "xref:", "image:", "footnote:", "kbd:", "btn:", "menu:", "mailto:", "pass:", "anchor:"];
        if head.contains("://") || known.iter().any(|name| head.starts_with(name)) {
            out.push_str(before.get(..start).unwrap_or_default());
            let hidden = if head.starts_with("footnote:") {
                Why::Footnote
            } else if head.starts_with("image:") {
                Why::Picture
            } else {
                Why::Link
            };
            let is_text = hidden == Why::Link;
            left.push(Block::left(hidden, if is_text { head.to_owned() } else { format!("{head} {shown}") }));
            out.push_str(if is_text { shown.trim_end_matches(['^', '"']) } else { "" });
        } else {
            out.push_str(before);
            out.push('[');
            out.push_str(shown);
            out.push(']');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Drops the stars and underscores around emphasised words: `*never*`, `**never**`, `_never_`.
fn without_stars(text: &str) -> String {
    if !text.contains(['*', '_']) {
        return text.to_owned();
    }
    let mut open = 0usize;
    let mut code = false;
    let mut before = ' ';
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        code = (code || c == CODE_OPEN) && c != CODE_CLOSE;
        let next = chars.clone().next().unwrap_or(' ');
        // `__init__` is a name.
        let marks = !code && (c == '*' || c == '_' && before != '_' && next != '_');
        let closes = open > 0 && !before.is_whitespace() && !next.is_alphanumeric();
        if marks && closes {
            open -= 1;
        } else if marks && !before.is_alphanumeric() && !next.is_whitespace() && closes_later(c, chars.clone()) {
            open += 1;
        } else {
            // Marks between two words keep them apart.
            let joins = matches!(before, '*' | '_') && c.is_alphanumeric() && out.ends_with(char::is_alphanumeric);
            out.extend(joins.then_some(' '));
            out.push(c);
        }
        before = c;
    }
    out
}

/// Characters within which emphasis closes.
const EMPHASIS_CHARS_MAX: usize = 80;

fn closes_later(mark: char, chars: std::str::Chars<'_>) -> bool {
    let mut before = ' ';
    let mut chars = chars.take(EMPHASIS_CHARS_MAX).peekable();
    while let Some(c) = chars.next() {
        let ends = chars.peek().is_none_or(|next| !next.is_alphanumeric());
        if c == mark && (before.is_alphanumeric() || matches!(before, '.' | '!' | '?' | ':' | ')')) && ends {
            return true;
        }
        before = c;
    }
    false
}

/// Drops the bars of `|name|`, which stands for a text defined elsewhere.
fn without_pipes(text: &str) -> String {
    let bare = |word: &str| {
        let core = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '!' | '?'));
        let name = core.strip_prefix('|').and_then(|core| core.strip_suffix('|'));
        name.is_some_and(|name| !name.is_empty() && !name.contains('|'))
    };
    if !text.split(' ').any(bare) {
        return text.to_owned();
    }
    let words = text.split(' ').map(|word| if bare(word) { word.replace('|', "") } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}
