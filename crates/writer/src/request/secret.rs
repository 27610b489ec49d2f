//! Keys, which never print.

use std::fmt;

use crate::{Error, limits};

/// A provider's key. `Debug` shows `…`; there is no `Display` and no `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// # Errors
    /// `MalformedKey` unless it is printable ASCII without spaces: a line break would begin another header.
    pub fn new(text: &str) -> Result<Self, Error> {
        let fits = (1..=limits::KEY_BYTES_MAX).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::MalformedKey)
        }
    }

    /// The text itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn as_bearer(&self) -> Self {
        Self(format!("Bearer {}", self.0))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    Plain(&'static str),
    Secret(Secret),
}

impl HeaderValue {
    /// The text itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) => secret.expose(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_word_and_never_prints() {
        let key = Secret::new("sk-quiet").unwrap();
        assert_eq!(key.expose(), "sk-quiet");
        assert_eq!(format!("{key:?} {:?}", HeaderValue::Secret(key.as_bearer())), "… Secret(…)");
        let long = "x".repeat(limits::KEY_BYTES_MAX + 1);
        for text in ["", "two words", "a\r\nb: c", "ключ", long.as_str()] {
            assert_eq!(Secret::new(text), Err(Error::MalformedKey), "{text:?}");
        }
    }
}
