//! Formatting of numbers, names and times for people.

mod account;

use protocol::{Coverage, JobStatus, JobView, KnownOr, LeftOut, Loudness, Progress, Stage, Timestamp};

pub(crate) use self::account::waiting;

/// A duration as `m:ss`, rounded down; hours are counted in minutes, as podcast apps do.
pub(crate) fn clock(ms: u64) -> String {
    let seconds = ms / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

pub(crate) fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", bytes.div_ceil(1_000));
    }
    // Rounded to tenths of a megabyte in integers.
    let tenths = bytes.saturating_add(50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

pub(crate) fn status(status: &KnownOr<JobStatus>) -> String {
    match status {
        KnownOr::Known(status) => status.as_str().to_owned(),
        KnownOr::Other(word) => one_line(word),
    }
}

pub(crate) fn stage(stage: &KnownOr<Stage>) -> String {
    let word = match stage {
        KnownOr::Known(Stage::Ingest) => "ingest",
        KnownOr::Known(Stage::Outline) => "outline",
        KnownOr::Known(Stage::Script) => "script",
        KnownOr::Known(Stage::Speech) => "speech",
        KnownOr::Known(Stage::Master) => "master",
        KnownOr::Known(Stage::Publish) => "publish",
        KnownOr::Other(word) => return one_line(word),
    };
    word.to_owned()
}

/// The stage; with the lines spoken during the speech stage.
pub(crate) fn progress(progress: &Progress) -> String {
    let name = stage(&progress.stage);
    match progress.turns_total.filter(|_| progress.stage == Stage::Speech) {
        Some(total) => format!("{name}, lines {}/{total}", progress.turns_spoken),
        None => name,
    }
}

/// Text without control characters, which could steer the terminal; line breaks stay.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Text without control characters, on one line.
pub(crate) fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

/// The rows about a finished episode: its title, then its measurements.
pub(crate) fn episode(job: &JobView) -> Vec<(&'static str, String)> {
    let mut rows = vec![("title", one_line(job.title.as_deref().unwrap_or("(untitled)")))];
    if let Some(coverage) = &job.coverage {
        rows.extend(self::coverage(coverage));
    }
    if job.open_points > 0 {
        let noun = if job.open_points == 1 { "point is" } else { "points are" };
        rows.push(("to do", format!("{} {noun} open", job.open_points)));
    }
    if let Some(episode) = &job.episode {
        rows.extend([
            ("duration", clock(episode.duration_ms)),
            ("chapters", episode.chapters.to_string()),
            ("size", size(episode.size_bytes)),
            ("loudness", loudness(episode.loudness)),
        ]);
    }
    rows
}

/// The share of the source that is said, and what it has beyond that.
fn coverage(coverage: &Coverage) -> Vec<(&'static str, String)> {
    let Coverage { statements, said, left_out } = coverage;
    let mut rows = vec![("said", format!("{said} of {statements} sentences"))];
    let parts = |left: &LeftOut| {
        let what = match &left.why {
            KnownOr::Known(why) if left.parts == 1 => why.noun().0.to_owned(),
            KnownOr::Known(why) => why.noun().1.to_owned(),
            KnownOr::Other(word) => one_line(word),
        };
        format!("{} {what}, {} words", left.parts, left.words)
    };
    if !left_out.is_empty() {
        rows.push(("left out", left_out.iter().map(parts).collect::<Vec<_>>().join("; ")));
    }
    rows
}

fn loudness(Loudness { integrated_lufs, true_peak_dbtp }: Loudness) -> String {
    format!("{integrated_lufs:.1} LUFS, true peak {true_peak_dbtp:.1} dBTP")
}

/// All rows about a job.
pub(crate) fn job(job: &JobView) -> Vec<(&'static str, String)> {
    let mut rows = vec![("id", job.id.to_string()), ("status", status(&job.status))];
    rows.extend(episode(job));
    if job.status != JobStatus::Succeeded {
        rows.push(("stage", progress(&job.progress)));
    }
    let hosts = job.hosts.each_ref().map(|host| one_line(&format!("{} ({})", host.name, host.voice))).join(", ");
    rows.extend(account::rows(job));
    rows.extend([("hosts", hosts), ("created", job.created_at.to_string()), ("updated", job.updated_at.to_string())]);
    rows
}

pub(crate) fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "none".to_owned(), |at| at.to_string())
}

pub(crate) fn table(rows: &[(&'static str, String)]) -> String {
    rows.iter().map(|(name, value)| format!("{name:<10}{value}")).collect::<Vec<_>>().join("\n")
}

/// A table with a heading; each column is as wide as its widest value.
pub(crate) fn columns<const N: usize>(heading: [&str; N], rows: &[[String; N]]) -> String {
    let rows = rows.iter().map(|row| row.each_ref().map(String::as_str));
    let rows: Vec<[&str; N]> = [heading].into_iter().chain(rows).collect();
    let mut widths = [0; N];
    for row in &rows {
        widths.iter_mut().zip(row).for_each(|(widest, value)| *widest = value.chars().count().max(*widest));
    }
    let padded = |(value, widest): (&&str, &usize)| format!("{value:<widest$}  ");
    let line = |row: &[&str; N]| row.iter().zip(&widths).map(padded).collect::<String>().trim_end().to_owned();
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes_are_short() {
        assert_eq!([0, 59_999, 432_000, 4_000_000].map(clock), ["0:00", "0:59", "7:12", "66:40"]);
        assert_eq!([1, 999_999, 1_049_999, 5_250_000].map(size), ["1 kB", "1000 kB", "1.0 MB", "5.3 MB"]);
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_value() {
        let rows = [["é".to_owned(), "1".to_owned()], ["long".to_owned(), String::new()]];
        assert_eq!(columns(["a", "bc"], &rows), "a     bc\né     1\nlong");
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(one_line("a\u{1b}[2J\nb\u{9b}c"), "a\u{fffd}[2J b\u{fffd}c");
    }
}
