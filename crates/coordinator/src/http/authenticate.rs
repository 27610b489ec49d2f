//! The door: who asks is told from what they show, on every request anew. What they showed stays here.

use identity::{Identity, Purpose, Refused, Shown, is_this_machine, ticket, verify};
use job::Tenant;
use protocol::{Access, Problem, Scope, Timestamp, TokenId};
use worker::{Env, Headers, Url};

use crate::answer::Stop;
use crate::http::admin::probes;
use crate::http::admin::tenants;
use crate::http::admin::tokens;
use crate::object::websocket::SUBPROTOCOL;
use crate::platform::bindings::Given;
use crate::rpc::call;

/// What a request may stand on.
pub(crate) struct Door<'a> {
    pub(crate) headers: &'a Headers,
    pub(crate) url: &'a Url,
    pub(crate) env: &'a Env,
    pub(crate) given: &'a Given,
    pub(crate) now: Timestamp,
}

/// Who was let in. An operator has no jobs: whose it is about, the request says.
pub(crate) struct Caller {
    pub(crate) tenant: Tenant,
    /// By which token; a name without a secret.
    pub(crate) token: TokenId,
}

impl Caller {
    pub(crate) fn nobody() -> Self {
        Self { tenant: Tenant(String::new()), token: TokenId(String::new()) }
    }

    fn development() -> Self {
        Self { tenant: Tenant(Tenant::DEFAULT.to_owned()), token: TokenId("development".to_owned()) }
    }
}

impl Door<'_> {
    /// Nobody is left standing at it when the index hangs, least of all whoever wants to know what does.
    pub(crate) async fn enter(&self, access: Access) -> Result<Caller, Stop> {
        let is_operators = access == Access::Scope(Scope::Admin);
        let ms = if is_operators { health::limits::CALL_MS } else { identity::limits::LOOK_UP_MS };
        let hangs = || worker::Error::RustError("the index does not say who asks".to_owned());
        probes::within(ms, self.admit(access)).await.ok_or_else(hangs)?
    }

    /// By what this address takes beside a token, or by one.
    async fn admit(&self, access: Access) -> Result<Caller, Stop> {
        match access {
            Access::Open => Ok(Caller::nobody()),
            Access::Scope(scope) => self.open(scope).await,
            Access::Ticket => {
                let offered = self.headers.get(SUBPROTOCOL)?.unwrap_or_default();
                match ticket(&offered) {
                    Some(ticket) => self.granted(Purpose::Ticket, ticket).await,
                    None => self.open(Scope::Read).await,
                }
            }
            Access::Link => match self.url.query_pairs().find(|(name, _)| name == "grant") {
                Some((_, grant)) => self.granted(Purpose::Link, &grant).await,
                None => self.open(Scope::Read).await,
            },
        }
    }

    /// What was signed for this address, while its tenant is let in.
    async fn granted(&self, purpose: Purpose, signed: &str) -> Result<Caller, Stop> {
        let tenant = verify(self.given.signing_keys()?, purpose, signed, self.url.path(), self.now)?;
        if tenants::find(self.env, &tenant).await?.is_none_or(|tenant| tenant.suspended_at.is_some()) {
            return Err(Refused::Suspended.into());
        }
        Ok(Caller { tenant, ..Caller::nobody() })
    }

    async fn open(&self, wanted: Scope) -> Result<Caller, Stop> {
        let shown = self.bearer()?;
        if wanted == Scope::Admin && self.given.operator.as_ref().is_some_and(|operator| operator.is(&shown)) {
            return Ok(Caller::nobody());
        }
        if self.is_development(&shown) {
            let refused = Refused::OutOfScope(wanted);
            return if wanted == Scope::Admin { Err(refused.into()) } else { Ok(Caller::development()) };
        }
        let shown = Shown::read(&shown)?;
        // A router that names no tenant to the objects has one tenant.
        if !call::OWN.tells_tenants() && wanted != Scope::Admin {
            return Err(Refused::Unknown.into());
        }
        let record = tokens::find(self.env, &shown.id).await?.ok_or(Refused::Unknown)?.record();
        record.admit(&shown, wanted, self.now)?;
        let Caller { tenant: nobody, .. } = Caller::nobody();
        Ok(Caller { tenant: record.tenant.unwrap_or(nobody), token: shown.id })
    }

    fn bearer(&self) -> Result<Identity, Stop> {
        let authorization = self.headers.get("Authorization")?.unwrap_or_default();
        let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
        let token = token.trim();
        if token.is_empty() || !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refused::Missing.into());
        }
        Ok(Identity::new(token.to_owned()))
    }

    fn is_development(&self, shown: &Identity) -> bool {
        let token = self.given.config().ok().and_then(|config| config.development_token.as_ref());
        token.is_some_and(|token| token.is(shown)) && self.url.host_str().is_some_and(is_this_machine)
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Problem::from(refused).into()
    }
}
