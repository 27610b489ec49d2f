//! Progress as plain lines for logs and pipes: one per stage, and one per tenth of the turns.

use protocol::Progress;

use crate::format::{clock, progress};

use super::job_progress::{DisplayEvent, JobProgress};

#[derive(Default)]
pub(super) struct Lines {
    tenths_said: u32,
}

impl Lines {
    pub(super) fn line(&mut self, job: &JobProgress, event: &DisplayEvent) -> Option<String> {
        let tenths = job.progress.as_ref().map_or(0, tenths);
        let what = match event {
            DisplayEvent::Note(text) => text.clone(),
            DisplayEvent::Turns if tenths <= self.tenths_said => return None,
            DisplayEvent::Stage | DisplayEvent::Turns => {
                self.tenths_said = tenths;
                progress(job.progress.as_ref()?)
            }
        };
        let left = match event {
            DisplayEvent::Turns => {
                job.speech_left_ms().map(|ms| format!(", about {} left", clock(ms))).unwrap_or_default()
            }
            DisplayEvent::Stage | DisplayEvent::Note(_) => String::new(),
        };
        Some(format!("{:>6}  {what}{left}", clock(job.elapsed_ms())))
    }
}

fn tenths(progress: &Progress) -> u32 {
    let tenths = |total| progress.turns_spoken.saturating_mul(10).checked_div(total);
    progress.turns_total.and_then(tenths).unwrap_or(0)
}
