//! The context of one request: environment, settings, route, version, time and caller.

use protocol::{Code, JobId, Problem, Route, Timestamp, WireVersion};
use worker::{D1Database, Env, Url};

use super::caller::Caller;
use crate::answer::Answer;
use crate::platform::bindings::{self, Settings};
use crate::rpc::{self, Call, JobRef};

/// `C` is `()` until the request is authenticated.
pub(crate) struct Context<'a, C = Caller> {
    pub(crate) env: &'a Env,
    pub(crate) settings: &'a Settings,
    pub(crate) route: &'static Route,
    /// The id in the path, unparsed.
    pub(crate) id: Option<&'a str>,
    pub(crate) url: &'a Url,
    pub(crate) version: WireVersion,
    pub(crate) now: Timestamp,
    pub(crate) caller: C,
}

impl<'a> Context<'a, ()> {
    pub(crate) fn of(self, caller: Caller) -> Context<'a> {
        let Self { env, settings, route, id, url, version, now, caller: () } = self;
        Context { env, settings, route, id, url, version, now, caller }
    }
}

impl<C> Context<'_, C> {
    pub(crate) fn database(&self) -> worker::Result<D1Database> {
        bindings::index(self.env)
    }

    /// The job in the path.
    pub(crate) fn job(&self) -> Result<JobId, Problem> {
        let id = self.id.ok_or_else(|| Problem::new(Code::NotFound))?;
        id.parse().map_err(|error: protocol::MalformedId| Problem::because(Code::MalformedJobId, error.to_string()))
    }
}

impl Context<'_> {
    /// Calls the job in the path for the caller's tenant.
    pub(crate) async fn call(&self, call: &Call) -> Answer {
        Ok(rpc::call(self.env, JobRef::of(&self.caller.tenant, self.job()?), call).await?)
    }

    /// Calls the job in the path for the service itself, for any tenant's job.
    pub(crate) async fn call_as_service(&self, call: &Call) -> Answer {
        Ok(rpc::call(self.env, JobRef::any(self.job()?), call).await?)
    }
}
