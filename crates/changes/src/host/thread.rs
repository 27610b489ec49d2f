//! GitHub's review comments and threads → conversations at lines.
//!
//! REST knows the comments and where they are, GraphQL alone knows which threads are resolved: they are joined by the id
//! of a thread's first comment.

use std::collections::BTreeMap;

use serde_json::Value;

use super::github::comment;
use super::people::{People, is_bot};
use super::value::{first, id, is_true, list, number, owned, text};
use crate::diff;
use crate::model::{Change, Hunk, LineKind, Side, Thread};

pub(super) fn threads(answers: &Value, request: &Value, people: &mut People, change: &mut Change) {
    let mut all: Vec<(Vec<String>, Thread)> = Vec::new();
    let mut index_of: BTreeMap<String, usize> = BTreeMap::new();
    for given in list(answers, "review_comments") {
        if is_bot(given) {
            change.bot_comments = change.bot_comments.saturating_add(1);
            continue;
        }
        let root = id(given, "in_reply_to_id").or_else(|| without_reviews(given));
        let known = root.as_ref().and_then(|id| index_of.get(id).copied());
        let index = known.unwrap_or(all.len());
        let ids: Vec<String> = ["id", "node_id"].iter().filter_map(|key| id(given, key)).collect();
        index_of.extend(ids.iter().map(|id| (id.clone(), index)));
        // The root may be a program's, and missing: its answers find each other.
        index_of.extend(root.map(|root| (root, index)));
        match all.get_mut(index) {
            Some((known, thread)) => {
                known.extend(ids);
                thread.comments.push(comment(given, people));
            }
            None => {
                let comments = vec![comment(given, people)];
                all.push((ids, Thread { comments, ..place(given, change.head.as_deref()) }));
            }
        }
    }
    let nodes: Vec<&Value> = list(answers, "review_threads").chain(list(request, "reviewThreads")).collect();
    for node in nodes {
        let comments: Vec<&Value> = list(node, "comments").collect();
        let ids =
            comments.iter().flat_map(|one| ["databaseId", "fullDatabaseId", "id"].map(|key| id(one, key))).flatten();
        let index = ids.filter_map(|id| index_of.get(&id).copied()).next();
        let is_resolved = node.get("isResolved").and_then(Value::as_bool);
        match index.and_then(|index| all.get_mut(index)) {
            Some((_, thread)) => {
                thread.is_resolved = is_resolved;
                thread.is_outdated |= is_true(node, "isOutdated");
            }
            None => all.extend(whole(node, &comments, people, change).map(|thread| (Vec::new(), thread))),
        }
    }
    change.threads = all.into_iter().map(|(_, thread)| thread).collect();
}

/// The place by which comments belong together that were recorded before the API knew reviews and replies.
fn without_reviews(given: &Value) -> Option<String> {
    if given.get("pull_request_review_id").is_some() {
        return None;
    }
    let position = id(given, "original_position")?;
    Some(format!("{}\n{position}", text(given, "path")))
}

/// A thread of GraphQL whose comments came with it.
fn whole(node: &Value, comments: &[&Value], people: &mut People, change: &mut Change) -> Option<Thread> {
    let (bots, by_people): (Vec<&Value>, Vec<&Value>) = comments.iter().copied().partition(|one| is_bot(one));
    change.bot_comments = change.bot_comments.saturating_add(u32::try_from(bots.len()).unwrap_or(u32::MAX));
    let first_comment = by_people.first()?;
    let mut thread = place(node, change.head.as_deref());
    if thread.path.is_empty() {
        thread.path = text(first_comment, "path").to_owned();
    }
    if let Some(excerpt) = diff::excerpt(text(first_comment, "diffHunk")) {
        shown_by(&excerpt, &mut thread);
    }
    thread.is_resolved = node.get("isResolved").and_then(Value::as_bool);
    thread.is_outdated = is_true(node, "isOutdated");
    thread.comments = by_people.into_iter().map(|one| comment(one, people)).collect();
    Some(thread)
}

/// The place of a first comment or of a thread.
fn place(value: &Value, head: Option<&str>) -> Thread {
    let is_on_file = text(value, "subject_type").eq_ignore_ascii_case("file")
        || text(value, "subjectType").eq_ignore_ascii_case("file");
    let side = match first(value, &["side", "diffSide"]) {
        "LEFT" => Side::Old,
        _ => Side::New,
    };
    let has_position = value.get("position").is_some_and(Value::is_number);
    let line = number(value, "line");
    // A comment whose lines have changed since has no line and no position any more, but keeps the original ones.
    let is_outdated = line.is_none() && !has_position && !is_on_file;
    let mut thread = Thread { path: text(value, "path").to_owned(), side, is_outdated, ..Thread::default() };
    if is_on_file {
        thread.revision = owned(text(value, "commit_id")).or_else(|| head.map(str::to_owned));
        return thread;
    }
    if line.is_some() {
        thread.line = line;
        thread.revision = owned(text(value, "commit_id")).or_else(|| head.map(str::to_owned));
    } else {
        thread.line = number(value, "original_line").or_else(|| number(value, "originalLine"));
        thread.revision = owned(first(value, &["original_commit_id", "commit_id"]));
    }
    if let Some(excerpt) = diff::excerpt(text(value, "diff_hunk")) {
        shown_by(&excerpt, &mut thread);
    }
    thread
}

/// The line an excerpt ends at: where it is commented, as the excerpt was cut there.
fn shown_by(excerpt: &Hunk, thread: &mut Thread) {
    let last = excerpt.lines.iter().rev().find_map(|line| match line.kind {
        LineKind::Removed => line.old.map(|at| (at, Side::Old)),
        LineKind::Added | LineKind::Context => line.new.map(|at| (at, Side::New)),
    });
    let Some((line, side)) = last else { return };
    if thread.line.is_none() {
        (thread.line, thread.side) = (Some(line), side);
    }
    thread.is_shown |= thread.line.is_some_and(|line| excerpt.range(thread.side).contains(line));
}
