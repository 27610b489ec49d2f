//! `media`: an episode's folder → videos and other formats, made by ffmpeg on this machine.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::ProgressBar;
use media::{Ffmpeg, Progress, make};
use serde::Serialize;

use super::Session;
use crate::args::{Global, Media};
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;

#[derive(Serialize)]
struct Made<'a> {
    files: &'a [PathBuf],
}

pub(super) fn media(session: &Session, args: &Media, console: &mut Console<'_>) -> Result<Exit, Error> {
    let ffmpeg = Ffmpeg::find(&args.ffmpeg)?;
    let is_stopped = Arc::new(AtomicBool::new(false));
    let of_handler = Arc::clone(&is_stopped);
    // Without a handler an interrupt leaves temporary files, which the next run removes.
    let _ = ctrlc::set_handler(move || of_handler.store(true, Ordering::Relaxed));
    let mut shown = Shown::new(&session.global, console.is_terminal());
    let made = make(&args.folder, &args.wishes(), &ffmpeg, &is_stopped, &mut |seen| {
        if let Some(line) = shown.line(&seen) {
            console.report(&line);
        }
    });
    shown.end();
    let files = made?;
    if session.global.json {
        console.print_json(&Made { files: &files })?;
        return Ok(Exit::Ok);
    }
    for file in &files {
        console.print(&file.display().to_string())?;
    }
    Ok(Exit::Ok)
}

/// Percent of each file: on one line of a terminal, as a line for each quarter, or not at all.
struct Shown {
    is_silent: bool,
    bar: Option<ProgressBar>,
    percent: BTreeMap<String, u64>,
}

impl Shown {
    fn new(global: &Global, is_terminal: bool) -> Self {
        let is_silent = global.json || global.quiet;
        let bar = (is_terminal && !is_silent).then(ProgressBar::new_spinner);
        Self { is_silent, bar, percent: BTreeMap::new() }
    }

    /// Takes progress; a line if there is one to print.
    fn line(&mut self, seen: &Progress) -> Option<String> {
        let percent = seen.done_ms.saturating_mul(100).checked_div(seen.total_ms).unwrap_or_default();
        let before = self.percent.insert(seen.output.clone(), percent);
        if let Some(bar) = &self.bar {
            let all: Vec<String> =
                self.percent.iter().map(|(output, percent)| format!("{output} {percent} %")).collect();
            bar.set_message(all.join("  "));
            bar.tick();
            return None;
        }
        let is_news = before.is_none_or(|before| before / 25 < percent / 25);
        (is_news && !self.is_silent).then(|| format!("{} {percent} %", seen.output))
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_a_line_for_each_quarter() {
        let mut shown = Shown { is_silent: false, bar: None, percent: BTreeMap::new() };
        let mut at = |done_ms| shown.line(&Progress { output: "episode.mp4".to_owned(), done_ms, total_ms: 1_000 });
        assert_eq!(at(10).as_deref(), Some("episode.mp4 1 %"));
        assert_eq!(at(240), None);
        assert_eq!(at(500).as_deref(), Some("episode.mp4 50 %"));
        assert_eq!(at(1_000).as_deref(), Some("episode.mp4 100 %"));
        assert_eq!(at(1_000), None);
    }
}
