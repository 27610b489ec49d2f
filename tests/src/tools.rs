//! Programs that nobody here wrote, and what they say about a file.

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};

use protocol::{WireVersion, header};
use serde_json::Value;

use crate::repository;

const GET_THEM: &str = "run `npm ci` and `tests/tools/install` in the repository";

/// Puts the listening tools in place, where the machine has none of its own.
pub fn install() -> Result<()> {
    let status = Command::new(repository().join("tests/tools/install")).status()?;
    ensure!(status.success(), "the listening tools are not there: see above");
    Ok(())
}

pub fn ffmpeg(arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(from_npm("@ffmpeg-installer/ffmpeg")?);
    run(command.args(["-hide_banner", "-nostdin"]).args(arguments))
}

pub fn ffprobe(arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(from_npm("@ffprobe-installer/ffprobe")?);
    run(command.arg("-hide_banner").args(arguments))
}

pub fn mp3val(file: &Path) -> Result<Output> {
    let unpacked = unpacked().join("bin/mp3val");
    run(Command::new(if unpacked.exists() { unpacked } else { "mp3val".into() }).arg(file))
}

/// Runs a script that may import mutagen, with one argument.
pub fn python(script: &str, argument: &Path) -> Result<Output> {
    let packages = unpacked().join("lib/python3/dist-packages");
    let paths = env::var_os("PYTHONPATH").into_iter().flat_map(|paths| env::split_paths(&paths).collect::<Vec<_>>());
    let paths = env::join_paths([packages].into_iter().chain(paths))?;
    run(Command::new("python3").env("PYTHONPATH", paths).args(["-c", script]).arg(argument))
}

/// Asks an implementation of conditional requests that nobody here wrote, one of `tests/reference`, and returns what it says.
pub fn reference(script: &str, asked: &Value) -> Result<Vec<String>> {
    let path = repository().join("tests/reference").join(script);
    let mut command = if script.ends_with(".py") {
        let mut python = Command::new("python3");
        python.env("PYTHONPATH", repository().join("target/tools/schemathesis"));
        python
    } else {
        Command::new(repository().join("node_modules/.bin/node"))
    };
    let command = command.arg(path).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().with_context(|| format!("{script} does not run: {GET_THEM}"))?;
    running.stdin.take().context("its input")?.write_all(asked.to_string().as_bytes())?;
    let output = running.wait_with_output()?;
    ensure!(output.status.success(), "{script} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Runs a browser without a window; it keeps nothing of its own but in `folder`.
pub fn chromium(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let (program, libraries) = browser()?;
    let mut command = Command::new(program);
    command.envs(libraries.map(|libraries| ("LD_LIBRARY_PATH", libraries)));
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]);
    run(command.arg(format!("--user-data-dir={}", folder.join("browser").display())).args(arguments))
}

/// The browser, and the libraries it needs where it was unpacked.
pub(crate) fn browser() -> Result<(PathBuf, Option<OsString>)> {
    let browser = repository().join("target/tools/browser/usr/lib");
    let unpacked = browser.join("chromium/chromium");
    if !unpacked.exists() {
        return Ok(("chromium".into(), None));
    }
    let libraries = browser.join(format!("{}-linux-gnu", env::consts::ARCH));
    // One package keeps a library in a folder of its own, which its installer would have linked.
    Ok((unpacked, Some(env::join_paths([libraries.clone(), libraries.join("pulseaudio")])?)))
}

/// Runs a script of `tests/web` that drives the browser; its facts, which it has judged.
fn driven(script: &str, arguments: &[&Path]) -> Result<String> {
    let (program, libraries) = browser()?;
    let mut command = Command::new(repository().join("node_modules/.bin/node"));
    command.arg(repository().join("tests/web").join(script)).args(arguments).env("CHROMIUM", program);
    command.envs(libraries.map(|libraries| ("CHROMIUM_LIBRARIES", libraries)));
    let output = command.output().with_context(|| format!("{script} does not run: {GET_THEM}"))?;
    let facts = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{facts}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(facts)
}

/// The worst that a browser has found of the samples of all pages; each sample was judged as well.
pub struct PageFacts {
    pub kinds: usize,
    pub violations: f64,
    pub shift: f64,
}

/// Runs an example of a crate about a folder; what it prints.
pub fn example(crate_name: &str, name: &str, folder: &Path) -> Result<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let printed = run(Command::new(cargo).args(["run", "--quiet", "-p", crate_name, "--example", name]).arg(folder))?;
    Ok(String::from_utf8_lossy(&printed.stdout).into_owned())
}

/// Writes the samples into a folder, and looks at each in the browser.
pub fn pages(samples: &Path) -> Result<PageFacts> {
    example("page", "samples", samples)?;
    let facts: Value = serde_json::from_str(&driven("page/facts.mjs", &[samples])?)?;
    let pages = facts.get("pages").and_then(Value::as_object).context("pages")?;
    let most = |fact: &str| pages.values().filter_map(|page| page.get(fact)?.as_f64()).fold(0.0, f64::max);
    Ok(PageFacts { kinds: pages.len(), violations: most("axe"), shift: most("shift") })
}

/// Findings of the linter of addons.mozilla.org about an extension.
pub fn web_ext_lint(folder: &Path) -> Result<Value> {
    let linter = repository().join("target/tools/web-ext/node_modules/.bin/web-ext");
    let mut command = Command::new(linter);
    let output = command.args(["lint", "--output", "json", "--source-dir"]).arg(folder).output().context(GET_THEM)?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Asks a service whatever its API document allows, and what it does not; fails with what the tool found, tells how
/// much it asked.
pub fn schemathesis(url: &str, token: &str, arguments: &[&str]) -> Result<String> {
    let installed = repository().join("target/tools/schemathesis");
    let mut command = Command::new("python3");
    command.arg(installed.join("bin/st")).arg("run").arg(repository().join("docs/openapi.json"));
    command.args(["--url", url, "--no-color"]);
    // The document describes the newest shape; without a word, a client is answered in the oldest.
    command.args(["--header", &format!("{}: {}", header::VERSION, WireVersion::CURRENT)]);
    command
        .args(["--header", &format!("Authorization: Bearer {token}"), "--generation-database", "none"])
        .args(arguments);
    // It leaves notes for itself where it runs.
    let command = command.current_dir(&installed).env("PYTHONPATH", &installed).stdin(Stdio::null());
    let output = command.output().with_context(|| format!("schemathesis does not run: {GET_THEM}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let asked = said.split_once("Test cases:").and_then(|(_, told)| told.lines().nth(1)).map(str::trim);
    Ok(asked.filter(|asked| !asked.starts_with("0 ")).with_context(|| format!("it asked nothing: {said}"))?.to_owned())
}

/// Runs a command as a terminal would, and returns everything it has shown there; Python has the terminal.
pub fn on_a_terminal(command: &Command) -> Result<Output> {
    let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let mut python = Command::new("python3");
    python.args(["-c", script]).arg(command.get_program()).args(command.get_args());
    python.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("TERM", "xterm");
    python.current_dir(command.get_current_dir().unwrap_or(Path::new(".")));
    run(&mut python)
}

fn unpacked() -> PathBuf {
    repository().join("target/tools/listen/usr")
}

/// The npm packages know which of their builds fits this machine.
fn from_npm(package: &str) -> Result<PathBuf> {
    let mut node = Command::new(repository().join("node_modules/.bin/node"));
    let script = format!("process.stdout.write(require('{package}').path)");
    let output = run(node.current_dir(repository()).args(["-e", &script]))?;
    Ok(PathBuf::from(String::from_utf8(output.stdout)?))
}

/// A tool that does not run, or fails, ends the test.
fn run(command: &mut Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("{name} does not run: {GET_THEM}"))?;
    ensure!(output.status.success(), "{name} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output)
}
