//! Randomness from the platform's cryptographic source: secrets, and ids that nobody may guess.

use std::fmt::Write;

use protocol::{JobId, Timestamp};
use uuid::{NoContext, Uuid};

/// # Errors
/// When the platform's source fails.
pub(crate) fn bytes<const COUNT: usize>() -> worker::Result<[u8; COUNT]> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|error| worker::Error::RustError(error.to_string()))?;
    Ok(bytes)
}

/// A random id of 16 hexadecimal digits.
pub(crate) fn name() -> worker::Result<String> {
    let bytes: [u8; 8] = bytes()?;
    Ok(bytes.iter().fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    }))
}

/// A new id; its first 48 bits are the time, so that ids sort by age.
pub(crate) fn id(now: Timestamp) -> JobId {
    let ms = now.as_ms().unsigned_abs();
    let nanos = u32::try_from(ms % 1_000).unwrap_or(0).saturating_mul(1_000_000);
    JobId::from_uuid(Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, ms / 1_000, nanos)))
}
