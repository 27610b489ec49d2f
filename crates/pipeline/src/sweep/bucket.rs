//! The bucket, page by page, against the index.
//!
//! What belongs to no job is deleted here; under a job that exists only the job deletes.

use std::collections::{BTreeMap, BTreeSet};

use job::{ARTIFACTS, Failure};
use protocol::{Balance, JobId, Timestamp};

use super::{Catalog, Kind, Progress, Row, Standing, add, judge_clip, judge_episode, kind};
use crate::{Artifacts, Listed, limits};

/// Whether there is another page; after the last one the balance is drawn.
pub(super) async fn page(
    catalog: &impl Catalog,
    artifacts: &impl Artifacts,
    now: Timestamp,
    kept: &mut Progress,
) -> Result<bool, Failure> {
    // A page that fails is counted when it is read again.
    let mut progress = kept.clone();
    progress.walk.started_at.get_or_insert(now);
    let page = artifacts.list("", progress.bucket_after.as_deref()).await?;
    let next = page.listed.last().map(|last| last.key.clone()).filter(|_| page.has_more);
    let judged = judge(catalog, &page.listed, now).await?;
    let doomed = resolve(catalog, &judged, &mut progress).await?;
    if !doomed.is_empty() {
        artifacts.delete(&doomed).await?;
        progress.run.files_deleted += doomed.len() as u64;
    }
    progress.run.files_listed += page.listed.len() as u64;
    progress.bucket_after = next;
    if progress.bucket_after.is_none() {
        draw(catalog, now, &mut progress).await?;
    }
    *kept = progress;
    Ok(kept.bucket_after.is_some())
}

struct Judged<'a> {
    file: &'a Listed,
    kind: Kind,
    standing: Standing,
    is_published: bool,
}

async fn judge<'a>(catalog: &impl Catalog, files: &'a [Listed], now: Timestamp) -> Result<Vec<Judged<'a>>, Failure> {
    let kinds: Vec<Kind> = files.iter().map(|file| kind(&file.key)).collect();
    let jobs: BTreeSet<JobId> = kinds.iter().filter_map(Kind::job).collect();
    let clips = files.iter().zip(&kinds).filter(|(_, kind)| **kind == Kind::Clip);
    let clips: Vec<&str> = clips.map(|(file, _)| file.key.as_str()).collect();
    let rows: BTreeMap<String, Row> = match jobs.is_empty() {
        true => BTreeMap::new(),
        false => catalog.rows(&jobs).await?.into_iter().map(|row| (row.id.clone(), row)).collect(),
    };
    let used = if clips.is_empty() { BTreeSet::new() } else { catalog.used(&clips).await? };
    let judge = |(file, kind): (&'a Listed, Kind)| {
        let row = kind.job().and_then(|job| rows.get(&job.to_string()));
        let standing = match kind {
            Kind::Clip => judge_clip(file, used.contains(&file.key), now),
            Kind::Episode(_) => judge_episode(file, row, now),
            Kind::Other => Standing::Orphaned,
        };
        let is_published = row.is_some_and(|row| row.has_published(&file.key));
        Judged { file, kind, standing, is_published }
    };
    Ok(files.iter().zip(kinds).map(judge).collect())
}

/// Asks the jobs in question, counts what there is, and says what is to be deleted.
async fn resolve(
    catalog: &impl Catalog,
    judged: &[Judged<'_>],
    progress: &mut Progress,
) -> Result<Vec<String>, Failure> {
    let in_question = |judged: &&Judged<'_>| matches!(judged.standing, Standing::Stray | Standing::Unknown);
    let jobs: BTreeSet<JobId> = judged.iter().filter(in_question).filter_map(|judged| judged.kind.job()).collect();
    let mut known = BTreeSet::new();
    // The others have their turn on the next walk.
    for job in jobs.iter().take(limits::JOBS_IN_QUESTION_MAX) {
        if let Some(entry) = catalog.ask(*job).await? {
            catalog.put(&entry).await?;
            catalog.clean(*job).await?;
            known.insert(*job);
        }
    }
    let unasked: BTreeSet<JobId> = jobs.into_iter().skip(limits::JOBS_IN_QUESTION_MAX).collect();
    let mut doomed = Vec::new();
    for Judged { file, kind, standing, is_published } in judged {
        let job = kind.job();
        let standing = match (standing, job) {
            (Standing::Stray | Standing::Unknown, Some(job)) if unasked.contains(&job) => Standing::Pending,
            // Its index row was lost: what it needs is judged by its new one.
            (Standing::Unknown, Some(job)) if known.contains(&job) => Standing::Pending,
            (standing, _) => *standing,
        };
        let is_orphan = matches!(standing, Standing::Stray | Standing::Unknown | Standing::Orphaned);
        let shelf = match kind {
            Kind::Clip => &mut progress.walk.clips,
            Kind::Episode(_) => &mut progress.walk.episodes,
            Kind::Other => &mut progress.walk.other,
        };
        add(shelf, standing, file.bytes);
        progress.whole_files += u64::from(*is_published);
        if !is_orphan {
            continue;
        }
        match kind {
            Kind::Clip => progress.clips_aged += 1,
            Kind::Episode(job) => {
                tracing::error!(%job, "the sweep has found a file that both passes of its job have missed");
                progress.files_caught += 1;
            }
            Kind::Other => tracing::error!("the bucket has a file under a name nobody gives"),
        }
        let oldest = progress.walk.oldest_orphan_at.map_or(file.put_at, |oldest| oldest.min(file.put_at));
        progress.walk.oldest_orphan_at = Some(oldest);
        let is_ours = !job.is_some_and(|job| known.contains(&job)) && *kind != Kind::Other;
        if is_ours {
            doomed.push(file.key.clone());
        }
    }
    Ok(doomed)
}

async fn draw(catalog: &impl Catalog, now: Timestamp, progress: &mut Progress) -> Result<(), Failure> {
    let before = progress.walk.started_at.unwrap_or(now);
    let due = catalog.episodes(before).await?.saturating_mul(ARTIFACTS.len() as u64);
    let mut balance = std::mem::take(&mut progress.walk);
    balance.ended_at = Some(now);
    balance.missing_files = due.saturating_sub(std::mem::take(&mut progress.whole_files));
    progress.balance = Some(balance);
    progress.walk = Balance::default();
    Ok(())
}
