//! What answers tell browsers: what they may do with them, and whose pages may read them.

use crate::route::{ROUTES, match_path};
use crate::{Operation, header};

/// What nobody may do with an answer, whatever it is; each with its reason.
const ALWAYS: [(&str, &str); 2] = [
    // What is said to be JSON is never run as a script, whatever it looks like.
    ("X-Content-Type-Options", "nosniff"),
    // An address here has a job's id in it: it goes to nobody else.
    ("Referrer-Policy", "no-referrer"),
];

/// An answer shown as a page loads nothing, runs nothing, sends nothing and stands in nobody's frame.
const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A page of ours brings its style with it, and nothing else.
const POLICY_PAGE: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A year. Only where it was https already: a service on this machine has no certificate.
const STRICT_TRANSPORT: &str = "max-age=31536000";

/// How long a browser may remember what it was told of an address.
const PREFLIGHT_S: &str = "600";

const ASKED_WITH: [&str; 7] = [
    "Authorization",
    "Content-Type",
    header::IDEMPOTENCY_KEY,
    header::VERSION,
    header::CLIENT,
    "Range",
    "If-None-Match",
];

/// What a page may see of an answer beside its body; the rest browsers show anyway or nobody needs.
const SHOWN: [&str; 13] = [
    header::VERSION,
    header::SUPPORTED_VERSIONS,
    header::DEPRECATION,
    header::SUNSET,
    header::LINK,
    header::REQUEST_ID,
    "Accept-Ranges",
    "Content-Length",
    "Content-Range",
    "ETag",
    "Location",
    "Retry-After",
    "WWW-Authenticate",
];

type Header = (&'static str, String);

/// What every answer says to browsers. `content_type` is empty where there is no body.
pub fn security_headers(content_type: &str, is_https: bool, operation: Option<Operation>) -> Vec<Header> {
    let mut headers: Vec<Header> = ALWAYS.map(|(name, value)| (name, value.to_owned())).into();
    // A browser plays a file on a page it makes itself, to which the file's policy would apply.
    if !content_type.starts_with("audio/") {
        let policy = if content_type.starts_with("text/html") { POLICY_PAGE } else { POLICY };
        headers.push(("Content-Security-Policy", policy.to_owned()));
    }
    // Players show episodes on pages from anywhere; nothing else is drawn into somebody's page.
    let from = if operation.is_some_and(Operation::is_file) { "cross-origin" } else { "same-origin" };
    headers.push(("Cross-Origin-Resource-Policy", from.to_owned()));
    if is_https {
        headers.push(("Strict-Transport-Security", STRICT_TRANSPORT.to_owned()));
    }
    headers
}

/// The origins whose pages may ask and read: those named, and no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("origins are written as browsers do, https://app.example, with spaces between and without paths")]
pub struct MalformedOrigin;

impl Origins {
    /// Reads a list with spaces between.
    ///
    /// # Errors
    /// When one of them is no origin in a browser's own spelling.
    pub fn parse(list: &str) -> Result<Self, MalformedOrigin> {
        let origins = list.split_ascii_whitespace().map(str::to_owned);
        origins
            .map(|origin| is_origin(&origin).then_some(origin).ok_or(MalformedOrigin))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn know(&self, origin: Option<&str>) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|known| Some(*known) == origin)
    }

    /// What an answer carries so that the page at `origin` may read it, beside what it carries for everybody.
    pub fn answer(&self, origin: Option<&str>) -> Vec<Header> {
        if self.0.is_empty() {
            return Vec::new();
        }
        // Nobody keeps an answer for one origin and gives it to another.
        let mut headers = vec![("Vary", "Origin".to_owned())];
        if let Some(origin) = self.know(origin) {
            headers.push((ALLOW_ORIGIN, origin.to_owned()));
            headers.push(("Access-Control-Expose-Headers", SHOWN.join(", ")));
        }
        headers
    }

    /// What a browser is told that asks, before a page does, what the page may; `None` when it is not for such a page.
    pub fn preflight(
        &self,
        method: &str,
        path: &str,
        origin: Option<&str>,
        wanted: Option<&str>,
    ) -> Option<Vec<Header>> {
        if method != "OPTIONS" || wanted.is_none() || self.know(origin).is_none() {
            return None;
        }
        let routes = ROUTES.iter().filter(|route| match_path(route.path, path).is_some());
        let methods: Vec<&str> = routes.flat_map(|route| route.methods).map(|method| method.as_str()).collect();
        if methods.is_empty() {
            return None;
        }
        Some(vec![
            ("Access-Control-Allow-Methods", methods.join(", ")),
            ("Access-Control-Allow-Headers", ASKED_WITH.join(", ")),
            ("Access-Control-Max-Age", PREFLIGHT_S.to_owned()),
        ])
    }
}

pub const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";

/// A scheme, a host and maybe a port, as browsers write them: no path, no wildcard, not `null`.
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else { return false };
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_host = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_:[]".contains(&byte);
    is_scheme && !host.is_empty() && host.bytes().all(is_host)
}

#[cfg(test)]
mod tests;
