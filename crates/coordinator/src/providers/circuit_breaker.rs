//! The breaker of the voice: one in each isolate, where a call costs nothing to judge, and told to the index when it changes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use job::{Class, Failure};
use pipeline::{Breaker, Clock, Open, Pass, provider};
use protocol::{Code, OpenBreaker, Timestamp};
use serde::Deserialize;
use worker::{D1Database, D1Type, Env};

use crate::platform::bindings;
use crate::platform::clock::PlatformClock;

static VOICE: Mutex<Guarded> = Mutex::new(Guarded { breaker: Breaker::new(), told: None });

struct Guarded {
    breaker: Breaker,
    /// What the index knows.
    told: Option<Open>,
}

/// One call to the voice. Dropped without an answer, it tells the breaker how long nothing was heard.
pub(crate) struct Asked {
    pass: Pass,
    failures_max: u32,
    is_over: bool,
}

impl Asked {
    /// Or else nothing is tried.
    pub(crate) fn begin(failures_max: u32) -> Result<Self, Failure> {
        let postponed = |until: Timestamp| Failure {
            class: Class::Postponed { until },
            code: Code::Unavailable,
            detail: "the provider is left alone for a while".to_owned(),
        };
        let pass = voice().breaker.admit(PlatformClock.now()).map_err(postponed)?;
        Ok(Self { pass, failures_max, is_over: false })
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
        voice().breaker.failed(self.pass, self.failures_max, PlatformClock.now());
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if !self.is_over {
            voice().breaker.dropped(self.pass, self.failures_max, PlatformClock.now());
        }
    }
}

/// Whoever panicked while counting has counted: the numbers are as good as before.
fn voice() -> MutexGuard<'static, Guarded> {
    VOICE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells the index what has changed, if anything has: no statement while all is well. What it does not hear now, it
/// hears with the next call.
pub(crate) async fn tell(database: &D1Database) {
    let (open, told) = {
        let mut voice = voice();
        let open = voice.breaker.open();
        (open, std::mem::replace(&mut voice.told, open))
    };
    if open == told {
        return;
    }
    if let Err(error) = write(database, open).await {
        tracing::warn!(%error, "a breaker was not told of");
        voice().told = told;
    }
}

async fn write(database: &D1Database, open: Option<Open>) -> worker::Result<()> {
    let Some(open) = open else {
        database.prepare("DELETE FROM breakers WHERE provider = 'voice'").run().await?;
        return Ok(());
    };
    let statement = database.prepare(
        "INSERT INTO breakers (provider, failures, open_until) VALUES ('voice', ?1, ?2)
         ON CONFLICT DO UPDATE SET failures = excluded.failures, open_until = excluded.open_until",
    );
    let arguments = [D1Type::Real(open.failures.into()), D1Type::Real(open.until.as_ms() as f64)];
    statement.bind_refs(&arguments)?.run().await?;
    Ok(())
}

/// Those of every isolate that are open at this moment.
pub(crate) async fn list(env: &Env, now: Timestamp) -> worker::Result<Vec<OpenBreaker>> {
    #[derive(Deserialize)]
    struct Row {
        provider: String,
        failures: f64,
        open_until: f64,
    }
    let statement = bindings::index(env)?.prepare("SELECT * FROM breakers WHERE open_until > ?1 ORDER BY provider");
    let rows: Vec<Row> = statement.bind_refs(&[D1Type::Real(now.as_ms() as f64)])?.all().await?.results()?;
    let open = |row: Row| OpenBreaker {
        provider: row.provider,
        failures: row.failures as u32,
        open_until: Timestamp::from_ms(row.open_until as i64),
    };
    Ok(rows.into_iter().map(open).collect())
}
