//! The service's base URL, and the path of each operation.

use std::fmt;
use std::str::FromStr;

use protocol::{JobId, Operation, ROUTES, Route};
use ureq::http::Uri;

/// The service's base URL, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err("the address has to start with http:// or https://".to_owned());
        }
        if uri.query().is_some() || uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err("the address takes neither a user name nor a query".to_owned());
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BaseUrl {
    pub(crate) fn http(&self, operation: Operation, id: Option<&str>) -> String {
        format!("{}{}", self.0, path(operation, id))
    }

    /// The URL of a path that the service has named.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// True where no other machine can follow a link to it.
    pub(crate) fn is_this_machine(&self) -> bool {
        let uri: Option<Uri> = self.0.parse().ok();
        uri.is_some_and(|uri| matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]")))
    }

    /// The websocket URL: `ws` for `http`, `wss` for `https`.
    pub(crate) fn websocket(&self, operation: Operation, id: JobId) -> String {
        format!("ws{}{}", self.0.trim_start_matches("http"), path(operation, Some(&id.to_string())))
    }
}

fn path(operation: Operation, id: Option<&str>) -> String {
    route(operation).path.replace("{id}", id.unwrap_or_default())
}

pub(crate) fn route(operation: Operation) -> &'static Route {
    ROUTES.iter().find(|route| route.operation == operation).expect("invariant: every operation has a route")
}

/// The artifact's file name: the last segment of its path.
pub(crate) fn file_name(artifact: Operation) -> &'static str {
    let path = route(artifact).path;
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0198c0de-0000-7000-8000-00000000abcd";

    #[test]
    fn an_operation_has_one_url_per_protocol() {
        let base: BaseUrl = "https://cue.example/podcasts/".parse().unwrap();
        let id: JobId = ID.parse().unwrap();
        assert_eq!(base.http(Operation::CreateJob, None), "https://cue.example/podcasts/v1/jobs");
        assert_eq!(base.websocket(Operation::WatchJob, id), format!("wss://cue.example/podcasts/v1/jobs/{ID}/watch"));
        assert_eq!(file_name(Operation::TranscriptVtt), "transcript.vtt");
    }

    #[test]
    fn invalid_base_urls_are_rejected() {
        for bad in ["", "cue.example", "ftp://cue.example", "http://", "http://me:secret@cue.example", "http://a?b"] {
            assert!(bad.parse::<BaseUrl>().is_err(), "{bad}");
        }
    }
}
