//! GitLab: merge requests of the REST API.

use serde_json::Value;

use super::github::comment;
use super::people::{People, is_bot};
use super::value::{body, first, is_true, list, number, owned, text, title};
use crate::error::Error;
use crate::model::{Change, FileChange, Modes, Review, Side, State, Status, Thread, Verdict};
use crate::{diff, limits};

pub(super) fn change(answers: &Value) -> Result<Change, Error> {
    let request = answers.get("merge_request").unwrap_or(&Value::Null);
    let mut people = People::with_author(request);
    let refs = request.get("diff_refs").unwrap_or(&Value::Null);
    let mut change = Change {
        title: title(text(request, "title")),
        description: body(text(request, "description")),
        state: state(request),
        base: owned(text(refs, "base_sha")),
        head: owned(text(refs, "head_sha")).or_else(|| owned(text(request, "sha"))),
        ..Change::default()
    };
    // The API gives the newest first.
    let commits: Vec<&Value> = list(answers, "commits").take(limits::COMMITS_MAX).collect();
    for commit in commits.into_iter().rev() {
        change.commits.push(diff::commit(owned(text(commit, "id")).as_deref(), first(commit, &["message", "title"])));
    }
    files(answers, &mut change)?;
    if let Some(approvals) = answers.get("approvals") {
        for approval in list(approvals, "approved_by") {
            let who = people.who(approval);
            change.reviews.push(Review { who, verdict: Verdict::Approved, body: String::new() });
        }
    }
    for discussion in list(answers, "discussions") {
        self::discussion(discussion, &mut people, &mut change);
    }
    for note in list(answers, "notes") {
        self::note(note, &mut people, &mut change);
    }
    Ok(change)
}

pub(super) fn state(value: &Value) -> State {
    let is_draft = is_true(value, "draft") || is_true(value, "work_in_progress");
    match text(value, "state") {
        "merged" => State::Merged,
        "closed" => State::Closed,
        "opened" | "reopened" | "locked" if is_draft => State::Draft,
        "opened" | "reopened" | "locked" => State::Open,
        _ => State::Unknown,
    }
}

fn files(answers: &Value, change: &mut Change) -> Result<(), Error> {
    let head = change.head.clone();
    let mut files = super::files(answers, head.as_deref())?;
    let request = answers.get("merge_request").unwrap_or(&Value::Null);
    let given: Vec<&Value> =
        list(answers, "changes").chain(list(answers, "diffs")).chain(list(request, "changes")).collect();
    let has_diff = !files.kept.is_empty();
    for given in given.into_iter().filter(|_| !has_diff) {
        let status = match (is_true(given, "new_file"), is_true(given, "deleted_file"), is_true(given, "renamed_file"))
        {
            (true, _, _) => Status::Added,
            (_, true, _) => Status::Deleted,
            (_, _, true) => Status::Renamed,
            (false, false, false) => Status::Modified,
        };
        let mode = |key: &str| u32::from_str_radix(text(given, key), 8).ok().filter(|mode| *mode > 0);
        let file = FileChange {
            path: first(given, &["new_path", "old_path"]).to_owned(),
            old_path: owned(text(given, "old_path")),
            status,
            modes: Modes { old: mode("a_mode"), new: mode("b_mode") },
            revision: head.clone(),
            ..FileChange::default()
        };
        diff::headless(&mut files, file, text(given, "diff"))?;
    }
    files.give(change);
    Ok(())
}

/// A discussion at lines or one that can be resolved is a thread, any other note a comment.
fn discussion(given: &Value, people: &mut People, change: &mut Change) {
    let notes: Vec<&Value> = list(given, "notes").collect();
    let place = notes.iter().find_map(|note| note.get("position").filter(|position| position.is_object()));
    let is_resolvable = |note: &&&Value| is_true(note, "resolvable");
    let resolvable = notes.iter().filter(is_resolvable).count();
    if place.is_none() && resolvable == 0 {
        return notes.iter().for_each(|note| self::note(note, people, change));
    }
    let mut thread = place.map(|position| self::place(position, change.head.as_deref())).unwrap_or_default();
    thread.is_resolved =
        (resolvable > 0).then(|| notes.iter().filter(is_resolvable).all(|note| is_true(note, "resolved")));
    for note in notes {
        if let Some(note) = by_person(note, change) {
            thread.comments.push(comment(note, people));
        }
    }
    if !thread.comments.is_empty() {
        change.threads.push(thread);
    }
}

/// Counts the notes of the host and of programs.
fn by_person<'a>(note: &'a Value, change: &mut Change) -> Option<&'a Value> {
    if is_true(note, "system") {
        change.system_notes = change.system_notes.saturating_add(1);
        return None;
    }
    if is_bot(note) {
        change.bot_comments = change.bot_comments.saturating_add(1);
        return None;
    }
    (!text(note, "body").trim().is_empty()).then_some(note)
}

fn note(note: &Value, people: &mut People, change: &mut Change) {
    if let Some(note) = by_person(note, change) {
        change.comments.push(comment(note, people));
    }
}

fn place(position: &Value, head: Option<&str>) -> Thread {
    let (new, old) = (number(position, "new_line"), number(position, "old_line"));
    let side = if new.is_none() && old.is_some() { Side::Old } else { Side::New };
    let sha = match side {
        Side::New => text(position, "head_sha"),
        Side::Old => text(position, "base_sha"),
    };
    let path = match side {
        Side::New => first(position, &["new_path", "old_path"]),
        Side::Old => first(position, &["old_path", "new_path"]),
    };
    // A position of an earlier version of the change.
    let is_outdated =
        head.is_some_and(|head| !text(position, "head_sha").is_empty() && text(position, "head_sha") != head);
    Thread { path: path.to_owned(), line: new.or(old), side, revision: owned(sha), is_outdated, ..Thread::default() }
}
