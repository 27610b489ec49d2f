//! GitHub: pull requests of the REST and the GraphQL API.

use serde_json::Value;

use super::people::{People, is_bot};
use super::thread;
use super::value::{body, first, is_true, list, number, owned, text, title};
use crate::error::Error;
use crate::model::{Change, Comment, FileChange, Review, State, Status, Verdict};
use crate::{diff, limits};

pub(super) fn change(answers: &Value) -> Result<Change, Error> {
    let request = answers.get("pull_request").unwrap_or(&Value::Null);
    let mut people = People::with_author(request);
    let sha = |side: &str| request.get(side).map(|side| text(side, "sha")).and_then(owned);
    let mut change = Change {
        title: title(text(request, "title")),
        description: body(first(request, &["body", "bodyText"])),
        state: state(request),
        base: sha("base").or_else(|| owned(text(request, "baseRefOid"))),
        head: sha("head").or_else(|| owned(text(request, "headRefOid"))),
        ..Change::default()
    };
    let commits: Vec<&Value> = list(answers, "commits").chain(list(request, "commits")).collect();
    for commit in commits.into_iter().take(limits::COMMITS_MAX) {
        // REST has the message below `commit`, GraphQL has a commit below `commit`, the command line has two parts.
        let inner = commit.get("commit").unwrap_or(commit);
        let id = first(commit, &["sha", "oid"]);
        let id = if id.is_empty() { text(inner, "oid") } else { id };
        let parts = format!("{}\n\n{}", text(inner, "messageHeadline"), text(inner, "messageBody"));
        let message = owned(text(inner, "message")).unwrap_or(parts);
        change.commits.push(diff::commit(owned(id).as_deref(), &message));
    }
    files(answers, &mut change)?;
    for given in list(answers, "reviews").chain(list(request, "reviews")) {
        review(given, &mut people, &mut change);
    }
    for comment in list(answers, "issue_comments").chain(list(request, "comments")) {
        if is_bot(comment) {
            change.bot_comments = change.bot_comments.saturating_add(1);
        } else if !text(comment, "body").trim().is_empty() {
            change.comments.push(self::comment(comment, &mut people));
        }
    }
    thread::threads(answers, request, &mut people, &mut change);
    Ok(change)
}

pub(super) fn comment(value: &Value, people: &mut People) -> Comment {
    let body = body(text(value, "body"));
    Comment { who: people.who(value), suggestions: crate::prose::suggestions(&body), body }
}

pub(super) fn state(value: &Value) -> State {
    let is_merged = is_true(value, "merged") || !first(value, &["merged_at", "mergedAt"]).is_empty();
    let is_draft = is_true(value, "draft") || is_true(value, "isDraft");
    match text(value, "state").to_lowercase().as_str() {
        "merged" => State::Merged,
        "closed" if is_merged => State::Merged,
        "closed" => State::Closed,
        "open" if is_draft => State::Draft,
        "open" => State::Open,
        _ => State::Unknown,
    }
}

fn files(answers: &Value, change: &mut Change) -> Result<(), Error> {
    let head = change.head.clone();
    let mut files = super::files(answers, head.as_deref())?;
    if files.kept.is_empty() {
        for given in list(answers, "files") {
            let status = match text(given, "status") {
                "added" => Status::Added,
                "removed" => Status::Deleted,
                "renamed" => Status::Renamed,
                "copied" => Status::Copied,
                _ => Status::Modified,
            };
            let file = FileChange {
                path: first(given, &["filename", "path"]).to_owned(),
                old_path: owned(text(given, "previous_filename")),
                status,
                revision: head.clone(),
                ..FileChange::default()
            };
            let before = files.kept.len();
            diff::headless(&mut files, file, text(given, "patch"))?;
            // Without a patch it is binary, or too large to show.
            if let Some(file) = files.kept.get_mut(before).filter(|file| file.hunks.is_empty()) {
                file.added = number(given, "additions").unwrap_or_default();
                file.removed = number(given, "deletions").unwrap_or_default();
            }
        }
    }
    files.give(change);
    Ok(())
}

fn review(given: &Value, people: &mut People, change: &mut Change) {
    if is_bot(given) {
        change.bot_comments = change.bot_comments.saturating_add(1);
        return;
    }
    let verdict = match text(given, "state").to_lowercase().as_str() {
        "approved" => Verdict::Approved,
        "changes_requested" => Verdict::ChangesRequested,
        "dismissed" => Verdict::Dismissed,
        "pending" => return,
        _ => Verdict::Commented,
    };
    let body = body(text(given, "body"));
    // A review that only carries comments at lines is those comments.
    if verdict != Verdict::Commented || !body.is_empty() {
        change.reviews.push(Review { who: people.who(given), verdict, body });
    }
}
