//! The circuit breaker of the speech provider: one in each isolate, where a check costs nothing; D1 is published when it opens or
//! closes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use job::{Class, Failure};
use pipeline::{Breaker, Clock, Open, Pass, provider};
use protocol::{Code, Timestamp};
use worker::D1Database;

use crate::db::breakers;
use crate::platform::clock::PlatformClock;

const PROVIDER: &str = "voice";

static VOICE: Mutex<Guarded> = Mutex::new(Guarded { breaker: Breaker::new(), published: None });

struct Guarded {
    breaker: Breaker,
    /// The state D1 has.
    published: Option<Open>,
}

/// One request to the provider. Dropped after a long silence, it counts as a failure.
pub(crate) struct Asked {
    pass: Pass,
    failures_max: u32,
    is_over: bool,
    clock: PlatformClock,
}

impl Asked {
    /// # Errors
    /// `Postponed` while the breaker is open: no request may be sent.
    pub(crate) fn begin(failures_max: u32, clock: PlatformClock) -> Result<Self, Failure> {
        let postponed = |until: Timestamp| Failure {
            class: Class::Postponed { until },
            code: Code::Unavailable,
            detail: "the provider's circuit breaker is open".to_owned(),
        };
        let pass = voice().breaker.admit(clock.now()).map_err(postponed)?;
        Ok(Self { pass, failures_max, is_over: false, clock })
    }

    pub(crate) fn answered(mut self, status: u16) {
        self.is_over = true;
        if provider::has_failed(status) { self.count() } else { voice().breaker.answered() }
    }

    pub(crate) fn failed(mut self) {
        self.is_over = true;
        self.count();
    }

    fn count(&self) {
        voice().breaker.failed(self.pass, self.failures_max, self.clock.now());
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if !self.is_over {
            voice().breaker.dropped(self.pass, self.failures_max, self.clock.now());
        }
    }
}

/// A panic while counting leaves the numbers as good as before.
fn voice() -> MutexGuard<'static, Guarded> {
    VOICE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a change of the breaker to D1, if there is one: no statement while all is well. A write that fails is tried again
/// with the next request.
pub(crate) async fn publish(database: &D1Database) {
    let (open, published) = {
        let mut voice = voice();
        let open = voice.breaker.open();
        (open, std::mem::replace(&mut voice.published, open))
    };
    if open == published {
        return;
    }
    if let Err(error) = breakers::write(database, PROVIDER, open).await {
        tracing::warn!(%error, "the circuit breaker's state was not written");
        voice().published = published;
    }
}
