//! The lines of ffmpeg's `-progress`.

/// The part of a file that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Name of the file.
    pub output: String,
    /// Milliseconds of the episode that are in it.
    pub done_ms: u64,
    pub total_ms: u64,
}

/// The last known state of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) done_ms: u64,
    pub(crate) frames: u64,
    pub(crate) bytes: u64,
}

impl Report {
    /// Takes one line; true at the end of a report. Lines that say nothing (`N/A`) change nothing.
    pub(crate) fn take(&mut self, line: &str) -> bool {
        let Some((name, value)) = line.split_once('=') else { return false };
        let value = value.trim();
        match name {
            "out_time" => self.done_ms = time(value).unwrap_or(self.done_ms),
            "frame" => self.frames = value.parse().unwrap_or(self.frames),
            "total_size" => self.bytes = value.parse().unwrap_or(self.bytes),
            _ => {}
        }
        name == "progress"
    }
}

/// `HH:MM:SS.ffffff` in milliseconds; `out_time_ms` would be simpler, but is in microseconds in most versions.
pub(crate) fn time(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    let number = |text: &str| text.parse::<u32>().ok().map(u64::from);
    Some(((number(hours)? * 60 + number(minutes)?) * 60 + number(whole)?) * 1_000 + number(&fraction)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_read() {
        let mut report = Report::default();
        for line in ["frame=12", "total_size=N/A", "out_time_ms=400000", "out_time=00:01:00.433333", "what"] {
            assert!(!report.take(line));
        }
        assert!(report.take("progress=continue"));
        assert_eq!(report, Report { done_ms: 60_433, frames: 12, bytes: 0 });
        report.take("out_time=-577014:32:22.77");
        assert_eq!(report.done_ms, 60_433);
    }

    #[test]
    fn times_are_read() {
        assert_eq!(time("01:02:03.45"), Some(3_723_450));
        assert_eq!(time("00:00:07"), Some(7_000));
        assert_eq!(time("N/A"), None);
    }
}
