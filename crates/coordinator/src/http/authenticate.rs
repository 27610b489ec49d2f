//! Authentication of every request by bearer token, ticket or signed link. The secret it shows goes no further.

use identity::{Identity, Purpose, Record, Refused, Session, Shown, feed_digest, is_this_machine, ticket, verify};
use job::Tenant;
use protocol::{Access, Code, Method, Problem, Scope, TokenId, find_cookie, header};
use worker::Headers;

use super::caller::{Caller, DEVELOPMENT};
use super::context::Context;
use crate::answer::Stop;
use crate::db::{feeds, tenants, tokens};
use crate::platform::bindings::Settings;
use crate::platform::clock::within;
use crate::rpc::SUBPROTOCOL;

/// The credentials of a request.
pub(crate) struct Credentials<'a, C = ()> {
    pub(crate) headers: &'a Headers,
    pub(crate) request: &'a Context<'a, C>,
}

impl<C> Credentials<'_, C> {
    /// Authenticates the caller. Times out when D1 hangs, so that `/admin/health` can still answer.
    pub(crate) async fn authenticate(&self) -> Result<Caller, Stop> {
        let access = self.request.route.access;
        let is_operators = access == Access::Scope(Scope::Admin);
        let ms = if is_operators { health::limits::CALL_MS } else { identity::limits::LOOK_UP_MS };
        let hangs = || worker::Error::RustError("authentication: D1 does not answer".to_owned());
        within(ms, self.admit(access)).await.ok_or_else(hangs)?
    }

    /// Authenticates by what the route takes: a token, or a signed ticket or link in its place.
    async fn admit(&self, access: Access) -> Result<Caller, Stop> {
        match access {
            Access::Open => Ok(Caller::nobody()),
            Access::Scope(scope) => self.open(scope).await,
            Access::Session(scope) => self.session(scope).await,
            Access::Feed => self.listener().await,
            Access::Ticket => {
                let offered = self.headers.get(SUBPROTOCOL)?.unwrap_or_default();
                match ticket(&offered) {
                    Some(ticket) => self.granted(Purpose::Ticket, ticket).await,
                    // A page of any origin can open a websocket: a session alone opens none.
                    None => self.token(self.bearer()?.ok_or(Refused::Missing)?, Scope::Read).await,
                }
            }
            Access::Link => match self.request.url.query_pairs().find(|(name, _)| name == "grant") {
                Some((_, grant)) => self.granted(Purpose::Link, &grant).await,
                None => self.open(Scope::Read).await,
            },
        }
    }

    /// Authenticates by a signature over this URL's path, unless the tenant is suspended.
    async fn granted(&self, purpose: Purpose, signed: &str) -> Result<Caller, Stop> {
        let Context { settings, url, now, .. } = self.request;
        let tenant = verify(settings.signing_keys()?, purpose, signed, url.path(), *now)?;
        let policy = tenants::find(&self.request.database()?, &tenant).await?;
        if policy.as_ref().is_none_or(|policy| policy.suspended_at.is_some()) {
            return Err(Refused::Suspended.into());
        }
        Ok(Caller { tenant, policy, ..Caller::nobody() })
    }

    /// Authenticates by bearer token, or by a browser's session in its place.
    async fn open(&self, wanted: Scope) -> Result<Caller, Stop> {
        match self.bearer()? {
            Some(shown) => self.token(shown, wanted).await,
            None if wanted == Scope::Admin => Err(Refused::Missing.into()),
            None => self.api_session(wanted).await,
        }
    }

    /// Authenticates by token: the operator's, the development token of this machine, or one in D1.
    pub(crate) async fn token(&self, shown: Identity, wanted: Scope) -> Result<Caller, Stop> {
        let operator = self.settings().operator.as_ref();
        if wanted == Scope::Admin && operator.is_some_and(|operator| operator.is(&shown)) {
            return Ok(Caller::nobody());
        }
        if self.is_development(&shown) {
            let refused = Refused::OutOfScope(wanted);
            return if wanted == Scope::Admin { Err(refused.into()) } else { Ok(Caller::development()) };
        }
        let shown = Shown::read(&shown)?;
        let (record, caller) = self.stored(shown.id.clone()).await?;
        record.admit(&shown, wanted, self.request.now)?;
        Ok(caller)
    }

    /// Authenticates as a token that was shown before, and may have ended since.
    pub(crate) async fn standing(&self, tenant: &Tenant, token: TokenId, wanted: Scope) -> Result<Caller, Stop> {
        let (record, caller) = self.known(tenant, token).await?;
        record.authorize(wanted, self.request.now)?;
        Ok(caller)
    }

    /// A token that was shown before, and what has become of it.
    pub(crate) async fn known(&self, tenant: &Tenant, token: TokenId) -> Result<(Record, Caller), Stop> {
        if token.0 == DEVELOPMENT {
            let is_here = self.is_development_here();
            return if is_here {
                Ok((Record::development(), Caller::development()))
            } else {
                Err(Refused::Unknown.into())
            };
        }
        let (record, caller) = self.stored(token).await?;
        if record.tenant.as_ref() == Some(tenant) { Ok((record, caller)) } else { Err(Refused::Unknown.into()) }
    }

    /// A token in D1, not authorized for anything yet.
    async fn stored(&self, token: TokenId) -> Result<(Record, Caller), Stop> {
        let row = tokens::find(&self.request.database()?, &token).await?.ok_or(Refused::Unknown)?;
        let asks_as = row.asks_as().cloned();
        // A browser that was connected by the development token is where that is.
        if asks_as.as_ref().is_some_and(|token| token.0 == DEVELOPMENT) && !self.is_development_here() {
            return Err(Refused::Unknown.into());
        }
        let (policy, record) = (row.policy(), row.record());
        let nobody = Caller::nobody();
        let tenant = record.tenant.clone().unwrap_or(nobody.tenant);
        Ok((record, Caller { tenant, token, asks_as, policy, ..nobody }))
    }

    /// Authenticates by the session in the cookie.
    async fn session(&self, wanted: Scope) -> Result<Caller, Stop> {
        let cookies = self.headers.get("Cookie")?.unwrap_or_default();
        let cookie = find_cookie(&cookies, header::SESSION_COOKIE).ok_or(Refused::Missing)?;
        let session = Session::read(self.settings().signing_keys()?, cookie, self.request.now)?;
        let caller = self.standing(&session.tenant, session.token.clone(), wanted).await?;
        Ok(Caller { session: Some(session), ..caller })
    }

    /// The same for the API, which the script of a page calls: what changes something needs the page's proof.
    async fn api_session(&self, wanted: Scope) -> Result<Caller, Stop> {
        let caller = self.session(wanted).await?;
        let told = self.headers.get(header::CSRF)?.unwrap_or_default();
        let is_safe = self.request.route.methods.iter().all(|method| matches!(method, Method::Get | Method::Head));
        if is_safe || caller.session.as_ref().is_some_and(|session| session.has_told(&told)) {
            return Ok(caller);
        }
        Err(Refused::Forged.into())
    }

    /// Authenticates by the secret in the path; what has become of its feed is told by the handler.
    async fn listener(&self) -> Result<Caller, Stop> {
        let digest = feed_digest(self.request.id.unwrap_or_default()).ok_or(Code::NotFound)?;
        let opened = feeds::open(&self.request.database()?, digest.as_str()).await?.ok_or(Code::NotFound)?;
        let (tenant, token) = (opened.feed.tenant.clone(), TokenId(opened.address.clone()));
        Ok(Caller { tenant, token, feed: Some(Box::new(opened)), ..Caller::nobody() })
    }

    /// None where there is no such header.
    fn bearer(&self) -> Result<Option<Identity>, Stop> {
        let Some(authorization) = self.headers.get("Authorization")? else { return Ok(None) };
        let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
        let token = token.trim();
        if token.is_empty() || !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refused::Missing.into());
        }
        Ok(Some(Identity::new(token.to_owned())))
    }

    fn settings(&self) -> &Settings {
        self.request.settings
    }

    fn is_development(&self, shown: &Identity) -> bool {
        self.development_token().is_some_and(|token| token.is(shown)) && self.is_on_this_machine()
    }

    fn is_development_here(&self) -> bool {
        self.development_token().is_some() && self.is_on_this_machine()
    }

    fn development_token(&self) -> Option<&Identity> {
        self.settings().config().ok().and_then(|config| config.development_token.as_ref())
    }

    fn is_on_this_machine(&self) -> bool {
        self.request.url.host_str().is_some_and(is_this_machine)
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Problem::from(refused).into()
    }
}
