//! Requests about feeds.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::problem::{Code, Problem};
use crate::values::CoverColors;

/// `POST /v1/feeds`. Without a name: the caller's own feed, which is the same each time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFeed {
    /// Letters, digits and hyphens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A language tag; `en` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A category of Apple's list; `Technology` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Colours of the cover art; chosen from the title when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colors: Option<CoverColors>,
}

/// `POST /v1/feeds/{id}`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeFeed {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colors: Option<CoverColors>,
}

/// `POST /v1/feeds/{id}/addresses`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFeedAddress {
    /// The owner's name for it: a device, or a listener.
    pub name: String,
}

/// `POST /v1/feeds/{id}/rotate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RotateFeed {
    /// The id of the address to replace.
    pub address: String,
    /// Time for which the old address redirects to the new one; 30 days when absent, and at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap_ms: Option<u64>,
}

/// `POST /v1/feeds/{id}/revoke`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RevokeFeed {
    /// The id of one address; the whole feed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl NewFeed {
    /// # Errors
    /// `invalid_field`.
    pub fn check(&self) -> Result<(), Problem> {
        if let Some(name) = &self.name {
            check_name(name)?;
        }
        self.as_change().check()
    }

    fn as_change(&self) -> ChangeFeed {
        let Self { name: _, title, description, language, category, author, colors } = self.clone();
        ChangeFeed { title, description, language, category, author, colors }
    }
}

impl ChangeFeed {
    /// Checks lengths and characters; the category is checked by whoever knows the list.
    ///
    /// # Errors
    /// `invalid_field`.
    pub fn check(&self) -> Result<(), Problem> {
        plain("title", self.title.as_deref(), limits::FEED_VALUE_CHARS_MAX)?;
        plain("author", self.author.as_deref(), limits::FEED_VALUE_CHARS_MAX)?;
        plain("description", self.description.as_deref(), limits::FEED_DESCRIPTION_CHARS_MAX)?;
        let is_tag = |tag: &str| {
            let parts_fit =
                |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
            tag.len() <= limits::LANGUAGE_CHARS_MAX && tag.split('-').all(parts_fit)
        };
        match self.language.as_deref().filter(|tag| !is_tag(tag)) {
            Some(_) => Err(invalid("language: a language tag, for instance en or en-GB".to_owned())),
            None => Ok(()),
        }
    }
}

impl NewFeedAddress {
    /// # Errors
    /// `invalid_field`.
    pub fn check(&self) -> Result<(), Problem> {
        plain("name", Some(&self.name), limits::FEED_ADDRESS_NAME_CHARS_MAX)
    }
}

impl RotateFeed {
    /// Time for which the old address redirects.
    ///
    /// # Errors
    /// `invalid_field`.
    pub fn overlap_ms(&self) -> Result<u64, Problem> {
        let max = limits::FEED_OVERLAP_MS_MAX;
        let overlap_ms = self.overlap_ms.unwrap_or(max);
        if overlap_ms <= max { Ok(overlap_ms) } else { Err(invalid(format!("overlap_ms: at most {max}"))) }
    }
}

/// Checks a feed's name.
///
/// # Errors
/// `invalid_field`.
fn check_name(name: &str) -> Result<(), Problem> {
    let max = limits::FEED_NAME_CHARS_MAX;
    let is_word = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    if (1..=max).contains(&name.len()) && name.bytes().all(is_word) {
        return Ok(());
    }
    Err(invalid(format!("name: 1 to {max} small letters, digits and hyphens")))
}

/// Checks a text for people: one line, of so many characters at most.
///
/// # Errors
/// `invalid_field`.
pub(crate) fn plain(field: &str, text: Option<&str>, max: usize) -> Result<(), Problem> {
    let Some(text) = text else { return Ok(()) };
    let fits = (1..=max).contains(&text.chars().count()) && text.trim() == text && !text.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(invalid(format!("{field}: 1 to {max} characters of plain text"))) }
}

fn invalid(detail: String) -> Problem {
    Problem::because(Code::InvalidField, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_described_in_plain_words_of_bounded_length() {
        let with = |title: &str| ChangeFeed { title: Some(title.to_owned()), ..ChangeFeed::default() }.check();
        assert_eq!(with("Reading list <b>"), Ok(()));
        for title in ["", " x", "a\nb", "a\u{0}", &"t".repeat(10_000)] {
            assert!(with(title).is_err(), "{title:?}");
        }
        let in_language = |tag: &str| ChangeFeed { language: Some(tag.to_owned()), ..ChangeFeed::default() }.check();
        assert_eq!((in_language("en"), in_language("pt-BR")), (Ok(()), Ok(())));
        for tag in ["", "en_GB", "-", "en-", &"a-".repeat(40)] {
            assert!(in_language(tag).is_err(), "{tag:?}");
        }
    }

    #[test]
    fn a_name_can_be_typed_and_stands_in_a_path() {
        for (name, is_fit) in
            [("team-1", true), ("", false), ("Team", false), ("a/b", false), (&*"n".repeat(41), false)]
        {
            assert_eq!(check_name(name).is_ok(), is_fit, "{name:?}");
        }
    }

    #[test]
    fn an_old_address_redirects_for_a_bounded_time() {
        let rotate = |overlap_ms| RotateFeed { address: "a".to_owned(), overlap_ms }.overlap_ms().ok();
        assert_eq!((rotate(Some(0)), rotate(None)), (Some(0), Some(limits::FEED_OVERLAP_MS_MAX)));
        assert_eq!(rotate(Some(u64::MAX)), None);
    }
}
