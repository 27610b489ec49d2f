//! The operator's requests. A request that creates something is never retried: it has no idempotency key.

use protocol::{
    AdminJobList, AdminJobView, Audit, EraseSubject, Erasure, Health, Intake, Intervention, JobId, JobTimeline,
    JobView, MintedToken, NewToken, Operation, RotateToken, SetIntake, Storage, Tenant, TenantChange, TenantList,
    TenantView, TokenId, TokenList, TokenView,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Call, Client, decode, encode, named, refused};
use crate::args::JobFilterArgs;
use crate::error::Error;

impl Client {
    /// Reads the health; never retried, because a failure to answer is a result too. A 503 with a verdict is an answer.
    pub(crate) fn health(&self) -> Result<Health, Error> {
        let (parts, bytes) = self.exchange(&Call::of(Operation::Health))?;
        let content_type = parts.headers.get("Content-Type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        if content_type.starts_with(Health::CONTENT_TYPE) {
            return decode(&bytes);
        }
        Err(refused(parts.status.as_u16(), &parts.headers, &bytes))
    }

    pub(crate) fn storage(&self) -> Result<Storage, Error> {
        decode(&self.call(&Call::of(Operation::Storage))?)
    }

    pub(crate) fn tenants(&self) -> Result<TenantList, Error> {
        decode(&self.call(&Call::of(Operation::ListTenants))?)
    }

    pub(crate) fn create_tenant(&self, change: &TenantChange) -> Result<TenantView, Error> {
        self.post(Call::of(Operation::CreateTenant), change)
    }

    pub(crate) fn change_tenant(&self, id: &Tenant, change: &TenantChange) -> Result<TenantView, Error> {
        self.post(Call { id: Some(id.0.clone()), ..Call::of(Operation::ChangeTenant) }, change)
    }

    pub(crate) fn tokens(&self, tenant: Option<&Tenant>) -> Result<TokenList, Error> {
        let query = named("tenant", tenant.map(|tenant| tenant.0.as_str()));
        decode(&self.call(&Call { query, ..Call::of(Operation::ListTokens) })?)
    }

    pub(crate) fn create_token(&self, token: &NewToken) -> Result<MintedToken, Error> {
        self.post(Call::of(Operation::CreateToken), token)
    }

    pub(crate) fn rotate_token(&self, id: &TokenId, rotation: &RotateToken) -> Result<MintedToken, Error> {
        self.post(Call { id: Some(id.0.clone()), ..Call::of(Operation::RotateToken) }, rotation)
    }

    pub(crate) fn revoke_token(&self, id: &TokenId) -> Result<TokenView, Error> {
        decode(&self.call(&Call { id: Some(id.0.clone()), ..Call::of(Operation::RevokeToken) })?)
    }

    pub(crate) fn erase_subject(&self, whom: &EraseSubject) -> Result<Erasure, Error> {
        self.post(Call::of(Operation::EraseSubject), whom)
    }

    pub(crate) fn any_jobs(&self, filter: &JobFilterArgs) -> Result<AdminJobList, Error> {
        decode(&self.call(&Call { query: filter.query(), ..Call::of(Operation::AdminListJobs) })?)
    }

    pub(crate) fn any_job(&self, id: JobId) -> Result<AdminJobView, Error> {
        decode(&self.call_job(Operation::AdminReadJob, id)?)
    }

    pub(crate) fn timeline(&self, id: JobId, after: Option<u64>) -> Result<JobTimeline, Error> {
        let query = named("after", after.map(|seq| seq.to_string()).as_deref());
        decode(&self.call(&Call { id: Some(id.to_string()), query, ..Call::of(Operation::AdminTimeline) })?)
    }

    pub(crate) fn intervene(&self, operation: Operation, id: JobId, asked: &Intervention) -> Result<JobView, Error> {
        self.post(Call { id: Some(id.to_string()), ..Call::of(operation) }, asked)
    }

    pub(crate) fn intake(&self) -> Result<Intake, Error> {
        decode(&self.call(&Call::of(Operation::ReadIntake))?)
    }

    pub(crate) fn set_intake(&self, asked: &SetIntake) -> Result<Intake, Error> {
        self.post(Call::of(Operation::SetIntake), asked)
    }

    pub(crate) fn audit(&self, cursor: Option<&str>) -> Result<Audit, Error> {
        let query = named("cursor", cursor);
        decode(&self.call(&Call { query, ..Call::of(Operation::ReadAudit) })?)
    }

    fn post<T: DeserializeOwned>(&self, call: Call<'_>, body: &impl Serialize) -> Result<T, Error> {
        let body = encode(body)?;
        decode(&self.attempt(&Call { body: Some(&body), ..call })?)
    }
}
