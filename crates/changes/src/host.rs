//! Reviews and issues as the APIs of GitHub and GitLab give them → the model.
//!
//! Read as values, field by field: both APIs differ by version and by edition, and a field that is missing or of another
//! type says nothing instead of refusing the whole. The models of `octocrab` are typed for GitHub alone, want fields that
//! recorded answers lack, and bring an HTTP client with them.
//!
//! ```json
//! {"pull_request": {}, "commits": [], "diff": "", "files": [], "review_comments": [], "reviews": [],
//!  "issue_comments": [], "review_threads": []}
//! {"merge_request": {}, "commits": [], "diff": "", "changes": [], "discussions": [], "notes": [], "approvals": {}}
//! {"issue": {}, "comments": []}
//! ```
//!
//! Each key holds one answer as it came: a list, an object with `nodes` (GraphQL), or, for `changes`, with `changes`.
//! All but the first key of a line may be missing; unknown keys are ignored.

mod github;
mod gitlab;
mod issue;
mod known;
mod people;
mod reduced;
mod thread;
mod value;

use serde_json::Value;

use crate::diff;
use crate::error::Error;
use crate::model::{Change, ChangeKind, Issue};
pub use reduced::reduced;

/// A pull request or a merge request.
pub(crate) fn review(text: &str) -> Result<Change, Error> {
    let malformed = |why: &str| Error::ReviewMalformed(why.to_owned());
    let answers: Value = serde_json::from_str(text).map_err(|error| Error::ReviewMalformed(error.to_string()))?;
    let mut change = if answers.get("pull_request").is_some_and(Value::is_object) {
        github::change(&answers)?
    } else if answers.get("merge_request").is_some_and(Value::is_object) {
        gitlab::change(&answers)?
    } else {
        return Err(malformed("neither `pull_request` nor `merge_request` is an object"));
    };
    if change.title.trim().is_empty() {
        return Err(malformed("it has no title"));
    }
    change.kind = ChangeKind::Review;
    for thread in &mut change.threads {
        thread.is_shown |= thread.line.is_some_and(|line| {
            let at = |file: &&crate::model::FileChange| {
                file.path == thread.path || file.old_path.as_ref() == Some(&thread.path)
            };
            change.files.iter().filter(at).any(|file| file.has_line(line, thread.side))
        }) && !thread.is_outdated;
    }
    Ok(change)
}

/// The files of the diff that came with the answers; none without one.
fn files(answers: &Value, head: Option<&str>) -> Result<diff::Files, Error> {
    match answers.get("diff").and_then(Value::as_str) {
        Some(text) => diff::files(text, head),
        None => Ok(diff::Files::default()),
    }
}

/// An issue of either host.
pub(crate) fn issue(text: &str) -> Result<Issue, Error> {
    let answers: Value = serde_json::from_str(text).map_err(|error| Error::IssueMalformed(error.to_string()))?;
    issue::issue(&answers)
}
