//! Rules of the sweep: a row and its object's answer → remedy; a file and the index → verdict.
//!
//! Pure. What is deleted here belongs to no job that exists: under one that does, only the job itself deletes.

use job::ARTIFACTS;
use protocol::{JobId, JobStatus, Timestamp};

use crate::limits;
use crate::ports::{Entry, Listed};

/// A job's row, as far as the sweep needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As it is written: what is no id was never ours, and is not looked at again soon.
    pub id: String,
    /// `None` for a job that was erased.
    pub status: Option<JobStatus>,
    pub rev: u64,
    pub created_at: Timestamp,
    pub trashed_at: Option<Timestamp>,
    pub master: Option<String>,
    /// An episode of an earlier release, which no feed can list yet.
    pub is_unlisted: bool,
    pub check_at: Option<Timestamp>,
}

impl Row {
    pub(crate) fn has_published(&self, key: &str) -> bool {
        let mut parts = key.split('/').skip(1);
        let is_own =
            parts.next() == Some(&self.id) && parts.next().is_some_and(|part| self.master.as_deref() == Some(part));
        is_own && parts.next().is_some_and(|name| ARTIFACTS.iter().any(|(known, _)| *known == name))
    }
}

/// The remedy for a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// The index is right; it is looked at again then, if at all.
    CheckAt(Option<Timestamp>),
    /// The object knows better.
    Put(Box<Entry>),
    /// Nothing is behind it any more, or never was.
    Bury,
    /// A job whose object has lost it: to be reported, and left alone.
    Missing,
}

/// `entry` is the object's own word; `None` when it has no job.
pub fn remedy(row: &Row, entry: Option<Entry>, now: Timestamp) -> Remedy {
    match entry {
        Some(entry) if entry.rev == row.rev && (!row.is_unlisted || entry.episode.is_none()) => {
            Remedy::CheckAt(entry.check_at)
        }
        Some(entry) => Remedy::Put(Box::new(entry)),
        None if row.trashed_at.is_some() => Remedy::Bury,
        // A client may still be repeating the submission that has reserved it.
        None if row.rev == 0 && now.since_ms(row.created_at) < limits::UNKNOWN_MS_MIN => {
            Remedy::CheckAt(Some(now.plus_ms(limits::CHECK_AFTER_MS)))
        }
        None if row.rev == 0 => Remedy::Bury,
        None => Remedy::Missing,
    }
}

/// The kind of file that a key names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Clip,
    Episode(JobId),
    /// Temporary files: no step writes one.
    Temporary(Option<JobId>),
    /// Nothing we write.
    Other,
}

impl Kind {
    pub(crate) fn job(&self) -> Option<JobId> {
        match self {
            Self::Episode(job) => Some(*job),
            Self::Clip | Self::Temporary(_) | Self::Other => None,
        }
    }
}

/// Standing of a file in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Part of an episode, or of a job that is not over.
    Referenced,
    /// Its time is not over, or its job's own passes are still to come.
    Pending,
    /// Of a job that is over: it is told to clean up.
    Stray,
    /// Of no job the index knows: the object is asked.
    Unknown,
    /// Nobody's.
    Orphaned,
    /// The bucket's own rules delete it.
    Expired,
}

pub fn kind(key: &str) -> Kind {
    if let Some(name) = key.strip_prefix(limits::TEMPORARY) {
        return Kind::Temporary(name.split('/').next().and_then(|job| job.parse().ok()));
    }
    let mut parts = key.split('/');
    match (parts.next(), parts.next().map(str::parse)) {
        (Some("clips"), Some(_)) => Kind::Clip,
        (Some("episodes"), Some(Ok(job))) => Kind::Episode(job),
        (_, _) => Kind::Other,
    }
}

pub fn judge_episode(file: &Listed, row: Option<&Row>, now: Timestamp) -> Standing {
    let age_ms = now.since_ms(file.put_at);
    let Some(row) = row else {
        return if age_ms < limits::UNKNOWN_MS_MIN { Standing::Pending } else { Standing::Unknown };
    };
    let Some(status) = row.status else { return Standing::Orphaned };
    if row.has_published(&file.key) || !status.is_terminal() {
        return Standing::Referenced;
    }
    // Long enough for both of the job's own passes.
    if age_ms < limits::STRAY_MS_MIN || row.check_at.is_some() { Standing::Pending } else { Standing::Stray }
}

pub fn judge_temporary(file: &Listed, now: Timestamp) -> Standing {
    if now.since_ms(file.put_at) < limits::TEMPORARY_MS_MAX { Standing::Pending } else { Standing::Expired }
}

pub fn judge_clip(file: &Listed, is_used: bool, now: Timestamp) -> Standing {
    match is_used {
        true => Standing::Referenced,
        false if now.since_ms(file.put_at) < limits::CLIP_MS_MIN => Standing::Pending,
        false => Standing::Orphaned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);
    const JOB: &str = "0198c0de-0000-7000-8000-00000000abcd";

    fn row(status: Option<JobStatus>) -> Row {
        Row {
            id: JOB.to_owned(),
            status,
            rev: 7,
            created_at: NOW.plus_ms(-30 * limits::UNKNOWN_MS_MIN),
            trashed_at: None,
            master: None,
            is_unlisted: false,
            check_at: None,
        }
    }

    fn file(age_ms: i64) -> Listed {
        Listed { key: format!("episodes/{JOB}/abc/episode.mp3"), bytes: 1, put_at: NOW.plus_ms(-age_ms) }
    }

    #[test]
    fn keys_are_classified_by_their_kind() {
        assert_eq!(kind("clips/default/abc"), Kind::Clip);
        assert_eq!(kind(&file(0).key), Kind::Episode(JOB.parse().unwrap()));
        assert_eq!(kind(&format!("tmp/{JOB}/3/a")), Kind::Temporary(JOB.parse().ok()));
        assert_eq!(kind("tmp/a"), Kind::Temporary(None));
        for other in ["", "clips", "episodes/", "episodes/x/y", "temporary/a"] {
            assert_eq!(kind(other), Kind::Other, "{other}");
        }
    }

    #[test]
    fn files_of_an_unfinished_job_are_kept() {
        for status in [JobStatus::Running, JobStatus::Parked] {
            let standing = judge_episode(&file(i64::MAX / 2), Some(&row(Some(status))), NOW);
            assert_eq!(standing, Standing::Referenced);
        }
    }

    #[test]
    fn young_files_of_an_unknown_job_are_kept() {
        assert_eq!(judge_episode(&file(limits::UNKNOWN_MS_MIN - 1), None, NOW), Standing::Pending);
        assert_eq!(judge_episode(&file(limits::UNKNOWN_MS_MIN), None, NOW), Standing::Unknown);
    }

    #[test]
    fn a_finished_episode_is_kept_and_files_beside_it_are_strays() {
        let over = Row { master: Some("abc".to_owned()), ..row(Some(JobStatus::Succeeded)) };
        assert_eq!(judge_episode(&file(i64::MAX / 2), Some(&over), NOW), Standing::Referenced);
        let over = Row { master: Some("def".to_owned()), ..over };
        assert_eq!(judge_episode(&file(limits::STRAY_MS_MIN), Some(&over), NOW), Standing::Stray);
        assert_eq!(judge_episode(&file(limits::STRAY_MS_MIN - 1), Some(&over), NOW), Standing::Pending);
        let beside = Listed { key: format!("episodes/{JOB}/def/draft.mp3"), ..file(i64::MAX / 2) };
        assert_eq!(judge_episode(&beside, Some(&over), NOW), Standing::Stray, "no file of an episode");
        let cleaning = Row { check_at: Some(NOW), ..over };
        assert_eq!(judge_episode(&file(limits::STRAY_MS_MIN), Some(&cleaning), NOW), Standing::Pending);
        assert_eq!(judge_episode(&file(0), Some(&row(None)), NOW), Standing::Orphaned, "of an erased job");
    }

    #[test]
    fn a_clip_is_kept_while_it_is_used_and_some_time_longer() {
        assert_eq!(judge_clip(&file(i64::MAX / 2), true, NOW), Standing::Referenced);
        assert_eq!(judge_clip(&file(limits::CLIP_MS_MIN - 1), false, NOW), Standing::Pending);
        assert_eq!(judge_clip(&file(limits::CLIP_MS_MIN), false, NOW), Standing::Orphaned);
    }

    #[test]
    fn the_lifecycle_rules_of_the_bucket_match_the_limits() {
        let rules: serde_json::Value = serde_json::from_str(include_str!("../../../../docs/lifecycle.json")).unwrap();
        let rules = rules["rules"].as_array().unwrap();
        let deletes = rules.iter().find(|rule| rule["deleteObjectsTransition"].is_object()).unwrap();
        assert_eq!(deletes["conditions"]["prefix"], limits::TEMPORARY);
        let age_s = deletes["deleteObjectsTransition"]["condition"]["maxAge"].as_i64().unwrap();
        assert_eq!(age_s * 1_000, limits::TEMPORARY_MS_MAX);
        assert_eq!(judge_temporary(&file(limits::TEMPORARY_MS_MAX - 1), NOW), Standing::Pending);
        assert_eq!(judge_temporary(&file(limits::TEMPORARY_MS_MAX), NOW), Standing::Expired);
        for kept in ["clips/", "episodes/"] {
            assert!(!kept.starts_with(limits::TEMPORARY), "a rule would delete what is used");
        }
    }

    #[test]
    fn a_row_without_a_job_is_buried_when_no_submission_can_be_under_way() {
        let young = Row { rev: 0, created_at: NOW, ..row(Some(JobStatus::Running)) };
        let again = Some(NOW.plus_ms(limits::CHECK_AFTER_MS));
        assert_eq!(remedy(&young, None, NOW), Remedy::CheckAt(again));
        let old = Row { created_at: NOW.plus_ms(-limits::UNKNOWN_MS_MIN), ..young };
        assert_eq!(remedy(&old, None, NOW), Remedy::Bury);
        let trashed = Row { trashed_at: Some(NOW), ..row(Some(JobStatus::Succeeded)) };
        assert_eq!(remedy(&trashed, None, NOW), Remedy::Bury);
        assert_eq!(remedy(&row(Some(JobStatus::Succeeded)), None, NOW), Remedy::Missing);
    }
}
