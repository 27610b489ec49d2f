//! The door: who asks is told from what they show, on every request anew. What they showed stays here.

use identity::{Identity, Refused, Shown, is_development};
use job::Tenant;
use protocol::{Problem, Scope, Timestamp};
use worker::{Env, Headers, Url};

use crate::answer::Stop;
use crate::tokens;

/// Lets this machine's own tenant in, where there is one.
const DEVELOPMENT: &str = "CUEPOINT_TOKEN";
/// Lets whoever runs the service in, so that there can be a first token.
const OPERATOR: &str = "CUEPOINT_ADMIN_TOKEN";

/// What a request may stand on.
pub(crate) struct Door<'a> {
    pub(crate) headers: &'a Headers,
    pub(crate) url: &'a Url,
    pub(crate) env: &'a Env,
    pub(crate) now: Timestamp,
}

impl Door<'_> {
    /// Whose jobs it is about; an operator's, whom the request names, are nobody's here.
    pub(crate) async fn open(&self, wanted: Scope) -> Result<Tenant, Stop> {
        let shown = self.bearer()?;
        if wanted == Scope::Admin && self.configured(OPERATOR).is_some_and(|token| Identity::new(token).is(&shown)) {
            return Ok(nobody());
        }
        let development = self.configured(DEVELOPMENT).filter(|token| is_development(token, self.url.host_str()));
        if development.is_some_and(|token| Identity::new(token).is(&shown)) {
            let refused = Refused::OutOfScope(wanted);
            return if wanted == Scope::Admin { Err(refused.into()) } else { Ok(Tenant(Tenant::DEFAULT.to_owned())) };
        }
        let shown = Shown::read(&shown)?;
        let record = tokens::find(self.env, &shown.id).await?.ok_or(Refused::Unknown)?.record();
        record.admit(&shown, wanted, self.now)?;
        Ok(record.tenant.unwrap_or_else(nobody))
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

    fn configured(&self, variable: &str) -> Option<String> {
        self.env.var(variable).ok().map(|token| token.to_string()).filter(|token| !token.is_empty())
    }
}

pub(crate) fn nobody() -> Tenant {
    Tenant(String::new())
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Problem::from(refused).into()
    }
}
