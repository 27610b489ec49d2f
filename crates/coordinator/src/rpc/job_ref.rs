//! A job as it is called.

use job::Tenant;
use protocol::JobId;

/// A job, and the tenant it is called for; without one, for the service itself.
#[derive(Clone, Copy)]
pub(crate) struct JobRef<'a> {
    pub(crate) id: JobId,
    pub(crate) tenant: Option<&'a Tenant>,
}

impl<'a> JobRef<'a> {
    pub(crate) fn of(tenant: &'a Tenant, id: JobId) -> Self {
        Self { id, tenant: Some(tenant) }
    }

    /// A job of any tenant, called for the service itself.
    pub(crate) fn any(id: JobId) -> Self {
        Self { id, tenant: None }
    }
}
