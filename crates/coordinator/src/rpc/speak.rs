//! The Worker's end of the contract: a call is written, sent, and written again for an object that is one contract older.

use protocol::dataflow::Exit;
use protocol::{Contract, Match, header};
use worker::{Headers, Method, Request, RequestInit, Response, Stub, wasm_bindgen::JsValue};

use super::contract::{ENDPOINT, ONE_ENDPOINT, OWN, SUBPROTOCOL, TENANT, WATCH, foreign, query};
use super::written::Written;
use super::{Call, JobRef, Watch, paths};
use crate::answer::{copied, stopped};
use crate::faults::exfiltration;
use crate::platform::trace;

/// Calls an object in a contract both know.
pub(super) async fn speak(object: &Stub, job: JobRef<'_>, call: &Call) -> worker::Result<Response> {
    let response = ask(object, job, call, OWN).await?;
    match heard(&response, OWN)? {
        Match::Same => anonymous(response),
        Match::Older(older) => {
            let response = ask(object, job, call, older).await?;
            // It may have been replaced in between.
            if heard(&response, older)? == Match::Same { anonymous(response) } else { stopped(foreign()) }
        }
        Match::Foreign => stopped(foreign()),
    }
}

async fn ask(object: &Stub, job: JobRef<'_>, call: &Call, contract: Contract) -> worker::Result<Response> {
    let Written { method, target, headers, body } = written(call, contract)?;
    headers.set(Contract::HEADER, &contract.to_string())?;
    trace::propagate(&headers, Some(job.id))?;
    if let Some(word) = exfiltration::at(Exit::TailRequests) {
        headers.set("X-Leak", &word)?;
    }
    if let Some(tenant) = job.tenant {
        headers.set(TENANT, &tenant.0)?;
    }
    let mut init = RequestInit::new();
    init.with_method(method).with_headers(headers).with_body(body.as_deref().map(JsValue::from_str));
    // The host is never resolved: the request goes to the object.
    let request = Request::new_with_init(&format!("https://job{target}"), &init)?;
    object.fetch_with_request(request).await
}

fn written(call: &Call, contract: Contract) -> worker::Result<Written> {
    if let Call::Watch(watch) = call {
        return upgrade(watch);
    }
    if contract < ONE_ENDPOINT {
        return paths::written(call);
    }
    Ok(Written::post(ENDPOINT.to_owned(), Some(serde_json::to_string(call)?)))
}

fn upgrade(Watch { after, protocol, version }: &Watch) -> worker::Result<Written> {
    let headers = Headers::new();
    headers.set("Upgrade", "websocket")?;
    headers.set(header::VERSION, &version.to_string())?;
    if let Some(protocol) = protocol {
        headers.set(SUBPROTOCOL, protocol)?;
    }
    Ok(Written { method: Method::Get, target: format!("{WATCH}{}", query(*after)), headers, body: None })
}

fn heard(response: &Response, asked: Contract) -> worker::Result<Match> {
    Ok(asked.hears(response.headers().get(Contract::HEADER)?.as_deref()))
}

/// The answer without the contract, which is no client's business.
fn anonymous(response: Response) -> worker::Result<Response> {
    let headers = copied(response.headers())?;
    headers.delete(Contract::HEADER)?;
    Ok(response.with_headers(headers))
}
