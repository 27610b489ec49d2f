//! Error messages and exit codes.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::thread;

use cli::Exit;
use protocol::{Code, Problem, limits};

use crate::service::{Answer, Service, problem};
use crate::{ID, cuepoint};

#[test]
fn a_problem_is_printed_with_title_code_and_detail() {
    let detail = Problem::because(Code::JobFinished, "it succeeded an hour ago\u{1b}[31m");
    let service = Service::new(vec![problem(detail)]);
    let run = cuepoint(&service.url(), &["cancel", ID]);
    assert_eq!(run.exit, Exit::Refused);
    let told = "error: The job has already ended (job_finished)\n  it succeeded an hour ago\u{fffd}[31m\n";
    assert_eq!((run.err.as_str(), run.out.as_str()), (told, ""));
    assert_eq!(service.lines(), [format!("POST /v1/jobs/{ID}/cancel")]);
}

#[test]
fn a_refused_token_is_never_shown_and_the_message_names_the_setting() {
    let service = Service::new(vec![problem(Problem::new(Code::Unauthorized))]);
    let run = cuepoint(&service.url(), &["list"]);
    assert_eq!(run.exit, Exit::Refused);
    assert!(run.err.ends_with("(unauthorized)\n  set CUEPOINT_TOKEN, or give --token\n"), "{}", run.err);

    let run = cuepoint("http://127.0.0.1:1", &["list", "--token", "secret\ntoken"]);
    assert_eq!((run.exit, run.err.contains("secret")), (Exit::Usage, false), "{}", run.err);
    service.asked();
}

#[test]
fn a_refused_watch_is_explained_even_if_the_handshake_lost_the_body() {
    let missing = Problem::because(Code::JobNotFound, "look at cuepoint list");
    let service = Service::new(vec![Answer::LateRefusal(404), problem(missing)]);
    let run = cuepoint(&service.url(), &["watch", ID]);
    let told = "error: There is no such job (job_not_found)\n  look at cuepoint list\n";
    assert_eq!((run.exit, run.err.as_str()), (Exit::Refused, told));
    service.asked();
}

#[test]
fn a_failing_service_is_retried_a_few_times() {
    let bare = |status| Answer::Http { status, headers: "Retry-After: 0\r\n", body: b"<html>".to_vec() };
    let service = Service::new(vec![bare(502), bare(429), bare(503)]);
    let run = cuepoint(&service.url(), &["get", ID]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Unreachable, "error: the service answered 503\n"));
    service.asked();
}

#[test]
fn a_refused_connection_is_reported_with_the_url_and_a_hint() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for line in [["list", "--json"], ["watch", ID]] {
        let run = cuepoint(&format!("http://{free}/"), &line);
        assert_eq!((run.exit, run.out.as_str()), (Exit::Unreachable, ""));
        assert!(run.err.contains(&format!("error: cannot reach http://{free}: ")), "{}", run.err);
        assert!(run.err.ends_with("start the service with `make serve`, or name another with --url\n"), "{}", run.err);
    }
}

#[test]
fn an_https_url_uses_tls_for_http_and_websocket() {
    for line in [["list", "--quiet"], ["watch", ID]] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let first = thread::spawn(move || {
            let mut hello = [0; 3];
            listener.accept().unwrap().0.read_exact(&mut hello).unwrap();
            hello
        });
        let run = cuepoint(&url, &line);
        assert_eq!((run.exit, first.join().unwrap()), (Exit::Unreachable, [0x16, 3, 1]), "{}", run.err);
    }
}

#[test]
fn a_malformed_answer_exits_as_unexpected() {
    let service = Service::new(vec![Answer::Http { status: 200, headers: "", body: b"<html>".to_vec() }]);
    assert_eq!(cuepoint(&service.url(), &["get", ID]).exit, Exit::Unexpected);
    let moved = Answer::Http { status: 308, headers: "Location: /elsewhere\r\n", body: Vec::new() };
    let redirecting = Service::new(vec![moved]);
    let run = cuepoint(&redirecting.url(), &["get", ID]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Refused, "error: the service answered 308\n"));
    service.asked();
    redirecting.asked();
}

#[test]
fn a_source_the_service_would_reject_is_never_sent() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = "http://127.0.0.1:1";
    for (bytes, code) in
        [(b"caf\xe9".to_vec(), "body_not_utf8"), (vec![b'a'; limits::SOURCE_BYTES_MAX + 1], "source_too_large")]
    {
        let file = dir.path().join("article.txt");
        fs::write(&file, bytes).unwrap();
        let run = cuepoint(nowhere, &["generate", file.to_str().unwrap()]);
        assert_eq!((run.exit, run.err.contains(&format!("({code})\n"))), (Exit::Refused, true), "{}", run.err);
    }
    let run = cuepoint(nowhere, &["generate", dir.path().join("absent.md").to_str().unwrap()]);
    assert_eq!(run.exit, Exit::Unexpected);
    let run = cuepoint(nowhere, &["generate", "-", "--host", "Ada=slt"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Usage, "error: --host has to be given twice, or not at all\n"));
    let run = cuepoint(nowhere, &["estimate", "-", "--manner", "calm"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Usage, "error: --manner has to be given twice, or not at all\n"));
    let run = cuepoint(nowhere, &["generate", "https://example.com", "--source-format", "html"]);
    let told = "error: --source-format is for files: a page's server tells its format\n";
    assert_eq!((run.exit, run.err.as_str()), (Exit::Usage, told));
}
