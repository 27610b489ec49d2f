//! The open points of a change: what the source itself says is not done. Told at the end, and listed for the action.

use crate::language::comment;
use crate::model::{Change, Comment, FileChange, LineKind, Review, Task, Thread, Verdict, Who};
use crate::prose;

/// A point that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Open<'a> {
    /// A conversation that is not resolved, or of unknown state and without an answer of the author.
    Thread(&'a Thread),
    /// A request for changes that its reviewer has not taken back.
    Request(&'a Review),
    /// A question on the whole that the author has not answered.
    Question(&'a Comment),
    Task(Task),
    Mark(Mark<'a>),
}

/// A line that the diff adds, and that says that something is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark<'a> {
    pub(crate) file: &'a FileChange,
    pub(crate) line: u32,
    /// The word that marks it: TODO.
    pub(crate) word: &'static str,
    /// The comment behind it.
    pub(crate) text: String,
}

const MARKS: [&str; 4] = ["TODO", "FIXME", "XXX", "HACK"];

/// The open points, the gravest kind first.
pub(crate) fn points(change: &Change) -> Vec<Open<'_>> {
    let mut points: Vec<Open<'_>> = change.threads.iter().filter(|thread| is_open(thread)).map(Open::Thread).collect();
    points.extend(requests(change).map(Open::Request));
    points.extend(questions(&change.comments).map(Open::Question));
    points.extend(tasks(change).filter(|task| !task.is_done).map(Open::Task));
    points.extend(marks(change).map(Open::Mark));
    points
}

/// True for a conversation that is not done.
pub(crate) fn is_open(thread: &Thread) -> bool {
    !thread.is_resolved.unwrap_or_else(|| is_answered(thread))
}

/// True if the author answered the first comment, or somebody answered the author.
pub(crate) fn is_answered(thread: &Thread) -> bool {
    let by_author = thread.comments.first().is_some_and(|first| first.who == Who::Author);
    thread.comments.iter().skip(1).any(|comment| (comment.who == Who::Author) != by_author)
}

/// Requests for changes without a later approval or dismissal of the same reviewer.
fn requests(change: &Change) -> impl Iterator<Item = &Review> {
    change.reviews.iter().enumerate().filter_map(|(index, review)| {
        let later = change.reviews.iter().skip(index + 1).filter(|later| later.who == review.who);
        let is_last = !later.into_iter().any(|later| match later.verdict {
            Verdict::Approved | Verdict::Dismissed | Verdict::ChangesRequested => true,
            Verdict::Commented => false,
        });
        (review.verdict == Verdict::ChangesRequested && is_last).then_some(review)
    })
}

/// Comments that ask, and behind which the author has said nothing more.
pub(crate) fn questions(comments: &[Comment]) -> impl Iterator<Item = &Comment> {
    let last = comments.iter().rposition(|comment| comment.who == Who::Author).map_or(0, |at| at + 1);
    comments.iter().skip(last).filter(|comment| comment.who != Who::Author && asks(&comment.body))
}

/// True if the person's own words have a question.
pub(crate) fn asks(body: &str) -> bool {
    body.contains('?')
        && prose::prose(body).blocks.iter().any(|block| match block {
            prose::Block::Text(sentences) => sentences.iter().any(|sentence| sentence.ends_with('?')),
            prose::Block::Heading(_)
            | prose::Block::Code(..)
            | prose::Block::Quote(_)
            | prose::Block::Table(_)
            | prose::Block::Picture => false,
        })
}

pub(crate) fn tasks(change: &Change) -> impl Iterator<Item = Task> {
    prose::prose(&change.description).tasks.into_iter()
}

/// Lines that the diff adds and that name something to be done; those that it only moves are not new.
pub(crate) fn marks(change: &Change) -> impl Iterator<Item = Mark<'_>> {
    let own = change.files.iter().filter(|file| file.is_own() && file.role != crate::model::Role::Docs);
    own.flat_map(|file| {
        let removed: std::collections::BTreeSet<&str> =
            file.lines().filter(|line| line.kind == LineKind::Removed).map(|line| line.text.trim()).collect();
        file.lines().filter_map(move |line| {
            let line_number =
                line.new.filter(|_| line.kind == LineKind::Added && !removed.contains(line.text.trim()))?;
            mark(&line.text).and_then(|(word, at)| {
                let inside =
                    comment(&file.path, &line.text).is_some() || line.text.contains("// ") || line.text.contains("# ");
                let text = line.text.get(at..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
                inside.then(|| Mark { file, line: line_number, word, text: said(text) })
            })
        })
    })
}

/// The word that marks a line, and the end of it.
fn mark(line: &str) -> Option<(&'static str, usize)> {
    MARKS.iter().find_map(|word| {
        let at = line.find(word)?;
        let end = at + word.len();
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line.get(end..).and_then(|after| after.chars().next());
        (!is_part(before) && !is_part(after)).then_some((*word, end))
    })
}

/// A comment without the person it is assigned to, and without code.
fn said(text: &str) -> String {
    // `TODO(name): text`.
    let text = match text.split_once("): ") {
        Some((name, rest)) if !name.contains(' ') => rest,
        Some(_) | None => text,
    };
    let text = text.trim_end_matches(['*', '/', ' ']);
    let line = prose::line(text);
    if prose::is_code(&line) { String::new() } else { line }
}
