//! Progress display: a bar, plain lines, or nothing. Never on stdout.

mod bar;
mod job_progress;
mod lines;

use protocol::{JobView, WatchMessage};

use crate::args::Global;
use crate::console::Console;
use crate::format;

use bar::Bar;
use job_progress::{DisplayEvent, JobProgress};
use lines::Lines;

pub(crate) struct Display {
    progress: JobProgress,
    style: Style,
}

enum Style {
    Silent,
    Lines(Lines),
    Bar(Bar),
}

impl Display {
    pub(crate) fn new(global: &Global, console: &Console<'_>) -> Self {
        let style = if global.json || global.quiet {
            Style::Silent
        } else if console.is_terminal() {
            Style::Bar(Bar::new(indicatif::ProgressDrawTarget::stderr()))
        } else {
            Style::Lines(Lines::default())
        };
        Self { progress: JobProgress::default(), style }
    }

    /// Shows the job before the first message, if that will not be a snapshot.
    pub(crate) fn start(&mut self, job: &JobView, console: &mut Console<'_>) {
        if let Some(event) = self.progress.start(job) {
            self.draw(&event, console);
        }
    }

    pub(crate) fn show(&mut self, message: &WatchMessage, console: &mut Console<'_>) {
        if let Some(event) = self.progress.apply(message) {
            self.draw(&event, console);
        }
    }

    pub(crate) fn note(&mut self, text: &str, console: &mut Console<'_>) {
        let first_line = text.lines().next().unwrap_or_default();
        self.draw(&DisplayEvent::Note(format::one_line(first_line)), console);
    }

    /// Clears the bar and prints the final status.
    pub(crate) fn end(&mut self, job: &JobView, console: &mut Console<'_>) {
        let line = format!("{} after {}", format::status(&job.status), format::clock(self.progress.elapsed_ms()));
        match &mut self.style {
            Style::Silent => {}
            Style::Lines(_) => console.report(&line),
            Style::Bar(bar) => {
                bar.clear();
                console.report(&line);
            }
        }
    }

    fn draw(&mut self, event: &DisplayEvent, console: &mut Console<'_>) {
        match &mut self.style {
            Style::Silent => {}
            Style::Lines(lines) => {
                if let Some(line) = lines.line(&self.progress, event) {
                    console.report(&line);
                }
            }
            Style::Bar(bar) => bar.draw(&self.progress, event),
        }
    }
}
