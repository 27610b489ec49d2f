//! The operations on feeds.

use protocol::{ChangeFeed, FeedList, FeedView, NewFeed, NewFeedAddress, Operation, Pairing, RevokeFeed, RotateFeed};
use serde::Serialize;

use super::{Call, Client, decode, encode};
use crate::error::Error;

/// The feeds of one subject.
pub(crate) struct Feeds<'a> {
    pub(crate) client: &'a Client,
    pub(crate) subject: Option<&'a str>,
}

impl Feeds<'_> {
    pub(crate) fn create(&self, feed: &NewFeed) -> Result<FeedView, Error> {
        self.post(Operation::CreateFeed, None, feed)
    }

    pub(crate) fn list(&self) -> Result<FeedList, Error> {
        decode(&self.client.call(&Call { subject: self.subject, ..Call::of(Operation::ListFeeds) })?)
    }

    pub(crate) fn change(&self, id: &str, change: &ChangeFeed) -> Result<FeedView, Error> {
        self.post(Operation::ChangeFeed, Some(id), change)
    }

    pub(crate) fn add_address(&self, id: &str, name: String) -> Result<FeedView, Error> {
        self.post(Operation::AddFeedAddress, Some(id), &NewFeedAddress { name })
    }

    pub(crate) fn rotate(&self, id: &str, rotate: &RotateFeed) -> Result<FeedView, Error> {
        self.post(Operation::RotateFeed, Some(id), rotate)
    }

    pub(crate) fn revoke(&self, id: &str, revoke: &RevokeFeed) -> Result<FeedView, Error> {
        self.post(Operation::RevokeFeed, Some(id), revoke)
    }

    /// A code to sign in with.
    pub(crate) fn pair(&self) -> Result<Pairing, Error> {
        decode(&self.client.call(&Call::of(Operation::CreatePairing))?)
    }

    fn post(&self, operation: Operation, id: Option<&str>, body: &impl Serialize) -> Result<FeedView, Error> {
        let body = encode(body)?;
        let call = Call { id: id.map(str::to_owned), body: Some(&body), subject: self.subject, ..Call::of(operation) };
        decode(&self.client.call(&call)?)
    }
}
