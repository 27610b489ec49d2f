//! Pages of a printed text: running heads and feet are taken out, and what they cut in two is joined again.

use std::collections::BTreeMap;

const FEED: char = '\u{C}';
/// Blank lines between a foot and the head of the next page.
const GAP_MAX: usize = 8;
/// Characters of a line that may go on over the page.
const FULL_CHARS_MIN: usize = 45;

/// The text without its running heads and feet, and those.
pub(super) fn without_breaks(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.split('\n').collect();
    let breaks: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| is_break(line))).collect();
    if breaks.is_empty() {
        return (text.to_owned(), String::new());
    }
    let heads: Vec<Option<usize>> = breaks.iter().map(|at| head(&lines, *at)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut last = None;
    for at in heads.iter().copied().flatten().filter(|at| last.replace(*at) != Some(*at)) {
        *counts.entry(shown(&lines, at)).or_default() += 1;
    }
    let mut furniture = vec![false; lines.len()];
    for (at, head) in breaks.iter().zip(&heads) {
        if let Some(place) = furniture.get_mut(*at).filter(|_| is_foot(shown(&lines, *at))) {
            *place = true;
        }
        let runs =
            |text: &str| text.contains("  ") && (is_head(text) || counts.get(text).is_some_and(|count| *count > 1));
        let head = head.filter(|head| runs(shown(&lines, *head)));
        if let Some(place) = head.and_then(|head| furniture.get_mut(head)) {
            *place = true;
        }
    }
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    let mut taken: Vec<&str> = Vec::new();
    let mut broken = false;
    for (at, line) in lines.iter().enumerate() {
        let own = shown(&lines, at);
        if furniture.get(at) == Some(&true) {
            taken.push(own);
            broken = true;
        } else if own.is_empty() && (broken || line.contains(FEED)) {
            broken = true;
        } else {
            if broken || line.contains(FEED) {
                rejoin(&mut kept, line);
            }
            broken = false;
            kept.push(line.trim_start_matches(FEED));
        }
    }
    (kept.join("\n").replace(FEED, " "), taken.join("\n"))
}

/// A blank line between the pages, unless a sentence goes on over them.
fn rejoin(kept: &mut Vec<&str>, next: &str) {
    while kept.last().is_some_and(|line| line.trim().is_empty()) {
        kept.pop();
    }
    let Some(before) = kept.last().map(|line| line.trim_end()) else { return };
    let column = |line: &str| line.len() - line.trim_start().len();
    let ends = before.ends_with(['.', ':', ';', '?', '!']) && !next.trim_start().starts_with(char::is_lowercase);
    let cut = !ends && before.chars().count() >= FULL_CHARS_MIN && column(before) == column(next);
    if !cut {
        kept.push("");
    }
}

fn shown<'a>(lines: &[&'a str], at: usize) -> &'a str {
    lines.get(at).map_or("", |line| line.trim_matches(|c: char| c.is_whitespace()))
}

fn is_break(line: &str) -> bool {
    line.contains(FEED) || is_foot(line.trim())
}

/// "Lid, et al.      Standards Track      [Page 3]".
fn is_foot(line: &str) -> bool {
    let page = line.strip_suffix(']').and_then(|line| line.rsplit_once("[Page "));
    page.is_some_and(|(_, number)| !number.is_empty() && number.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The index of the first line of the page behind a break.
fn head(lines: &[&str], at: usize) -> Option<usize> {
    let from = if is_foot(shown(lines, at)) { at + 1 } else { at };
    (from..from + GAP_MAX).find(|at| !shown(lines, *at).is_empty()).filter(|at| !is_foot(shown(lines, *at)))
}

/// "RFC 9999      Lid Exchange      March 2031".
fn is_head(text: &str) -> bool {
    text.starts_with("RFC ") || text.starts_with("Internet-Draft")
}
