//! The platform's clock. Time stands still while we compute: it only moves with I/O.

use std::pin::pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use futures::future::{Either, select};
use job::Jitter;
use pipeline::Clock;
use protocol::Timestamp;
use worker::{Date, Delay, js_sys};

/// Milliseconds this clock is ahead of the platform's: 0, except in a test.
static AHEAD_MS: AtomicI64 = AtomicI64::new(0);

pub(crate) fn set(ahead_ms: i64) {
    AHEAD_MS.store(ahead_ms, Ordering::Relaxed);
}

/// The platform's own time for a moment of ours.
pub(crate) fn platform_ms(at: Timestamp) -> i64 {
    at.plus_ms(AHEAD_MS.load(Ordering::Relaxed).saturating_neg()).as_ms()
}

#[derive(Clone, Copy)]
pub(crate) struct PlatformClock;

impl Clock for PlatformClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::from_ms(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX));
        now.plus_ms(AHEAD_MS.load(Ordering::Relaxed))
    }

    async fn sleep(&self, ms: i64) {
        Delay::from(Duration::from_millis(ms.unsigned_abs())).await;
    }

    fn jitter(&self) -> Jitter {
        // In [0, 1), so the product is below 2^32.
        Jitter((js_sys::Math::random() * f64::from(u32::MAX)) as u32)
    }
}

/// The outcome of an attempt, or `None` when it takes longer than `ms`.
pub(crate) async fn within<T>(ms: i64, attempt: impl Future<Output = T>) -> Option<T> {
    match select(pin!(attempt), pin!(PlatformClock.sleep(ms))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(((), _)) => None,
    }
}
