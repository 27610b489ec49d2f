//! Retention: a tenant's finished episodes over its age or number go to the trash, from which they can be restored.

use futures::stream::{self, StreamExt};
use job::Failure;
use protocol::{JobId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Catalog, Progress};
use crate::limits;

/// A finished episode of a tenant that does not keep everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: JobId,
    pub tenant: String,
    pub finished_at: Timestamp,
    pub bytes: u64,
    pub keep_days: Option<u64>,
    pub keep_bytes: Option<u64>,
}

/// Cursor of the walk through the tenants, and each one's episodes from the newest on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelved {
    pub tenant: String,
    pub before: String,
    /// Bytes of the tenant's episodes that are newer.
    pub bytes: u64,
}

/// Enforces retention on one page of episodes; true when there is another.
pub(super) async fn page(catalog: &impl Catalog, now: Timestamp, progress: &mut Progress) -> Result<bool, Failure> {
    let page = catalog.kept(progress.shelved.as_ref(), limits::PAGE_ROWS).await?;
    let mut place = progress.shelved.take().unwrap_or_default();
    let expired: Vec<JobId> =
        page.iter().filter(|kept| is_expired(&mut place, kept, now)).map(|kept| kept.id).collect();
    // Whatever becomes of them: the next page is another one.
    progress.shelved = (page.len() == limits::PAGE_ROWS).then_some(place);
    let mut trashed = stream::iter(expired)
        .map(|id| async move { (id, catalog.expire(id).await) })
        .buffer_unordered(limits::ASKED_AT_ONCE);
    while let Some((id, answer)) = trashed.next().await {
        match answer {
            Ok(()) => progress.run.episodes_expired += 1,
            Err(failure) => {
                tracing::warn!(job = %id, detail = failure.detail, "an episode could not be moved to the trash");
                progress.run.failures += 1;
            }
        }
    }
    Ok(progress.shelved.is_some())
}

/// True when an episode exceeds the age or the number its tenant keeps.
fn is_expired(place: &mut Shelved, kept: &Kept, now: Timestamp) -> bool {
    if place.tenant != kept.tenant {
        *place = Shelved { tenant: kept.tenant.clone(), ..Shelved::default() };
    }
    place.before = kept.id.to_string();
    place.bytes = place.bytes.saturating_add(kept.bytes);
    let kept_ms = |days: u64| i64::try_from(days).unwrap_or(i64::MAX).saturating_mul(limits::DAY_MS);
    let is_old = kept.keep_days.is_some_and(|days| now.since_ms(kept.finished_at) > kept_ms(days));
    is_old || kept.keep_bytes.is_some_and(|bytes| place.bytes > bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);

    fn kept(tenant: &str, number: u32, age_days: i64, bounds: (Option<u64>, Option<u64>)) -> Kept {
        let (keep_days, keep_bytes) = bounds;
        Kept {
            id: format!("0198c0de-0000-7000-8000-{number:012x}").parse().unwrap(),
            tenant: tenant.to_owned(),
            finished_at: NOW.plus_ms(-age_days * limits::DAY_MS),
            bytes: 100,
            keep_days,
            keep_bytes,
        }
    }

    fn expired(episodes: &[Kept]) -> Vec<bool> {
        let mut place = Shelved::default();
        episodes.iter().map(|kept| is_expired(&mut place, kept, NOW)).collect()
    }

    #[test]
    fn an_episode_expires_after_its_days() {
        let days = |age| kept("a", 1, age, (Some(30), None));
        assert_eq!(expired(&[days(29), days(30), days(31)]), [false, false, true]);
        assert_eq!(expired(&[kept("a", 1, 10_000, (None, None))]), [false]);
    }

    #[test]
    fn each_tenant_keeps_its_newest_episodes() {
        let bytes = |tenant, number| kept(tenant, number, 1, (None, Some(250)));
        let shelf = [bytes("a", 9), bytes("a", 8), bytes("a", 7), bytes("a", 6), bytes("b", 5), bytes("b", 4)];
        assert_eq!(expired(&shelf), [false, false, true, true, false, false]);
    }

    #[test]
    fn the_walk_goes_on_where_a_page_ended() {
        let bytes = |number| kept("a", number, 1, (None, Some(250)));
        let mut place = Shelved::default();
        assert!(!is_expired(&mut place, &bytes(9), NOW) && !is_expired(&mut place, &bytes(8), NOW));
        let stored = serde_json::to_string(&place).unwrap();
        let mut place: Shelved = serde_json::from_str(&stored).unwrap();
        assert!(is_expired(&mut place, &bytes(7), NOW));
    }
}
