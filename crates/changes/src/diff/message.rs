//! Messages of commits: subject, body, trailers, and the convention they follow.

use crate::limits;
use crate::model::Commit;

/// Types of conventional commits; other words before a colon are parts of the project.
const TYPES: [&str; 13] =
    ["feat", "feature", "fix", "docs", "doc", "style", "refactor", "perf", "test", "build", "ci", "chore", "revert"];
/// Words of trailers that have no hyphen.
const TRAILERS: [&str; 9] = ["cc", "link", "closes", "fixes", "refs", "bug", "issue", "acked", "reviewed"];

/// A commit from its message.
pub(crate) fn commit(id: Option<&str>, message: &str) -> Commit {
    let message = message.trim();
    let (subject, body) = message.split_once('\n').unwrap_or((message, ""));
    let subject = crate::prose::clipped(without_marks(subject.trim()), limits::TITLE_BYTES_MAX).to_owned();
    let body = crate::prose::clipped(without_trailers(body.trim()), limits::BODY_BYTES_MAX);
    // Lines that only name people.
    let body: Vec<&str> = body.lines().filter(|line| !is_credit(line)).collect();
    let body = body.join("\n").trim().to_owned();
    // The crate wants a space behind the colon and an empty line below, as the specification does.
    let parsed = git_conventional::Commit::parse(message).ok();
    let parsed = parsed.filter(|parsed| TYPES.iter().any(|name| parsed.type_() == *name));
    let convention = parsed.as_ref().map(|parsed| parsed.type_().as_str().to_lowercase());
    let is_breaking = parsed.is_some_and(|parsed| parsed.breaking());
    Commit { id: id.map(str::to_owned), subject, body, convention, is_breaking }
}

/// The subject without `[PATCH v2 1/3]`.
fn without_marks(subject: &str) -> &str {
    let mut rest = subject.trim();
    for _ in 0..4 {
        rest = rest.strip_prefix("Re: ").unwrap_or(rest);
        let Some((mark, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { break };
        let is_mark = mark.split([' ', '-']).any(|word| matches!(word, "PATCH" | "RFC" | "RESEND"));
        if !is_mark || after.trim().is_empty() {
            break;
        }
        rest = after.trim();
    }
    rest
}

/// The body without the trailers at its end.
fn without_trailers(body: &str) -> &str {
    let mut end = body.len();
    let mut rest = body;
    while let Some((before, last)) = rest.rsplit_once('\n').or((!rest.is_empty()).then_some(("", rest))) {
        let line = last.trim();
        if !line.is_empty() && !is_trailer(line) {
            break;
        }
        end = before.len();
        rest = before;
    }
    body.get(..end).unwrap_or(body).trim_end()
}

/// True for a line of a message that names somebody: with an address, or behind "Reported-by".
pub fn is_credit(line: &str) -> bool {
    let address = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let is_address = address.is_some_and(|(inside, _)| inside.contains('@') && !inside.contains(' '));
    let key = line.trim().split_once(": ").map(|(key, _)| key);
    is_address || key.is_some_and(|key| (key.ends_with("-by") || key.ends_with("ed by")) && key.len() < 30)
}

fn is_trailer(line: &str) -> bool {
    if line.starts_with("(cherry picked from commit ") || line.starts_with("git-svn-id:") {
        return true;
    }
    let Some((key, value)) = line.split_once(": ") else { return false };
    let is_word = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && key.starts_with(|c: char| c.is_ascii_alphabetic());
    let known = || TRAILERS.contains(&key.to_lowercase().as_str());
    is_word && !value.is_empty() && (key.contains('-') || known())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_taken_apart() {
        let message = "[PATCH v2 1/3] feat(api)!: add a lid\n\nTins had none.\n\nSee the guide.\n\nSigned-off-by: A <a@b>\nCc: x\n";
        let commit = commit(Some("abc"), message);
        assert_eq!((commit.subject.as_str(), commit.is_breaking), ("feat(api)!: add a lid", false));
        let commit = super::commit(None, "feat(api)!: add a lid\n\nTins had none.\n\nReviewed-by: B\n");
        assert_eq!(commit.body, "Tins had none.");
        assert_eq!((commit.convention.as_deref(), commit.is_breaking), (Some("feat"), true));
        assert_eq!(super::commit(None, "parser: stop early").convention, None);
        assert_eq!(super::commit(None, "").subject, "");
    }
}
