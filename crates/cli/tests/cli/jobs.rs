//! `admin jobs`, `admin job` and `admin drain`.

use cli::Exit;
use protocol::{
    Act, AdminJob, AdminJobList, AdminJobView, Code, Intake, JobStatus, JobTimeline, LastFailure, Problem, Stage,
    StepView, Tenant, Timestamp, Transition,
};

use crate::service::{Service, ok, problem};
use crate::{ID, cuepoint, json, lines, progress};

const NOW: Timestamp = Timestamp::from_ms(1_795_223_353_000);

fn listed() -> AdminJob {
    AdminJob {
        id: ID.parse().unwrap(),
        tenant: Tenant("t1".to_owned()),
        subject: None,
        status: JobStatus::Parked.into(),
        problem: Some(Code::QuotaExhausted),
        engine: Some(2),
        steps_owed: 3,
        created_at: NOW,
        updated_at: NOW,
        trashed_at: None,
    }
}

const HEADING: &str = "id                                    status     tenant            engine  created                   updated                   problem";

#[test]
fn filters_become_query_parameters() {
    let job = listed();
    let untold = AdminJob { status: JobStatus::Running.into(), problem: None, engine: None, ..job.clone() };
    let list = AdminJobList { jobs: vec![job, untold], next_cursor: Some(ID.to_owned()) };
    let service = Service::new(vec![ok(&list), ok(&list)]);
    let run = cuepoint(&service.url(), &["admin", "jobs", "--older-than", "2h", "--parked-for", "quota_exhausted"]);
    let at = "2026-11-21T01:09:13.000Z  2026-11-21T01:09:13.000Z";
    let parked = format!("{ID}  parked     t1                2       {at}  quota_exhausted");
    let running = format!("{ID}  running    t1                -       {at}  -");
    assert_eq!(run.out, lines([HEADING, &*parked, &*running]));
    assert_eq!(run.err, format!("there is more: --cursor {ID}\n"));
    let filters = ["--status", "running", "--tenant", "t1", "--engine", "2", "--still-for", "90s", "--limit", "5"];
    let run = cuepoint(&service.url(), &[&["--json", "admin", "jobs", "--cursor", ID], &filters[..]].concat());
    assert_eq!(run.out, format!("{}\n", json(&list)));
    assert_eq!(
        service.lines(),
        [
            "GET /admin/jobs?parked_for=quota_exhausted&older_than_ms=7200000".to_owned(),
            format!("GET /admin/jobs?status=running&tenant=t1&engine=2&still_for_ms=90000&limit=5&cursor={ID}"),
        ]
    );
}

fn viewed() -> AdminJobView {
    let act = Act {
        id: ID.to_owned(),
        at: NOW,
        actor: None,
        act: "POST /admin/jobs/{id}/retry".to_owned(),
        object: Some(ID.to_owned()),
        reason: Some("once\nmore".to_owned()),
        status: Some(200),
        ended_at: Some(NOW),
    };
    let held = StepView {
        turn: Some(17),
        step: None,
        status: "leased".to_owned(),
        attempts: 2,
        started_at: Some(NOW),
        not_before: None,
        lease_token: Some(40),
        lease_expires_at: Some(NOW),
    };
    let failure = LastFailure {
        at: NOW,
        turn: Some(17),
        step: None,
        attempt: Some(1),
        class: Some("transient".to_owned()),
        code: "voice_failed".to_owned(),
    };
    AdminJobView {
        id: ID.parse().unwrap(),
        tenant: Tenant("t1".to_owned()),
        subject: None,
        status: JobStatus::Running.into(),
        problem: None,
        progress: progress(Stage::Speech, 12),
        revision: 1,
        engine: 2,
        created_at: NOW,
        updated_at: NOW,
        trashed_at: None,
        due_at: Some(NOW),
        alarm_at: None,
        steps_owed: 9,
        steps: vec![held],
        last_failure: Some(failure),
        acts: vec![act],
    }
}

#[test]
fn a_job_is_shown_as_a_table_with_its_audit_log() {
    let service = Service::new(vec![ok(&viewed()), ok(&viewed()), problem(Problem::new(Code::JobNotFound))]);
    let run = cuepoint(&service.url(), &["admin", "job", "show", ID]);
    let at = "2026-11-21T01:09:13.000Z";
    for line in [
        "tenant    t1".to_owned(),
        "stage     speech, lines 12/20".to_owned(),
        "alarm     none".to_owned(),
        "owed      9 steps".to_owned(),
        format!("          line 17 leased, attempt 2, held until {at}"),
        format!("failed    {at} line 17, attempt 1: voice_failed (transient)"),
        format!("{at}  unknown       200      POST /admin/jobs/{{id}}/retry  {ID}  once more"),
    ] {
        assert!(run.out.lines().any(|said| said == line), "no {line:?} in\n{}", run.out);
    }
    let run = cuepoint(&service.url(), &["--json", "admin", "job", "show", ID]);
    assert_eq!(run.out, format!("{}\n", json(&viewed())));
    let run = cuepoint(&service.url(), &["admin", "job", "show", ID]);
    assert!(run.exit == Exit::Refused && run.err.contains("(job_not_found)"), "{}", run.err);
    assert_eq!(service.lines(), vec![format!("GET /admin/jobs/{ID}"); 3]);
}

#[test]
fn a_timeline_prints_one_line_per_transition() {
    let bare = Transition {
        seq: 1,
        at: NOW,
        change: "created".to_owned(),
        stage: None,
        turns_spoken: None,
        turns_total: None,
        turn: None,
        step: None,
        attempt: None,
        code: None,
        retry_at: None,
        revision: None,
    };
    let spoken =
        Transition { change: "turns_spoken".to_owned(), turns_spoken: Some(3), turns_total: Some(9), ..bare.clone() };
    let failed = Transition {
        change: "attempt_failed".to_owned(),
        turn: Some(4),
        attempt: Some(2),
        code: Some("voice_failed".to_owned()),
        retry_at: Some(NOW),
        ..bare.clone()
    };
    let timeline = JobTimeline { transitions: vec![bare, spoken, failed], next_after: Some(3) };
    let service = Service::new(vec![ok(&timeline), ok(&timeline)]);
    let run = cuepoint(&service.url(), &["admin", "job", "timeline", ID]);
    let at = "2026-11-21T01:09:13.000Z";
    let line = |rest: &str| format!("{at}     1  {rest}");
    let failed = format!("attempt_failed  line 4, attempt 2, voice_failed, again at {at}");
    assert_eq!(run.out, lines([&*line("created"), &*line("turns_spoken    lines 3/9"), &*line(&failed)]));
    assert_eq!(run.err, "there is more: --after 3\n");
    let run = cuepoint(&service.url(), &["--json", "admin", "job", "timeline", ID, "--after", "3"]);
    assert_eq!(run.out, format!("{}\n", json(&timeline)));
    let address = format!("GET /admin/jobs/{ID}/timeline");
    assert_eq!(service.lines(), [address.clone(), format!("{address}?after=3")]);
}

fn intake(running: u64) -> Intake {
    Intake { paused_at: Some(NOW), reason: Some("a move".to_owned()), actor: None, running }
}

#[test]
fn drain_waits_until_no_job_is_under_way() {
    let service = Service::new([2, 2, 1, 0].map(|running| ok(&intake(running))).into());
    let run = cuepoint(&service.url(), &["admin", "drain", "--reason", "a move"]);
    assert_eq!((run.exit, run.out.as_str()), (Exit::Ok, "drained: no job is under way\n"));
    let opened = "new jobs are refused; to accept them again: cuepoint admin intake open --reason TEXT";
    assert_eq!(run.err, lines([opened, "2 jobs under way", "1 jobs under way"]));
    let asked = service.asked();
    let asked: Vec<_> = asked.iter().map(|asked| (asked.line.as_str(), asked.body.as_str())).collect();
    let look = ("GET /admin/intake", "");
    assert_eq!(asked, [("POST /admin/intake", r#"{"paused":true,"reason":"a move"}"#), look, look, look]);
}

#[test]
fn a_drain_that_times_out_lists_the_jobs_left_and_has_its_own_exit_code() {
    let list =
        AdminJobList { jobs: vec![AdminJob { status: JobStatus::Running.into(), ..listed() }], next_cursor: None };
    let service = Service::new(vec![ok(&intake(1)), ok(&list), ok(&intake(1)), ok(&list)]);
    let drain = ["admin", "drain", "--reason", "a move", "--timeout", "0s"];
    let run = cuepoint(&service.url(), &drain);
    assert_eq!(run.exit as u8, 10);
    let mut said = run.out.lines();
    assert_eq!(said.next(), Some("not drained: 1 jobs are under way"));
    assert_eq!(said.next(), Some(HEADING));
    assert!(said.next().is_some_and(|line| line.starts_with(&format!("{ID}  running"))), "{}", run.out);
    let run = cuepoint(&service.url(), &[&["--json"], &drain[..]].concat());
    let (intake, left) = (json(&intake(1)), json(&list.jobs));
    assert_eq!(run.out, format!("{{\"drained\":false,\"intake\":{intake},\"left\":{left}}}\n"));
    assert_eq!(service.lines(), ["POST /admin/intake", "GET /admin/jobs?status=running"].repeat(2));
}
