//! Progress as plain lines for logs and pipes: one per stage, and one per tenth of the turns.

use protocol::Progress;

use crate::format::{clock, progress};

use super::scene::{Beat, Scene};

#[derive(Default)]
pub(super) struct Lines {
    tenths_said: u32,
}

impl Lines {
    pub(super) fn line(&mut self, scene: &Scene, beat: &Beat) -> Option<String> {
        let tenths = scene.progress.as_ref().map_or(0, tenths);
        let what = match beat {
            Beat::Note(text) => text.clone(),
            Beat::Turns if tenths <= self.tenths_said => return None,
            Beat::Stage | Beat::Turns => {
                self.tenths_said = tenths;
                progress(scene.progress.as_ref()?)
            }
        };
        let left = match beat {
            Beat::Turns => scene.speech_left_ms().map(|ms| format!(", about {} left", clock(ms))).unwrap_or_default(),
            Beat::Stage | Beat::Note(_) => String::new(),
        };
        Some(format!("{:>6}  {what}{left}", clock(scene.elapsed_ms())))
    }
}

fn tenths(progress: &Progress) -> u32 {
    let tenths = |total| progress.turns_spoken.saturating_mul(10).checked_div(total);
    progress.turns_total.and_then(tenths).unwrap_or(0)
}
