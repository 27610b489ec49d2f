//! The languages that episodes are made in.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A language of sources, scripts and voices. Written as its BCP 47 tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    #[default]
    English,
    German,
    Spanish,
    French,
    Italian,
}

impl Language {
    pub const ALL: [Self; 5] = [Self::English, Self::German, Self::Spanish, Self::French, Self::Italian];

    /// BCP 47 tag, without a region.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Italian => "it",
        }
    }

    /// Name in English.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "German",
            Self::Spanish => "Spanish",
            Self::French => "French",
            Self::Italian => "Italian",
        }
    }

    /// The language of a tag, whatever region stands behind it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|known| known.tag().eq_ignore_ascii_case(language))
    }

    pub fn is_english(&self) -> bool {
        *self == Self::English
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Self::of_tag(&tag).ok_or_else(|| de::Error::custom("not a language that episodes are made in"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_written_as_its_tag_and_read_with_any_region() {
        for language in Language::ALL {
            let tag = serde_json::to_string(&language).unwrap();
            assert_eq!(serde_json::from_str::<Language>(&tag).unwrap(), language);
            assert_eq!(Language::of_tag(&format!("{}-XX", language.tag().to_uppercase())), Some(language));
        }
        for other in ["", "nl", "eng", "deutsch", "-de"] {
            assert_eq!(Language::of_tag(other), None, "{other}");
        }
    }
}
