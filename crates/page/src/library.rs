//! The library: the caller's episodes, the feeds they can be heard in, and the browsers that hand them in.

mod apps;
mod connections;
mod feeds;
mod host;
mod jobs;
mod qr;

use protocol::{Connection, FeedView, JobList};

use crate::document::Document;

#[derive(Clone, Copy, Debug)]
pub struct Library<'a> {
    /// The newest first.
    pub jobs: &'a JobList,
    pub feeds: &'a [FeedView],
    /// The newest first.
    pub connections: &'a [Connection],
    /// Scheme and host of the service as the caller sees it, before the paths of feeds.
    pub origin: &'a str,
    pub csrf: &'a str,
}

pub fn library(page: &Library<'_>) -> String {
    let jobs = jobs::section(page.jobs);
    let feeds = feeds::section(page.feeds, page.origin, page.csrf);
    let connections = connections::section(page.connections, page.csrf);
    let main = format!("<h1>Library</h1>\n{jobs}{feeds}{connections}");
    Document { title: "Library", csrf: Some(page.csrf), main }.html()
}
