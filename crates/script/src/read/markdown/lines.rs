//! Paragraphs whose lines stand for themselves: `Severity: critical` above `Status: open`.

use crate::marks::{BOLD_CLOSE, BOLD_OPEN, without_bold};

/// Words of a label before a colon.
const LABEL_WORDS_MAX: usize = 4;
/// Signs that open a line of a list without bullets.
const STATES: [char; 9] =
    ['\u{2705}', '\u{274C}', '\u{26A0}', '\u{2714}', '\u{2716}', '\u{2713}', '\u{2717}', '\u{2757}', '\u{2022}'];

/// The pieces of a paragraph: its lines where each has a label, the turns of a conversation, or all of it.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let labelled = lines.iter().filter(|line| has_label(line)).count();
    if labelled > 1 && labelled * 2 >= lines.len() && lines.first().is_some_and(|first| has_label(first)) {
        return joined(&lines);
    }
    let labels = bold_labels(text);
    if labels.len() > 1 && labels.first() == Some(&0) {
        let ends = labels.iter().skip(1).copied().chain([text.len()]);
        return labels.iter().zip(ends).filter_map(|(from, to)| Some(text.get(*from..to)?.to_owned())).collect();
    }
    vec![text.to_owned()]
}

/// Lines with a label, each with the lines without one behind it.
fn joined(lines: &[&str]) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for line in lines {
        match pieces.last_mut().filter(|_| !has_label(line)) {
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None => pieces.push((*line).to_owned()),
        }
    }
    pieces
}

/// True for "Time to recovery: 84 minutes" and for a line that opens with a sign of state.
fn has_label(line: &str) -> bool {
    if line.starts_with(STATES) {
        return true;
    }
    let line = without_bold(line);
    let Some((label, rest)) = line.split_once(':') else { return false };
    let words = label.split_whitespace().count();
    let plain = label.chars().all(|c| c.is_alphanumeric() || " -_./()#@&'\u{E000}\u{E001}".contains(c));
    (1..=LABEL_WORDS_MAX).contains(&words) && plain && (rest.starts_with(' ') && !rest.trim().is_empty())
}

/// The positions of bold labels with a colon: `**Ada:**`, `**Ada**:`.
fn bold_labels(text: &str) -> Vec<usize> {
    let opens = text.match_indices(BOLD_OPEN);
    let is_label = |at: usize| {
        let inside = text.get(at..).and_then(|rest| rest.split_once(BOLD_CLOSE));
        inside.is_some_and(|(inside, after)| inside.ends_with(':') || after.starts_with(':'))
    };
    opens.map(|(at, _)| at).filter(|at| is_label(*at)).collect()
}

/// Words from which an indented block can be prose.
const PROSE_WORDS_MIN: usize = 8;
/// Percent of letters, blanks and plain marks in prose.
const PROSE_SIGNS_PERCENT: usize = 93;

/// True for an indented block that reads as prose or as a list.
pub(super) fn is_prose(code: &str) -> bool {
    let words = code.split_whitespace().count();
    let plain = |c: &char| c.is_alphabetic() || c.is_whitespace() || ",.'\"*-()`".contains(*c);
    let (all, signs) = code.chars().fold((0, 0), |(all, signs), c| (all + 1, signs + usize::from(plain(&c))));
    let ends_code = code.lines().any(|line| line.trim_end().ends_with([';', '{', '}']));
    let sentences = code.contains(". ") || code.trim_end().ends_with('.') || code.contains(".\n");
    words >= PROSE_WORDS_MIN && signs * 100 >= all * PROSE_SIGNS_PERCENT && !ends_code && sentences
}

/// Words of one entry of a bar of links.
const ENTRY_WORDS_MAX: usize = 4;
/// Labels of links to other texts.
const TEASERS: [&str; 7] = ["read next", "read more", "related", "see also", "further reading", "next", "previous"];

/// True for a bar of links: "English | Deutsch".
pub(super) fn is_bar(text: &str) -> bool {
    let entries: Vec<&str> = text.split(['|', '\u{B7}', '\u{2022}']).collect();
    entries.len() > 1 && entries.iter().all(|entry| entry.split_whitespace().count() <= ENTRY_WORDS_MAX)
}

/// True for "Read next: Twelve people who write compilers".
pub(super) fn is_teaser(text: &str) -> bool {
    let text = without_bold(text).to_lowercase();
    text.split_once(':').is_some_and(|(label, _)| TEASERS.contains(&label.trim()))
}
