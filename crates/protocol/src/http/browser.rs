//! CORS and the security headers of every answer.
//!
//! Never reads a request: origins and paths are arguments.

use super::Operation;
use super::ROUTES;
use super::route::match_path;
use crate::values::header;

/// Security headers that every answer carries.
const SECURITY_HEADERS: [(&str, &str); 2] = [
    // JSON is never run as a script, whatever it looks like.
    ("X-Content-Type-Options", "nosniff"),
    // An address here contains a job's id: no other site is told it.
    ("Referrer-Policy", "no-referrer"),
];

/// Content security policy of every answer but our own pages: loads nothing, runs nothing, sends nothing, in no frame.
const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Content security policy of our own pages: their inline style, and nothing else.
const POLICY_PAGE: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Content security policy of the pages that people sign in to: everything from this service, nothing inline, in no frame.
pub const POLICY_SITE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; \
                               connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// HSTS for a year. Only over https: a service on a developer's machine has no certificate.
const STRICT_TRANSPORT: &str = "max-age=31536000";

/// Seconds for which a browser may cache a preflight answer.
const PREFLIGHT_S: &str = "600";

const ALLOWED_HEADERS: [&str; 11] = [
    "Authorization",
    "Content-Type",
    header::IDEMPOTENCY_KEY,
    header::VERSION,
    header::CLIENT,
    "Range",
    "If-Range",
    "If-None-Match",
    "If-Modified-Since",
    "If-Match",
    "If-Unmodified-Since",
];

/// Response headers that a page of another origin may read; the rest browsers show anyway or nobody needs.
const EXPOSED_HEADERS: [&str; 13] = [
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

/// Security headers of an answer. `content_type` is empty where there is no body.
pub fn security_headers(content_type: &str, is_https: bool, operation: Option<Operation>) -> Vec<Header> {
    let mut headers: Vec<Header> = SECURITY_HEADERS.map(|(name, value)| (name, value.to_owned())).into();
    // A browser plays a file on a page that it makes itself, and the file's policy would apply to that page.
    if !content_type.starts_with("audio/") {
        let policy = match content_type.starts_with("text/html") {
            true if operation.is_some_and(Operation::is_page) => POLICY_SITE,
            true => POLICY_PAGE,
            false => POLICY,
        };
        headers.push(("Content-Security-Policy", policy.to_owned()));
    }
    // Players embed episodes in pages of any origin; nothing else may be embedded.
    let from = if operation.is_some_and(Operation::is_file) { "cross-origin" } else { "same-origin" };
    headers.push(("Cross-Origin-Resource-Policy", from.to_owned()));
    if is_https {
        headers.push(("Strict-Transport-Security", STRICT_TRANSPORT.to_owned()));
    }
    headers
}

/// CORS allowlist: the origins whose pages may call and read answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("origins are written like https://app.example, separated by spaces and without paths")]
pub struct MalformedOrigin;

impl Origins {
    /// Reads a list separated by spaces.
    ///
    /// # Errors
    /// When an entry is not an origin in the spelling of browsers.
    pub fn parse(list: &str) -> Result<Self, MalformedOrigin> {
        let origins = list.split_ascii_whitespace().map(str::to_owned);
        origins
            .map(|origin| is_origin(&origin).then_some(origin).ok_or(MalformedOrigin))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn allowed(&self, origin: Option<&str>) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|known| Some(*known) == origin)
    }

    /// CORS headers of an answer to the page at `origin`, beside those that every answer carries.
    pub fn answer(&self, origin: Option<&str>) -> Vec<Header> {
        if self.0.is_empty() {
            return Vec::new();
        }
        // A cache must not give the answer for one origin to another.
        let mut headers = vec![("Vary", "Origin".to_owned())];
        if let Some(origin) = self.allowed(origin) {
            headers.push((ALLOW_ORIGIN, origin.to_owned()));
            headers.push(("Access-Control-Expose-Headers", EXPOSED_HEADERS.join(", ")));
        }
        headers
    }

    /// CORS headers of a preflight answer; `None` when the request is no preflight of an allowed origin.
    pub fn preflight(
        &self,
        method: &str,
        path: &str,
        origin: Option<&str>,
        wanted: Option<&str>,
    ) -> Option<Vec<Header>> {
        if method != "OPTIONS" || wanted.is_none() || self.allowed(origin).is_none() {
            return None;
        }
        let routes = ROUTES.iter().filter(|route| match_path(route.path, path).is_some());
        let methods: Vec<&str> = routes.flat_map(|route| route.methods).map(|method| method.as_str()).collect();
        if methods.is_empty() {
            return None;
        }
        Some(vec![
            ("Access-Control-Allow-Methods", methods.join(", ")),
            ("Access-Control-Allow-Headers", ALLOWED_HEADERS.join(", ")),
            ("Access-Control-Max-Age", PREFLIGHT_S.to_owned()),
        ])
    }
}

pub const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";

/// A scheme, a host and an optional port, as browsers write them: no path, no wildcard, not `null`.
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else { return false };
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_host = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_:[]".contains(&byte);
    is_scheme && !host.is_empty() && host.bytes().all(is_host)
}

#[cfg(test)]
mod tests;
