//! The progress of a job, accumulated from its updates; every time in it is the service's.

use protocol::{Change, JobView, Progress, Stage, Timestamp, WatchMessage};

use crate::format;

#[derive(Default)]
pub(super) struct JobProgress {
    created_at: Option<Timestamp>,
    seen_at: Option<Timestamp>,
    pub(super) progress: Option<Progress>,
    /// Time and turns at the first look at the speech stage; the speed is measured from there.
    speech_from: Option<(Timestamp, u32)>,
}

/// A change that the display shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DisplayEvent {
    Stage,
    Turns,
    Note(String),
}

impl JobProgress {
    pub(super) fn start(&mut self, job: &JobView) -> Option<DisplayEvent> {
        self.created_at = Some(job.created_at);
        self.advance(job.updated_at, &job.progress, DisplayEvent::Stage)
    }

    /// Applies an update; `None` if nothing is to be shown. The end of a job is shown from the job itself.
    pub(super) fn apply(&mut self, message: &WatchMessage) -> Option<DisplayEvent> {
        let update = match message {
            WatchMessage::Snapshot { job } => return self.start(job),
            WatchMessage::Update { update } => update,
        };
        self.seen_at = Some(update.at);
        match &update.change {
            Change::StageStarted { progress, .. } => self.advance(update.at, progress, DisplayEvent::Stage),
            Change::TurnsSpoken { progress } => self.advance(update.at, progress, DisplayEvent::Turns),
            Change::AttemptFailed { step, attempt, code, retry_at } => {
                let wait = format::clock(u64::try_from(retry_at.since_ms(update.at)).unwrap_or(0));
                let line = format!("{step}: attempt {attempt} failed ({code}), again in {wait}");
                Some(DisplayEvent::Note(format::one_line(&line)))
            }
            Change::Resumed => {
                self.speech_from = None;
                Some(DisplayEvent::Note("resumed".to_owned()))
            }
            Change::Revised { revision } => {
                self.speech_from = None;
                Some(DisplayEvent::Note(format!("revision {revision}")))
            }
            Change::StepSkipped { step } => Some(DisplayEvent::Note(format::one_line(&format!("{step}: left out")))),
            Change::StepRetried { step } => {
                Some(DisplayEvent::Note(format::one_line(&format!("{step}: new attempts"))))
            }
            Change::Created
            | Change::Parked { .. }
            | Change::Succeeded { .. }
            | Change::Cancelled
            | Change::Failed { .. } => None,
        }
    }

    pub(super) fn elapsed_ms(&self) -> u64 {
        let elapsed_ms = self.created_at.zip(self.seen_at).map(|(from, to)| to.since_ms(from));
        elapsed_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or(0)
    }

    /// Estimated time for the remaining turns, from the speed since the first look.
    pub(super) fn speech_left_ms(&self) -> Option<u64> {
        let ((from, spoken_before), progress) = self.speech_from.zip(self.progress.as_ref())?;
        let spoken = u64::from(progress.turns_spoken.checked_sub(spoken_before)?);
        let left = u64::from(progress.turns_total?.checked_sub(progress.turns_spoken)?);
        let took_ms = u64::try_from(self.seen_at?.since_ms(from)).ok()?;
        took_ms.saturating_mul(left).checked_div(spoken)
    }

    fn advance(&mut self, at: Timestamp, progress: &Progress, event: DisplayEvent) -> Option<DisplayEvent> {
        self.seen_at = Some(at);
        let is_speech = progress.stage == Stage::Speech;
        self.speech_from = self.speech_from.or(Some((at, progress.turns_spoken))).filter(|_| is_speech);
        let before = self.progress.replace(progress.clone());
        (before.as_ref() != Some(progress)).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Update;

    fn spoken(at_ms: i64, turns_spoken: u32) -> WatchMessage {
        let progress = Progress { stage: Stage::Speech.into(), turns_spoken, turns_total: Some(40) };
        let update = Update { seq: 1, at: Timestamp::from_ms(at_ms), change: Change::TurnsSpoken { progress } };
        WatchMessage::Update { update }
    }

    #[test]
    fn the_time_left_is_reckoned_from_the_turns_we_saw_spoken() {
        let mut progress = JobProgress::default();
        progress.apply(&spoken(1_000, 10));
        assert_eq!(progress.speech_left_ms(), None, "one look is no speed");
        progress.apply(&spoken(3_000, 20));
        assert_eq!(progress.speech_left_ms(), Some(4_000));
        progress.apply(&spoken(6_000, 40));
        assert_eq!(progress.speech_left_ms(), Some(0));
    }

    #[test]
    fn an_unchanged_progress_is_not_shown_again() {
        let mut progress = JobProgress::default();
        assert_eq!(progress.apply(&spoken(1_000, 10)), Some(DisplayEvent::Turns));
        assert_eq!(progress.apply(&spoken(2_000, 10)), None);
    }
}
