//! The sweep's pass over due rows: each object is asked for its job, and one failure holds up no other.

use futures::stream::{self, StreamExt};
use job::Failure;
use protocol::{Code, Timestamp};

use super::{Catalog, Check, Place, Progress, Remedy, Row, remedy};
use crate::limits;
use crate::ports::Entry;

/// Checks one page of jobs; true when there is another.
pub(super) async fn page(catalog: &impl Catalog, now: Timestamp, progress: &mut Progress) -> Result<bool, Failure> {
    let rows = catalog.due(now, progress.jobs_after.as_ref(), limits::PAGE_ROWS).await?;
    let last = rows.last().and_then(|row| Some(Place { check_at: row.check_at?, id: row.id.clone() }));
    // Whatever becomes of them: the next page is another one.
    progress.jobs_after = last.filter(|_| rows.len() == limits::PAGE_ROWS);
    let mut checks = Vec::new();
    let mut asked = stream::iter(rows)
        .map(|row| async move {
            let answer = ask(catalog, &row).await;
            (row, answer)
        })
        .buffer_unordered(limits::ASKED_AT_ONCE);
    while let Some((row, answer)) = asked.next().await {
        progress.run.jobs_asked += 1;
        let check_at = match answer {
            Ok(entry) => mend(catalog, &row, remedy(&row, entry, now), progress).await,
            Err(failure) => Err(failure),
        };
        let at = check_at.unwrap_or_else(|failure| {
            tracing::warn!(id = row.id, detail = failure.detail, "a row is put off");
            progress.run.failures += 1;
            Some(now.plus_ms(limits::PUT_OFF_MS))
        });
        if at != row.check_at {
            checks.push(Check { id: row.id, rev: row.rev, at });
        }
    }
    catalog.settle(&checks).await?;
    Ok(progress.jobs_after.is_some())
}

async fn ask(catalog: &impl Catalog, row: &Row) -> Result<Option<Entry>, Failure> {
    let id = row.id.parse().map_err(|_| Failure::permanent(Code::MalformedJobId, "the row has no valid job id"))?;
    catalog.ask(id).await
}

/// Applies the remedy; returns the time of the row's next check.
async fn mend(
    catalog: &impl Catalog,
    row: &Row,
    remedy: Remedy,
    progress: &mut Progress,
) -> Result<Option<Timestamp>, Failure> {
    match remedy {
        Remedy::CheckAt(at) => Ok(at),
        Remedy::Put(entry) => {
            catalog.put(&entry).await?;
            progress.run.rows_repaired += 1;
            Ok(row.check_at)
        }
        Remedy::Bury => {
            catalog.bury(&row.id).await?;
            progress.run.rows_buried += 1;
            Ok(row.check_at)
        }
        Remedy::Missing => {
            tracing::error!(id = row.id, "the object has lost its job");
            progress.run.jobs_missing += 1;
            Err(Failure::permanent(Code::JobNotFound, "the object has no job"))
        }
    }
}
