//! Quotas of a tenant, and the problem when one is used up.

use protocol::{Code, Members, Problem, TenantView};

/// Usage of a tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Jobs under way.
    pub jobs: u64,
    /// Bytes of finished episodes, those in the trash included.
    pub bytes: u64,
}

/// The problem that keeps a tenant from another job; `None` when there is none. Storage comes first: waiting does not
/// free it.
pub fn over_quota(tenant: &TenantView, usage: Usage) -> Option<Problem> {
    let refused =
        |code, used, limit| Problem::with(code, Members { used: Some(used), limit: Some(limit), ..Members::default() });
    let storage = tenant.bytes_max.filter(|max| usage.bytes >= *max);
    let jobs = tenant.jobs_max.filter(|max| usage.jobs >= *max);
    match (storage, jobs) {
        (Some(max), _) => Some(refused(Code::StorageQuotaExceeded, usage.bytes, max)),
        (None, Some(max)) => Some(refused(Code::JobsQuotaExceeded, usage.jobs, max)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Redaction, Tenant, Timestamp};

    fn tenant(jobs_max: Option<u64>, bytes_max: Option<u64>) -> TenantView {
        TenantView {
            id: Tenant("t".to_owned()),
            created_at: Timestamp::from_ms(0),
            keep_days: None,
            keep_bytes: None,
            jobs_max,
            bytes_max,
            monthly_budget: None,
            show: None,
            redaction: Redaction::On,
            show_addresses: false,
            suspended_at: None,
        }
    }

    #[test]
    fn a_tenant_without_quotas_is_never_over_quota() {
        assert_eq!(over_quota(&tenant(None, None), Usage { jobs: u64::MAX, bytes: u64::MAX }), None);
    }

    #[test]
    fn a_quota_problem_names_usage_and_limit() {
        let usage = Usage { jobs: 3, bytes: 1_000 };
        assert_eq!(over_quota(&tenant(Some(4), Some(1_001)), usage), None);
        let jobs = over_quota(&tenant(Some(3), Some(1_001)), usage).unwrap();
        assert_eq!((jobs.status, jobs.members.used, jobs.members.limit), (429, Some(3), Some(3)));
        assert!(jobs.members.retry_after_ms.is_some(), "waiting helps");
        let storage = over_quota(&tenant(Some(3), Some(1_000)), usage).unwrap();
        assert_eq!((storage.status, storage.members.used, storage.members.limit), (403, Some(1_000), Some(1_000)));
        assert_eq!(storage.members.retry_after_ms, None, "waiting does not");
    }
}
