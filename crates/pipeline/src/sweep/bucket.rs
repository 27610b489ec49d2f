//! The sweep's pass over the bucket: files are compared with the index, page by page.
//!
//! What belongs to no job is deleted here; under a job that exists only the job deletes.

use std::collections::{BTreeMap, BTreeSet};

use job::{ARTIFACTS, Failure};
use protocol::{Balance, JobId, Layer, Timestamp};

use super::{Catalog, Kind, Progress, Row, Standing, add, defects, judge_clip, judge_episode, judge_temporary, kind};
use crate::limits;
use crate::ports::{Artifacts, Listed};

/// Reads one page of the bucket and deletes its orphans; the last page closes the balance.
pub(super) async fn page(
    catalog: &impl Catalog,
    artifacts: &impl Artifacts,
    now: Timestamp,
    before: &Progress,
) -> Result<(Progress, Vec<String>), Failure> {
    let mut progress = before.clone();
    progress.walk.started_at.get_or_insert(now);
    let page = artifacts.list("", progress.bucket_after.as_deref()).await?;
    let judged = judge(catalog, &page.listed, now).await?;
    let doomed = resolve(catalog, &judged, &mut progress, now).await?;
    progress.run.files_deleted += doomed.len() as u64;
    progress.run.files_listed += page.listed.len() as u64;
    progress.bucket_after = page.listed.last().map(|last| last.key.clone()).filter(|_| page.has_more);
    if progress.bucket_after.is_none() {
        draw(catalog, now, &mut progress).await?;
    }
    Ok((progress, doomed))
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
            Kind::Temporary(_) => judge_temporary(file, now),
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
    now: Timestamp,
) -> Result<Vec<String>, Failure> {
    let in_question = |judged: &&Judged<'_>| matches!(judged.standing, Standing::Stray | Standing::Unknown);
    let jobs = judged.iter().filter(in_question).filter_map(|judged| judged.kind.job()).collect();
    let answers = ask(catalog, &jobs, progress).await;
    let mut doomed = Vec::new();
    let mut found = BTreeMap::new();
    for Judged { file, kind, standing, is_published } in judged {
        let answer = kind.job().and_then(|job| answers.get(&job));
        let standing = match (standing, answer) {
            // It has its turn on a later walk.
            (Standing::Stray | Standing::Unknown, None) => Standing::Pending,
            // Its index row was lost: what it needs is judged by its new one.
            (Standing::Unknown, Some(Answer::HasJob)) => Standing::Pending,
            (standing, _) => *standing,
        };
        let shelf = match kind {
            Kind::Clip => &mut progress.walk.clips,
            Kind::Episode(_) => &mut progress.walk.episodes,
            Kind::Temporary(_) | Kind::Other => &mut progress.walk.other,
        };
        add(shelf, standing, file.bytes);
        progress.whole_files += u64::from(*is_published);
        if matches!(standing, Standing::Referenced | Standing::Pending) {
            continue;
        }
        let oldest = progress.walk.oldest_orphan_at.map_or(file.put_at, |oldest| oldest.min(file.put_at));
        progress.walk.oldest_orphan_at = Some(oldest);
        match kind {
            Kind::Clip => progress.clips_aged += 1,
            Kind::Episode(job) => {
                progress.files_caught += 1;
                *found.entry((Layer::Sweep, Some(*job))).or_default() += 1;
            }
            Kind::Temporary(job) => {
                progress.expired_files += 1;
                *found.entry((Layer::Bucket, *job)).or_default() += 1;
            }
            Kind::Other => tracing::error!("the bucket has a file under an unknown name"),
        }
        if matches!(kind, Kind::Clip | Kind::Episode(_)) && !matches!(answer, Some(Answer::HasJob)) {
            doomed.push(file.key.clone());
        }
    }
    defects::note(&mut progress.defects, found, now);
    Ok(doomed)
}

/// An object's answer when asked for its job.
enum Answer {
    /// It is told to look through its files.
    HasJob,
    Nothing,
}

/// One that cannot be asked is left for later, and does not keep the others from being asked.
async fn ask(catalog: &impl Catalog, jobs: &BTreeSet<JobId>, progress: &mut Progress) -> BTreeMap<JobId, Answer> {
    let mut answers = BTreeMap::new();
    // Where there are many, not always the same ones.
    let first = usize::try_from(progress.version).unwrap_or_default() % jobs.len().max(1);
    for job in jobs.iter().cycle().skip(first).take(jobs.len().min(limits::JOBS_IN_QUESTION_MAX)) {
        match mend(catalog, *job).await {
            Ok(answer) => {
                answers.insert(*job, answer);
            }
            Err(failure) => {
                tracing::warn!(%job, detail = failure.detail, "a job with files in question is passed by");
                progress.run.failures += 1;
            }
        }
    }
    answers
}

async fn mend(catalog: &impl Catalog, job: JobId) -> Result<Answer, Failure> {
    let Some(entry) = catalog.ask(job).await? else { return Ok(Answer::Nothing) };
    catalog.put(&entry).await?;
    catalog.clean(job).await?;
    Ok(Answer::HasJob)
}

async fn draw(catalog: &impl Catalog, now: Timestamp, progress: &mut Progress) -> Result<(), Failure> {
    let before = progress.walk.started_at.unwrap_or(now);
    let due = catalog.episodes(before).await?.saturating_mul(ARTIFACTS.len() as u64);
    let mut balance = std::mem::take(&mut progress.walk);
    balance.ended_at = Some(now);
    balance.missing_files = due.saturating_sub(std::mem::take(&mut progress.whole_files));
    progress.files_expired = std::mem::take(&mut progress.expired_files);
    progress.balance = Some(balance);
    progress.walk = Balance::default();
    Ok(())
}
