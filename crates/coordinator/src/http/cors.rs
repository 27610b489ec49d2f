//! The network edge: pages of other origins, what every answer tells browsers, and how often one token may ask.

use std::sync::{Mutex, PoisonError};

use job::Tenant;
use protocol::browser::{self, Origins};
use protocol::{Cost, Operation, Rates, Timestamp, TokenId};
use worker::{Headers, Response, Url};

use crate::answer::Stop;
use crate::http::authenticate::Caller;
use crate::platform::bindings::Given;

/// Of this isolate: a token that asks in several at once has a bucket in each. What it bounds is what one token does to one
/// isolate; what it may cost in all, the account's own rules bound.
static RATES: Mutex<Rates<(Tenant, TokenId)>> = Mutex::new(Rates::new());

/// The page a request comes from, if it comes from one, and those that may.
pub(crate) struct Pages {
    origins: Origins,
    origin: Option<String>,
}

impl Pages {
    pub(crate) fn of(headers: &Headers, given: &Given) -> worker::Result<Self> {
        let origins = given.config().map_or_else(|_| Origins::default(), |config| config.origins.clone());
        Ok(Self { origins, origin: headers.get("Origin")? })
    }

    /// The answer to a browser that asks what a page may ask.
    pub(crate) fn preflight(&self, method: &str, url: &Url, headers: &Headers) -> worker::Result<Option<Response>> {
        let wanted = headers.get("Access-Control-Request-Method")?;
        let allowed = self.origins.preflight(method, url.path(), self.origin.as_deref(), wanted.as_deref());
        let Some(allowed) = allowed else { return Ok(None) };
        let answer = Headers::new();
        for (name, value) in allowed {
            answer.set(name, &value)?;
        }
        Ok(Some(Response::empty()?.with_status(204).with_headers(answer)))
    }

    /// What an answer carries for browsers.
    pub(crate) fn headers(
        &self,
        answer: &Headers,
        url: &Url,
        operation: Option<Operation>,
    ) -> worker::Result<Vec<(&'static str, String)>> {
        let content_type = answer.get("Content-Type")?.unwrap_or_default();
        let mut headers = browser::security_headers(&content_type, url.scheme() == "https", operation);
        headers.extend(self.origins.answer(self.origin.as_deref()));
        Ok(headers)
    }
}

/// Counts a request of somebody who was let in.
pub(crate) fn take(caller: &Caller, operation: Operation, now: Timestamp) -> Result<(), Stop> {
    let who = (caller.tenant.clone(), caller.token.clone());
    // Whoever panicked while counting has counted: the numbers are as good as before.
    let mut rates = RATES.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(rates.take(who, Cost::of(operation), now)?)
}
