//! The circuit breakers of the providers: one for each in each isolate, where a check costs nothing; D1 is told when one opens
//! or closes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use job::{Class, Failure};
use pipeline::{Breaker, Clock, Open, Pass};
use protocol::{Code, Timestamp};
use worker::D1Database;

use crate::db::breakers;
use crate::platform::clock::PlatformClock;

/// Begins the names of language models' breakers.
pub(crate) const MODELS: &str = "writer/";

static BREAKERS: Mutex<BTreeMap<String, Guarded>> = Mutex::new(BTreeMap::new());

struct Guarded {
    breaker: Breaker,
    /// The state D1 has.
    published: Option<Open>,
}

/// One request to a provider. Dropped after a long silence, it counts as a failure.
pub(crate) struct Asked {
    provider: String,
    pass: Pass,
    failures_max: u32,
    is_over: bool,
    clock: PlatformClock,
}

impl Asked {
    /// # Errors
    /// The end of the time for which the breaker is open: no request may be sent.
    pub(crate) fn begin(provider: &str, failures_max: u32, clock: PlatformClock) -> Result<Self, Timestamp> {
        let pass = with(provider, |guarded| guarded.breaker.admit(clock.now()))?;
        Ok(Self { provider: provider.to_owned(), pass, failures_max, is_over: false, clock })
    }

    /// It is there, whatever it said.
    pub(crate) fn answered(mut self) {
        self.is_over = true;
        with(&self.provider, |guarded| guarded.breaker.answered());
    }

    /// It was not there, or said that it cannot.
    pub(crate) fn failed(mut self) {
        self.is_over = true;
        let (pass, failures_max, now) = (self.pass, self.failures_max, self.clock.now());
        with(&self.provider, |guarded| guarded.breaker.failed(pass, failures_max, now));
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if !self.is_over {
            let (pass, failures_max, now) = (self.pass, self.failures_max, self.clock.now());
            with(&self.provider, |guarded| guarded.breaker.dropped(pass, failures_max, now));
        }
    }
}

/// The failure of an attempt that an open breaker postpones.
pub(crate) fn postponed(until: Timestamp) -> Failure {
    let failure = Failure::transient(Code::Unavailable, "the provider's circuit breaker is open");
    Failure { class: Class::Postponed { until }, ..failure }
}

/// A panic while counting leaves the numbers as good as before.
fn with<T>(provider: &str, change: impl FnOnce(&mut Guarded) -> T) -> T {
    let mut breakers = BREAKERS.lock().unwrap_or_else(PoisonError::into_inner);
    let is_model = provider.starts_with(MODELS);
    let new = || Guarded { breaker: if is_model { Breaker::of_model() } else { Breaker::new() }, published: None };
    change(breakers.entry(provider.to_owned()).or_insert_with(new))
}

/// Writes a change of the breaker to D1, if there is one: no statement while all is well. A write that fails is tried again
/// with the next request.
pub(crate) async fn publish(database: &D1Database, provider: &str) {
    let (open, published) = with(provider, |guarded| {
        let open = guarded.breaker.open();
        (open, std::mem::replace(&mut guarded.published, open))
    });
    if open == published {
        return;
    }
    if let Err(error) = breakers::write(database, provider, open).await {
        tracing::warn!(%error, provider, "the circuit breaker's state was not written");
        with(provider, |guarded| guarded.published = published);
    }
}
