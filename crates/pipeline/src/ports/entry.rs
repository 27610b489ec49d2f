//! Index entry: the row that the index keeps of a job.

use job::{DeletedFiles, Digest, Job, Offer, Step, StepKey, StepKind, StepStatus, Tenant};
use protocol::{Chapter, Code, FeedId, JobId, JobStatus, Language, Money, Month, Subject, Timestamp};
use serde::{Deserialize, Serialize};

use crate::keys;
use crate::limits;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: JobId,
    pub tenant: Tenant,
    #[serde(default)]
    pub subject: Option<Subject>,
    pub status: JobStatus,
    pub title: Option<String>,
    pub rev: u64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Digest that names the files of the finished episode.
    pub master: Option<Digest>,
    /// Size of the finished episode's audio.
    pub bytes: u64,
    pub trashed_at: Option<Timestamp>,
    /// The moment the sweep looks at the job; absent for one that waits for nothing.
    pub check_at: Option<Timestamp>,
    #[serde(rename = "caught")]
    pub deleted_files: DeletedFiles,
    /// Keys of the clips the job uses, or may use again.
    pub clips: Vec<String>,
    /// The engine it has started with; absent where the object's code does not tell.
    #[serde(default)]
    pub engine: Option<u32>,
    /// The code of the problem for which it is parked, or has failed.
    #[serde(default)]
    pub problem: Option<Code>,
    /// Number of steps that are not done: the length of the outbox.
    #[serde(default)]
    pub owed: u32,
    /// The job's next deadline, maybe in the past.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// Number of expired leases that were not taken back.
    #[serde(default)]
    pub leases_expired: u32,
    /// Kinds of steps that wait for a runner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// The named feed that its episode is sent to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<FeedId>,
    /// Its money, spent and set aside, by month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<(Month, Money)>,
    /// The finished episode as feeds list it; absent where the index keeps what it has, or loses it with `master`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Listing>,
    /// Its time of publication; the index keeps the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
}

/// A finished episode as feeds list it. Stored: its fields are only added to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Digest that names its files.
    pub master: Digest,
    /// The job's, from 1.
    pub revision: u32,
    /// Of the audio, exact.
    pub size_bytes: u64,
    pub duration_ms: u64,
    /// Names of the hosts.
    pub hosts: Vec<String>,
    /// Language of its script.
    #[serde(default, skip_serializing_if = "Language::is_english")]
    pub language: Language,
    /// In the order of time.
    pub chapters: Vec<Chapter>,
    /// Of each chapter: the first and the last paragraph of the source that its lines cite, counted from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Option<(u32, u32)>>,
    /// Title of the source; absent where the client gave another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its address, where the tenant wants that shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The open points of the source as Markdown, where the tenant wants them shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

impl Entry {
    pub fn of(job: &Job, now: Timestamp) -> Self {
        let due_at = job.next_deadline().map(|deadline| deadline.at);
        // One whose engine is not deployed waits for code that knows it, and is not lost sight of.
        let is_foreign = !job.is_known() && !job.status().is_terminal();
        let due = due_at.map(|due| due.max(now)).or(is_foreign.then_some(now));
        Self {
            id: job.spec().id,
            tenant: job.spec().tenant.clone(),
            subject: job.spec().subject.clone(),
            status: job.status(),
            title: job.title().map(str::to_owned),
            rev: job.rev(),
            created_at: job.created_at(),
            updated_at: job.updated_at(),
            master: job.published().as_ref().map(|published| published.master.clone()),
            bytes: job.published().as_ref().map_or(0, |published| published.mastered.size_bytes),
            trashed_at: job.trashed_at(),
            check_at: due.map(|due| due.plus_ms(limits::CHECK_AFTER_MS)),
            deleted_files: job.deleted_files(),
            clips: clips(job),
            engine: Some(job.engine_version()),
            problem: job.problem().map(|problem| problem.code),
            owed: owed(job),
            due_at,
            leases_expired: leases_expired(job, now),
            offers: job.offers(),
            feed: job.spec().feed.clone(),
            months: job.months(),
            episode: None,
            published_at: job.published().map(|_| job.updated_at()),
        }
    }
}

/// Number of steps that are not done, without the projection that is under way.
pub(crate) fn owed(job: &Job) -> u32 {
    let is_owed = |(key, step): &(StepKey, &Step)| {
        key.kind != StepKind::Project && matches!(step.status, StepStatus::Waiting { .. } | StepStatus::Leased { .. })
    };
    count(job.steps().filter(is_owed).count())
}

fn leases_expired(job: &Job, now: Timestamp) -> u32 {
    let is_expired =
        |(_, step): &(StepKey, &Step)| matches!(step.status, StepStatus::Leased { expires_at, .. } if expires_at < now);
    count(job.steps().filter(is_expired).count())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Keys of the clips a job uses; one that ended without an episode uses none.
fn clips(job: &Job) -> Vec<String> {
    if job.status().is_terminal() && job.published().is_none() {
        return Vec::new();
    }
    let turns = job.spoken_turns().unwrap_or_default();
    turns.iter().map(|turn| keys::clip(&job.spec().tenant, &turn.speech)).collect()
}
