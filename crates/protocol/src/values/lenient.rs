//! Enums of the wire to which a newer service may add variants.

use serde::{Deserialize, Serialize};

/// A known variant, or a word of a newer service, kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KnownOr<T> {
    Known(T),
    Other(String),
}

impl<T: Copy> KnownOr<T> {
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(word) => Some(*word),
            Self::Other(_) => None,
        }
    }
}

impl<T> From<T> for KnownOr<T> {
    fn from(word: T) -> Self {
        Self::Known(word)
    }
}

impl<T: PartialEq> PartialEq<T> for KnownOr<T> {
    fn eq(&self, other: &T) -> bool {
        match self {
            Self::Known(word) => word == other,
            Self::Other(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Parked,
    }

    #[test]
    fn an_unknown_word_is_passed_on_as_it_came() {
        let known: KnownOr<Word> = serde_json::from_str("\"parked\"").unwrap();
        assert!(known == Word::Parked);
        let other: KnownOr<Word> = serde_json::from_str("\"archived\"").unwrap();
        assert_eq!((other.known(), serde_json::to_string(&other).unwrap().as_str()), (None, "\"archived\""));
        assert!(serde_json::from_str::<KnownOr<Word>>("7").is_err());
    }
}
