//! Fetching pages of the public web. A page's server learns the URL and nothing else.

use config::Config;
use pipeline::web::{Address, Reply, Unread, Web};
use protocol::dataflow::Exit;
use worker::{Env, Fetch, Fetcher, Headers, Request, RequestInit, RequestRedirect, Response};

use crate::faults::exfiltration;
use crate::platform::bindings;
use crate::providers::http::{Aborting, read};

const USER_AGENT: &str = "cuepoint";
const ACCEPT: &str = "text/html, application/xhtml+xml, text/markdown, text/plain";

/// Through the operator's egress proxy, or else the platform's own `fetch`.
pub(crate) struct PublicWeb(Option<Fetcher>);

/// `None` unless fetching pages is allowed.
pub(crate) fn open(env: &Env, config: &Config) -> Option<PublicWeb> {
    config.reads_pages.then(|| PublicWeb(bindings::web(env)))
}

impl PublicWeb {
    async fn send(&self, address: &Address) -> worker::Result<(Response, Aborting)> {
        let headers = Headers::new();
        headers.set("User-Agent", USER_AGENT)?;
        headers.set("Accept", ACCEPT)?;
        if let Some(word) = exfiltration::at(Exit::Web) {
            headers.set("X-Leak", &word)?;
        }
        let mut init = RequestInit::new();
        init.with_headers(headers).with_redirect(RequestRedirect::Manual);
        match &self.0 {
            Some(service) => Ok((service.fetch(address.as_str(), Some(init)).await?, Aborting::nothing())),
            None => {
                let (aborting, signal) = Aborting::new();
                let request = Request::new_with_init(address.as_str(), &init)?;
                Ok((Fetch::Request(request).send_with_signal(&signal).await?, aborting))
            }
        }
    }
}

impl Web for PublicWeb {
    type Body = (Response, Aborting);

    async fn get(&self, address: &Address) -> Option<Reply<Self::Body>> {
        // Details of a failure may name the address: they are dropped.
        let body = self.send(address).await.ok()?;
        let header = |name| body.0.headers().get(name).ok().flatten();
        let (location, content_type) = (header("Location"), header("Content-Type"));
        Some(Reply { status: body.0.status_code(), location, content_type, body })
    }

    async fn read(&self, (mut response, _aborting): Self::Body, bytes_max: usize) -> Result<Vec<u8>, Unread> {
        read(&mut response, bytes_max).await.map_err(|_| Unread::BrokeOff)?.ok_or(Unread::TooLarge)
    }
}
