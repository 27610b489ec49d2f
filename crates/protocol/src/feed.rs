//! A podcast feed as its owner asks for it and sees it.

mod request;
mod view;

pub use request::{ChangeFeed, NewFeed, NewFeedAddress, RevokeFeed, RotateFeed};
pub use view::{FeedAddress, FeedId, FeedList, FeedView};
