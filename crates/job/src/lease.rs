//! Leases: exclusive rights to a step, granted to the object or claimed by runners outside.

mod claim;
mod grant;

pub(crate) use grant::Concurrency;
