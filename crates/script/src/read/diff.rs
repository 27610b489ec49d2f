//! Unified diffs and patch mails: what they change is told, their lines are not.

mod comment;
mod region;
mod told;

pub(crate) use region::region;

/// The subject of a patch mail, and the text without hunks, file headers, statistics, addresses and trailers.
pub(crate) fn strip(text: &str) -> (Option<String>, String) {
    let mut strip = Strip::default();
    for line in text.lines() {
        strip.take(line);
    }
    (strip.subject, strip.kept)
}

const FILE_HEADERS: [&str; 13] = [
    "diff --git ",
    "diff -",
    "index ",
    "--- a/",
    "+++ b/",
    "--- /dev/null",
    "+++ /dev/null",
    "new file mode ",
    "deleted file mode ",
    "old mode ",
    "new mode ",
    "similarity index ",
    "Binary files ",
];
const MAIL_HEADERS: [&str; 6] = ["From: ", "Date: ", "Message-Id: ", "To: ", "Cc: ", "Author: "];
const TRAILERS: [&str; 9] = [
    "Signed-off-by:",
    "Co-authored-by:",
    "Reviewed-by:",
    "Acked-by:",
    "Tested-by:",
    "Reported-by:",
    "Change-Id:",
    "Cc:",
    "Reviewed-on:",
];

#[derive(Default)]
struct Strip {
    kept: String,
    subject: Option<String>,
    /// Lines of the hunk still to come, before and after.
    before: usize,
    after: usize,
    in_diff: bool,
}

impl Strip {
    fn take(&mut self, line: &str) {
        if (self.before > 0 || self.after > 0) && self.take_hunk_line(line) {
            return;
        }
        if let Some((before, after)) = hunk_size(line) {
            (self.before, self.after, self.in_diff) = (before, after, true);
            return self.gap();
        }
        if let Some(subject) = line.strip_prefix("Subject: ") {
            let subject =
                subject.strip_prefix("[PATCH").and_then(|rest| rest.split_once("] ")).map_or(subject, |(_, rest)| rest);
            self.subject.get_or_insert_with(|| subject.to_owned());
            return;
        }
        self.in_diff |= line.starts_with("diff --git ");
        if is_machinery(line) || (self.in_diff && FILE_HEADERS.iter().any(|header| line.starts_with(header))) {
            return self.gap();
        }
        self.kept.push_str(line);
        self.kept.push('\n');
    }

    /// Consumes a line of a hunk; false if the hunk ended early.
    fn take_hunk_line(&mut self, line: &str) -> bool {
        match line.chars().next() {
            Some('+') => self.after = self.after.saturating_sub(1),
            Some('-') => self.before = self.before.saturating_sub(1),
            Some(' ' | '\t') | None => {
                self.before = self.before.saturating_sub(1);
                self.after = self.after.saturating_sub(1);
            }
            Some('\\') => {}
            Some(_) => {
                (self.before, self.after) = (0, 0);
                return false;
            }
        }
        true
    }

    fn gap(&mut self) {
        if !self.kept.is_empty() && !self.kept.ends_with("\n\n") {
            self.kept.push('\n');
        }
    }
}

/// The two lengths in `@@ -1,7 +1,9 @@`; a length left out is 1.
pub(crate) fn hunk_size(line: &str) -> Option<(usize, usize)> {
    let (ranges, _) = line.strip_prefix("@@ -")?.split_once(" @@")?;
    let (before, after) = ranges.split_once(" +")?;
    let length = |range: &str| range.split_once(',').map_or(Some(1), |(_, length)| length.parse().ok());
    Some((length(before)?, length(after)?))
}

fn is_machinery(line: &str) -> bool {
    let starts = |list: &[&str]| list.iter().any(|start| line.starts_with(start));
    let is_statistic = line.split_once(" | ").is_some_and(|(_, count)| {
        let count = count.trim();
        count.starts_with(|c: char| c.is_ascii_digit()) && count.ends_with(['+', '-']) || count.starts_with("Bin ")
    });
    let is_summary = line.contains(" changed, ") && (line.contains(" insertion") || line.contains(" deletion"));
    let is_commit = ["commit ", "From "].iter().any(|start| {
        line.strip_prefix(start)
            .and_then(|rest| rest.split(' ').next())
            .is_some_and(|id| id.len() == 40 && id.chars().all(|c| c.is_ascii_hexdigit()))
    });
    is_statistic || is_summary || is_commit || starts(&TRAILERS) || starts(&MAIL_HEADERS)
}
