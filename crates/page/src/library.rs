//! The library: the caller's episodes, and the feeds they can be heard in.

mod apps;
mod feeds;
mod host;
mod jobs;
mod qr;

use protocol::{JobList, Timestamp};

use crate::document::Document;

#[derive(Clone, Copy, Debug)]
pub struct Library<'a> {
    /// The newest first.
    pub jobs: &'a JobList,
    pub feeds: &'a [Feed<'a>],
    pub csrf: &'a str,
}

/// A private podcast feed of the caller.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub revoked_at: Option<Timestamp>,
    pub addresses: &'a [Address<'a>],
}

/// A secret address of a feed.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    pub id: &'a str,
    /// The owner's name for it: a device, or a listener.
    pub name: &'a str,
    /// The whole address with scheme and host; absent for one that has ended.
    pub url: Option<&'a str>,
    pub created_at: Timestamp,
    /// The moment from which it is gone.
    pub ends_at: Option<Timestamp>,
    /// True while it redirects to its successor.
    pub is_replaced: bool,
}

pub fn library(page: &Library<'_>) -> String {
    let jobs = jobs::section(page.jobs);
    let feeds = feeds::section(page.feeds, page.csrf);
    let main = format!("<h1>Library</h1>\n{jobs}{feeds}");
    Document { title: "Library", csrf: Some(page.csrf), main }.html()
}
