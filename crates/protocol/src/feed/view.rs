//! Feeds and their addresses, as the service shows them to the tenant.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::values::{CoverColors, Timestamp};

/// A feed's id; opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct FeedId(pub String);

impl fmt::Display for FeedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A private podcast feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FeedView {
    pub id: FeedId,
    /// The name that a submission sends its episode to; absent for the caller's own feed, which has all of the caller's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub title: String,
    pub description: String,
    /// A language tag.
    pub language: String,
    /// A category of Apple's list: `Technology`, or `Education > Courses`.
    pub category: String,
    pub author: String,
    /// Colours of the cover art; absent where they follow from the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colors: Option<CoverColors>,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// The oldest first.
    pub addresses: Vec<FeedAddress>,
}

/// A secret address of a feed: whoever has it can listen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FeedAddress {
    pub id: String,
    /// The owner's name for it: a device, or a listener.
    pub name: String,
    /// The path of the feed's document; absent for an address that has ended, and where the key it was made with is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    pub created_at: Timestamp,
    /// The moment from which it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// The address that replaces it, and that it redirects to until it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

/// `GET /v1/feeds`: the caller's own feed, if there is one, and the tenant's named ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FeedList {
    pub feeds: Vec<FeedView>,
}
