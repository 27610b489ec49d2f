//! Podcast feeds: RSS 2.0 after PSP-1, with the `itunes`, `podcast`, `atom` and `content` namespaces.
//!
//! A feed is private: it is blocked for directories, locked against import, and says that a machine made it. Takes what is
//! known of a feed and its episodes, and returns the whole document; the same input always gives the same bytes.
//!
//! No I/O, no clock.

mod address;
mod category;
mod channel;
mod cursor;
mod description;
mod episode;
pub mod limits;
mod revision;
mod rss;
mod text;

pub use address::{Requested, file_name, guid, requested};
pub use category::{Category, UnknownCategory};
pub use channel::Channel;
pub use cursor::{Cursor, MalformedCursor};
pub use episode::{Episode, Source, Transcript};
pub use revision::{FORM, revision};
pub use rss::rss;
