//! Issues of both hosts.

use serde_json::Value;

use super::github::{self, comment};
use super::gitlab;
use super::people::{People, is_bot};
use super::value::{body, first, is_true, list, owned, text, title};
use crate::error::Error;
use crate::model::{Issue, State};

pub(super) fn issue(answers: &Value) -> Result<Issue, Error> {
    let malformed = |why: &str| Error::IssueMalformed(why.to_owned());
    let given = answers.get("issue").filter(|issue| issue.is_object());
    let given = given.ok_or_else(|| malformed("`issue` is no object"))?;
    let mut people = People::with_author(given);
    let mut issue = Issue {
        title: title(text(given, "title")),
        description: body(first(given, &["body", "description"])),
        state: match github::state(given) {
            State::Unknown => gitlab::state(given),
            state @ (State::Open | State::Draft | State::Merged | State::Closed) => state,
        },
        labels: list(given, "labels")
            .filter_map(|label| label.as_str().map(str::to_owned).or_else(|| owned(text(label, "name"))))
            .collect(),
        ..Issue::default()
    };
    if issue.title.is_empty() {
        return Err(malformed("it has no title"));
    }
    for note in list(answers, "comments").chain(list(answers, "notes")).chain(list(given, "comments")) {
        if is_true(note, "system") {
            issue.system_notes = issue.system_notes.saturating_add(1);
        } else if is_bot(note) {
            issue.bot_comments = issue.bot_comments.saturating_add(1);
        } else if !text(note, "body").trim().is_empty() {
            issue.comments.push(comment(note, &mut people));
        }
    }
    Ok(issue)
}
