//! A code host: what the APIs of GitHub and GitLab answer about one pull request or merge request, as it was recorded, and its
//! page.

use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::wire::{Request, answer};

/// The cookie of a reader who is signed in.
const SESSION: &str = "session=of-the-reader";
/// Requests that are answered with the page.
const PAGES: [&str; 2] = ["GET /owner/name/pull/7", "GET /owner/name/-/merge_requests/7"];

/// A request's method and path, and its credentials.
type Asked = (String, Option<String>);

pub struct CodeHost {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl CodeHost {
    /// Serves the answers that are gathered under the keys of a review, as `owner/name` number 7.
    pub fn start(review: Value) -> Result<Self> {
        Self::with_page(review, String::new())
    }

    /// With a page that a browser opens, in which the reader is signed in.
    pub fn with_page(review: Value, page: String) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("a port")?;
        let host = Self { port: listener.local_addr()?.port(), asked: Arc::default() };
        let (asked, review) = (Arc::clone(&host.asked), Arc::new(review));
        // Ends with the tests.
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let Ok(request) = Request::read(&mut stream) else { continue };
                let header = |name: &str| {
                    let found = request.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                    found.map(|(_, value)| value.clone())
                };
                let token = header("authorization");
                let is_diff = header("accept").is_some_and(|accept| accept.ends_with(".diff"));
                let has_session = header("cookie").is_some_and(|cookies| cookies.contains(SESSION));
                asked.lock().unwrap_or_else(PoisonError::into_inner).push((request.line.clone(), token));
                // As GitHub's API lets every site ask it, with a token in a header.
                let mut headers = vec![
                    ("Access-Control-Allow-Origin", "*".to_owned()),
                    ("Access-Control-Allow-Headers", "Authorization".to_owned()),
                ];
                let mut kind = "application/json";
                let (status, body) = match found(&review, &request.line, is_diff) {
                    _ if PAGES.contains(&request.line.as_str()) => {
                        kind = "text/html; charset=utf-8";
                        headers = vec![("Set-Cookie", format!("{SESSION}; Path=/; HttpOnly"))];
                        (200, page.clone())
                    }
                    Some(_) if request.line.starts_with("GET /api/v4/") && !has_session => (401, "{}".to_owned()),
                    Some(body) => (200, body),
                    None if request.line.starts_with("OPTIONS ") => (204, String::new()),
                    None => (404, json!({ "message": "Not Found" }).to_string()),
                };
                // Whoever has gone needs no answer.
                let _ = answer(&mut stream, status, kind, &headers, body.as_bytes());
            }
        });
        Ok(host)
    }

    /// The address of the pull request.
    pub fn url(&self) -> String {
        format!("http://{}/owner/name/pull/7", self.name())
    }

    /// Host and port.
    pub fn name(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn found(review: &Value, line: &str, is_diff: bool) -> Option<String> {
    let of = |key: &str| review.get(key).map(Value::to_string);
    let (path, _) = line.split_once('?').unwrap_or((line, ""));
    match path {
        "GET /api/v3/repos/owner/name/pulls/7" if is_diff => review.get("diff")?.as_str().map(str::to_owned),
        "GET /owner/name/pull/7.diff" => review.get("diff")?.as_str().map(str::to_owned),
        "GET /api/v4/projects/owner%2Fname/merge_requests/7" => of("merge_request"),
        "GET /api/v4/projects/owner%2Fname/merge_requests/7/commits" => of("commits"),
        "GET /api/v4/projects/owner%2Fname/merge_requests/7/diffs" => of("changes"),
        "GET /api/v4/projects/owner%2Fname/merge_requests/7/discussions" => of("discussions"),
        "GET /api/v3/repos/owner/name/pulls/7" => of("pull_request"),
        "GET /api/v3/repos/owner/name/pulls/7/commits" => of("commits"),
        "GET /api/v3/repos/owner/name/pulls/7/reviews" => of("reviews"),
        "GET /api/v3/repos/owner/name/pulls/7/comments" => of("review_comments"),
        "GET /api/v3/repos/owner/name/issues/7/comments" => of("issue_comments"),
        "POST /api/graphql" => {
            let threads = review.get("review_threads")?;
            Some(json!({ "data": { "repository": { "pullRequest": { "reviewThreads": threads } } } }).to_string())
        }
        _ => None,
    }
}
