//! Mailed patches and `git log -p` → messages and diffs.

use std::borrow::Cow;

use super::message;
use crate::limits;
use crate::model::Commit;

/// A message with its diff.
pub(super) struct Mail<'a> {
    pub(super) commit: Option<Commit>,
    pub(super) base: Option<String>,
    pub(super) diff: Cow<'a, str>,
    /// Lines of the source it takes.
    pub(super) lines: u32,
    /// True for `git log`, which begins with the newest.
    pub(super) is_newest_first: bool,
}

/// The messages of a source; a bare diff is one without a commit.
pub(super) fn mails(text: &str) -> Vec<Mail<'_>> {
    if starts(text, is_mbox_line) {
        return parts(text, is_mbox_line).map(mail).collect();
    }
    if starts(text, is_log_line) {
        return parts(text, is_log_line).map(logged).collect();
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_header = first.split_once(": ").is_some_and(|(key, _)| is_header_name(key)) && !first.starts_with("Index: ");
    if is_header { vec![mail(text)] } else { vec![bare(text)] }
}

fn bare(text: &str) -> Mail<'_> {
    Mail { commit: None, base: None, diff: Cow::Borrowed(text), lines: count(text), is_newest_first: false }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.lines().count()).unwrap_or(u32::MAX)
}

fn is_header_name(key: &str) -> bool {
    key.len() < 40
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_id(word: &str) -> bool {
    (7..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `From 0123… Mon Sep 17 00:00:00 2001`.
fn is_mbox_line(line: &str) -> bool {
    line.strip_prefix("From ").is_some_and(|rest| rest.split(' ').next().is_some_and(|id| id.len() >= 40 && is_id(id)))
}

/// `commit 0123…`, as `git log` and `git show` begin.
fn is_log_line(line: &str) -> bool {
    line.strip_prefix("commit ").is_some_and(|rest| rest.split(' ').next().is_some_and(is_id))
}

fn starts(text: &str, is: fn(&str) -> bool) -> bool {
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(is)
}

/// The parts that begin with such a line; what stands before the first belongs to it.
fn parts(text: &str, is: fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        let mut seen = false;
        for line in rest.split_inclusive('\n') {
            if is(line.trim_end()) && std::mem::replace(&mut seen, true) {
                break;
            }
            end += line.len();
        }
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

/// A mail: headers, an empty line, the message up to `---`, the diff.
fn mail(text: &str) -> Mail<'_> {
    let whole = text.trim_start_matches(['\n', '\r']);
    let (head, body) = split_head(whole);
    let mut id = None;
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if is_mbox_line(line) {
            id = line.split(' ').nth(1);
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((key, value)) = line.split_once(':') {
            fields.push((key.to_lowercase(), value.trim().to_owned()));
        }
    }
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let body = decoded(body, field("content-transfer-encoding").unwrap_or_default());
    let subject = field("subject").or_else(|| field("description")).map(words).unwrap_or_default();
    let message = message_of(&body);
    let base =
        body.lines().rev().take(20).find_map(|line| line.strip_prefix("base-commit: ")).map(|id| id.trim().to_owned());
    let commit = message::commit(id, &format!("{subject}\n\n{message}"));
    Mail { commit: Some(commit), base, diff: body, lines: count(text), is_newest_first: false }
}

/// The lines up to the first empty one, and the rest.
fn split_head(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            return (text.get(..at).unwrap_or_default(), text.get(at + line.len()..).unwrap_or_default());
        }
        // Headers of Debian's patches may go straight into the diff.
        if line.starts_with("--- ")
            || line.starts_with("diff ")
            || line.starts_with("Index: ")
            || line.trim_end() == "---"
        {
            break;
        }
        at += line.len();
    }
    (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default())
}

/// The message of a body: without the sender that a mail may repeat, and what stands below the line of dashes.
fn message_of(body: &str) -> String {
    let is_end = |line: &str| {
        line == "---"
            || line.starts_with("diff -")
            || line.starts_with("Index: ")
            || line.starts_with("--- ")
            || line == "-- "
    };
    let kept = body.lines().take_while(|line| !is_end(line.trim_end_matches('\r')));
    let kept =
        kept.skip_while(|line| line.starts_with("From: ") || line.starts_with("Date: ") || line.trim().is_empty());
    let mut message = String::new();
    for line in kept {
        if message.len() + line.len() > limits::BODY_BYTES_MAX {
            break;
        }
        message.push_str(line);
        message.push('\n');
    }
    message
}

/// An entry of `git log -p`: the message is indented.
fn logged(text: &str) -> Mail<'_> {
    let whole = text.trim_start_matches(['\n', '\r']);
    let (head, body) = split_head(whole);
    let id = head.lines().next().and_then(|line| line.split(' ').nth(1));
    let mut message = String::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_end();
        let Some(text) = bare.strip_prefix("    ").or_else(|| bare.is_empty().then_some("")) else { break };
        at += line.len();
        if message.len() < limits::BODY_BYTES_MAX {
            message.push_str(text);
            message.push('\n');
        }
    }
    let diff = Cow::Borrowed(body.get(at..).unwrap_or_default());
    Mail { commit: Some(message::commit(id, &message)), base: None, diff, lines: count(text), is_newest_first: true }
}

/// A body as it was before the mail.
fn decoded<'a>(body: &'a str, encoding: &str) -> Cow<'a, str> {
    match encoding.to_lowercase().as_str() {
        "quoted-printable" => match quoted_printable::decode(body, quoted_printable::ParseMode::Robust) {
            Ok(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).replace("\r\n", "\n")),
            Err(_) => Cow::Borrowed(body),
        },
        "base64" => {
            let bare: String = body.split_ascii_whitespace().collect();
            match data_encoding::BASE64.decode(bare.as_bytes()) {
                Ok(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).replace("\r\n", "\n")),
                Err(_) => Cow::Borrowed(body),
            }
        }
        _ => Cow::Borrowed(body),
    }
}

/// A header with its encoded words decoded: `=?UTF-8?q?caf=C3=A9?=`.
fn words(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        let Some((word, behind)) = encoded(after) else { break };
        // Spaces between two encoded words are no part of the text.
        let is_gap = before.trim().is_empty() && !said.is_empty();
        said.push_str(if is_gap { "" } else { before });
        said.push_str(&word);
        rest = behind;
    }
    said.push_str(rest);
    said
}

fn encoded(text: &str) -> Option<(String, &str)> {
    let (charset, rest) = text.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (word, behind) = rest.split_once("?=")?;
    let bytes = match kind {
        "q" | "Q" => quoted_printable::decode(word.replace('_', " "), quoted_printable::ParseMode::Robust).ok()?,
        "b" | "B" => data_encoding::BASE64.decode(word.as_bytes()).ok()?,
        _ => return None,
    };
    let is_latin = charset.to_lowercase().starts_with("iso-8859-1");
    let text = if is_latin {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    } else {
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Some((text, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_headers_are_decoded() {
        assert_eq!(words("=?UTF-8?q?caf=C3=A9_lid?= =?utf-8?b?w6Q=?= end"), "café lidä end");
        assert_eq!(words("=?iso-8859-1?Q?caf=E9?="), "café");
        assert_eq!(words("a =? b"), "a =? b");
    }

    #[test]
    fn a_box_is_split_at_its_mails() {
        let id = "0123456789012345678901234567890123456789";
        let text = format!(
            "From {id} Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\nSubject: [PATCH 1/2] one\n two\n\nBody\n---\n x | 1 +\n\nFrom {id} Mon Sep 17 00:00:00 2001\nSubject: b\nContent-Transfer-Encoding: quoted-printable\n\n=E4=BD=A0=\nx\n---\n"
        );
        let mails = mails(&text);
        let commits: Vec<_> = mails.iter().filter_map(|mail| mail.commit.clone()).collect();
        assert_eq!(commits.len(), 2);
        assert_eq!((commits[0].subject.as_str(), commits[0].body.as_str()), ("one two", "Body"));
        assert_eq!(commits[1].body, "你x");
        assert_eq!(commits[0].id.as_deref(), Some(id));
    }
}
