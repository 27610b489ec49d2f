//! The commands that make one request, and the binary around them.

use std::io::Write;
use std::process::{Command, Stdio};

use cli::Exit;
use protocol::{Code, CreateJob, JobList, JobStatus, JobSummary, JobView, Problem, SourceFormat, Stage, Trash};

use crate::service::{Service, bytes, ok, problem};
use crate::{ID, answered, cuepoint, job, json, lines, progress};

fn list() -> JobList {
    let job = job(JobStatus::Running, 3, progress(Stage::Speech, 5));
    JobList {
        jobs: vec![JobSummary {
            id: job.id,
            status: job.status,
            title: Some("Two\nlines".to_owned()),
            created_at: job.created_at,
            updated_at: job.updated_at,
        }],
        next_cursor: Some("a+b/c=".to_owned()),
    }
}

#[test]
fn a_list_prints_one_line_per_job_and_the_next_cursor() {
    let service = Service::new(vec![ok(&list()), ok(&list())]);
    let run = cuepoint(&service.url(), &["list"]);
    assert_eq!(run.out, format!("{ID}  running    2026-11-21T01:09:13.000Z  Two lines\n"));
    assert_eq!(run.err, "more: cuepoint list --cursor a+b/c=\n");
    let run = cuepoint(&service.url(), &["list", "--json", "--cursor", "a+b/c="]);
    assert_eq!((run.out, run.err.as_str()), (format!("{}\n", json(&list())), ""));
    assert_eq!(service.lines(), ["GET /v1/jobs", "GET /v1/jobs?cursor=a%2Bb%2Fc%3D"]);
}

#[test]
fn a_job_is_shown_as_a_table() {
    let view = job(JobStatus::Running, 3, progress(Stage::Speech, 5));
    let service = Service::new(vec![ok(&view), ok(&view)]);
    let expected = lines([
        &format!("id        {ID}"),
        "status    running",
        "title     What's new in Rust",
        "stage     speech, lines 5/20",
        "hosts     Nora (slt), Miles (rms)",
        "created   2026-11-21T01:09:13.000Z",
        "updated   2026-11-21T01:09:16.000Z",
    ]);
    for verb in ["get", "resume"] {
        let run = cuepoint(&service.url(), &[verb, ID]);
        assert_eq!((run.exit, run.out.as_str(), run.err.as_str()), (Exit::Ok, expected.as_str(), ""));
    }
    assert_eq!(service.lines(), [format!("GET /v1/jobs/{ID}"), format!("POST /v1/jobs/{ID}/resume")]);
}

#[test]
fn a_parked_job_is_shown_with_its_problem_and_without_escape_codes() {
    let mut view = job(JobStatus::Parked, 3, progress(Stage::Script, 0));
    view.title = Some("\u{1b}]0;owned\u{7}".to_owned());
    view.problem = Some(Problem::because(Code::QuotaExhausted, "until \u{1b}[5mmidnight"));
    let service = Service::new(vec![ok(&view)]);
    let run = cuepoint(&service.url(), &["get", ID]);
    assert_eq!(run.exit, Exit::Ok, "the question was answered");
    assert!(run.out.contains("title     \u{fffd}]0;owned\u{fffd}\n"), "{}", run.out);
    let problem = "A provider's quota is used up (quota_exhausted)\n  until \u{fffd}[5mmidnight\n";
    assert!(run.out.ends_with(problem), "{}", run.out);
    service.asked();
}

fn trashed() -> JobView {
    let view = job(JobStatus::Succeeded, 9, progress(Stage::Publish, 20));
    let since = view.updated_at;
    JobView { trash: Some(Trash { since, erased_at: since, purge_token: "both words".to_owned() }), ..view }
}

#[test]
fn purge_shows_the_job_asks_and_takes_two_calls() {
    let view = job(JobStatus::Succeeded, 9, progress(Stage::Publish, 20));
    let service = Service::new(vec![ok(&view), ok(&trashed()), ok(&trashed())]);
    let run = answered(&service.url(), &["purge", ID], "y\n");
    assert_eq!((run.exit, run.out), (Exit::Ok, format!("{ID} is erased\n")));
    assert!(run.err.contains("What's new in Rust") && run.err.contains("permanently"), "{}", run.err);
    let asked = service.asked();
    assert_eq!(asked.last().unwrap().body, r#"{"token":"both words"}"#);
    let lines: Vec<String> = asked.into_iter().map(|asked| asked.line).collect();
    let address = format!("/v1/jobs/{ID}");
    assert_eq!(lines, [format!("GET {address}"), format!("DELETE {address}"), format!("POST {address}/purge")]);
}

#[test]
fn purge_does_nothing_without_a_clear_yes() {
    let view = job(JobStatus::Succeeded, 9, progress(Stage::Publish, 20));
    for answer in [Some("n\n"), Some("\n"), Some(""), None] {
        let service = Service::new(vec![ok(&view)]);
        let run = match answer {
            Some(answer) => answered(&service.url(), &["purge", ID], answer),
            None => cuepoint(&service.url(), &["purge", ID]),
        };
        assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""), "{answer:?}");
        assert_eq!(service.lines(), [format!("GET /v1/jobs/{ID}")]);
    }
}

#[test]
fn purge_with_yes_does_not_ask() {
    let gone = problem(Problem::new(Code::JobNotFound));
    for last in [ok(&trashed()), gone] {
        let service = Service::new(vec![ok(&trashed()), last]);
        let run = cuepoint(&service.url(), &["purge", ID, "--yes"]);
        assert_eq!(
            (run.exit, run.out.as_str(), run.err.as_str()),
            (Exit::Ok, format!("{ID} is erased\n").as_str(), "")
        );
        service.asked();
    }
}

#[test]
fn get_saves_only_a_finished_episode() {
    let dir = tempfile::tempdir().unwrap();
    let line = ["get", ID, "--out", dir.path().to_str().unwrap()];
    let service = Service::new(vec![ok(&job(JobStatus::Running, 3, progress(Stage::Master, 20)))]);
    let run = cuepoint(&service.url(), &line);
    assert_eq!(run.exit, Exit::Refused);
    assert_eq!(run.err, "error: The episode is not finished (artifact_not_ready)\n  the job is running\n");
    service.asked();

    let finished = ok(&job(JobStatus::Succeeded, 9, progress(Stage::Publish, 20)));
    let files = [b"audio"; 5].map(|body| bytes(body));
    let service = Service::new([finished].into_iter().chain(files).collect());
    assert_eq!(cuepoint(&service.url(), &line).exit, Exit::Ok);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 5);
    service.asked();
}

#[test]
fn the_binary_reads_stdin_and_its_environment() {
    let service = Service::new(vec![ok(&job(JobStatus::Running, 1, progress(Stage::Ingest, 0)))]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_cuepoint"))
        .args(["generate", "-", "--no-wait", "--title", "T", "--source-format", "html", "--idempotency-key", "k"])
        .envs([("CUEPOINT_URL", service.url()), ("CUEPOINT_TOKEN", "from-env".to_owned())])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"<p>Much.").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(0), format!("{ID}\n").into_bytes()));
    let asked = service.asked();
    assert_eq!(asked[0].headers["authorization"], "Bearer from-env");
    assert_eq!(asked[0].headers["idempotency-key"], "k");
    let body: CreateJob = serde_json::from_str(&asked[0].body).unwrap();
    assert_eq!(
        (body.source.format, body.source.text, body.title),
        (SourceFormat::Html, "<p>Much.".into(), Some("T".into()))
    );
}

#[test]
fn a_broken_pipe_is_no_error() {
    let service = Service::new(vec![ok(&list())]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_cuepoint"))
        .args(["list", "--url", &service.url()])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
    service.asked();
}
