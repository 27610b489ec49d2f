//! What router and object say to each other, declared once. They are never all replaced at once, so both name the
//! contract's number.

use protocol::JobId;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Stub, wasm_bindgen::JsValue};

/// The binding of the one class of objects.
const BINDING: &str = "JOBS";

pub(crate) const CONTRACT_HEADER: &str = "Cuepoint-Contract";
pub(crate) const CONTRACT: &str = "1";

/// What a router asks of a job's object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call<'a> {
    /// The body is a `pipeline::Submission`.
    Submit,
    Read,
    Watch {
        after: Option<u64>,
        protocol: Option<&'a str>,
    },
    Cancel,
    Resume,
    Script,
    /// The body is a `protocol::Revise`.
    Revise,
    /// The bodies are `protocol::StepName`s.
    Skip,
    Retry,
    /// Where a finished episode's file is kept.
    Locate {
        name: &'a str,
    },
}

/// A file of a finished episode.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Located {
    pub(crate) key: String,
    pub(crate) content_type: String,
}

pub(crate) mod path {
    pub(crate) const SUBMIT: &str = "/submit";
    pub(crate) const READ: &str = "/read";
    pub(crate) const WATCH: &str = "/watch";
    pub(crate) const CANCEL: &str = "/cancel";
    pub(crate) const RESUME: &str = "/resume";
    pub(crate) const SCRIPT: &str = "/script";
    pub(crate) const REVISE: &str = "/revise";
    pub(crate) const SKIP: &str = "/skip";
    pub(crate) const RETRY: &str = "/retry";
    pub(crate) const LOCATE: &str = "/locate/";
}

fn stub(env: &Env, id: JobId) -> worker::Result<Stub> {
    env.durable_object(BINDING)?.get_by_name(&id.to_string())
}

/// Calls a job's object.
pub(crate) async fn call(env: &Env, id: JobId, call: Call<'_>, body: Option<String>) -> worker::Result<Response> {
    let headers = Headers::new();
    headers.set(CONTRACT_HEADER, CONTRACT)?;
    let (method, target) = match call {
        Call::Submit => (Method::Post, path::SUBMIT.to_owned()),
        Call::Read => (Method::Get, path::READ.to_owned()),
        Call::Cancel => (Method::Post, path::CANCEL.to_owned()),
        Call::Resume => (Method::Post, path::RESUME.to_owned()),
        Call::Script => (Method::Get, path::SCRIPT.to_owned()),
        Call::Revise => (Method::Post, path::REVISE.to_owned()),
        Call::Skip => (Method::Post, path::SKIP.to_owned()),
        Call::Retry => (Method::Post, path::RETRY.to_owned()),
        Call::Locate { name } => (Method::Get, format!("{}{name}", path::LOCATE)),
        Call::Watch { after, protocol } => {
            headers.set("Upgrade", "websocket")?;
            if let Some(protocol) = protocol {
                headers.set("Sec-WebSocket-Protocol", protocol)?;
            }
            let query = after.map(|seq| format!("?after={seq}")).unwrap_or_default();
            (Method::Get, format!("{}{query}", path::WATCH))
        }
    };
    let mut init = RequestInit::new();
    init.with_method(method).with_headers(headers).with_body(body.map(|body| JsValue::from_str(&body)));
    // The host is never resolved: the request goes to the object.
    let request = Request::new_with_init(&format!("https://job{target}"), &init)?;
    stub(env, id)?.fetch_with_request(request).await
}
