//! One job as the operator sees it: its state and its history.
//!
//! Never has content: no title, no source, no script.

use serde::{Deserialize, Serialize};

use super::{Act, Subject, Tenant};
use crate::job::{Change, JobStatus, Progress, StepName, Update};
use crate::problem::Problem;
use crate::values::{JobId, KnownOr, Timestamp};

/// `GET /admin/jobs/{id}`, as the job itself answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AdminJobView {
    pub id: JobId,
    pub tenant: Tenant,
    /// The person who asked, as a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    #[cfg_attr(test, schemars(with = "JobStatus"))]
    pub status: KnownOr<JobStatus>,
    /// The reason why it is parked or has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    pub progress: Progress,
    pub revision: u32,
    /// The engine it started with.
    pub engine: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed_at: Option<Timestamp>,
    /// The job's next deadline; absent when it waits for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Time of the alarm, also when it is past due; absent when none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarm_at: Option<Timestamp>,
    /// Steps not done.
    pub steps_owed: u32,
    /// Of these, the steps that are leased, were tried, are exhausted or do housekeeping; in the order of work.
    pub steps: Vec<StepView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_failure: Option<LastFailure>,
    /// Audit log entries about it, latest first.
    #[serde(default)]
    pub acts: Vec<Act>,
}

/// A step: a line by its turn, any other by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepView {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// `waiting`, `leased` or `exhausted`.
    pub status: String,
    /// Attempts started so far.
    pub attempts: u32,
    /// Start of the first attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// Earliest start of the next attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// Fencing token of the attempt under way, and when its lease expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_token: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_expires_at: Option<Timestamp>,
}

/// The last failed attempt, as far as the job remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LastFailure {
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// `transient`, `permanent` or `quota`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    pub code: String,
}

/// `GET /admin/jobs/{id}/timeline`, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobTimeline {
    pub transitions: Vec<Transition>,
    /// Pass as `?after=` for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_after: Option<u64>,
}

/// An update without what belongs to the job's owner alone: its title and its episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Transition {
    pub seq: u64,
    pub at: Timestamp,
    /// The name of the change, as in updates.
    pub change: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns_spoken: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns_total: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// Code of a problem, or of a failed attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
}

impl Transition {
    fn bare(seq: u64, at: Timestamp, change: &str) -> Self {
        Self {
            seq,
            at,
            change: change.to_owned(),
            stage: None,
            turns_spoken: None,
            turns_total: None,
            turn: None,
            step: None,
            attempt: None,
            code: None,
            retry_at: None,
            revision: None,
        }
    }

    fn about(self, step: StepName) -> Self {
        let (turn, step) = step.told();
        Self { turn, step, ..self }
    }

    fn at_progress(self, progress: &Progress) -> Self {
        Self { turns_spoken: Some(progress.turns_spoken), turns_total: progress.turns_total, ..self }
    }
}

impl From<Update> for Transition {
    fn from(update: Update) -> Self {
        let bare = |change: &str| Self::bare(update.seq, update.at, change);
        let because = |change: &str, problem: &Problem| Self { code: Some(problem.code.to_string()), ..bare(change) };
        match update.change {
            Change::Created => bare("created"),
            Change::StageStarted { stage, progress } => {
                Self { stage: Some(stage.as_str().to_owned()), ..bare("stage_started") }.at_progress(&progress)
            }
            Change::TurnsSpoken { progress } => bare("turns_spoken").at_progress(&progress),
            Change::AttemptFailed { step, attempt, code, retry_at } => {
                let failed = bare("attempt_failed").about(step);
                Self { attempt: Some(attempt), code: Some(code), retry_at: Some(retry_at), ..failed }
            }
            Change::Parked { problem } => because("parked", &problem),
            Change::Resumed => bare("resumed"),
            Change::Revised { revision } => Self { revision: Some(revision), ..bare("revised") },
            Change::StepSkipped { step } => bare("step_skipped").about(step),
            Change::StepRetried { step } => bare("step_retried").about(step),
            // The title and the sound are the owner's.
            Change::Succeeded { title: _, episode } => Self { revision: episode.revision, ..bare("succeeded") },
            Change::Cancelled => bare("cancelled"),
            Change::Failed { problem } => because("failed", &problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::job::{Episode, Loudness, Stage};
    use crate::problem::Code;

    const AT: Timestamp = Timestamp::from_ms(1_795_223_353_042);

    fn told(change: Change) -> (Value, Value) {
        let update = Update { seq: 8, at: AT, change };
        (json!(update), json!(Transition::from(update)))
    }

    fn changes() -> Vec<Change> {
        let progress = Progress { stage: Stage::Speech.into(), turns_spoken: 3, turns_total: Some(9) };
        let problem = || Problem::because(Code::AttemptsExhausted, "speech/003: the voice answered 503");
        let turn = || StepName::Turn(3);
        let code = "provider_failed".to_owned();
        let episode = Episode {
            duration_ms: 1,
            size_bytes: 2,
            chapters: 3,
            loudness: Loudness { integrated_lufs: -16.0, true_peak_dbtp: -1.5 },
            revision: Some(4),
            artifacts: Vec::new(),
        };
        vec![
            Change::Created,
            Change::StageStarted { stage: Stage::Speech, progress: progress.clone() },
            Change::TurnsSpoken { progress },
            Change::AttemptFailed { step: turn(), attempt: 2, code, retry_at: AT },
            Change::Parked { problem: problem() },
            Change::Resumed,
            Change::Revised { revision: 4 },
            Change::StepSkipped { step: turn() },
            Change::StepRetried { step: StepName::Step("master".to_owned()) },
            Change::Succeeded { title: "Ada's diary".to_owned(), episode },
            Change::Cancelled,
            Change::Failed { problem: problem() },
        ]
    }

    #[test]
    fn a_transition_has_the_words_of_its_update() {
        for (update, transition) in changes().into_iter().map(told) {
            for (name, value) in transition.as_object().unwrap() {
                let places = ["", "/progress", "/problem", "/episode"];
                let said = places.iter().any(|place| update.pointer(&format!("{place}/{name}")) == Some(value));
                assert!(said, "{name} of {transition} is not in {update}");
            }
        }
    }

    #[test]
    fn a_transition_has_none_of_the_jobs_content() {
        let names = [
            "seq",
            "at",
            "change",
            "stage",
            "turns_spoken",
            "turns_total",
            "turn",
            "step",
            "attempt",
            "code",
            "retry_at",
            "revision",
        ];
        for (_, transition) in changes().into_iter().map(told) {
            assert!(transition.as_object().unwrap().keys().all(|name| names.contains(&&**name)), "{transition}");
            assert!(!transition.to_string().contains("diary"), "{transition}");
        }
    }
}
