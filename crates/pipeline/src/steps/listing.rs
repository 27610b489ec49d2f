//! The finished episode as feeds list it, from the same timeline as its transcripts.

use job::{Class, Failure, Job, StepKind};
use protocol::{JobStatus, Timestamp};

use super::lost;
use super::timeline::timeline;
use crate::io::{documents, egress};
use crate::ports::{Clock, Entry, Listing, Ports, RequestPorts};

/// The episode that the job's present script and clips make.
pub(crate) fn listing(ports: &impl RequestPorts, job: &Job) -> Result<Listing, Failure> {
    let master = job.step(StepKind::Master.key()).ok_or_else(|| lost("the episode's name"))?.input.clone();
    let mastered = job.mastered().ok_or_else(|| lost("the episode"))?;
    Ok(Listing {
        master,
        revision: job.revision(),
        size_bytes: mastered.size_bytes,
        duration_ms: mastered.duration_ms,
        hosts: job.speakers().iter().map(|host| host.name.clone()).collect(),
        language: job.spec().language,
        chapters: timeline(ports, job)?.chapters,
        cites: cites(ports, job)?,
        source: source_title(ports, job)?,
        address: job.spec().address.clone(),
        action: if job.spec().lists_open_points { documents::action(ports)?.map(shortened) } else { None },
    })
}

/// Bytes of open points in a description: about twenty. `action.md` has all.
const ACTION_BYTES_MAX: usize = 3_000;

/// The open points that a description has room for.
fn shortened(action: String) -> String {
    if action.len() <= ACTION_BYTES_MAX {
        return action;
    }
    let end =
        action.char_indices().map(|(at, _)| at).take_while(|at| *at <= ACTION_BYTES_MAX).last().unwrap_or_default();
    let head = action.get(..end).unwrap_or_default();
    // Whole points: the last one may be cut.
    let head = head.rfind("\n- [ ] ").and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{head}\n\nMore are in action.md.\n")
}

/// The title of the source, unless the client gave another: then no word of the source stands for it.
fn source_title(ports: &impl RequestPorts, job: &Job) -> Result<Option<String>, Failure> {
    if job.spec().title.is_some() { Ok(None) } else { documents::source_title(ports).map(Some) }
}

/// The paragraphs that each chapter cites, from first to last; of chapters in which something is spoken.
fn cites(ports: &impl RequestPorts, job: &Job) -> Result<Vec<Option<(u32, u32)>>, Failure> {
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let lines = documents::lines(ports, job, &turns)?;
    let mut chapters: Vec<(u16, Option<(u32, u32)>)> = Vec::new();
    for (turn, line) in turns.iter().zip(&lines) {
        if chapters.last().is_none_or(|(chapter, _)| *chapter != turn.chapter) {
            chapters.push((turn.chapter, None));
        }
        if let Some((_, cited)) = chapters.last_mut() {
            *cited = line.cites.iter().fold(*cited, |range, cite| {
                range.map_or(Some((*cite, *cite)), |(first, last)| Some((first.min(*cite), last.max(*cite))))
            });
        }
    }
    Ok(chapters.into_iter().map(|(_, cited)| cited).collect())
}

/// The job's entry, with its episode once it has succeeded. Of a job that is being revised the index keeps what it has.
///
/// # Errors
/// When the job's storage fails. An episode whose script is gone is not listed.
pub fn entry(ports: &impl RequestPorts, job: &Job, now: Timestamp) -> Result<Entry, Failure> {
    let mut entry = Entry::of(job, now);
    if job.status() == JobStatus::Succeeded {
        match listing(ports, job) {
            Ok(listing) => entry.episode = Some(listing),
            Err(failure) if failure.class == Class::Permanent => {
                tracing::error!(job = %entry.id, detail = failure.detail, "an episode cannot be listed");
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(entry)
}

pub(crate) async fn project(ports: &impl Ports, job: &Job) -> Result<(), Failure> {
    egress::index(ports, &entry(ports, job, ports.clock().now())?).await
}

/// Lists a finished episode, a moment before its job has succeeded.
pub(crate) async fn list(ports: &impl Ports, job: &Job, listing: Listing) -> Result<(), Failure> {
    let now = ports.clock().now();
    let entry = Entry { episode: Some(listing), published_at: Some(now), ..Entry::of(job, now) };
    egress::index(ports, &entry).await
}
