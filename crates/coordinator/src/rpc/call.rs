//! What router and object say to each other, declared once. They are never all replaced at once, so both name the
//! contract's number, and speak the one before as well.
//!
//! 1: an answer names no contract. 2: every answer names the object's own, and a job can be moved. 3: bodies have the newest
//! shape of the wire, where 1 had the first; so 1 is refused for the seconds it is still there, not misread. 4: a call names the
//! tenant it is made for, and the object opens no other one's job; of one that does not look, the router asks first.

use job::Tenant;
use pipeline::Entry;
use protocol::{Code, Contract, JobId, Problem, Redactions, Spoken, WireVersion, header};
use worker::{Headers, Method, Request, RequestInit, Response, Stub, Url, wasm_bindgen::JsValue};

pub(crate) use super::namespaces::call;
use crate::answer::{Stop, stopped};
use crate::platform::trace;

/// The websocket subprotocol, and with it a ticket.
pub(crate) const SUBPROTOCOL: &str = "Sec-WebSocket-Protocol";

/// The contract this code speaks.
pub(crate) const OWN: Contract = Contract(job::neighbour(4));

/// For whom a call is made; a call without it is the service's own.
const TENANT: &str = "Cuepoint-Tenant";

/// What a router has redacted, counted by kind.
const TAKEN: &str = "Cuepoint-Redactions";

/// What a router asks of a job's object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call<'a> {
    /// The body is a `pipeline::Submission`.
    Submit,
    Read,
    Watch {
        after: Option<u64>,
        protocol: Option<&'a str>,
        version: WireVersion,
    },
    Cancel,
    Resume,
    Script,
    /// The body is a `protocol::Revise` whose lines have lost so much on their way.
    Revise {
        taken: &'a Redactions,
    },
    /// The bodies are `protocol::StepName`s.
    Skip,
    Retry,
    Trash,
    Restore,
    /// The body is a `protocol::Purge`.
    Purge,
    /// The job as the index should have it.
    Look,
    Clean,
    /// Go to the trash, if there is an episode and nothing under way.
    Expire,
    /// What of the job went where.
    Flows,
    /// How the job stands, for whoever runs the service.
    Standing,
    /// How it came there.
    Timeline {
        after: Option<u64>,
    },
    /// Where a finished episode's file is kept.
    Locate {
        name: &'a str,
    },
    /// Take the job out; the answer is a `moved::Bundle`.
    Export,
    /// The body is a `moved::Bundle`.
    Import,
    /// Forget a job that was taken out and has arrived.
    Forget,
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
    pub(crate) const TRASH: &str = "/trash";
    pub(crate) const RESTORE: &str = "/restore";
    pub(crate) const PURGE: &str = "/purge";
    pub(crate) const LOOK: &str = "/look";
    pub(crate) const CLEAN: &str = "/clean";
    pub(crate) const EXPIRE: &str = "/expire";
    pub(crate) const FLOWS: &str = "/flows";
    pub(crate) const STANDING: &str = "/standing";
    pub(crate) const TIMELINE: &str = "/timeline";
    pub(crate) const LOCATE: &str = "/locate/";
    pub(crate) const EXPORT: &str = "/export";
    pub(crate) const IMPORT: &str = "/import";
    pub(crate) const FORGET: &str = "/forget";

    /// What the service asks for itself; a submission says itself whose it is.
    pub(crate) const OWN: [&str; 10] = [SUBMIT, LOOK, CLEAN, EXPIRE, FLOWS, STANDING, TIMELINE, EXPORT, IMPORT, FORGET];
}

/// Calls an object in the contract both know; for a tenant, or for the service itself.
pub(crate) async fn speak(
    (object, id): (&Stub, JobId),
    tenant: Option<&Tenant>,
    call: Call<'_>,
    body: Option<&str>,
) -> worker::Result<Response> {
    let response = ask((object, id), tenant, call, body, OWN).await?;
    match heard(&response, OWN)? {
        Spoken::Same => anonymous(response),
        Spoken::Older(older) => {
            if let Some(refused) = look((object, id), tenant, call, older).await? {
                return Ok(refused);
            }
            let response = ask((object, id), tenant, call, body, older).await?;
            // It may have been replaced in between.
            if heard(&response, older)? == Spoken::Same { anonymous(response) } else { stopped(foreign()) }
        }
        Spoken::Foreign => stopped(foreign()),
    }
}

/// Looks whose job it is, for an object that does not: what to answer when it is somebody else's.
async fn look(
    (object, id): (&Stub, JobId),
    tenant: Option<&Tenant>,
    call: Call<'_>,
    contract: Contract,
) -> worker::Result<Option<Response>> {
    let Some(tenant) = tenant.filter(|_| call != Call::Submit && !contract.tells_tenants()) else { return Ok(None) };
    let mut answer = ask((object, id), None, Call::Look, None, contract).await?;
    if heard(&answer, contract)? != Spoken::Same {
        return stopped(foreign()).map(Some);
    }
    if answer.status_code() != 200 {
        return anonymous(answer).map(Some);
    }
    let entry: Entry = answer.json().await?;
    if entry.tenant == *tenant { Ok(None) } else { stopped(Code::JobNotFound.into()).map(Some) }
}

async fn ask(
    (object, id): (&Stub, JobId),
    tenant: Option<&Tenant>,
    call: Call<'_>,
    body: Option<&str>,
    contract: Contract,
) -> worker::Result<Response> {
    let headers = Headers::new();
    headers.set(Contract::HEADER, &contract.to_string())?;
    trace::tell(&headers, Some(id))?;
    if let Some(tenant) = tenant.filter(|_| contract.tells_tenants()) {
        headers.set(TENANT, &tenant.0)?;
    }
    let (method, target) = match call {
        Call::Submit => (Method::Post, path::SUBMIT.to_owned()),
        Call::Read => (Method::Get, path::READ.to_owned()),
        Call::Cancel => (Method::Post, path::CANCEL.to_owned()),
        Call::Resume => (Method::Post, path::RESUME.to_owned()),
        Call::Script => (Method::Get, path::SCRIPT.to_owned()),
        Call::Revise { taken } => {
            headers.set(TAKEN, &serde_json::to_string(taken)?)?;
            (Method::Post, path::REVISE.to_owned())
        }
        Call::Skip => (Method::Post, path::SKIP.to_owned()),
        Call::Retry => (Method::Post, path::RETRY.to_owned()),
        Call::Trash => (Method::Post, path::TRASH.to_owned()),
        Call::Restore => (Method::Post, path::RESTORE.to_owned()),
        Call::Purge => (Method::Post, path::PURGE.to_owned()),
        Call::Export => (Method::Post, path::EXPORT.to_owned()),
        Call::Import => (Method::Post, path::IMPORT.to_owned()),
        Call::Forget => (Method::Post, path::FORGET.to_owned()),
        Call::Look => (Method::Get, path::LOOK.to_owned()),
        Call::Clean => (Method::Post, path::CLEAN.to_owned()),
        Call::Expire => (Method::Post, path::EXPIRE.to_owned()),
        Call::Flows => (Method::Get, path::FLOWS.to_owned()),
        Call::Standing => (Method::Get, path::STANDING.to_owned()),
        Call::Timeline { after } => (Method::Get, format!("{}{}", path::TIMELINE, query(after))),
        Call::Locate { name } => (Method::Get, format!("{}{name}", path::LOCATE)),
        Call::Watch { after, protocol, version } => {
            headers.set("Upgrade", "websocket")?;
            headers.set(header::VERSION, &version.to_string())?;
            if let Some(protocol) = protocol {
                headers.set(SUBPROTOCOL, protocol)?;
            }
            (Method::Get, format!("{}{}", path::WATCH, query(after)))
        }
    };
    let mut init = RequestInit::new();
    init.with_method(method).with_headers(headers).with_body(body.map(JsValue::from_str));
    // The host is never resolved: the request goes to the object.
    let request = Request::new_with_init(&format!("https://job{target}"), &init)?;
    object.fetch_with_request(request).await
}

fn query(after: Option<u64>) -> String {
    after.map(|seq| format!("?after={seq}")).unwrap_or_default()
}

/// What the router has taken out; nothing says one that did not look.
pub(crate) fn taken(headers: &Headers) -> worker::Result<Redactions> {
    let told = headers.get(TAKEN)?;
    Ok(told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default())
}

/// The number of the last update seen, from the query.
pub(crate) fn after(url: &Url) -> Result<Option<u64>, Stop> {
    let Some((_, value)) = url.query_pairs().find(|(name, _)| name == "after") else { return Ok(None) };
    let malformed = || Problem::because(Code::MalformedQuery, "after: the number of the last update seen");
    Ok(Some(value.parse().map_err(|_| malformed())?))
}

fn heard(response: &Response, asked: Contract) -> worker::Result<Spoken> {
    Ok(asked.hears(response.headers().get(Contract::HEADER)?.as_deref()))
}

/// The contract is nobody else's business.
fn anonymous(response: Response) -> worker::Result<Response> {
    // The headers of an answer that came from elsewhere cannot be changed: copy them.
    let headers = Headers::new();
    for (name, value) in response.headers().into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case(Contract::HEADER))
    {
        headers.append(&name, &value)?;
    }
    Ok(response.with_headers(headers))
}

fn foreign() -> Stop {
    Problem::because(Code::ContractMismatch, "ask again in a moment").into()
}

/// Whose job an object may open; `None` for one that does not look.
///
/// # Errors
/// When this code does not know the caller's contract; nothing has been done then.
pub(crate) fn accept(headers: &Headers) -> Result<Option<Tenant>, Stop> {
    let asked = headers.get(Contract::HEADER)?.as_deref().and_then(Contract::parse);
    let asked = asked.filter(|asked| OWN.accepts(Some(*asked))).ok_or_else(foreign)?;
    Ok(OWN.opens(asked, headers.get(TENANT)?.as_deref()))
}

/// Every answer of an object names the contract it speaks.
pub(crate) fn named(response: Response) -> worker::Result<Response> {
    response.headers().set(Contract::HEADER, &OWN.to_string())?;
    Ok(response)
}
