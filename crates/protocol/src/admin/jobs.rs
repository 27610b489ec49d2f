//! Jobs of any tenant as the operator sees them in a list.
//!
//! Never has content: no title, no source, no script.

use serde::{Deserialize, Serialize};

use super::{Subject, Tenant};
use crate::job::{JobStatus, Page};
use crate::limits;
use crate::problem::{Code, Problem};
use crate::values::{JobId, KnownOr, Timestamp};

/// `GET /admin/jobs`, newest first; the index may lag behind a job by a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AdminJobList {
    pub jobs: Vec<AdminJob>,
    /// Pass as `?cursor=` for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AdminJob {
    pub id: JobId,
    pub tenant: Tenant,
    /// The person who asked, as a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    #[cfg_attr(test, schemars(with = "JobStatus"))]
    pub status: KnownOr<JobStatus>,
    /// The code it is parked for, or has failed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Code>,
    /// The engine it started with; absent until the job has told the index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<u32>,
    /// Steps not done.
    pub steps_owed: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed_at: Option<Timestamp>,
}

/// Filter on all jobs; every condition that is set has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    pub page: Page,
    pub status: Option<JobStatus>,
    pub tenant: Option<Tenant>,
    /// The code that parked jobs are parked for.
    pub parked_for: Option<Code>,
    pub engine: Option<u32>,
    pub older_than_ms: Option<i64>,
    /// Time for which nothing has happened in the job.
    pub still_for_ms: Option<i64>,
}

/// The partial index that answers a filter without scanning all jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobSet {
    All,
    Running,
    Parked,
    /// Running and parked.
    Unfinished,
}

impl JobFilter {
    /// Reads one query parameter.
    ///
    /// # Errors
    /// `malformed_query` for an unknown parameter or an impossible value.
    pub fn read(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let malformed = |expected: &str| Problem::because(Code::MalformedQuery, format!("{name}: {expected}"));
        let duration = || value.parse().ok().filter(|ms| *ms >= 0).ok_or_else(|| malformed("milliseconds"));
        match name {
            "status" => self.status = Some(JobStatus::from_wire(value).ok_or_else(|| malformed("no status"))?),
            "tenant" => self.tenant = Some(tenant(value).ok_or_else(|| malformed("no tenant's id"))?),
            "parked_for" => {
                self.parked_for = Some(Code::from_wire(value).ok_or_else(|| malformed("no problem's code"))?);
            }
            "engine" => self.engine = Some(value.parse().map_err(|_| malformed("a number"))?),
            "older_than_ms" => self.older_than_ms = Some(duration()?),
            "still_for_ms" => self.still_for_ms = Some(duration()?),
            _ => self.page.read(name, value)?,
        }
        Ok(())
    }

    /// Checks the conditions against each other.
    ///
    /// # Errors
    /// `malformed_query` when they contradict.
    pub fn check(&self) -> Result<(), Problem> {
        let because = |detail: &str| Err(Problem::because(Code::MalformedQuery, detail));
        if self.parked_for.is_some() && self.status.is_some_and(|status| status != JobStatus::Parked) {
            return because("parked_for: only with the status parked");
        }
        let is_over = self.status.is_some_and(JobStatus::is_terminal);
        if is_over && (self.engine.is_some() || self.still_for_ms.is_some()) {
            return because("engine and still_for_ms: only with the status running or parked");
        }
        Ok(())
    }

    pub fn set(&self) -> JobSet {
        match self.status {
            Some(JobStatus::Running) => JobSet::Running,
            Some(JobStatus::Parked) => JobSet::Parked,
            None if self.parked_for.is_some() => JobSet::Parked,
            None if self.engine.is_some() || self.still_for_ms.is_some() => JobSet::Unfinished,
            Some(JobStatus::Succeeded | JobStatus::Cancelled | JobStatus::Failed) | None => JobSet::All,
        }
    }
}

/// `default`, or a random id.
fn tenant(text: &str) -> Option<Tenant> {
    let is_id =
        (1..=limits::ID_CHARS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_id.then(|| Tenant(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0198c0de-0000-7000-8000-00000000abcd";

    fn read(words: &[(&str, &str)]) -> Result<JobFilter, Problem> {
        let mut filter = JobFilter::default();
        words.iter().try_for_each(|(name, value)| filter.read(name, value))?;
        filter.check().map(|()| filter)
    }

    #[test]
    fn a_filter_reads_every_parameter() {
        let words = [
            ("tenant", "0a1b"),
            ("parked_for", "quota_exhausted"),
            ("engine", "2"),
            ("older_than_ms", "60000"),
            ("still_for_ms", "0"),
            ("limit", "7"),
            ("cursor", ID),
        ];
        let expected = JobFilter {
            page: Page { limit: 7, cursor: ID.parse().ok() },
            status: None,
            tenant: Some(Tenant("0a1b".to_owned())),
            parked_for: Some(Code::QuotaExhausted),
            engine: Some(2),
            older_than_ms: Some(60_000),
            still_for_ms: Some(0),
        };
        assert_eq!(read(&words), Ok(expected));
        assert_eq!(read(&[]), Ok(JobFilter::default()));
    }

    #[test]
    fn an_impossible_filter_is_refused_by_the_name_of_its_parameter() {
        for word in [
            ("status", "erased"),
            ("status", ""),
            ("tenant", ""),
            ("tenant", "ada@example.org"),
            ("parked_for", "poverty"),
            ("engine", "new"),
            ("older_than_ms", "1h"),
            ("older_than_ms", "-1"),
            ("still_for_ms", ""),
            ("limit", "0"),
            ("limit", "101"),
            ("cursor", "next"),
            ("title", "x"),
        ] {
            let problem = read(&[word]).unwrap_err();
            assert_eq!(problem.code, Code::MalformedQuery, "{word:?}");
            assert!(problem.detail.is_some_and(|detail| detail.starts_with(word.0)), "{word:?}");
        }
        for words in [
            [("status", "running"), ("parked_for", "quota_exhausted")],
            [("status", "succeeded"), ("engine", "1")],
            [("status", "failed"), ("still_for_ms", "1")],
        ] {
            assert_eq!(read(&words).unwrap_err().code, Code::MalformedQuery, "{words:?}");
        }
    }

    #[test]
    fn a_filter_uses_the_smallest_index_that_holds_its_jobs() {
        let set = |words: &[(&str, &str)]| read(words).unwrap().set();
        assert_eq!(set(&[]), JobSet::All);
        assert_eq!(set(&[("status", "failed")]), JobSet::All);
        assert_eq!(set(&[("status", "running"), ("engine", "1")]), JobSet::Running);
        assert_eq!(set(&[("status", "parked")]), JobSet::Parked);
        assert_eq!(set(&[("parked_for", "quota_exhausted"), ("engine", "1")]), JobSet::Parked);
        assert_eq!(set(&[("engine", "1")]), JobSet::Unfinished);
        assert_eq!(set(&[("still_for_ms", "1"), ("tenant", "default")]), JobSet::Unfinished);
    }
}
