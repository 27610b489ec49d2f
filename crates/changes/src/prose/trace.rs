//! Blocks of code in conversations, by what they are: stack traces, logs, diffs, programs.

use super::Code;

/// Lines of a trace that are looked at.
const LINES_MAX: usize = 400;
const DIFF: [&str; 3] = ["diff", "patch", "udiff"];
const LOG: [&str; 8] = ["log", "console", "shell-session", "text", "txt", "output", "plain", "stderr"];

/// The kind of a block of code, from its language and its text.
pub(super) fn code(language: &str, text: &str) -> Code {
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let language = language.trim().to_lowercase();
    let tag = language.split([' ', ':', ',', '{']).next().unwrap_or_default();
    if tag == "suggestion" {
        return Code::Suggestion { lines };
    }
    if let Some((error, at)) = trace(text) {
        return Code::Trace { lines, error, at };
    }
    let is_diff = DIFF.contains(&tag) || text.lines().any(|line| line.starts_with("@@ -"));
    if is_diff {
        Code::Diff { lines }
    } else if LOG.contains(&tag) || is_log(text) {
        Code::Log { lines }
    } else {
        Code::Plain { lines }
    }
}

/// True if most lines begin with a time, or with what runs in CI prints.
fn is_log(text: &str) -> bool {
    let is_entry = |line: &&str| {
        let line = line.trim_start();
        let time = line.get(..5).is_some_and(|head| {
            let digits = head.bytes().filter(u8::is_ascii_digit).count();
            digits == 4 && head.contains([':', '-'])
        });
        let marked =
            ["##[", "::error", "npm ERR!", "ERROR", "INFO", "WARN", "DEBUG", "[INFO]", "[ERROR]", "FAIL", "error["];
        time || marked.iter().any(|mark| line.starts_with(mark))
    };
    let (mut all, mut entries) = (0_usize, 0_usize);
    for line in text.lines().take(LINES_MAX).filter(|line| !line.trim().is_empty()) {
        all += 1;
        entries += usize::from(is_entry(&line));
    }
    all >= 2 && entries * 2 >= all
}

type Found = (Option<String>, Option<(String, u32)>);

/// The error and the place of a stack trace of the common languages.
fn trace(text: &str) -> Option<Found> {
    let mut error = None;
    let mut at = None;
    let mut frames = 0;
    let is_python = text.contains("Traceback (most recent call last)");
    for line in text.lines().take(LINES_MAX) {
        let bare = line.trim();
        if let Some(found) = frame(bare) {
            frames += 1;
            // The innermost frame is the last in Python, the first elsewhere.
            if at.is_none() || is_python {
                at = found.or(at);
            }
        } else if let Some(rest) = panic(bare) {
            (error, at) = (Some("a panic".to_owned()), place(rest).or(at));
            frames += 1;
        } else if let Some(name) = error_name(bare)
            && (error.is_none() || is_python)
        {
            error = Some(format!("`{name}`"));
        }
    }
    (frames > 0 && (error.is_some() || frames > 1)).then_some((error, at))
}

/// The rest of a line that tells a panic of Rust or Go.
fn panic(line: &str) -> Option<&str> {
    let rust = line.strip_prefix("thread '").and_then(|rest| rest.split_once("' panicked at "));
    rust.map(|(_, rest)| rest).or_else(|| line.strip_prefix("panic: ").map(|_| ""))
}

/// A frame, and its place if it has one.
fn frame(line: &str) -> Option<Option<(String, u32)>> {
    if let Some(rest) = line.strip_prefix("File \"") {
        let (path, rest) = rest.split_once("\", line ")?;
        let number = rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        return Some(Some((path.to_owned(), number)));
    }
    let called = line.strip_prefix("at ").or_else(|| line.strip_prefix("from "))?;
    let inside = called.rsplit_once('(').map_or(called, |(_, inside)| inside.trim_end_matches(')'));
    let found = place(inside);
    (found.is_some() || called.ends_with(')')).then_some(found)
}

/// `src/lid.rs:12:5` → its path and line.
fn place(text: &str) -> Option<(String, u32)> {
    let word = text.split_whitespace().next()?.trim_matches(['`', '\'', '"', ',', '(', ')']);
    let word = word.trim_end_matches(':');
    let mut parts = word.rsplitn(3, ':');
    let (last, middle, first) = (parts.next()?, parts.next()?, parts.next());
    let (path, line) = match (first, middle.parse::<u32>(), last.parse::<u32>()) {
        (Some(path), Ok(line), Ok(_)) => (path, line),
        (_, _, Ok(line)) => (word.get(..word.len() - last.len() - 1)?, line),
        (_, _, Err(_)) => return None,
    };
    (path.contains('.') && path.len() < 200 && !path.contains(char::is_whitespace)).then(|| (path.to_owned(), line))
}

/// The name of an error at the beginning of a line: `ValueError: no lid`, `java.lang.NullPointerException`.
fn error_name(line: &str) -> Option<&str> {
    let line =
        line.strip_prefix("Exception in thread \"main\" ").or_else(|| line.strip_prefix("Uncaught ")).unwrap_or(line);
    let line = line.strip_prefix("Caused by: ").unwrap_or(line);
    let name = line.split([':', ' ']).next()?;
    let short = name.rsplit('.').next()?;
    let is_error = ["Error", "Exception", "Failure", "Panic"].iter().any(|end| short.ends_with(end));
    (is_error && super::is_name(short)).then_some(short)
}
