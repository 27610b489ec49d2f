//! The platform's time and chance. Time stands still while we compute: it only moves with I/O.

use std::time::Duration;

use job::Jitter;
use pipeline::Clock;
use protocol::Timestamp;
use worker::{Date, Delay, js_sys};

pub(crate) struct PlatformClock;

impl Clock for PlatformClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX))
    }

    async fn sleep(&self, ms: i64) {
        Delay::from(Duration::from_millis(ms.unsigned_abs())).await;
    }

    fn jitter(&self) -> Jitter {
        // In [0, 1), so the product is below 2^32.
        Jitter((js_sys::Math::random() * f64::from(u32::MAX)) as u32)
    }
}
