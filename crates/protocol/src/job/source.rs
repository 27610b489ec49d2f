//! Sources: the text or the address that a client hands in.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

use crate::limits;

/// Markup of a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    Markdown,
    Text,
    Html,
    /// A unified or git diff, mailed patches, or what `git log -p` prints.
    Diff,
    /// The answers of a code host's API about a pull request or a merge request, in JSON: see `changes`.
    Review,
    /// The answers of a code host's API about an issue, in JSON.
    Issue,
    /// A change log in Markdown, or a list of releases in JSON.
    Changelog,
    /// Several sources, of which the text is a list in JSON; a request names them as `sources`.
    Several,
}

/// A text to be turned into an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub format: SourceFormat,
    pub text: String,
}

/// The address of a page to be turned into an episode.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceAddress {
    /// `https` or `http`, on the public web.
    pub url: String,
}

/// Hides the address, which may be a secret.
impl std::fmt::Debug for SourceAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SourceAddress")
    }
}

/// Several sources that become one episode, in this order: at most twelve, none of them several again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceList {
    pub sources: Vec<AnySource>,
}

/// A source as it is handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum AnySource {
    Text(Source),
    Address(SourceAddress),
    Several(SourceList),
}

impl AnySource {
    /// The address that names this source, where a text of it is yet to be fetched: of several, their list.
    pub fn address(&self) -> Option<SourceAddress> {
        match self {
            Self::Text(_) => None,
            Self::Address(address) => Some(address.clone()),
            Self::Several(list) => {
                let is_there = list.sources.iter().all(|source| matches!(source, Self::Text(_)));
                (!is_there).then(|| SourceAddress { url: json!(list).to_string() })
            }
        }
    }
}

/// Decides by the fields that are present, so that an error is about the variant that was meant.
impl<'de> Deserialize<'de> for AnySource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(expecting = "struct Source", deny_unknown_fields)]
        struct Fields {
            #[serde(default, deserialize_with = "not_null")]
            format: Option<SourceFormat>,
            #[serde(default, deserialize_with = "not_null")]
            text: Option<String>,
            #[serde(default, deserialize_with = "not_null")]
            url: Option<String>,
            #[serde(default, deserialize_with = "not_null")]
            sources: Option<Vec<AnySource>>,
        }
        let Fields { format, text, url, sources } = Fields::deserialize(deserializer)?;
        if let Some(sources) = sources {
            let is_nested = sources.iter().any(|source| matches!(source, Self::Several(_)));
            let is_alone = (&format, &text, &url) == (&None, &None, &None);
            let count = 1..=limits::SOURCES_MAX;
            return if is_alone && !is_nested && count.contains(&sources.len()) {
                Ok(Self::Several(SourceList { sources }))
            } else {
                Err(D::Error::custom(format!(
                    "sources: a list of 1 to {} texts or urls, and nothing beside it",
                    limits::SOURCES_MAX
                )))
            };
        }
        match (format, text, url) {
            (Some(SourceFormat::Several), ..) => Err(D::Error::custom("several sources are named as `sources`")),
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

/// Refuses `null` for a field that is present.
fn not_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
