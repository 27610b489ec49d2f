//! Progress on one line of a terminal: a bar during the speech stage, a spinner otherwise.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use protocol::Stage;

use crate::format::{clock, stage};

use super::job_progress::{DisplayEvent, JobProgress};

const SPINNER: &str = "{spinner} {prefix:<8} {clock}";
const SPEECH: &str = "{spinner} {prefix:<8} [{bar:30}] lines {pos}/{len}  {clock}{msg}";
const TICK: Duration = Duration::from_millis(100);

pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(super) fn new(target: ProgressDrawTarget) -> Self {
        let bar = ProgressBar::with_draw_target(None, target).with_style(style(SPINNER)).with_prefix("waiting");
        bar.enable_steady_tick(TICK);
        Self { bar }
    }

    pub(super) fn draw(&mut self, job: &JobProgress, event: &DisplayEvent) {
        match event {
            DisplayEvent::Note(text) => self.bar.println(text),
            DisplayEvent::Stage | DisplayEvent::Turns => self.move_to(job),
        }
    }

    pub(super) fn clear(&mut self) {
        self.bar.finish_and_clear();
    }

    fn move_to(&mut self, job: &JobProgress) {
        let Some(progress) = &job.progress else { return };
        let template = if progress.stage == Stage::Speech { SPEECH } else { SPINNER };
        let left = job.speech_left_ms().map(|ms| format!("  about {} left", clock(ms))).unwrap_or_default();
        // Each of these may draw, so the numbers are set before the style that shows them.
        self.bar.set_length(progress.turns_total.unwrap_or_default().into());
        self.bar.set_position(progress.turns_spoken.into());
        self.bar.set_message(left);
        self.bar.set_style(style(template));
        self.bar.set_prefix(stage(&progress.stage));
        self.bar.set_elapsed(Duration::from_millis(job.elapsed_ms()));
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .expect("invariant: the templates are ours and well formed")
        .progress_chars("=> ")
        .with_key("clock", |state: &ProgressState, line: &mut dyn std::fmt::Write| {
            let ms = u64::try_from(state.elapsed().as_millis()).unwrap_or(u64::MAX);
            let _ = line.write_str(&clock(ms));
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::InMemoryTerm;
    use protocol::{Change, Progress, Timestamp, Update, WatchMessage};

    #[test]
    fn the_bar_shows_the_turns_and_clears_itself() {
        let terminal = InMemoryTerm::new(5, 100);
        let mut bar = Bar::new(ProgressDrawTarget::term_like(Box::new(terminal.clone())));
        bar.bar.disable_steady_tick();
        let mut job = JobProgress::default();
        for (at_ms, turns_spoken) in [(0, 0), (60_000, 24)] {
            let progress = Progress { stage: Stage::Speech.into(), turns_spoken, turns_total: Some(48) };
            let update = Update { seq: 1, at: Timestamp::from_ms(at_ms), change: Change::TurnsSpoken { progress } };
            let event = job.apply(&WatchMessage::Update { update }).unwrap();
            bar.draw(&job, &event);
        }
        bar.bar.force_draw();
        let shown = terminal.contents();
        assert!(
            shown.contains("speech   [===============>              ] lines 24/48  0:00  about 1:00 left"),
            "{shown}"
        );
        bar.clear();
        assert_eq!(terminal.contents(), "");
    }
}
