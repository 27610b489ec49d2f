//! `cuepoint-serve` as self-hosters start it: beside another one, over a newer state, killed, with its port taken, and from a copy of its folder.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use tests::{Service, repository};

use crate::trial::own;
use crate::work;
use crate::world::{self, with_shared_voice};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(a_state_is_served_by_one_service_at_a_time),
        own(a_state_of_a_newer_release_is_refused),
        own(a_restart_waits_for_the_port_it_had),
        own(a_copied_checkout_serves_its_own_folder),
    ]
}

/// The binary over the state in this folder, on any port.
fn serve(folder: &Path) -> Command {
    let mut command = Command::new(repository().join("target/debug/cuepoint-serve"));
    command.args(["--port", "0", "--state"]).arg(folder).stdin(Stdio::null());
    command
}

/// Starts and stops the binary over this state.
fn tried(folder: &Path) -> Result<Output> {
    serve(folder).args(["--", "true"]).output().context("run `make build`")
}

fn ensure_refused(output: &Output, says: &str) -> Result<()> {
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.code() == Some(1) && said.contains(says), "not {says:?}: {} {said}", output.status);
    Ok(())
}

fn a_state_is_served_by_one_service_at_a_time() -> Result<()> {
    let service = Service::start(with_shared_voice("serving")?)?;
    let folder = service.config.state.parent().context("a folder")?.to_owned();
    ensure_refused(&tried(&folder)?, &format!("in use by process {}", std::process::id()))?;
    drop(service);
    let mut started = Started::start(&mut serve(&folder))?;
    let url = &started.url;
    ensure!(ureq::get(format!("{url}/healthz")).call().is_ok(), "{url} does not answer");
    started.process.kill()?;
    // What it started is told nothing, and ends all the same.
    work::poll("the state is free", 30, || Ok(tried(&folder)?.status.success().then_some(())))?;
    ensure!(ureq::get(format!("{url}/healthz")).call().is_err(), "{url} still answers");
    Ok(())
}

/// The binary under way; it does not outlive the test, even if that fails.
struct Started {
    process: Child,
    url: String,
    /// Held open: a program that cannot print its greeting ends.
    output: BufReader<ChildStdout>,
}

impl Started {
    /// Starts the binary, and waits until it tells its address.
    fn start(command: &mut Command) -> Result<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let output = BufReader::new(process.stdout.take().context("its output")?);
        let mut started = Self { process, url: String::new(), output };
        let mut greeting = String::new();
        started.output.read_line(&mut greeting)?;
        started.url =
            greeting.trim_end().strip_prefix("Cuepoint serves ").with_context(|| greeting.clone())?.to_owned();
        Ok(started)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn a_state_of_a_newer_release_is_refused() -> Result<()> {
    let service = Service::start(with_shared_voice("newer")?)?;
    service.execute("INSERT INTO d1_migrations (name) VALUES ('9999_of_a_newer_release.sql')")?;
    let folder = service.config.state.parent().context("a folder")?.to_owned();
    drop(service);
    ensure_refused(&tried(&folder)?, "9999_of_a_newer_release.sql")
}

fn a_restart_waits_for_the_port_it_had() -> Result<()> {
    let mut service = Service::start(with_shared_voice("port")?)?;
    let (port, client) = (service.config.port, service.config.client());
    service.kill();
    let squatter = work::poll("the port is free", 10, || Ok(TcpListener::bind(("127.0.0.1", port)).ok()))?;
    let leaving = thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        drop(squatter);
    });
    service.restart()?;
    leaving.join().ok().context("the squatter panicked")?;
    ensure!(service.config.port == port, "{} is not {port}", service.config.port);
    ensure!(client.get("/healthz")?.status == 200, "it does not answer where it did");
    Ok(())
}

/// Copies the parts of the checkout that are served, with other Workers in the place of its own.
fn copy_checkout(copy: &Path) -> Result<()> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    let checkout = repository();
    for folder in ["crates/coordinator/build", "crates/serve", "crates/voice/src", "migrations"] {
        fs::create_dir_all(copy.join(folder))?;
    }
    for file in ["wrangler.toml", "crates/serve/workerd.mjs", "crates/voice/wrangler.toml"] {
        fs::copy(checkout.join(file), copy.join(file))?;
    }
    symlink(checkout.join("node_modules"), copy.join("node_modules"))?;
    fs::write(copy.join("migrations/0001_of_the_copy.sql"), "CREATE TABLE copied (id INTEGER);\n")?;
    let answering = "export default { fetch() { return new Response('the copy') } };\n";
    fs::write(copy.join("crates/voice/src/index.js"), answering)?;
    let service = format!("{answering}export class JobObject {{}}\n");
    Ok(fs::write(copy.join("crates/coordinator/build/index.js"), service)?)
}

fn a_copied_checkout_serves_its_own_folder() -> Result<()> {
    let copy = world::folder().join("copied");
    copy_checkout(&copy)?;
    let compiled = repository().join("target/debug/cuepoint-serve");
    let mut command = Command::new(compiled);
    command.args(["--port", "0"]).env_remove("CUEPOINT_STATE").current_dir(&copy).stdin(Stdio::null());
    let mut started = Started::start(&mut command)?;
    let answer = ureq::get(format!("{}/healthz", started.url)).call()?.body_mut().read_to_string()?;
    ensure!(answer == "the copy", "another service answers: {answer}");
    started.process.kill()?;
    for kept in ["cuepoint-token", "cuepoint.log", "state/v3/d1"] {
        ensure!(copy.join(".wrangler").join(kept).exists(), "{kept} was written elsewhere");
    }
    Ok(())
}
