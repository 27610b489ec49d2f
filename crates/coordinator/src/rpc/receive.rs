//! The object's end of the contract: a call is accepted, or refused before anything is done.

use job::Tenant;
use protocol::{Code, Contract, WireVersion, header};
use worker::{Headers, Request};

use super::contract::{ONE_ENDPOINT, OWN, SUBPROTOCOL, TENANT, WATCH, after, foreign};
use super::{Call, Watch, paths};
use crate::answer::Stop;

/// A call whose contract this code knows.
pub(crate) struct Accepted {
    contract: Contract,
    /// The tenant it is made for; empty for a call of the service itself, and no job has an empty tenant.
    pub(crate) tenant: Tenant,
}

/// # Errors
/// When this code does not know the caller's contract.
pub(crate) fn accept(headers: &Headers) -> Result<Accepted, Stop> {
    let asked = headers.get(Contract::HEADER)?.as_deref().and_then(Contract::parse);
    let contract = asked.filter(|asked| OWN.accepts(Some(*asked))).ok_or_else(foreign)?;
    Ok(Accepted { contract, tenant: Tenant(headers.get(TENANT)?.unwrap_or_default()) })
}

/// The call that an accepted request is.
pub(crate) async fn read(accepted: &Accepted, request: &mut Request) -> Result<Call, Stop> {
    let url = request.url()?;
    if url.path() == WATCH {
        let protocol = request.headers().get(SUBPROTOCOL)?;
        let version = request.headers().get(header::VERSION)?.and_then(|version| version.parse().ok());
        let version = version.map_or(WireVersion::OLDEST, WireVersion);
        return Ok(Call::Watch(Watch { after: after(&url)?, protocol, version }));
    }
    if accepted.contract < ONE_ENDPOINT {
        return paths::read(&url, request).await;
    }
    // A newer Worker may know more verbs.
    serde_json::from_str(&request.text().await?).map_err(|_| Code::NotFound.into())
}
