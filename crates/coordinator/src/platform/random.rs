//! The platform's source of chance, for what nobody may guess.

use std::fmt::Write;

/// # Errors
/// When the platform has none to give.
pub(crate) fn bytes<const COUNT: usize>() -> worker::Result<[u8; COUNT]> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|error| worker::Error::RustError(error.to_string()))?;
    Ok(bytes)
}

/// A name that says nothing, in hexadecimal digits.
pub(crate) fn name() -> worker::Result<String> {
    let bytes: [u8; 8] = bytes()?;
    Ok(bytes.iter().fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    }))
}
