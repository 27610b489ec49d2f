//! The platform's time and chance. Time stands still while we compute: it only moves with I/O.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use job::Jitter;
use pipeline::Clock;
use protocol::Timestamp;
use worker::{Date, Delay, js_sys};

/// How far this clock is ahead of the platform's; nothing, but in a test.
static AHEAD_MS: AtomicI64 = AtomicI64::new(0);

pub(crate) fn set(ahead_ms: i64) {
    AHEAD_MS.store(ahead_ms, Ordering::Relaxed);
}

/// The platform's own time for a moment of ours.
pub(crate) fn platform_ms(at: Timestamp) -> i64 {
    at.plus_ms(AHEAD_MS.load(Ordering::Relaxed).saturating_neg()).as_ms()
}

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
