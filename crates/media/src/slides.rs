//! Still pictures in time, as a script of ffmpeg's concat demuxer: each picture is decoded once, however long it is shown.

use std::fmt::Write;

use crate::limits::SLIDE_GRID_MS;

/// Pictures by the times they are first shown.
#[derive(Debug, Default)]
pub(crate) struct Slides {
    shown: Vec<(u64, String)>,
}

impl Slides {
    /// Shows a picture from a time on, rounded to the grid; one that would be shown for no time is replaced.
    pub(crate) fn show(&mut self, at_ms: u64, picture: impl Into<String>) {
        let at = (at_ms + SLIDE_GRID_MS / 2) / SLIDE_GRID_MS * SLIDE_GRID_MS;
        let picture = picture.into();
        self.shown.retain(|(shown_at, _)| *shown_at < at);
        if self.shown.last().is_none_or(|(_, last)| *last != picture) {
            self.shown.push((at, picture));
        }
    }

    /// The script, in which the last picture stays past `until_ms`.
    pub(crate) fn script(&self, until_ms: u64) -> String {
        let mut script = "ffconcat version 1.0\n".to_owned();
        let ends = self.shown.iter().skip(1).map(|(at, _)| *at).chain([until_ms + 1_000]);
        for ((at, picture), end) in self.shown.iter().zip(ends) {
            let shown_ms = end.saturating_sub(*at);
            let _ = writeln!(script, "file {picture}\nduration {}.{:03}", shown_ms / 1_000, shown_ms % 1_000);
        }
        // The demuxer takes no duration of the last entry.
        if let Some((_, picture)) = self.shown.last() {
            let _ = writeln!(script, "file {picture}");
        }
        script
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_follow_each_other_on_the_grid() {
        let mut slides = Slides::default();
        for (at_ms, picture) in [(0, "a.png"), (1_010, "b.png"), (1_015, "c.png"), (2_000, "c.png"), (2_030, "a.png")] {
            slides.show(at_ms, picture);
        }
        assert_eq!(
            slides.script(5_000),
            "ffconcat version 1.0\nfile a.png\nduration 1.000\nfile c.png\nduration 1.040\nfile a.png\nduration 3.960\nfile a.png\n"
        );
    }
}
