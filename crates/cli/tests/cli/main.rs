//! The commands against a scripted service on a loopback port.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails there and then")]

mod admin;
mod feed;
mod gather;
mod generate;
mod jobs;
mod media;
mod refusals;
mod review;
mod script;
mod service;
mod verbs;
mod watch;

use std::fmt::Write;

use clap::Parser;
use cli::{Args, Backoff, Console, Exit, Pace};
use protocol::{
    Change, Coverage, Episode, JobId, JobStatus, JobView, KnownOr, LeftOut, Loudness, Progress, Redactions, Stage,
    Timestamp, Update, WatchMessage, Why, embedded_hosts,
};

const ID: &str = "0198c0de-0000-7000-8000-00000000abcd";

/// Very short waits, except for pings, which a slow machine must not send by chance.
const PACE: Pace = Pace {
    call: Backoff { wait_ms_first: 1, wait_ms_max: 2, attempts_max: 3 },
    watch: Backoff { wait_ms_first: 1, wait_ms_max: 2, attempts_max: 4 },
    ping_ms: 20_000,
    poll_ms: 1,
    timeout_ms: 20_000,
};

struct Run {
    exit: Exit,
    out: String,
    err: String,
}

/// Runs `cuepoint` with these arguments in this process.
fn cuepoint(url: &str, line: &[&str]) -> Run {
    cuepoint_at(&PACE, url, line)
}

/// Runs `cuepoint` with answers for its confirmations.
fn answered(url: &str, line: &[&str], answers: &str) -> Run {
    run(&PACE, url, line, Some(answers))
}

fn cuepoint_at(pace: &Pace, url: &str, line: &[&str]) -> Run {
    run(pace, url, line, None)
}

fn run(pace: &Pace, url: &str, line: &[&str], answers: Option<&str>) -> Run {
    let service = ["--url", url, "--token", "secret-token"];
    let known = if line.contains(&"--token") { 2 } else { 4 };
    let line = ["cuepoint"].iter().chain(line).chain(&service[..known]);
    let args = Args::try_parse_from(line).map_err(|error| error.to_string()).ok().unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut answer = answers.unwrap_or_default().as_bytes();
    let mut console = Console::new(&mut out, &mut err, false);
    if answers.is_some() {
        console = console.answered_by(&mut answer);
    }
    let exit = cli::run(args, &mut console, pace);
    Run { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn progress(stage: Stage, turns_spoken: u32) -> Progress {
    Progress { stage: stage.into(), turns_spoken, turns_total: (stage >= Stage::Speech).then_some(20) }
}

fn job(status: JobStatus, seq: u64, progress: Progress) -> JobView {
    let id: JobId = ID.parse().unwrap();
    JobView {
        revision: 1,
        id,
        status: status.into(),
        title: Some("What's new in Rust".to_owned()),
        created_at: Timestamp::from_ms(1_795_223_353_000),
        updated_at: Timestamp::from_ms(1_795_223_353_000 + i64::try_from(seq).unwrap() * 1_000),
        seq,
        progress,
        hosts: embedded_hosts(),
        language: None,
        coverage: (status == JobStatus::Succeeded).then(coverage),
        episode: (status == JobStatus::Succeeded).then(episode),
        problem: None,
        style: Default::default(),
        writing: None,
        spending: Default::default(),
        approval: None,
        trash: None,
        open_points: 0,
        redactions: Redactions::new(),
    }
}

fn coverage() -> Coverage {
    let code = LeftOut { why: Why::Code.into(), parts: 3, words: 120 };
    let newer = LeftOut { why: KnownOr::Other("hologram".to_owned()), parts: 1, words: 0 };
    Coverage { statements: 48, said: 45, left_out: vec![code, newer] }
}

fn episode() -> Episode {
    Episode {
        duration_ms: 432_900,
        size_bytes: 5,
        chapters: 6,
        loudness: Loudness { integrated_lufs: -16.04, true_peak_dbtp: -1.52 },
        revision: Some(1),
        artifacts: Vec::new(),
    }
}

fn snapshot(job: JobView) -> String {
    json(&WatchMessage::Snapshot { job: Box::new(job) })
}

/// Update number `seq`, a second after the one before it.
fn update(seq: u64, change: Change) -> String {
    let at = job(JobStatus::Running, seq, progress(Stage::Ingest, 0)).updated_at;
    json(&WatchMessage::Update { update: Update { seq, at, change } })
}

fn stage(seq: u64, stage: Stage) -> String {
    update(seq, Change::StageStarted { stage, progress: progress(stage, 0) })
}

fn spoken(seq: u64, turns_spoken: u32) -> String {
    update(seq, Change::TurnsSpoken { progress: progress(Stage::Speech, turns_spoken) })
}

fn succeeded(seq: u64) -> String {
    update(seq, Change::Succeeded { title: "What's new in Rust".to_owned(), episode: episode() })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    lines.into_iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").unwrap();
        text
    })
}
