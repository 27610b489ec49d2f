//! Moments and durations for people.

use protocol::Timestamp;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment as a `<time>`, in UTC; the script shows it in the reader's own zone.
pub(crate) fn moment(at: Timestamp) -> String {
    let wire = at.to_string();
    let words = in_words(&wire).unwrap_or_else(|| wire.clone());
    format!("<time datetime=\"{wire}\">{words}</time>")
}

/// `2026-11-21T01:09:13.042Z` as `21 Nov 2026, 01:09 UTC`.
fn in_words(wire: &str) -> Option<String> {
    let (date, time) = wire.split_once('T')?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let month = MONTHS.get(month.checked_sub(1)?)?;
    Some(format!("{} {month} {year}, {} UTC", day.trim_start_matches('0'), time.get(..5)?))
}

/// A duration as `m:ss`, rounded down; hours are counted in minutes, as podcast apps do.
pub(crate) fn clock(ms: u64) -> String {
    let seconds = ms / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A time in seconds, as media fragments and the script take it.
pub(crate) fn seconds(ms: u64) -> String {
    let text = format!("{}.{:03}", ms / 1_000, ms % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_words_and_kept_for_programs() {
        let at = Timestamp::from_ms(1_795_223_353_042);
        assert_eq!(moment(at), "<time datetime=\"2026-11-21T01:09:13.042Z\">21 Nov 2026, 01:09 UTC</time>");
        assert!(moment(Timestamp::from_ms(i64::MAX)).contains(" ms</time>"), "out of the calendar");
    }

    #[test]
    fn times_in_the_audio_are_short() {
        assert_eq!([0, 61_999, 3_600_000].map(clock), ["0:00", "1:01", "60:00"]);
        assert_eq!([0, 10_000, 12_340, 100_001].map(seconds), ["0", "10", "12.34", "100.001"]);
    }
}
