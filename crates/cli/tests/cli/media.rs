//! `cuepoint media`, as far as no ffmpeg is needed: the crate `media` has the rest.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use cli::Exit;

use crate::{Run, cuepoint};

/// Nothing is asked of a service.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A program in ffmpeg's place, which makes an empty file.
fn program(folder: &Path, encoders: &str) -> String {
    written(folder, encoders, "eval \": > \\${$#}\"")
}

/// One that makes half a file and never ends, with its number in the file `pid`.
fn endless(folder: &Path) -> String {
    let pid = folder.join("pid");
    let run = format!(
        "echo $$ > {}; echo half > episode.opus; echo out_time=00:00:01.0; echo progress=continue; exec sleep 600",
        pid.display()
    );
    written(folder, "libopus", &run)
}

fn written(folder: &Path, encoders: &str, run: &str) -> String {
    let path = folder.join("ffmpeg");
    let script = format!(
        "#!/bin/sh\ncase \"$2\" in\n-version) echo ffmpeg version 9.9 Copyright;;\n-encoders) echo ' A {encoders} x';;\n\
         -filters) ;;\n-nostdin) case \"$*\" in *libopus*) {run};; *) echo '  Duration: 00:00:05.00, s' >&2;; esac;;\nesac\n"
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

fn episode(folder: &Path) -> String {
    let folder = folder.join("episode");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("episode.mp3"), "sound").unwrap();
    fs::write(folder.join("chapters.json"), r#"{"title": "T", "chapters": []}"#).unwrap();
    fs::write(folder.join("transcript.json"), r#"{"segments": []}"#).unwrap();
    folder.display().to_string()
}

#[test]
fn files_made_are_listed() {
    let dir = tempfile::tempdir().unwrap();
    let (ffmpeg, folder) = (program(dir.path(), "libopus"), episode(dir.path()));
    let Run { exit, out, err, .. } = cuepoint(NOWHERE, &["media", &folder, "--opus", "--ffmpeg", &ffmpeg]);
    assert_eq!((exit, out.as_str()), (Exit::Ok, format!("{folder}/episode.opus\n").as_str()), "{err}");
    let Run { exit, out, .. } = cuepoint(NOWHERE, &["media", &folder, "--opus", "--json", "--ffmpeg", &ffmpeg]);
    assert_eq!((exit, out), (Exit::Ok, format!("{{\"files\":[\"{folder}/episode.opus\"]}}\n")));
}

#[test]
fn an_ffmpeg_that_cannot_is_named_with_its_lacks() {
    let dir = tempfile::tempdir().unwrap();
    let (ffmpeg, folder) = (program(dir.path(), "libopus"), episode(dir.path()));
    let Run { exit, err, .. } = cuepoint(NOWHERE, &["media", &folder, "--m4b", "--opus", "--ffmpeg", &ffmpeg]);
    assert_eq!(
        (exit, err.as_str()),
        (Exit::Usage, "error: this ffmpeg (9.9) lacks the encoder aac\n  name another with --ffmpeg\n")
    );
    let Run { exit, err, .. } = cuepoint(NOWHERE, &["media", &folder, "--ffmpeg", "/nowhere/ffmpeg"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.starts_with("error: cannot run ffmpeg as /nowhere/ffmpeg: "), "{err}");
}

#[test]
fn a_folder_without_an_episode_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let ffmpeg = program(dir.path(), "libopus");
    let empty = dir.path().display().to_string();
    let Run { exit, err, .. } = cuepoint(NOWHERE, &["media", &empty, "--ffmpeg", &ffmpeg]);
    assert_eq!(exit, Exit::Unexpected);
    assert!(err.contains("episode.mp3: No such file"), "{err}");
}

/// The binary at work on an episode, with a run of ffmpeg under way.
fn started(ffmpeg: &str, folder: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuepoint"));
    command.args(["media", folder, "--opus", "--ffmpeg", ffmpeg]).stderr(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "episode.opus 20 %\n");
    child
}

fn temporary_files(folder: &str) -> bool {
    Path::new(folder).join(".cuepoint-media").exists()
}

fn signal(name: &str, pid: &str) -> bool {
    Command::new("kill").args([name, pid]).stderr(Stdio::null()).status().unwrap().success()
}

#[test]
fn an_interrupt_ends_ffmpeg_and_removes_what_is_half_made() {
    for name in ["-INT", "-TERM"] {
        let dir = tempfile::tempdir().unwrap();
        let folder = episode(dir.path());
        let mut child = started(&endless(dir.path()), &folder);
        assert!(temporary_files(&folder));
        assert!(signal(name, &child.id().to_string()));
        assert_eq!(child.wait().unwrap().code(), Some(130), "{name}");
        assert!(!temporary_files(&folder) && !Path::new(&folder).join("episode.opus").exists());
        assert!(!signal("-0", fs::read_to_string(dir.path().join("pid")).unwrap().trim()), "ffmpeg goes on");
    }
}

#[test]
fn the_next_run_removes_what_a_killed_one_left() {
    let dir = tempfile::tempdir().unwrap();
    let folder = episode(dir.path());
    let mut child = started(&endless(dir.path()), &folder);
    child.kill().unwrap();
    child.wait().unwrap();
    signal("-KILL", fs::read_to_string(dir.path().join("pid")).unwrap().trim());
    assert!(temporary_files(&folder) && !Path::new(&folder).join("episode.opus").exists());
    let run = cuepoint(NOWHERE, &["media", &folder, "--opus", "--ffmpeg", &program(dir.path(), "libopus")]);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    assert!(!temporary_files(&folder) && Path::new(&folder).join("episode.opus").exists());
}
