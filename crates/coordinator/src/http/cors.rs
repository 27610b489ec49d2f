//! CORS: pages of the origins the operator allows may call the API. Also the security headers of every response.

use protocol::Operation;
use protocol::browser::{self, Origins};
use worker::{Headers, Response, Url};

use crate::platform::bindings::Settings;

/// The origin of a request, and those that are allowed.
pub(crate) struct Cors {
    origins: Origins,
    origin: Option<String>,
}

impl Cors {
    pub(crate) fn of(headers: &Headers, settings: &Settings) -> worker::Result<Self> {
        let origins = settings.config().map_or_else(|_| Origins::default(), |config| config.origins.clone());
        Ok(Self { origins, origin: headers.get("Origin")? })
    }

    /// The answer to a preflight request; `None` when this is none.
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

    /// Headers of an answer for browsers.
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
