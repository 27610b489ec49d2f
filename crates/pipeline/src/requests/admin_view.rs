//! Admin view: a job as operators see it, its state and nothing of its content.

use job::{Class, Failure, Job, Step, StepKey, StepStatus};
use protocol::{AdminJobView, Change, LastFailure, Problem, StepName, StepView, Update};

use crate::ports::{Stored, owed};

/// `failed` is the last update that tells of a failure.
pub fn admin_view(stored: &Stored, failed: Option<Update>) -> AdminJobView {
    let Stored { job, armed_at, .. } = stored;
    AdminJobView {
        id: job.spec().id,
        tenant: job.spec().tenant.clone(),
        subject: job.spec().subject.clone(),
        status: job.status().into(),
        problem: job.problem(),
        progress: job.progress(),
        revision: job.revision(),
        engine: job.engine_version(),
        created_at: job.created_at(),
        updated_at: job.updated_at(),
        trashed_at: job.trashed_at(),
        due_at: job.next_deadline().map(|deadline| deadline.at),
        alarm_at: *armed_at,
        steps_owed: owed(job),
        steps: job.steps().filter_map(|(key, step)| shown(key, step)).collect(),
        last_failure: failed.and_then(|update| last_failure(job, update)),
        acts: Vec::new(),
    }
}

/// The view of a step; `None` for one that only waits for its turn: it is counted, and not shown.
fn shown(key: StepKey, step: &Step) -> Option<StepView> {
    let (turn, name) = StepName::from(key).told();
    let view = |status: &str| StepView {
        turn,
        step: name,
        status: status.to_owned(),
        attempts: step.attempts,
        started_at: step.started_at,
        not_before: None,
        lease_token: None,
        lease_expires_at: None,
    };
    match &step.status {
        StepStatus::Waiting { .. } if step.attempts == 0 && key.stage().is_some() => None,
        StepStatus::Waiting { not_before } => Some(StepView { not_before: Some(*not_before), ..view("waiting") }),
        StepStatus::Leased { token, expires_at, .. } => {
            let (token, expires_at) = (Some(token.0), Some(*expires_at));
            Some(StepView { lease_token: token, lease_expires_at: expires_at, ..view("leased") })
        }
        StepStatus::Exhausted { .. } => Some(view("exhausted")),
        StepStatus::Done { .. } => None,
    }
}

fn last_failure(job: &Job, update: Update) -> Option<LastFailure> {
    let failure =
        |code: String| LastFailure { at: update.at, turn: None, step: None, attempt: None, class: None, code };
    let about = |step: StepName, attempt: u32, class: &str, code: String| {
        let (turn, step) = step.told();
        LastFailure { turn, step, attempt: Some(attempt), class: Some(class.to_owned()), ..failure(code) }
    };
    match update.change {
        // Only of these is told that another attempt follows.
        Change::AttemptFailed { step, attempt, code, .. } => Some(about(step, attempt, "transient", code)),
        // Whoever gave the step new attempts has taken the failure with it; the problem is what is left.
        Change::Parked { problem: Problem { code, .. } } | Change::Failed { problem: Problem { code, .. } } => {
            Some(given_up(job).map_or_else(
                || failure(code.to_string()),
                |(key, attempt, Failure { class, code, .. })| {
                    about(key.into(), attempt, word(*class), code.to_string())
                },
            ))
        }
        Change::Created
        | Change::StageStarted { .. }
        | Change::TurnsSpoken { .. }
        | Change::Resumed
        | Change::Revised { .. }
        | Change::StepSkipped { .. }
        | Change::StepRetried { .. }
        | Change::Succeeded { .. }
        | Change::Cancelled => None,
    }
}

fn given_up(job: &Job) -> Option<(StepKey, u32, &Failure)> {
    job.steps().find_map(|(key, step)| match &step.status {
        StepStatus::Exhausted { failure } => Some((key, step.attempts, failure)),
        StepStatus::Waiting { .. } | StepStatus::Leased { .. } | StepStatus::Done { .. } => None,
    })
}

fn word(class: Class) -> &'static str {
    match class {
        Class::Transient { .. } => "transient",
        Class::Permanent => "permanent",
        Class::Quota => "quota",
        Class::Postponed { .. } => "postponed",
    }
}

#[cfg(test)]
mod tests {
    use job::{Effect, Hasher, Input, Jitter, Lease, Spec, StepKind};
    use protocol::dataflow::Flows;
    use protocol::{
        Code, Money, Redaction, Redactions, SourceFormat, Subject, Tenant, Timestamp, WireVersion, embedded_hosts,
    };

    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_223_353_042);

    fn created() -> Job {
        let spec = Spec {
            id: "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap(),
            tenant: Tenant("t1".to_owned()),
            wire_version: WireVersion::CURRENT,
            source: Hasher::new("source").finish(),
            format: SourceFormat::Text,
            title: Some("Ada's diary".to_owned()),
            hosts: embedded_hosts(),
            language: Default::default(),
            is_wide: false,
            redaction: Redaction::On,
            subject: Some(Subject("1:0a1b".to_owned())),
            feed: None,
            address: None,
            colors: None,
            pronunciations: None,
            lists_open_points: false,
            style: Default::default(),
            runners: Default::default(),
            gates: Default::default(),
        };
        Job::create(spec, Redactions::new(), NOW).0
    }

    /// The view of a job whose first attempt has ended with this failure, or goes on.
    fn attempted(job: &mut Job, failure: Option<Failure>) -> AdminJobView {
        let effects = job.handle(Input::AlarmRang, NOW.plus_ms(1)).unwrap();
        let granted = effects.into_iter().find_map(|effect| match effect {
            Effect::Perform { step, token } if step.kind == StepKind::Ingest => Some(Lease { step, token }),
            Effect::Perform { .. }
            | Effect::Granted { .. }
            | Effect::Offer(_)
            | Effect::Withdraw(_)
            | Effect::Tell(_) => None,
        });
        let lease = granted.unwrap();
        let failed = failure.and_then(|failure| {
            let input = Input::Failed { lease, failure, jitter: Jitter(u32::MAX), spent: Money::ZERO };
            job.handle(input, NOW.plus_ms(2)).unwrap().into_iter().find_map(Effect::into_update)
        });
        admin_view(&Stored { job: job.clone(), armed_at: Some(NOW), flows: Flows::default() }, failed)
    }

    #[test]
    fn an_attempt_under_way_is_shown_with_its_lease() {
        let mut job = created();
        let view = attempted(&mut job, None);
        let [step] = view.steps.as_slice() else { panic!("{:?}", view.steps) };
        assert_eq!((step.step.as_deref(), step.status.as_str(), step.attempts), (Some("ingest"), "leased", 1));
        assert!(step.lease_token == Some(1) && step.lease_expires_at > Some(NOW), "{step:?}");
        assert_eq!((view.due_at, view.alarm_at), (step.lease_expires_at, Some(NOW)));
        assert_eq!((view.last_failure, view.steps_owed, view.engine), (None, 1, job.engine_version()));
    }

    #[test]
    fn the_last_failure_is_shown_with_its_class() {
        let mut job = created();
        let view = attempted(&mut job, Some(Failure::transient(Code::Unavailable, "busy")));
        let failure = view.last_failure.unwrap();
        assert_eq!((failure.class.as_deref(), failure.code.as_str()), (Some("transient"), "unavailable"));
        assert_eq!((failure.step.as_deref(), failure.attempt, failure.at), (Some("ingest"), Some(1), NOW.plus_ms(2)));
        let [step] = view.steps.as_slice() else { panic!("{:?}", view.steps) };
        assert!(step.status == "waiting" && step.not_before > Some(NOW.plus_ms(2)), "{step:?}");

        let mut job = created();
        let quota = Failure { class: Class::Quota, ..Failure::permanent(Code::PageStatus, "poor") };
        let view = attempted(&mut job, Some(quota));
        let failure = view.last_failure.unwrap();
        assert_eq!((failure.class.as_deref(), failure.code.as_str()), (Some("quota"), "page_status"));
        assert_eq!(view.problem.unwrap().code, Code::QuotaExhausted);
        assert!(view.steps.iter().any(|step| step.status == "exhausted"), "{:?}", view.steps);
    }

    #[test]
    fn the_last_failure_stays_when_the_step_gets_new_attempts() {
        let mut job = created();
        let input = |lease, failure| Input::Failed { lease, failure, jitter: Jitter(0), spent: Money::ZERO };
        let quota = Failure { class: Class::Quota, ..Failure::permanent(Code::PageStatus, "poor") };
        let Some(Effect::Perform { step, token }) = job.handle(Input::AlarmRang, NOW).unwrap().pop() else { panic!() };
        let parked =
            job.handle(input(Lease { step, token }, quota), NOW).unwrap().into_iter().find_map(Effect::into_update);
        job.handle(Input::Resume, NOW).unwrap();
        let view = admin_view(&Stored { job, armed_at: None, flows: Flows::default() }, parked);
        let failure = view.last_failure.unwrap();
        assert_eq!((failure.step, failure.class, failure.code.as_str()), (None, None, "quota_exhausted"));
    }

    #[test]
    fn the_admin_view_has_no_content() {
        let view = attempted(&mut created(), None);
        let told = serde_json::to_string(&view).unwrap();
        assert!(told.contains("1:0a1b") && !told.contains("diary") && !told.contains("Nora"), "{told}");
    }
}
