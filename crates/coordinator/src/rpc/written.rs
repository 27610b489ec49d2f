//! A call as the request it is sent as.

use worker::{Headers, Method};

/// A call without the headers that every call has.
pub(super) struct Written {
    pub(super) method: Method,
    pub(super) target: String,
    pub(super) headers: Headers,
    pub(super) body: Option<String>,
}

impl Written {
    pub(super) fn post(target: String, body: Option<String>) -> Self {
        Self { method: Method::Post, target, headers: Headers::new(), body }
    }
}
