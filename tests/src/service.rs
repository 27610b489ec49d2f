//! A running service: the workerd it runs in, and what that prints.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::config::{Config, free_port, repository};
use crate::groups;
use crate::loss;
use crate::release::{Deployed, web, within};

const RUNTIME: &str = "tests/workerd.mjs";
const VOICE: &str = "crates/voice/wrangler.toml";
/// Where the runtime keeps the index.
const INDEX: &str = "v3/d1/miniflare-D1DatabaseObject";
const START_TIMEOUT: Duration = Duration::from_secs(90);
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

/// Stopped when dropped, with everything it started.
pub struct Service {
    pub config: Config,
    runtime: Runtime,
}

impl Service {
    /// Migrates the index, starts workerd and waits until it answers.
    pub fn start(config: Config) -> Result<Self> {
        let log = File::create(&config.log).with_context(|| config.log.display().to_string())?;
        migrate(&config, &log)?;
        let mut service = Self { runtime: spawn(&config, &log)?, config };
        service.wait_until_ready()?;
        Ok(service)
    }

    /// Ends everything it runs at once, as a crash of the machine would.
    pub fn kill(&mut self) {
        self.runtime.kill();
    }

    /// Starts again over the same state.
    pub fn restart(&mut self) -> Result<()> {
        let log = File::options().append(true).open(&self.config.log)?;
        self.runtime = spawn(&self.config, &log)?;
        self.wait_until_ready()
    }

    /// Fires what the cron trigger of wrangler.toml fires.
    pub fn sweep(&self) -> Result<()> {
        let trigger = format!("http://127.0.0.1:{}/cdn-cgi/local/scheduled", self.runtime.triggers);
        ureq::get(trigger).call().context("the sweep was not fired")?;
        Ok(())
    }

    /// Does what the platform's clock does where the service is deployed, until it is told to stop: at once, because it may
    /// not have run for days. A run that fails is followed by the next one.
    pub fn keep_house(&self, every: Duration, stop: &Receiver<()>) {
        loop {
            if let Err(error) = self.sweep() {
                eprintln!("{error:#}");
            }
            if stop.recv_timeout(every) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    }

    /// Puts a file into the bucket of a service that does not run, behind its back.
    pub fn plant(&self, key: &str, bytes: &[u8]) -> Result<()> {
        let file = self.config.log.with_extension("planted");
        fs::write(&file, bytes)?;
        self.bucket("put", key, &["--file".as_ref(), file.as_os_str()])
    }

    /// Takes a file out of it.
    pub fn remove(&self, key: &str) -> Result<()> {
        self.bucket("delete", key, &[])
    }

    /// Takes the alarm of a job's object away, in a service that does not run.
    pub fn lose_alarm(&self, job: &str) -> Result<()> {
        loss::alarm(&self.config.state, job)
    }

    /// Takes everything away that a job's object has kept.
    pub fn lose_object(&self, job: &str) -> Result<()> {
        loss::storage(&self.config.state, job)
    }

    fn bucket(&self, verb: &str, key: &str, arguments: &[&OsStr]) -> Result<()> {
        let log = File::options().append(true).open(&self.config.log)?;
        let mut command = wrangler(&log)?;
        command.args(["r2", "object", verb, &format!("cuepoint/{key}"), "--local"]).args(arguments);
        let status = command.arg("--persist-to").arg(&self.config.state).status()?;
        if status.success() { Ok(()) } else { bail!("{verb} {key} failed: see {}", self.config.log.display()) }
    }

    /// Replaces what runs, over the same state: the platform does not wait for what is under way either.
    pub fn deploy(&mut self, deployed: impl Into<Deployed>) -> Result<()> {
        self.kill();
        self.config.deployed = deployed.into();
        self.restart()
    }

    /// Changes the index, as whoever runs the service would.
    pub fn execute(&self, statement: &str) -> Result<()> {
        let log = File::options().append(true).open(&self.config.log)?;
        d1(&self.config, &log, &["execute", "INDEX", "--local", "--yes", "--command", statement])
    }

    /// Whether it still runs; one that has ended did so by itself.
    pub fn is_running(&mut self) -> bool {
        matches!(self.runtime.process.try_wait(), Ok(None))
    }

    /// The process group of everything this service runs.
    pub fn process_group(&self) -> u32 {
        self.runtime.process.id()
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        self.runtime.wait_until_ready(&format!("{}/healthz", self.config.url()), &self.config.log)
    }
}

/// The embedded voice by itself; stopped when dropped.
pub struct Voice {
    pub config: Config,
    _runtime: Runtime,
}

impl Voice {
    pub fn start(config: Config) -> Result<Self> {
        let log = File::create(&config.log).with_context(|| config.log.display().to_string())?;
        let mut runtime = Runtime::spawn(&config, &log, &[VOICE.into()], &[])?;
        runtime.wait_until_ready(&format!("{}/v1/models", config.url()), &config.log)?;
        Ok(Self { config, _runtime: runtime })
    }
}

struct Runtime {
    process: Child,
    /// The port of what the platform does by itself.
    triggers: u16,
}

impl Runtime {
    /// The Workers of these configurations in one workerd; requests go to the first, which is given the variables.
    fn spawn(config: &Config, log: &File, workers: &[PathBuf], vars: &[(String, String)]) -> Result<Self> {
        let triggers = free_port()?;
        let mut command = node(log)?;
        if let Some(hosts) = &config.hosts {
            command = with_hosts(hosts, &command, log)?;
        }
        command.arg(RUNTIME).arg("--state").arg(&config.state);
        command.args(["--port", &config.port.to_string(), "--triggers", &triggers.to_string()]);
        command.args(vars.iter().flat_map(|(name, value)| ["--var".to_owned(), format!("{name}={value}")]));
        let process = command.args(workers).process_group(0).spawn()?;
        groups::started(process.id());
        Ok(Self { process, triggers })
    }

    fn kill(&mut self) {
        groups::signal(self.process.id(), "-KILL");
        let _ = self.process.wait();
        groups::ended(self.process.id());
    }

    fn wait_until_ready(&mut self, address: &str, log: &Path) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < START_TIMEOUT {
            if ureq::get(address).call().is_ok() {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("the service ended with {status}:\n{}", tail(log));
            }
            sleep(POLL);
        }
        bail!("the service did not answer within {} s:\n{}", START_TIMEOUT.as_secs(), tail(log));
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        groups::signal(self.process.id(), "-TERM");
        let asked = Instant::now();
        while asked.elapsed() < STOP_TIMEOUT && matches!(self.process.try_wait(), Ok(None)) {
            sleep(POLL);
        }
        self.kill();
    }
}

fn tail(log: &Path) -> String {
    let log = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines.get(lines.len().saturating_sub(30)..).unwrap_or_default().join("\n")
}

/// The files of an index that nobody has used yet: wrangler takes seconds to make them.
static MIGRATED: Mutex<Vec<(OsString, Vec<u8>)>> = Mutex::new(Vec::new());

fn migrate(config: &Config, log: &File) -> Result<()> {
    let apply = || d1(config, log, &["migrations", "apply", "INDEX", "--local"]);
    let index = config.state.join(INDEX);
    if index.exists() {
        return apply();
    }
    let mut migrated = MIGRATED.lock().unwrap_or_else(PoisonError::into_inner);
    if migrated.is_empty() {
        apply()?;
        for file in fs::read_dir(&index)? {
            let file = file?;
            migrated.push((file.file_name(), fs::read(file.path())?));
        }
        return Ok(());
    }
    fs::create_dir_all(&index)?;
    migrated.iter().try_for_each(|(name, bytes)| fs::write(index.join(name), bytes))?;
    Ok(())
}

fn d1(config: &Config, log: &File, arguments: &[&str]) -> Result<()> {
    let mut command = wrangler(log)?;
    command.arg("d1").args(arguments).arg("--persist-to").arg(&config.state).env("CI", "true");
    if !command.status()?.success() {
        bail!("wrangler d1 {} failed: see {}", arguments.join(" "), config.log.display());
    }
    Ok(())
}

fn spawn(config: &Config, log: &File) -> Result<Runtime> {
    let folder = config.log.parent().context("a folder")?;
    let mut workers = match &config.worker {
        Some(worker) => vec![worker.clone()],
        None => config.deployed.workers(folder, &config.vars)?,
    };
    workers.push(VOICE.into());
    if let Some(origin) = &config.web {
        let service = workers.first_mut().context("a service")?;
        *service = within(service, folder)?;
        workers.push(web(folder, origin)?);
    }
    let mut vars = vec![
        ("CUEPOINT_TOKEN".to_owned(), config.token.clone()),
        ("CUEPOINT_ADMIN_TOKEN".to_owned(), config.admin_token.clone()),
    ];
    vars.extend_from_slice(&config.vars);
    Runtime::spawn(config, log, &workers, &vars)
}

fn wrangler(log: &File) -> Result<Command> {
    let mut command = node(log)?;
    command.arg("node_modules/wrangler/bin/wrangler.js");
    Ok(command)
}

/// The pinned Node, whatever the machine has.
fn node(log: &File) -> Result<Command> {
    run(&repository().join("node_modules/.bin/node"), log)
}

/// A program that sees this file as /etc/hosts: in a namespace of its own, for which it needs no rights.
fn with_hosts(hosts: &Path, program: &Command, log: &File) -> Result<Command> {
    let mut command = run("unshare".as_ref(), log)?;
    command.args(["--map-root-user", "--mount", "sh", "-c", r#"mount --bind "$0" /etc/hosts && exec "$@""#]);
    command.arg(hosts).arg(program.get_program());
    Ok(command)
}

fn run(program: &Path, log: &File) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .current_dir(repository())
        .env("WRANGLER_SEND_METRICS", "false")
        .env("NODE_COMPILE_CACHE", repository().join("target/node"))
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log.try_clone()?);
    Ok(command)
}
