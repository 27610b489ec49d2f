//! One line of a talk: its time, who speaks, and what is said.

/// Labels of facts, not of people.
const FACTS: [&str; 98] = [
    "note",
    "notes",
    "warning",
    "tip",
    "important",
    "caution",
    "danger",
    "hint",
    "attention",
    "todo",
    "fixme",
    "name",
    "version",
    "status",
    "severity",
    "author",
    "authors",
    "date",
    "source",
    "package",
    "license",
    "licence",
    "copyright",
    "files",
    "file",
    "comment",
    "description",
    "homepage",
    "summary",
    "fix",
    "feat",
    "feature",
    "docs",
    "chore",
    "test",
    "refactor",
    "perf",
    "build",
    "ci",
    "style",
    "revert",
    "impact",
    "workaround",
    "cause",
    "solution",
    "problem",
    "result",
    "example",
    "usage",
    "output",
    "input",
    "default",
    "type",
    "value",
    "title",
    "subject",
    "from",
    "to",
    "cc",
    "url",
    "http",
    "https",
    "see",
    "requires",
    "depends",
    "section",
    "priority",
    "maintainer",
    "architecture",
    "changes",
    "fixed",
    "added",
    "removed",
    "changed",
    "deprecated",
    "security",
    "breaking",
    "bug",
    "bugs",
    "error",
    "info",
    "debug",
    "warn",
    "upstream-name",
    "present",
    "absent",
    "apologies",
    "attendees",
    "decision",
    "decisions",
    "action",
    "actions",
    "agenda",
    "chair",
    "minutes",
    "next",
    "reporter",
    "affected",
];
const NAME_CHARS_MAX: usize = 28;
const NAME_WORDS_MAX: usize = 3;
const EVENTS: [&str; 14] = [
    " joined",
    " left",
    " quit",
    " has joined",
    " has left",
    " parted",
    " entered",
    " is now known as",
    " sets mode",
    " changed the topic",
    " was kicked",
    " disconnected",
    " connected",
    " started the recording",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) time: Option<&'a str>,
    /// None for an event: somebody joined.
    pub(super) speaker: Option<&'a str>,
    pub(super) text: &'a str,
    /// True where the line looks like a talk by itself.
    pub(super) sure: bool,
}

/// `[10:02:11] ada: …`, `10:02 <ada> …`, `<ada> …`, `Ada (10:02): …`, `10:02 *** ada joined`.
pub(super) fn said(line: &str) -> Option<Said<'_>> {
    if is_service(line) {
        return Some(Said { time: None, speaker: None, text: line, sure: true });
    }
    if let Some((time, rest)) = time(line) {
        if is_event(rest) {
            return Some(Said { time: Some(time), speaker: None, text: rest, sure: true });
        }
        let found = angled(rest).or_else(|| action(rest)).or_else(|| named(rest)).or_else(|| spaced(rest, line));
        return found.map(|(name, text)| Said { time: Some(time), speaker: Some(name), text, sure: true });
    }
    if let Some((name, text)) = angled(line) {
        return Some(Said { time: None, speaker: Some(name), text, sure: false });
    }
    let (head, text) = line.split_once(':').filter(|_| !line.starts_with('('))?;
    let whole = match head.find(['(', '[']) {
        // The time is cut at its own colon: `Ada (10:02): …`.
        Some(open) => {
            line.get(open..).and_then(|rest| rest.find("):").or(rest.find("]:")).map(|end| (open, open + end)))?
        }
        None => return after_name(line, head, text),
    };
    let (open, end) = whole;
    let clock = line.get(open + 1..end).filter(|clock| is_clock(clock))?;
    let name = line.get(..open)?.trim();
    let text = line.get(end + 2..)?.trim();
    is_name(name).then_some(Said { time: Some(clock), speaker: Some(name), text, sure: true })
}

/// `Ada Lid  10:02 AM` over what she says.
fn after_name<'a>(line: &'a str, head: &str, _text: &str) -> Option<Said<'a>> {
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let (name, clock) = (line.get(..start.len())?, line.get(start.len()..)?);
    let name = name.trim_end_matches([' ', '\u{2014}', '-', ',']);
    let spoken = is_clock(clock) && is_name(name) && start.ends_with(' ');
    spoken.then_some(Said { time: Some(clock), speaker: Some(name), text: "", sure: false })
}

/// True for an entry of a timeline: "10:02 UTC The press stops."
pub(super) fn is_timed(line: &str) -> bool {
    time(line).is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic))
}

/// The time that opens a line, and the rest.
fn time(line: &str) -> Option<(&str, &str)> {
    if let Some(close) =
        [('[', ']'), ('(', ')')].iter().find_map(|(open, close)| line.starts_with(*open).then_some(close))
    {
        let end = line.find(*close)?;
        let clock = line.get(1..end).filter(|clock| is_clock(clock))?;
        return Some((clock, line.get(end + 1..)?.trim_start_matches([' ', '-', ':'])));
    }
    let end = line.find(|c: char| !(c.is_ascii_digit() || ":./,-TZ ".contains(c))).unwrap_or(line.len());
    let head = line.get(..end)?.trim_end_matches([' ', '-', 'T']);
    let mut rest = line.get(head.len()..)?.trim_start();
    if is_service(rest) {
        return is_clock(head).then_some((head, rest));
    }
    let mut shown = head;
    if let Some(after) = ["AM ", "PM ", "am ", "pm "].iter().find_map(|half| rest.strip_prefix(half)) {
        shown = line.get(..line.len() - after.len())?.trim_end();
        rest = after;
    }
    let rest = rest.trim_start_matches(['-', ' ', '|']);
    (is_clock(shown) && !rest.is_empty()).then_some((shown, rest))
}

/// Digits around a colon, and nothing but what dates are made of.
pub(super) fn is_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    let colon = bytes
        .windows(4)
        .any(|four| matches!(four, [a, b':', c, d] if a.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit()));
    let plain = |c: char| c.is_ascii_digit() || ":./,-+ ".contains(c) || "APMapmTZUTC".contains(c);
    colon && text.len() <= 32 && text.chars().all(plain)
}

fn angled(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix('<')?.split_once('>')?;
    let name = name.trim_start_matches(['@', '+', ' ', '%', '~', '&']);
    (is_name(name) && rest.starts_with(' ') && !rest.contains("</")).then(|| (name, rest.trim()))
}

/// `* ada waves`.
fn action(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("* ")?;
    let (name, _) = rest.split_once(' ')?;
    is_name(name).then_some((name, rest))
}

fn named(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(':')?;
    let name = name.trim_matches('*');
    let rest = rest.trim_start_matches('*');
    (is_name(name) && rest.starts_with([' ', '\t'])).then(|| (name, rest.trim()))
}

/// `10:02 ada  …`, `10:02 ada | …`.
fn spaced<'a>(text: &'a str, _line: &str) -> Option<(&'a str, &'a str)> {
    let (name, rest) = text.split_once("  ").or_else(|| text.split_once('\t')).or_else(|| text.split_once(" | "))?;
    let one = !name.contains(' ') && is_name(name);
    (one && !rest.trim().is_empty()).then(|| (name, rest.trim()))
}

/// `Ada: …` where no time helps.
pub(super) fn bare(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(['*', '_']);
    let (name, text) = line.split_once(':')?;
    let name = name.trim_matches(['*', '_']);
    let text = text.trim_start_matches(['*', '_']);
    let cased = name.split(' ').skip(1).all(|word| word.starts_with(char::is_uppercase));
    (is_name(name) && cased && (text.starts_with([' ', '\t']) || text.is_empty())).then(|| (name, text.trim()))
}

pub(super) fn is_name(name: &str) -> bool {
    let name = name.trim();
    let opens = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '@');
    let plain = name.chars().all(|c| c.is_alphanumeric() || "_-|.@' `^".contains(c));
    opens
        && plain
        && name.chars().count() <= NAME_CHARS_MAX
        && name.split(' ').count() <= NAME_WORDS_MAX
        && !FACTS.contains(&name.to_lowercase().as_str())
}

/// `-!- ada has joined`, `--- Log opened Mon Mar 03`: lines of the program that keeps the log.
fn is_service(text: &str) -> bool {
    ["-!- ", "--- Log opened ", "--- Log closed ", "--- Day changed "].iter().any(|start| text.starts_with(start))
}

fn is_event(text: &str) -> bool {
    let machine =
        ["***", "-!-", "-->", "<--", "==", "!!!", "\u{2192}", "\u{2190}"].iter().any(|start| text.starts_with(start));
    let words = text.split_whitespace().count();
    let lower = text.to_lowercase();
    machine
        || words <= 12
            && !text.contains(':')
            && EVENTS.iter().any(|event| {
                lower.find(event).is_some_and(|at| {
                    at <= NAME_CHARS_MAX
                        && lower.get(..at).is_some_and(|name| !name.contains(' ') || lower.ends_with(event))
                })
            })
}
