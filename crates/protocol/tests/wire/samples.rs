//! Samples of every kind of answer and message, and of every field that may be absent.

use protocol::{
    Artifact, Change, Code, Episode, Host, JobId, JobList, JobStatus, JobSummary, JobView, Loudness, Members, Problem,
    Progress, Redactions, ScriptView, Spending, Stage, StepName, Style, Timestamp, Trash, TurnView, Update,
    WatchMessage, WireVersion,
};

const AT: Timestamp = Timestamp::from_ms(1_795_223_353_042);

fn id() -> JobId {
    "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap()
}

fn hosts() -> [Host; 2] {
    [Host::new("Ada", "slt"), Host::new("Bo", "awb")]
}

fn early() -> Progress {
    Progress { stage: Stage::Ingest.into(), turns_spoken: 0, turns_total: None }
}

fn speaking() -> Progress {
    Progress { stage: Stage::Speech.into(), turns_spoken: 12, turns_total: Some(48) }
}

fn done() -> Progress {
    Progress { stage: Stage::Publish.into(), turns_spoken: 48, turns_total: Some(48) }
}

fn episode() -> Episode {
    let artifact = |name: &str, content_type: &str| Artifact {
        name: name.to_owned(),
        href: format!("/v1/jobs/{}/{name}", id()),
        content_type: content_type.to_owned(),
    };
    Episode {
        duration_ms: 283_416,
        size_bytes: 2_268_288,
        chapters: 4,
        loudness: Loudness { integrated_lufs: -16.04, true_peak_dbtp: -1.52 },
        revision: Some(1),
        artifacts: vec![artifact("episode.mp3", "audio/mpeg"), artifact("transcript.vtt", "text/vtt")],
    }
}

fn job(status: JobStatus, progress: Progress) -> JobView {
    JobView {
        id: id(),
        status: status.into(),
        title: Some("What’s new".to_owned()),
        created_at: AT,
        updated_at: AT.plus_ms(1_500),
        seq: 7,
        progress,
        hosts: hosts(),
        language: None,
        revision: 1,
        coverage: None,
        episode: None,
        problem: None,
        style: Style::default(),
        writing: None,
        spending: Spending::default(),
        approval: None,
        trash: None,
        open_points: 0,
        redactions: Redactions::new(),
    }
}

pub(crate) fn jobs() -> Vec<(&'static str, JobView)> {
    let parked = Problem::because(Code::QuotaExhausted, "the voice answered 429");
    let failed = Problem::because(Code::StepFailed, "speech/017: the voice refused");
    let trash = Trash { since: AT, erased_at: AT.plus_ms(604_800_000), purge_token: "0123456789abcdef".to_owned() };
    vec![
        ("job-created", JobView { title: None, ..job(JobStatus::Running, early()) }),
        ("job-speaking", job(JobStatus::Running, speaking())),
        ("job-parked", JobView { problem: Some(parked), ..job(JobStatus::Parked, speaking()) }),
        ("job-succeeded", JobView { episode: Some(episode()), ..job(JobStatus::Succeeded, done()) }),
        ("job-german", JobView { language: Some("de".to_owned()), ..job(JobStatus::Running, speaking()) }),
        ("job-revising", JobView { episode: Some(episode()), revision: 2, ..job(JobStatus::Running, speaking()) }),
        ("job-cancelled", job(JobStatus::Cancelled, speaking())),
        ("job-trashed", JobView { trash: Some(trash), ..job(JobStatus::Cancelled, speaking()) }),
        ("job-failed", JobView { problem: Some(failed), ..job(JobStatus::Failed, speaking()) }),
    ]
}

pub(crate) fn list() -> JobList {
    let summary = |title: Option<&str>| JobSummary {
        id: id(),
        status: JobStatus::Succeeded.into(),
        title: title.map(str::to_owned),
        created_at: AT,
        updated_at: AT,
    };
    JobList { jobs: vec![summary(Some("What’s new")), summary(None)], next_cursor: Some(id().to_string()) }
}

pub(crate) fn script() -> ScriptView {
    let turn = |turn, cites, is_skipped| TurnView {
        turn,
        chapter: "What’s new".to_owned(),
        speaker: "Ada".to_owned(),
        text: "Hello.".to_owned(),
        cites,
        code: Vec::new(),
        is_skipped,
    };
    ScriptView { turns: vec![turn(0, vec![], false), turn(1, vec![0, 3], true)] }
}

fn changes() -> Vec<(&'static str, Change)> {
    let step = |name: &str| StepName::Step(name.to_owned());
    let failed =
        |step| Change::AttemptFailed { step, attempt: 2, code: "unavailable".to_owned(), retry_at: AT.plus_ms(4_000) };
    vec![
        ("created", Change::Created),
        ("stage-started-early", Change::StageStarted { stage: Stage::Ingest, progress: early() }),
        ("stage-started", Change::StageStarted { stage: Stage::Speech, progress: speaking() }),
        ("turns-spoken", Change::TurnsSpoken { progress: speaking() }),
        ("attempt-failed-line", failed(StepName::Turn(17))),
        ("attempt-failed-step", failed(step("master"))),
        ("parked", Change::Parked { problem: Problem::new(Code::AttemptsExhausted) }),
        ("resumed", Change::Resumed),
        ("revised", Change::Revised { revision: 2 }),
        ("step-skipped", Change::StepSkipped { step: StepName::Turn(17) }),
        ("step-retried-line", Change::StepRetried { step: StepName::Turn(120) }),
        ("step-retried-step", Change::StepRetried { step: step("script/02") }),
        ("succeeded", Change::Succeeded { title: "What’s new".to_owned(), episode: episode() }),
        ("cancelled", Change::Cancelled),
        ("failed", Change::Failed { problem: Problem::because(Code::SourceUnreadable, "nothing to read") }),
    ]
}

pub(crate) fn messages() -> Vec<(String, WatchMessage)> {
    let snapshot = WatchMessage::Snapshot { job: Box::new(job(JobStatus::Running, speaking())) };
    let update = |change| WatchMessage::Update { update: Update { seq: 7, at: AT, change } };
    let updates = changes().into_iter().map(|(name, change)| (format!("update-{name}"), update(change)));
    std::iter::once(("snapshot".to_owned(), snapshot)).chain(updates).collect()
}

pub(crate) fn problems() -> Vec<(&'static str, Problem)> {
    let versions = Members {
        supported_versions: vec![WireVersion::V2026_11_20],
        upgrade: Some(WireVersion::V2026_11_21.notes()),
        ..Members::default()
    };
    let allowed_methods = ["POST", "GET", "HEAD"].map(str::to_owned).to_vec();
    vec![
        ("problem-unauthorized", Problem::new(Code::Unauthorized)),
        ("problem-invalid-field", Problem::because(Code::InvalidField, "unknown field `titel`")),
        (
            "problem-method-not-allowed",
            Problem::with(Code::MethodNotAllowed, Members { allowed_methods, ..Members::default() }),
        ),
        ("problem-unsupported-version", Problem::with(Code::UnsupportedVersion, versions)),
        ("problem-unavailable", Problem::new(Code::Unavailable)),
    ]
}
