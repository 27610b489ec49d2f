//! `watch`: following a job over websockets that break.

use cli::{Exit, Pace};
use protocol::{Change, Code, JobStatus, Problem, Stage, StepName, Timestamp};

use crate::service::{Answer, Service, Step, ok, says};
use crate::{ID, PACE, cuepoint, cuepoint_at, job, json, lines, progress, snapshot, spoken, stage, succeeded, update};

fn running(seq: u64) -> String {
    snapshot(job(JobStatus::Running, seq, progress(Stage::Ingest, 0)))
}

fn finished(seq: u64) -> Answer {
    ok(&job(JobStatus::Succeeded, seq, progress(Stage::Publish, 20)))
}

#[test]
fn plain_progress_prints_one_line_per_stage_and_per_tenth() {
    let retry_at = Timestamp::from_ms(1_795_223_353_000 + 13_000);
    let failed = Change::AttemptFailed { step: StepName::Turn(17), attempt: 1, code: "timeout".to_owned(), retry_at };
    let turns = (6..=15).map(|seq| spoken(seq, u32::try_from(seq).unwrap() - 5));
    let before = [running(2), stage(3, Stage::Script), stage(4, Stage::Speech), update(5, failed)];
    let after = [spoken(16, 20), stage(17, Stage::Master), succeeded(18)];
    let service = Service::new(vec![says(before.into_iter().chain(turns).chain(after)), finished(18)]);
    let run = cuepoint(&service.url(), &["watch", ID]);
    let expected = lines([
        "  0:02  ingest",
        "  0:03  script",
        "  0:04  speech, lines 0/20",
        "  0:05  line 17: attempt 1 failed (timeout), again in 0:08",
        "  0:07  speech, lines 2/20, about 0:27 left",
        "  0:09  speech, lines 4/20, about 0:20 left",
        "  0:11  speech, lines 6/20, about 0:16 left",
        "  0:13  speech, lines 8/20, about 0:13 left",
        "  0:15  speech, lines 10/20, about 0:11 left",
        "  0:16  speech, lines 20/20, about 0:00 left",
        "  0:17  master",
        "succeeded after 0:18",
    ]);
    assert_eq!(run.err, expected);
    assert_eq!(run.exit, Exit::Ok);
    service.asked();
}

#[test]
fn a_dropped_socket_resumes_silently_after_the_last_update() {
    let seen_twice = stage(3, Stage::Outline);
    let service = Service::new(vec![
        says([running(2), seen_twice.clone()]),
        Answer::Socket(vec![Step::Say(seen_twice), Step::Say(stage(4, Stage::Script)), Step::Close]),
        Answer::Http { status: 502, headers: "", body: b"redeploying".to_vec() },
        says([succeeded(5)]),
        finished(5),
    ]);
    let run = cuepoint(&service.url(), &["watch", ID, "--json"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Ok, ""));
    let expected = [running(2), stage(3, Stage::Outline), stage(4, Stage::Script), succeeded(5)];
    let last = json(&job(JobStatus::Succeeded, 5, progress(Stage::Publish, 20)));
    assert_eq!(run.out, lines(expected.iter().chain([&last]).map(String::as_str)));
    let watch = |after: &str| format!("GET /v1/jobs/{ID}/watch{after}");
    let asked = [watch(""), watch("?after=3"), watch("?after=4"), watch("?after=4"), format!("GET /v1/jobs/{ID}")];
    assert_eq!(service.lines(), asked);
}

#[test]
fn a_service_that_stays_unreachable_is_given_up() {
    let service = Service::new(vec![says([running(2)]), Answer::Hangup, Answer::Hangup, Answer::Hangup]);
    let run = cuepoint(&service.url(), &["watch", ID]);
    assert_eq!(run.exit, Exit::Unreachable);
    assert_eq!(run.err.matches("; trying again\n").count(), 2, "{}", run.err);
    assert!(run.err.contains("\nerror: cannot reach http://127.0.0.1:"), "{}", run.err);
    service.asked();
}

#[test]
fn a_pong_keeps_a_quiet_socket_alive() {
    let pace = Pace { ping_ms: 25, ..PACE };
    let quiet = [(); 4].into_iter().flat_map(|()| [Step::Hear("ping"), Step::Say("pong".to_owned())]);
    let steps = [Step::Say(running(2))].into_iter().chain(quiet).chain([Step::Say(succeeded(3))]);
    let service = Service::new(vec![Answer::Socket(steps.collect()), finished(3)]);
    let run = cuepoint_at(&pace, &service.url(), &["watch", ID, "--json"]);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    assert!(!run.out.contains("pong"), "{}", run.out);
    service.asked();
}

#[test]
fn healthy_sockets_do_not_use_up_the_attempts() {
    let pace = Pace { ping_ms: 20, ..PACE };
    let quiet = || Answer::Socket(vec![Step::Hear("ping"), Step::Say("pong".to_owned()), Step::Close]);
    let script = [says([running(2)])].into_iter().chain((0..6).map(|_| quiet()));
    let service = Service::new(script.chain([says([succeeded(3)]), finished(3)]).collect());
    let run = cuepoint_at(&pace, &service.url(), &["watch", ID]);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    service.asked();
}

#[test]
fn a_silent_socket_is_dead() {
    let pace = Pace { ping_ms: 10, ..PACE };
    let silent = vec![Step::Say(running(2)), Step::Hear("ping"), Step::Hear("ping"), Step::Goodbye];
    let service = Service::new(vec![Answer::Socket(silent), says([succeeded(3)]), finished(3)]);
    let run = cuepoint_at(&pace, &service.url(), &["watch", ID, "--quiet"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Ok, ""));
    assert_eq!(service.lines()[1], format!("GET /v1/jobs/{ID}/watch?after=2"));
}

#[test]
fn a_past_parked_state_does_not_end_a_replay() {
    let view = |status, seq| ok(&job(status, seq, progress(Stage::Script, 0)));
    let parked = Change::Parked { problem: Problem::new(Code::QuotaExhausted) };
    let service = Service::new(vec![
        view(JobStatus::Running, 3),
        says([update(2, parked), update(3, Change::Resumed), update(4, Change::Cancelled)]),
        view(JobStatus::Running, 3),
        view(JobStatus::Cancelled, 4),
    ]);
    let run = cuepoint(&service.url(), &["watch", ID, "--after", "1"]);
    assert_eq!(run.exit, Exit::Cancelled, "{}", run.err);
    assert!(run.err.ends_with("resumed\ncancelled after 0:04\n"), "{}", run.err);
    assert_eq!(service.lines()[1], format!("GET /v1/jobs/{ID}/watch?after=1"));
}

#[test]
fn watch_returns_at_once_if_no_update_can_follow() {
    let service = Service::new(vec![finished(9)]);
    assert_eq!(cuepoint(&service.url(), &["watch", ID, "--after", "9"]).exit, Exit::Ok);
    service.asked();
}

#[test]
fn a_sequence_number_of_the_future_is_lowered_to_the_jobs() {
    let service = Service::new(vec![
        ok(&job(JobStatus::Running, 3, progress(Stage::Publish, 20))),
        says([succeeded(4)]),
        finished(4),
    ]);
    assert_eq!(cuepoint(&service.url(), &["watch", ID, "--after", "99"]).exit, Exit::Ok);
    assert_eq!(service.lines()[1], format!("GET /v1/jobs/{ID}/watch?after=3"));
}

#[test]
fn an_unknown_message_makes_watch_read_the_job() {
    let unknown = r#"{"type":"update","seq":3,"at":"2026-11-21T01:09:13Z","change":"video_started"}"#;
    let service = Service::new(vec![
        says([running(2), unknown.to_owned(), succeeded(4)]),
        ok(&job(JobStatus::Running, 3, progress(Stage::Publish, 20))),
        finished(4),
    ]);
    let run = cuepoint(&service.url(), &["watch", ID]);
    assert_eq!((run.exit, run.err.contains("  0:03  publish\n")), (Exit::Ok, true), "{}", run.err);
    service.asked();
}
