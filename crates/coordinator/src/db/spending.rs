//! Money of jobs and tenants by month.

use job::Tenant;
use pipeline::MonthlySum;
use protocol::{Money, Month, TenantSpending};
use serde::Deserialize;
use worker::{D1Database, D1Type};

use super::row::{self, Number};
use super::statement;

/// Sets a job's sum, unless the tenant's then exceeds its budget.
const RESERVE: &str = "
    INSERT INTO spending (tenant, month, job, amount, rev) SELECT ?1, ?2, ?3, ?4, ?5
    WHERE coalesce((SELECT monthly_budget FROM tenants WHERE id = ?1), 9007199254740991) >= ?4
        + coalesce((SELECT amount FROM monthly_spending WHERE tenant = ?1 AND month = ?2), 0)
        - coalesce((SELECT amount FROM spending WHERE tenant = ?1 AND month = ?2 AND job = ?3), 0)
    ON CONFLICT DO UPDATE SET amount = excluded.amount, rev = excluded.rev WHERE excluded.rev > spending.rev";
const REV: &str = "SELECT rev FROM spending WHERE tenant = ?1 AND month = ?2 AND job = ?3";

/// As the job has it; what is spent is spent, whatever the budget. `?2` lists months and amounts as JSON.
pub(super) const SET: &str = "
    INSERT INTO spending (tenant, month, job, amount, rev)
    SELECT ?1, value ->> 0, ?3, value ->> 1, ?4 FROM json_each(?2) WHERE true
    ON CONFLICT DO UPDATE SET amount = excluded.amount, rev = excluded.rev WHERE excluded.rev >= spending.rev";

const OF_MONTH: &str = "SELECT tenant, amount FROM monthly_spending WHERE month = ?1 ORDER BY tenant LIMIT ?2";

#[derive(Deserialize)]
struct Rev {
    rev: Number,
}

/// True if the sum, or a newer one of the same job, stands.
pub(super) async fn reserve(database: &D1Database, sum: &MonthlySum) -> worker::Result<bool> {
    let job = sum.job.to_string();
    let key = [row::text(&sum.tenant.0), row::text(sum.month.as_str()), row::text(&job)];
    let arguments: [D1Type<'_>; 5] = [
        row::text(&sum.tenant.0),
        row::text(sum.month.as_str()),
        row::text(&job),
        row::number(sum.amount.as_micros()),
        row::number(sum.rev),
    ];
    let results = statement::batch(database, &[(RESERVE, &arguments), (REV, &key)]).await?;
    let rows: Vec<Rev> = statement::rows(results.get(1))?;
    Ok(rows.first().is_some_and(|row| row.rev.u64() >= sum.rev))
}

/// Money of each tenant in a month, spent and set aside.
pub(super) async fn of_month(database: &D1Database, month: Month) -> worker::Result<Vec<TenantSpending>> {
    #[derive(Deserialize)]
    struct Row {
        tenant: Tenant,
        amount: Number,
    }
    let rows: Vec<Row> = statement::all(database, OF_MONTH, &[row::text(month.as_str()), row::number(1_000)]).await?;
    let spending = |row: Row| TenantSpending {
        tenant: row.tenant,
        month: month.clone(),
        amount: Money::from_micros(row.amount.u64()),
    };
    Ok(rows.into_iter().map(spending).collect())
}
