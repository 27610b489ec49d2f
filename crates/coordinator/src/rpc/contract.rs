//! The contract between Worker and object. Both are never replaced at once, so each names the contract it speaks, and speaks
//! the one before as well; further apart they refuse each other.
//!
//! 4: a path per verb. 5: one endpoint, which takes a `Call` as JSON. In both, a call names the tenant it is made for.

use protocol::{Code, Contract, Problem};
use worker::{Response, Url};

use crate::answer::Stop;

/// The contract this code speaks.
pub(crate) const OWN: Contract = Contract(job::release_offset(5));

/// The first with one endpoint. The paths of the one before go when no release speaks it any more.
pub(crate) const ONE_ENDPOINT: Contract = Contract(5);

/// The tenant a call is made for.
pub(crate) const TENANT: &str = "Cuepoint-Tenant";

/// The websocket subprotocol, and with it a ticket.
pub(crate) const SUBPROTOCOL: &str = "Sec-WebSocket-Protocol";

pub(crate) const ENDPOINT: &str = "/call";
pub(crate) const WATCH: &str = "/watch";

/// The refusal of a side whose contract the other one does not know.
pub(crate) fn foreign() -> Stop {
    Problem::because(Code::ContractMismatch, "ask again in a moment").into()
}

/// An object's answer, with the contract it speaks.
pub(crate) fn named(response: Response) -> worker::Result<Response> {
    response.headers().set(Contract::HEADER, &OWN.to_string())?;
    Ok(response)
}

/// The number of the last update seen, from the query.
pub(crate) fn after(url: &Url) -> Result<Option<u64>, Stop> {
    let Some((_, value)) = url.query_pairs().find(|(name, _)| name == "after") else { return Ok(None) };
    let malformed = || Problem::because(Code::MalformedQuery, "after: the number of the last update seen");
    Ok(Some(value.parse().map_err(|_| malformed())?))
}

/// The query that `after` reads.
pub(crate) fn query(after: Option<u64>) -> String {
    after.map(|seq| format!("?after={seq}")).unwrap_or_default()
}
