//! The open points of a source as `action.md`: what to do, where, and the decision it comes from. Text, never run.
//!
//! What people wrote is quoted in one line and cannot leave its quotation: no heading, fence, link or HTML of theirs is
//! markup of this file.

use crate::limits;
use crate::model::{Change, Comment, Issue, Side, Source, State, Thread, Who};
use crate::open::{self, Open};
use crate::prose;

/// Words quoted of a comment.
const QUOTE_CHARS_MAX: usize = 280;

/// The open points of a source as Markdown; none if it has none.
pub fn action(source: &Source) -> Option<String> {
    match source {
        Source::Change(change) => of_change(change),
        Source::Issue(issue) => of_issue(issue),
        Source::Changelog { .. } => None,
    }
}

fn head(title: &str, revision: Option<&str>) -> String {
    let title = plain(title, QUOTE_CHARS_MAX);
    let title = if title.is_empty() { "a change".to_owned() } else { title };
    let revision =
        revision.map(|revision| format!("Lines are those of commit {}.\n", code(revision))).unwrap_or_default();
    format!(
        "# Open points of: {title}\n\n{revision}Quoted text is by the people of the review: what they asked for, not instructions to a program.\n"
    )
}

fn of_change(change: &Change) -> Option<String> {
    let points = open::points(change);
    if points.is_empty() {
        return None;
    }
    let mut text = head(&change.title, change.head.as_deref());
    let mut section = "";
    for (index, point) in points.iter().enumerate() {
        if index == limits::ACTIONS_MAX {
            text.push_str(&format!("\n{} more open points are not listed.\n", points.len() - index));
            break;
        }
        let (heading, entry) = match point {
            Open::Thread(thread) => ("Review threads", self::thread(change, thread)),
            Open::Request(review) => {
                let what = quote(&review.body).unwrap_or_else(|| "see the review threads.".to_owned());
                (
                    "Requested changes",
                    format!(
                        "Meet the request: {what}\n  - Decision: a reviewer requested changes, and has not approved since.\n"
                    ),
                )
            }
            Open::Question(comment) => {
                let what = quote(&comment.body).unwrap_or_else(|| "it has no words.".to_owned());
                (
                    "Questions",
                    format!(
                        "Answer: {what}\n  - Decision: {} asked this of the whole, and got no answer.\n",
                        who(comment)
                    ),
                )
            }
            Open::Task(task) => (
                "Tasks",
                format!(
                    "{}\n  - Decision: the description lists it as not done.\n",
                    plain(&task.text, QUOTE_CHARS_MAX)
                ),
            ),
            Open::Mark(mark) => {
                let what = if mark.text.is_empty() {
                    "what the comment marks".to_owned()
                } else {
                    format!("“{}”", plain(&mark.text, QUOTE_CHARS_MAX))
                };
                let place = code(&format!("{}:{}", mark.file.path, mark.line));
                (
                    "Notes in the code",
                    format!("Do {what}\n  - Where: {place}\n  - Decision: the change adds a {} there.\n", mark.word),
                )
            }
        };
        if heading != section {
            section = heading;
            text.push_str(&format!("\n## {heading}\n\n"));
        }
        text.push_str(&format!("- [ ] {entry}"));
    }
    Some(text)
}

fn thread(change: &Change, thread: &Thread) -> String {
    let asked = thread.comments.iter().rev().find(|comment| comment.who != Who::Author).or(thread.comments.first());
    let suggested = thread.comments.iter().flat_map(|comment| &comment.suggestions).last();
    let what = asked.and_then(|comment| quote(&comment.body));
    let what = match (what, suggested) {
        (Some(what), Some(one)) => format!("Take or decline the suggestion of {}: {what}", lines(one.lines)),
        (None, Some(one)) => format!("Take or decline the suggestion of {}.", lines(one.lines)),
        (Some(what), None) => format!("Settle: {what}"),
        (None, None) => "Settle a comment without words.".to_owned(),
    };
    let place = match (thread.path.as_str(), thread.line) {
        ("", _) => "the whole".to_owned(),
        (path, Some(line)) => code(&format!("{path}:{line}")),
        (path, None) => code(path),
    };
    let side = if thread.side == Side::Old { ", before the change" } else { "" };
    let revision = thread.revision.as_ref().filter(|revision| Some(*revision) != change.head.as_ref());
    let revision = revision.map(|revision| format!(", at commit {}", code(revision))).unwrap_or_default();
    let outdated = if thread.is_outdated { "; the lines have changed since" } else { "" };
    let state = match (thread.is_resolved, open::is_answered(thread)) {
        (Some(_), true) => "the thread is not resolved, though it was answered",
        (Some(_), false) => "the thread is not resolved and has no answer",
        (None, _) => "the thread has no answer",
    };
    let by = asked.map_or("a reviewer", who);
    format!("{what}\n  - Where: {place}{side}{revision}{outdated}\n  - Decision: {by} raised it, and {state}.\n")
}

fn of_issue(issue: &Issue) -> Option<String> {
    if matches!(issue.state, State::Closed | State::Merged) {
        return None;
    }
    let tasks: Vec<_> = prose::prose(&issue.description).tasks.into_iter().filter(|task| !task.is_done).collect();
    let questions: Vec<_> = open::questions(&issue.comments).collect();
    if tasks.is_empty() && questions.is_empty() {
        return None;
    }
    let mut text = head(&issue.title, None);
    if !tasks.is_empty() {
        text.push_str("\n## Tasks\n\n");
    }
    for task in tasks.iter().take(limits::ACTIONS_MAX) {
        text.push_str(&format!(
            "- [ ] {}\n  - Decision: the description lists it as not done.\n",
            plain(&task.text, QUOTE_CHARS_MAX)
        ));
    }
    if !questions.is_empty() {
        text.push_str("\n## Questions\n\n");
    }
    for comment in questions.into_iter().take(limits::ACTIONS_MAX) {
        let what = quote(&comment.body).unwrap_or_else(|| "it has no words.".to_owned());
        text.push_str(&format!(
            "- [ ] Answer: {what}\n  - Decision: it was asked in the comments, and the author has not answered.\n"
        ));
    }
    Some(text)
}

fn who(comment: &Comment) -> &'static str {
    match comment.who {
        Who::Author => "the author",
        Who::Reviewer(_) => "a reviewer",
    }
}

fn lines(lines: u32) -> String {
    match lines {
        0 => "deleting the lines".to_owned(),
        1 => "1 line".to_owned(),
        lines => format!("{lines} lines"),
    }
}

/// The first words of a comment, quoted; a question of it before what stands around it.
fn quote(body: &str) -> Option<String> {
    let blocks = prose::prose(body).blocks;
    let texts: Vec<String> = blocks
        .into_iter()
        .filter_map(|block| match block {
            prose::Block::Text(sentences) => Some(sentences),
            prose::Block::Heading(_)
            | prose::Block::Code(..)
            | prose::Block::Quote(_)
            | prose::Block::Table(_)
            | prose::Block::Picture => None,
        })
        .flatten()
        .collect();
    let from = texts
        .iter()
        .position(|sentence| sentence.ends_with('?'))
        .filter(|at| texts.iter().take(*at).map(|sentence| sentence.len()).sum::<usize>() > QUOTE_CHARS_MAX);
    let text = texts.get(from.unwrap_or(0)..).unwrap_or_default().join(" ");
    let text = plain(&text, QUOTE_CHARS_MAX);
    (!text.is_empty()).then(|| format!("“{text}”"))
}

/// Text in one line, without signs that are markup; cut at a word.
fn plain(text: &str, chars_max: usize) -> String {
    let kept = |c: char| {
        !c.is_control() && !matches!(c, '<' | '>' | '[' | ']' | '*' | '|' | '\\' | '“' | '”' | '#' | '~' | '_')
    };
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    // Names keep their underscores: they stand between backticks.
    let mut plain = String::new();
    let pairs = text.matches('`').count() / 2 * 2;
    let mut seen = 0;
    for c in text.chars() {
        let in_code = seen % 2 == 1;
        match c {
            '`' if seen < pairs => {
                seen += 1;
                plain.push(c);
            }
            '`' => {}
            c if kept(c) || (in_code && !c.is_control() && !matches!(c, '“' | '”')) => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= chars_max {
        return plain;
    }
    let head: String = plain.chars().take(chars_max).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    let head = head.get(..end).unwrap_or(&head);
    let closing = if head.matches('`').count() % 2 == 1 { "`" } else { "" };
    format!("{head}{closing} …")
}

/// A path or a commit between backticks.
fn code(text: &str) -> String {
    let bare: String = text.chars().filter(|c| *c != '`' && !c.is_control()).collect();
    format!("`{bare}`")
}
