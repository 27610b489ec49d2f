//! A podcast feed as its owner asks for it and sees it; and the code that a browser signs in with.

mod pairing;
mod request;
mod view;

pub use pairing::Pairing;
pub(crate) use request::plain;
pub use request::{ChangeFeed, NewFeed, NewFeedAddress, RevokeFeed, RotateFeed};
pub use view::{FeedAddress, FeedId, FeedList, FeedView};
