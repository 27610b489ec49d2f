//! Handlers of `/admin`: health, any tenant's jobs, intake, tenants, tokens, erasure, the audit log.
//!
//! Only a token with the scope `admin` gets here.

pub(crate) mod audit;
pub(crate) mod erasure;
pub(crate) mod health;
pub(crate) mod interventions;
pub(crate) mod jobs;
pub(crate) mod probes;
pub(crate) mod tenants;
pub(crate) mod tokens;
