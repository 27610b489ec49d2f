//! The library: the caller's episodes, and the feeds they can be heard in.

mod apps;
mod feeds;
mod host;
mod jobs;
mod qr;

use protocol::{FeedView, JobList};

use crate::document::Document;

#[derive(Clone, Copy, Debug)]
pub struct Library<'a> {
    /// The newest first.
    pub jobs: &'a JobList,
    pub feeds: &'a [FeedView],
    /// Scheme and host of the service as the caller sees it, before the paths of feeds.
    pub origin: &'a str,
    pub csrf: &'a str,
}

pub fn library(page: &Library<'_>) -> String {
    let jobs = jobs::section(page.jobs);
    let feeds = feeds::section(page.feeds, page.origin, page.csrf);
    let main = format!("<h1>Library</h1>\n{jobs}{feeds}");
    Document { title: "Library", csrf: Some(page.csrf), main }.html()
}
