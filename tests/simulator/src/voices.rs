//! Voices that are busy, broke, slow, mute or mad, and an account of what was paid for.

use job::{Class, Failure, StepKind};
use pipeline::Voices;
use protocol::{Code, Timestamp};

use crate::faults::Fault;
use crate::ledger::Line;
use crate::world::{State, World};

impl Voices for World<'_> {
    async fn speak(&self, voice: &str, text: &str, _: u32) -> Result<Vec<u8>, Failure> {
        let _busy = self.busy();
        let line = (voice.to_owned(), text.to_owned());
        let voids = self.with(|state| {
            state.check_speech(&line);
            state.ledger.voids
        });
        self.call().await;
        if let Some(failure) = self.with(State::refusal) {
            return Err(failure);
        }
        self.with(|state| state.charge(&line));
        let _call = UnderWay {
            world: self,
            line: line.clone(),
            endings: self.with(|state| state.ledger.endings),
            is_runner: self.with(|state| state.is_runner),
        };
        let wav = self.studio.wav(&line);
        if self.hit(Fault::VoiceHangs) {
            std::future::pending::<()>().await;
        }
        if self.hit(Fault::VoiceLate) {
            let ms = self.with(|state| state.random.ms(5_000, 40_000));
            self.pause(ms).await;
        }
        self.call().await;
        if self.hit(Fault::VoiceAnswerLost) {
            return Err(Failure::transient(Code::Unavailable, "the connection was reset"));
        }
        if self.hit(Fault::VoiceAnswersNoise) {
            return Ok(b"<html>502 Bad Gateway</html>".to_vec());
        }
        if self.hit(Fault::VoiceAnswersSilence) {
            return Ok(self.studio.silence());
        }
        if self.hit(Fault::VoiceAnswersHalf) {
            let half = wav.get(..wav.len() / 2).unwrap_or_default();
            return Ok(half.to_vec());
        }
        self.with(|state| {
            let failures = (state.ledger.voids == voids).then_some(state.ledger.load_failures);
            state.ledger.accounts.entry(line).or_default().delivered = failures;
        });
        Ok(wav)
    }
}

/// A call that is paid for, until it is answered or dropped.
struct UnderWay<'w, 's> {
    world: &'w World<'s>,
    line: Line,
    /// Of its job, until it started.
    endings: u64,
    is_runner: bool,
}

impl Drop for UnderWay<'_, '_> {
    fn drop(&mut self) {
        self.world.with(|state| {
            state.ledger.accounts.entry(self.line.clone()).or_default().under_way -= 1;
            // A runner learns with its next heartbeat that nobody waits any more.
            if self.is_runner {
                return;
            }
            state.check_dropped(self.endings);
        });
    }
}

impl State {
    /// A voice that says no is not paid.
    fn refusal(&mut self) -> Option<Failure> {
        let transient = |retry_after_ms| Class::Transient { retry_after_ms };
        let class = if self.hit(Fault::VoiceLeftAlone) {
            Class::Postponed { until: Timestamp::from_ms(self.events.now_ms).plus_ms(self.random.ms(0, 300_000)) }
        } else if self.hit(Fault::VoiceRefuses) {
            Class::Permanent
        } else if self.hit(Fault::VoiceQuota) {
            Class::Quota
        } else if self.hit(Fault::VoiceBusyForLong) {
            transient(Some(3_600_000))
        } else if self.hit(Fault::VoiceBusy) {
            let asks_to_wait = self.random.chance(500);
            let wish_ms = asks_to_wait.then(|| self.random.ms(0, 60_000));
            self.ledger.wish_ms = wish_ms;
            transient(wish_ms)
        } else {
            return None;
        };
        Some(Failure { class, code: Code::StepFailed, detail: "the voice refused".to_owned(), is_bad_take: false })
    }

    fn charge(&mut self, line: &Line) {
        self.ledger.charges += 1;
        let load_failures = self.ledger.load_failures;
        let account = self.ledger.accounts.entry(line.clone()).or_default();
        let wasted = account.delivered == Some(load_failures);
        account.under_way += 1;
        // A runner whose lease is over goes on until it hears of it, and is paid for that.
        if self.runner_kinds.contains(&StepKind::Speech) {
            return;
        }
        if account.under_way > 1 {
            return self.violate(format!("paid twice at once: {}", line.1));
        }
        if account.is_kept || wasted {
            self.violate(format!("paid again for a clip that was there: {}", line.1));
        }
    }
}
