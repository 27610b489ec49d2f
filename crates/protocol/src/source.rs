//! What a client hands in to be read.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// How a source text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    Markdown,
    Text,
    Html,
}

/// The text to be turned into an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub format: SourceFormat,
    pub text: String,
}

/// Where there is a page to be turned into an episode.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceAddress {
    /// `https` or `http`, of the public web.
    pub url: String,
}

/// It may be a secret: what is printed does not show it.
impl std::fmt::Debug for SourceAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SourceAddress")
    }
}

/// A source as it comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum AnySource {
    Text(Source),
    Address(SourceAddress),
}

/// By its fields, so that what is wrong is told of the one that was meant.
impl<'de> Deserialize<'de> for AnySource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(expecting = "struct Source", deny_unknown_fields)]
        struct Fields {
            #[serde(default, deserialize_with = "present")]
            format: Option<SourceFormat>,
            #[serde(default, deserialize_with = "present")]
            text: Option<String>,
            #[serde(default, deserialize_with = "present")]
            url: Option<String>,
        }
        let Fields { format, text, url } = Fields::deserialize(deserializer)?;
        match (format, text, url) {
            (Some(format), Some(text), None) => Ok(Self::Text(Source { format, text })),
            (None, None, Some(url)) => Ok(Self::Address(SourceAddress { url })),
            (None, _, None) => Err(D::Error::missing_field("format")),
            (Some(_), None, None) => Err(D::Error::missing_field("text")),
            (Some(_), _, Some(_)) | (None, Some(_), Some(_)) => {
                Err(D::Error::custom("a source is a text with its format, or a url alone"))
            }
        }
    }
}

/// What is there is no null.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
