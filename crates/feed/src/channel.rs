//! A feed as a directory lists it.

use protocol::Timestamp;

use crate::category::Category;

/// A feed. Every address in it is absolute and ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    pub title: String,
    /// Plain text.
    pub description: String,
    /// A page for people.
    pub link: String,
    /// A language tag: `en`.
    pub language: String,
    pub category: Category,
    pub author: String,
    /// A square image of 1,400 to 3,000 pixels.
    pub image: String,
    /// The address that this document is read at.
    pub address: String,
    /// `podcast:guid`, from [`crate::guid`] of an address without a token.
    pub guid: String,
    /// The page with older episodes (RFC 5005).
    pub next: Option<String>,
    /// The time of the newest change; absent in a feed without episodes.
    pub changed_at: Option<Timestamp>,
}
