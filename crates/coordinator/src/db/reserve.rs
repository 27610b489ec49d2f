//! The statements of a reservation, in a file of their own: `pipeline/tests/quota_twins.rs` runs them as well.

/// The tenant's usage. A running job counts against both quotas: as a job, and with the bytes it keeps.
pub(crate) const USAGE: &str = "
    SELECT COUNT(iif(status = 'running', 1, NULL)) AS jobs, COALESCE(SUM(bytes), 0) AS bytes,
        EXISTS (SELECT 1 FROM intake_pause) AS paused
    FROM jobs WHERE tenant = ?1 AND (status = 'running' OR bytes > 0)";

/// After `WITH usage AS (…)`.
pub(crate) const RESERVE: &str = "
    INSERT INTO jobs (tenant, idempotency_digest, id, request_digest, status, rev, created_at, updated_at, check_at, subject)
    SELECT ?1, ?2, ?3, ?4, 'running', 0, ?5, ?5, ?6, ?7 FROM usage
    WHERE (?8 IS NULL OR usage.jobs < ?8) AND (?9 IS NULL OR usage.bytes < ?9) AND NOT usage.paused
    ON CONFLICT (tenant, idempotency_digest) DO NOTHING";
