//! The caller of a request that was authenticated.

use identity::Session;
use job::Tenant;
use protocol::{TenantView, TokenId};
use worker::D1Database;

use crate::db::feeds::Opened;
use crate::db::tenants;

/// In place of an id: the development token is not in D1.
pub(crate) const DEVELOPMENT: &str = "development";

/// The tenant and token of a request. An operator has no tenant.
pub(crate) struct Caller {
    pub(crate) tenant: Tenant,
    /// An id, without its secret.
    pub(crate) token: TokenId,
    /// The token whose subject this one shares, where that is another: after a rotation, and for a connected browser.
    pub(crate) asks_as: Option<TokenId>,
    /// The tenant's row, read with the token or for the signature; the development token is not in D1.
    pub(crate) policy: Option<TenantView>,
    /// The feed whose address was shown.
    pub(crate) feed: Option<Box<Opened>>,
    /// The browser's session, where that stands for the token.
    pub(crate) session: Option<Session>,
}

impl Caller {
    /// A caller without tenant and token: of an open route, or an operator by the service's own token.
    pub(crate) fn nobody() -> Self {
        Self {
            tenant: Tenant(String::new()),
            token: TokenId(String::new()),
            asks_as: None,
            policy: None,
            feed: None,
            session: None,
        }
    }

    pub(crate) fn development() -> Self {
        Self { tenant: Tenant(Tenant::DEFAULT.to_owned()), token: TokenId(DEVELOPMENT.to_owned()), ..Self::nobody() }
    }

    /// The token that stands for the person who asks, where they are not named.
    pub(crate) fn asker(&self) -> &TokenId {
        self.asks_as.as_ref().unwrap_or(&self.token)
    }

    /// The proof that forms on the page of this caller carry.
    pub(crate) fn csrf(&self) -> &str {
        self.session.as_ref().map_or("", |session| &session.csrf)
    }

    /// Quota and redaction of the tenant, read from D1 only where authentication has not.
    pub(crate) async fn policy(&self, database: &D1Database) -> worker::Result<Option<TenantView>> {
        match &self.policy {
            Some(policy) => Ok(Some(policy.clone())),
            None => tenants::find(database, &self.tenant).await,
        }
    }
}
