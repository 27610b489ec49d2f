//! Handlers of `/admin`: health, any tenant's jobs, intake, tenants, tokens, erasure, the audit log.
//!
//! For operators alone: the scope `admin` is required. None of them shows the contents of a job.

pub(crate) mod audit;
pub(crate) mod erasure;
pub(crate) mod health;
pub(crate) mod intake;
pub(crate) mod interventions;
pub(crate) mod jobs;
mod probes;
pub(crate) mod relocation;
pub(crate) mod storage;
pub(crate) mod tenants;
pub(crate) mod tokens;
