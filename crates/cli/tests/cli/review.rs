//! `review`: an outline or a script as a text file, printed, edited, sent and approved.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use cli::Exit;
use protocol::{
    ChangeOutline, Code, JobStatus, JobView, OutlineView, Problem, Revise, ScriptView, SectionView, Stage, TurnView,
};

use crate::script::waiting;
use crate::service::{Answer, Service, ok, problem};
use crate::{ID, answered, cuepoint, job, json, progress};

fn outline() -> OutlineView {
    let section = |title: &str, paragraphs: &[u32], words| SectionView {
        title: title.to_owned(),
        says: format!("About {title}."),
        paragraphs: paragraphs.to_vec(),
        words,
    };
    let paragraphs = ["The moon pulls.", "Harbours are walls.", "Thanks."].map(str::to_owned).to_vec();
    OutlineView { sections: vec![section("Tides", &[0], 240), section("Harbours", &[1], 120)], paragraphs }
}

fn script() -> ScriptView {
    let turn = |turn, speaker: &str, text: &str| TurnView {
        turn,
        chapter: "Tides".to_owned(),
        speaker: speaker.to_owned(),
        text: text.to_owned(),
        cites: vec![0],
        code: Vec::new(),
        is_skipped: false,
    };
    ScriptView { turns: vec![turn(0, "Nora", "Why does the sea rise?"), turn(1, "Miles", "The moon pulls.")] }
}

/// The same script as the service has it after turn 1 was changed.
fn changed(text: &str) -> ScriptView {
    let mut script = script();
    script.turns[1].text = text.to_owned();
    script.turns[1].cites.clear();
    script
}

fn revised(stage: Stage, estimate: &str) -> JobView {
    JobView { revision: 2, ..waiting(stage, estimate) }
}

fn running() -> JobView {
    JobView { revision: 2, ..job(JobStatus::Running, 7, progress(Stage::Speech, 0)) }
}

/// The printed text of the job's outline or script.
fn printed(stage: Stage, text: Answer) -> String {
    let service = Service::new(vec![ok(&waiting(stage, "e1")), text]);
    let run = cuepoint(&service.url(), &["review", ID, "--print"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Ok, ""));
    service.asked();
    run.out
}

fn file(dir: &Path, text: &str) -> String {
    let file = dir.join("edited.md");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn the_text_is_printed_by_the_stage_that_waits() {
    let text = printed(Stage::Script, ok(&outline()));
    assert!(text.starts_with(&format!("# Outline of job {ID}, revision 1\n")), "{text}");
    assert!(text.contains("\n## Tides\nsays: About Tides.\nwords: 240\nparagraphs: 0\n\n> [0] The moon"), "{text}");
    let text = printed(Stage::Speech, ok(&script()));
    assert!(text.contains("\n## 1 Miles\n> from paragraph 0\nThe moon pulls.\n"), "{text}");

    let finished = job(JobStatus::Succeeded, 9, progress(Stage::Publish, 20));
    let early = job(JobStatus::Running, 3, progress(Stage::Script, 0));
    let service = Service::new(vec![ok(&finished), ok(&script()), ok(&early), ok(&outline())]);
    let run = cuepoint(&service.url(), &["review", ID, "--print", "--json"]);
    assert_eq!(run.out, format!("{}\n", json(&script())));
    let run = cuepoint(&service.url(), &["review", ID, "--print", "--json"]);
    assert_eq!(run.out, format!("{}\n", json(&outline())));
    let [read, script, outline] = ["", "/script", "/outline"].map(|end| format!("GET /v1/jobs/{ID}{end}"));
    assert_eq!(service.lines(), [read.clone(), script, read, outline]);
}

#[test]
fn a_changed_line_is_sent_read_back_and_approved() {
    let dir = tempfile::tempdir().unwrap();
    let text = printed(Stage::Speech, ok(&script())).replace("The moon pulls.", "The moon\npulls it.");
    let line = ["review", ID, "--file", &file(dir.path(), &text), "--approve"];
    let service = Service::new(vec![
        ok(&waiting(Stage::Speech, "e1")),
        ok(&script()),
        ok(&revised(Stage::Speech, "e2")),
        ok(&changed("The moon pulls it.")),
        ok(&running()),
    ]);
    let run = cuepoint(&service.url(), &line);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    let told = "changes:\n  1 Miles\n  - The moon pulls.\n  + The moon pulls it.\nsent: the job is at revision 2\n";
    assert!(run.err.starts_with(told), "{}", run.err);
    assert!(run.out.contains("status    running\n"), "{}", run.out);
    let asked = service.asked();
    let sent: Revise = serde_json::from_str(&asked[2].body).unwrap();
    assert_eq!(sent.lines.iter().map(|line| (line.turn, &*line.text)).collect::<Vec<_>>(), [(1, "The moon pulls it.")]);
    assert_eq!((&*asked[4].line, &*asked[4].body), (&*format!("POST /v1/jobs/{ID}/approve"), r#"{"estimate":"e2"}"#));
}

#[test]
fn a_text_that_the_service_has_otherwise_is_not_approved_unseen() {
    let dir = tempfile::tempdir().unwrap();
    let text = printed(Stage::Speech, ok(&script())).replace("The moon pulls.", "Call 555 0100.");
    let file = file(dir.path(), &text);
    let answers = || {
        let redacted = changed("Call [number].");
        vec![ok(&waiting(Stage::Speech, "e1")), ok(&script()), ok(&revised(Stage::Speech, "e2")), ok(&redacted)]
    };
    let service = Service::new(answers());
    let run = cuepoint(&service.url(), &["review", ID, "--file", &file, "--yes"]);
    assert_eq!(run.exit, Exit::Parked, "{}", run.err);
    let told = "the service has it otherwise:\n  1 Miles\n  - Call 555 0100.\n  + Call [number].\n";
    assert!(run.err.contains(told) && run.err.contains("not approved"), "{}", run.err);
    service.asked();

    let service = Service::new(answers().into_iter().chain([ok(&running())]).collect());
    let run = answered(&service.url(), &["review", ID, "--file", &file], "y\n");
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    let question = run.err.find("Approve it as it is?").unwrap();
    assert!(run.err.find(told).unwrap() < question, "{}", run.err);
    assert_eq!(service.asked()[4].body, r#"{"estimate":"e2"}"#);
}

#[test]
fn a_changed_outline_is_sent_whole() {
    let dir = tempfile::tempdir().unwrap();
    let text = printed(Stage::Script, ok(&outline())).replace("words: 240\n", "").replace("## Harbours", "## Walls");
    let mut taken = outline();
    taken.sections[0].words = 200;
    taken.sections[1].title = "Walls".to_owned();
    let service = Service::new(vec![
        ok(&waiting(Stage::Script, "e1")),
        ok(&outline()),
        ok(&revised(Stage::Script, "e2")),
        ok(&taken),
        ok(&running()),
    ]);
    let run = cuepoint(&service.url(), &["review", ID, "--file", &file(dir.path(), &text), "--approve", "--json"]);
    assert_eq!((run.exit, run.out), (Exit::Ok, format!("{}\n", json(&running()))), "{}", run.err);
    assert!(run.err.contains("  - title: Harbours\n  + title: Walls\n"), "{}", run.err);
    assert!(!run.err.contains("otherwise"), "a planned length is the service's: {}", run.err);
    let asked = service.asked();
    assert_eq!(asked[2].line, format!("POST /v1/jobs/{ID}/outline"));
    let sent: ChangeOutline = serde_json::from_str(&asked[2].body).unwrap();
    let sections: Vec<_> = sent.sections.iter().map(|section| (&*section.title, section.words)).collect();
    assert_eq!(sections, [("Tides", 0), ("Walls", 120)]);
    assert_eq!(asked[4].body, r#"{"estimate":"e2"}"#);
}

#[test]
fn an_unchanged_text_is_approved_after_a_clear_yes() {
    let dir = tempfile::tempdir().unwrap();
    let file = file(dir.path(), &printed(Stage::Script, ok(&outline())));
    let line = ["review", ID, "--file", &file];
    let shown = || vec![ok(&waiting(Stage::Script, "e1")), ok(&outline())];
    for answer in ["y\n", "n\n", ""] {
        let is_yes = answer == "y\n";
        let service = Service::new(shown().into_iter().chain(is_yes.then(|| ok(&running()))).collect());
        let run = answered(&service.url(), &line, answer);
        assert_eq!(run.exit, Exit::Ok, "{}", run.err);
        let question = "nothing was changed\nit waits for approval of the outline, before the script is written; \
                        that costs 0.0123 likely, 0.04 at most; until 2026-11-21T01:09:13.000Z\n\
                        Approve it as it is? [y/N]\n";
        assert!(run.err.starts_with(question), "{}", run.err);
        assert_eq!(run.err.contains("\nnot approved; to approve it: cuepoint approve"), !is_yes, "{}", run.err);
        assert_eq!(service.asked().len(), if is_yes { 3 } else { 2 });
    }
    let service = Service::new(shown());
    let run = cuepoint(&service.url(), &line);
    assert!(run.exit == Exit::Ok && run.err.contains("not approved"), "{}", run.err);
    service.asked();
    let stale = problem(Problem::new(Code::EstimateChanged));
    let service = Service::new(shown().into_iter().chain([stale]).collect());
    let run = cuepoint(&service.url(), &[&line[..], &["--yes"]].concat());
    assert_eq!(run.exit, Exit::Refused, "{}", run.err);
    assert_eq!(service.asked()[2].body, r#"{"estimate":"e1"}"#);
}

#[test]
fn a_finished_job_is_revised_and_runs_again() {
    let dir = tempfile::tempdir().unwrap();
    let finished = job(JobStatus::Succeeded, 9, progress(Stage::Publish, 20));
    let text = printed(Stage::Speech, ok(&script())).replace("The moon pulls.", "The moon.");
    let file = file(dir.path(), &text);
    let service = Service::new(vec![ok(&finished), ok(&script()), ok(&running())]);
    let run = cuepoint(&service.url(), &["review", ID, "--file", &file]);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    assert!(run.err.ends_with(&format!("to follow it: cuepoint watch {ID}\n")), "{}", run.err);
    assert_eq!(service.lines()[2], format!("POST /v1/jobs/{ID}/revise"));
}

#[test]
fn a_malformed_or_refused_file_changes_nothing_and_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let text = printed(Stage::Speech, ok(&script()));
    let number = text.lines().position(|line| line == "## 1 Miles").unwrap() + 1;
    let path = file(dir.path(), &text.replace("## 1 Miles", "## 1 Nora"));
    let service = Service::new(vec![ok(&waiting(Stage::Speech, "e1")), ok(&script())]);
    let run = cuepoint(&service.url(), &["review", ID, "--file", &path, "--approve"]);
    assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""));
    assert!(run.err.starts_with(&format!("error: {path}: line {number}: expected `## 1 Miles`")), "{}", run.err);
    assert!(run.err.ends_with(&format!("edit it and: cuepoint review {ID} --file {path}\n")), "{}", run.err);
    service.asked();

    let path = file(dir.path(), &text.replace("The moon pulls.", "Caf\u{e9}."));
    let refused = problem(Problem::because(Code::InvalidField, "lines: turn 1: ASCII"));
    let service = Service::new(vec![ok(&waiting(Stage::Speech, "e1")), ok(&script()), refused]);
    let run = cuepoint(&service.url(), &["review", ID, "--file", &path, "--approve"]);
    assert_eq!(run.exit, Exit::Refused);
    assert!(run.err.contains(&format!("your text is kept in {path}; ")), "{}", run.err);
    assert!(fs::read_to_string(&path).unwrap().contains("Caf\u{e9}"), "the user's file stays");
    service.asked();
}

/// Runs the binary with this editor.
fn edited(service: &Service, dir: &Path, editor: &str, more: &[&str]) -> Output {
    let url = service.url();
    Command::new(env!("CARGO_BIN_EXE_cuepoint"))
        .args(["review", ID, "--url", &url, "--token", "t"])
        .args(more)
        .env_remove("VISUAL")
        .env("EDITOR", editor)
        .env("TMPDIR", dir)
        .output()
        .unwrap()
}

fn kept(dir: &Path) -> Vec<String> {
    let files = fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn the_editor_gets_a_private_file_that_is_gone_after_it_was_sent() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::new(vec![
        ok(&waiting(Stage::Speech, "e1")),
        ok(&script()),
        ok(&waiting(Stage::Speech, "e1")),
        ok(&revised(Stage::Speech, "e2")),
        ok(&changed("The moon pushes.")),
        ok(&running()),
    ]);
    let editor = "test $(ls -l \"$TMPDIR\" | grep -c '^-rw-------') = 1 && sed -i 's/moon pulls/moon pushes/'";
    let output = edited(&service, dir.path(), editor, &["--approve"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(err.contains("  + The moon pushes.\n"), "{err}");
    assert_eq!(kept(dir.path()), Vec::<String>::new());
    assert_eq!(service.asked()[5].body, r#"{"estimate":"e2"}"#);
}

#[test]
fn an_edited_text_is_kept_when_it_cannot_be_sent() {
    let moved = || ok(&revised(Stage::Speech, "e9"));
    for (editor, then, status, told) in [
        ("sed -i 's/^## 1 .*/## 1/'", None, 2, "expected `## 1 Miles`"),
        ("false", None, 2, "the editor failed"),
        ("sed -i s/pulls/pushes/", Some(moved()), 2, "somebody else has changed the job"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let answers = [ok(&waiting(Stage::Speech, "e1")), ok(&script())];
        let service = Service::new(answers.into_iter().chain(then).collect());
        let output = edited(&service, dir.path(), editor, &["--approve"]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{err}");
        assert!(err.contains(told) && err.contains("your text is kept in "), "{err}");
        let kept = kept(dir.path());
        assert!(kept.len() == 1 && kept[0].starts_with("# Script of job"), "{kept:?}");
        service.asked();
    }
}

#[test]
fn a_missing_editor_is_told_before_anything_is_asked() {
    let output = Command::new(env!("CARGO_BIN_EXE_cuepoint"))
        .args(["review", ID, "--url", "http://127.0.0.1:1"])
        .env_remove("VISUAL")
        .env("EDITOR", " ")
        .output()
        .unwrap();
    let told = "error: no editor is known: set VISUAL or EDITOR, or use --print and --file\n";
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(2), told));
}
