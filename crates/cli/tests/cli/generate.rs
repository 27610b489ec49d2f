//! `generate`: from a file to an episode on disk.

use std::fs;
use std::path::Path;

use cli::Exit;
use protocol::{Approve, Code, CreateJob, EpisodeFormat, JobStatus, Money, Problem, SourceFormat, Stage, Style};

use crate::service::{Answer, Service, bytes, ok, problem, says};
use crate::{ID, cuepoint, job, lines, progress, snapshot, spoken, stage, succeeded};

fn article(dir: &Path) -> String {
    let file = dir.join("article.md");
    fs::write(&file, "# What's new\n\nMuch.").unwrap();
    file.to_str().unwrap().to_owned()
}

fn finished() -> protocol::JobView {
    job(JobStatus::Succeeded, 6, progress(Stage::Publish, 20))
}

fn downloads() -> [Answer; 5] {
    ["audio", "chapters", "WEBVTT", "1", "[]"].map(|body| bytes(body.as_bytes()))
}

fn created() -> Answer {
    ok(&job(JobStatus::Running, 1, progress(Stage::Ingest, 0)))
}

fn watched() -> Answer {
    let running = job(JobStatus::Running, 2, progress(Stage::Ingest, 0));
    says([snapshot(running), stage(3, Stage::Speech), spoken(4, 10), stage(5, Stage::Publish), succeeded(6)])
}

#[test]
fn an_article_becomes_files_and_a_summary() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("episode");
    let service = Service::new([created(), watched(), ok(&finished())].into_iter().chain(downloads()).collect());
    let line =
        ["generate", &article(dir.path()), "--host", "Ada=slt", "--host", "Bo=rms", "--out", out.to_str().unwrap()];
    let run = cuepoint(&service.url(), &line);

    assert_eq!((run.exit, run.err.lines().next()), (Exit::Ok, Some(format!("job {ID}").as_str())), "{}", run.err);
    let summary = lines([
        "title     What's new in Rust",
        "said      45 of 48 sentences",
        "left out  3 blocks of code, 120 words; 1 hologram, 0 words",
        "duration  7:12",
        "chapters  6",
        "size      1 kB",
        "loudness  -16.0 LUFS, true peak -1.5 dBTP",
        &format!("saved in  {}", out.display()),
        "          episode.mp3  chapters.json  transcript.vtt  transcript.srt  transcript.json",
    ]);
    assert_eq!(run.out, summary);
    assert_eq!(fs::read(out.join("episode.mp3")).unwrap(), b"audio");
    assert_eq!(fs::read(out.join("transcript.json")).unwrap(), b"[]");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 5, "no temporary file is left");

    let asked = service.asked();
    let body: CreateJob = serde_json::from_str(&asked[0].body).unwrap();
    assert_eq!((body.source.format, body.title), (SourceFormat::Markdown, None));
    assert_eq!(body.hosts.map(|host| host.name), ["Ada", "Bo"]);
    for (name, value) in [
        ("authorization", "Bearer secret-token"),
        ("cuepoint-version", "2026-11-29"),
        ("cuepoint-client", concat!("cuepoint-cli/", env!("CARGO_PKG_VERSION"))),
    ] {
        assert!(asked.iter().all(|asked| asked.headers[name] == value), "{name}: {asked:?}");
    }
    assert_eq!(asked[1].headers["sec-websocket-protocol"], "cuepoint.2026-11-29");
    assert_eq!(asked[7].line, format!("GET /v1/jobs/{ID}/transcript.json"));
}

#[test]
fn a_retried_submission_keeps_its_idempotency_key() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::new(vec![Answer::Hangup, problem(Problem::new(Code::Unavailable)), created()]);
    let run = cuepoint(&service.url(), &["generate", &article(dir.path()), "--no-wait"]);
    assert_eq!((run.exit, run.out), (Exit::Ok, format!("{ID}\n")));
    let keys: Vec<_> = service.asked().into_iter().map(|asked| asked.headers["idempotency-key"].clone()).collect();
    assert_eq!(keys, [keys[0].as_str(); 3]);

    let service = Service::new(vec![created()]);
    cuepoint(&service.url(), &["generate", &article(dir.path()), "--no-wait"]);
    assert_ne!(service.asked()[0].headers["idempotency-key"], keys[0], "another run is another submission");
}

#[test]
fn a_subject_is_sent_with_the_submission_in_a_header_that_the_platform_holds_back() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::new(vec![created()]);
    let line = ["generate", &article(dir.path()), "--subject", "ada@example.org", "--no-wait"];
    let run = cuepoint(&service.url(), &line);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    let asked = service.asked();
    assert_eq!(asked[0].headers["cuepoint-subject-key"], "ada@example.org");
    assert!(!asked[0].headers.contains_key("cuepoint-subject"), "{asked:?}");
    for malformed in ["", "ad\u{e1}", "a\nb"] {
        let line = ["cuepoint", "generate", "x.md", "--subject", malformed];
        assert!(<cli::Args as clap::Parser>::try_parse_from(line).is_err(), "{malformed:?}");
    }
}

#[test]
fn style_approval_and_budget_are_sent_with_the_submission() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::new(vec![created()]);
    let style = ["--format", "round-up", "--minutes", "8", "--focus", "The sea", "--manner", "calm, precise"];
    let rest = ["--manner", "dry", "--approve", "plan", "--budget", "1.50", "--source-format", "text", "--no-wait"];
    let run = cuepoint(&service.url(), &[&["generate", &article(dir.path())], &style[..], &rest[..]].concat());
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    let body: CreateJob = serde_json::from_str(&service.asked()[0].body).unwrap();
    let manners = Some(["calm, precise".to_owned(), "dry".to_owned()]);
    let focus = Some("The sea".to_owned());
    assert_eq!(body.style, Style { format: EpisodeFormat::RoundUp, minutes: Some(8), focus, manners });
    assert_eq!((body.approve, body.budget), (Approve::Plan, Some(Money::from_micros(1_500_000))));
    assert_eq!(body.source.format, SourceFormat::Text);
}

#[test]
fn a_torn_download_is_fetched_again() {
    let dir = tempfile::tempdir().unwrap();
    let script = [created(), watched(), ok(&finished()), Answer::Torn];
    let service = Service::new(script.into_iter().chain(downloads()).collect());
    let line = ["generate", &article(dir.path()), "--out", dir.path().to_str().unwrap()];
    let run = cuepoint(&service.url(), &line);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    assert_eq!(fs::read(dir.path().join("episode.mp3")).unwrap(), b"audio");
    service.asked();
}

#[test]
fn an_episode_of_the_wrong_size_is_not_saved() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::new(vec![created(), watched(), ok(&finished()), bytes(b"audio and more")]);
    let line = ["generate", &article(dir.path()), "--out", dir.path().to_str().unwrap()];
    let run = cuepoint(&service.url(), &line);
    assert_eq!(run.exit, Exit::Unexpected);
    assert!(run.err.ends_with("the episode has 14 bytes, not as many as announced\n"), "{}", run.err);
    assert!(!dir.path().join("episode.mp3").exists());
    service.asked();
}

#[test]
fn failed_and_parked_jobs_have_their_own_exit_codes() {
    for (status, exit) in [(JobStatus::Failed, Exit::Failed), (JobStatus::Parked, Exit::Parked)] {
        let dir = tempfile::tempdir().unwrap();
        let mut ended = job(status, 2, progress(Stage::Speech, 5));
        ended.problem = Some(Problem::because(Code::AttemptsExhausted, "speech/017 failed 5 times"));
        let service = Service::new(vec![created(), says([snapshot(ended.clone())]), ok(&ended)]);
        let run = cuepoint(&service.url(), &["generate", &article(dir.path())]);
        assert_eq!(run.exit, exit);
        assert!(run.err.contains("A step failed too often (attempts_exhausted)\n  speech/017"), "{}", run.err);
        assert!(run.out.contains(&format!("status    {}\n", status.as_str())), "{}", run.out);
        service.asked();
    }
}
