//! Notices around an article that no attribute marks: copyright, requests to share or subscribe, bylines, a letter's frame.

use super::super::super::block::Block;
use super::super::walk::Found;
use crate::left::Why;
use crate::speech::MONTHS;

/// Words of a notice; a longer paragraph is text.
const WORDS_MAX: usize = 30;
/// Blocks at the top and at the end that a byline or a notice is looked for in.
const EDGE: usize = 4;
/// Beginnings of notices, wherever they stand.
const NOTICES: [&str; 18] = [
    "share this",
    "share on ",
    "follow us",
    "subscribe to",
    "sign up for our",
    "skip to content",
    "skip to main",
    "skip to navigation",
    "skip navigation",
    "jump to content",
    "jump to navigation",
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "related posts",
    "related articles",
    "read next",
    "you might also like",
];
/// Questions about the page itself, which its buttons answer.
const ASKED: [&str; 8] = [
    "was this page helpful?",
    "was this article helpful?",
    "was this helpful?",
    "was this page useful?",
    "is this page helpful?",
    "is this page useful?",
    "did this page help?",
    "did you find this page helpful?",
];
/// Beginnings of notices at the end.
const ENDS: [&str; 10] = [
    "\u{A9}",
    "(c) ",
    "copyright",
    "all rights reserved",
    "powered by",
    "posted in",
    "filed under",
    "tags:",
    "tagged",
    "back to top",
];
/// Beginnings of what a newsletter says about itself, above and below its text.
const LETTERS: [&str; 14] = [
    "view this email",
    "view this newsletter",
    "view in browser",
    "view in your browser",
    "having trouble viewing",
    "you are receiving this",
    "you're receiving this",
    "you received this",
    "this email was sent to",
    "our mailing address",
    "want to change how you receive",
    "unsubscribe",
    "to unsubscribe",
    "no longer want to receive",
];
/// Beginnings of bylines at the top.
const BYLINES: [&str; 8] =
    ["by ", "posted on ", "posted by ", "published on ", "published: ", "written by ", "last updated", "updated on "];
const BYLINE_WORDS_MAX: usize = 16;
const DATE_WORDS_MAX: usize = 10;

pub(super) fn leave(found: &[Found], left: &mut [Option<Why>]) {
    let texts: Vec<usize> = (0..found.len())
        .filter(|at| left.get(*at).is_some_and(Option::is_none))
        .filter(|at| found.get(*at).is_some_and(|one| matches!(one.block, Block::Text(_))))
        .collect();
    for (place, at) in texts.iter().enumerate() {
        let Some(one) = found.get(*at) else { continue };
        let why = reason(one, place < EDGE, texts.len() - place <= EDGE);
        if let Some(left) = left.get_mut(*at)
            && texts.len() > 1
        {
            *left = why;
        }
    }
}

fn reason(one: &Found, is_top: bool, is_end: bool) -> Option<Why> {
    let text = one.block.spoken();
    let words = text.split_whitespace().count();
    if words > WORDS_MAX {
        return None;
    }
    let lower = text.to_lowercase();
    let starts = |marks: &[&str]| marks.iter().any(|mark| lower.starts_with(mark));
    let is_sentence = text.ends_with(['.', '!', '?']);
    let links = one.linked * 10 > text.len() * 2;
    if starts(&NOTICES) && (links || words <= 6 || lower.contains("cookies")) {
        return Some(Why::Navigation);
    }
    if ASKED.contains(&lower.trim()) {
        return Some(Why::Navigation);
    }
    if is_end
        && starts(&ENDS)
        && (lower.contains("rights reserved")
            || starts(&["\u{A9}", "(c) ", "copyright 2", "copyright \u{A9}", "copyright (c)"])
            || !is_sentence)
    {
        return Some(Why::Navigation);
    }
    if (is_top || is_end) && starts(&LETTERS) {
        return Some(Why::Navigation);
    }
    let is_byline = starts(&BYLINES) || lower.contains("min read") || lower.contains("minute read") || is_date(&lower);
    (is_top && is_byline && !is_sentence && words <= BYLINE_WORDS_MAX).then_some(Why::Byline)
}

/// True for a date and a time, and a name or two beside them.
fn is_date(lower: &str) -> bool {
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let has = |wanted: &dyn Fn(&str) -> bool| words.clone().any(wanted);
    let has_month = has(&|word| {
        word.len() >= 3
            && MONTHS.iter().any(|month| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    });
    let has_year = has(&|word| word.len() == 4 && word.starts_with("20") && word.chars().all(|c| c.is_ascii_digit()));
    has_month && has_year && words.by_ref().count() <= DATE_WORDS_MAX
}
