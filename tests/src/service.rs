//! A running service: wrangler, the workerd it starts, and what they print.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::config::{Config, free_port, repository};
use crate::groups;
use crate::release::{Deployed, web, within};

const VOICE: &str = "crates/voice/wrangler.toml";
const START_TIMEOUT: Duration = Duration::from_secs(90);
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

/// Stopped when dropped, with everything it started.
pub struct Service {
    pub config: Config,
    wrangler: Wrangler,
}

impl Service {
    /// Migrates the index, starts workerd and waits until it answers.
    pub fn start(config: Config) -> Result<Self> {
        let log = File::create(&config.log).with_context(|| config.log.display().to_string())?;
        migrate(&config, &log)?;
        let mut service = Self { wrangler: spawn(&config, &log)?, config };
        service.wait_until_ready()?;
        Ok(service)
    }

    /// Ends wrangler and workerd at once, as a crash of the machine would.
    pub fn kill(&mut self) {
        self.wrangler.kill();
    }

    /// Starts again over the same state.
    pub fn restart(&mut self) -> Result<()> {
        let log = File::options().append(true).open(&self.config.log)?;
        self.wrangler = spawn(&self.config, &log)?;
        self.wait_until_ready()
    }

    /// Fires what the cron trigger of wrangler.toml fires.
    pub fn sweep(&self) -> Result<()> {
        let fired = self.config.client().get("/cdn-cgi/handler/scheduled")?;
        if fired.status == 200 { Ok(()) } else { bail!("the sweep was not fired: {} {}", fired.status, fired.text()) }
    }

    /// Does what the platform's clock does where the service is deployed, until it is told to stop. A run that fails is
    /// followed by the next one.
    pub fn keep_house(&self, every: Duration, stop: &Receiver<()>) {
        while stop.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.sweep() {
                eprintln!("{error:#}");
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
        matches!(self.wrangler.0.try_wait(), Ok(None))
    }

    /// The process group of everything this service runs.
    pub fn process_group(&self) -> u32 {
        self.wrangler.0.id()
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        self.wrangler.wait_until_ready(&format!("{}/healthz", self.config.url()), &self.config.log)
    }
}

/// The embedded voice by itself; stopped when dropped.
pub struct Voice {
    pub config: Config,
    _wrangler: Wrangler,
}

impl Voice {
    pub fn start(config: Config) -> Result<Self> {
        let log = File::create(&config.log).with_context(|| config.log.display().to_string())?;
        let mut wrangler = Wrangler::spawn(dev(&config, &log, &[VOICE.into()])?)?;
        wrangler.wait_until_ready(&format!("{}/v1/models", config.url()), &config.log)?;
        Ok(Self { config, _wrangler: wrangler })
    }
}

struct Wrangler(Child);

impl Wrangler {
    fn spawn(mut command: Command) -> Result<Self> {
        let child = command.process_group(0).spawn()?;
        groups::started(child.id());
        Ok(Self(child))
    }

    fn kill(&mut self) {
        groups::signal(self.0.id(), "-KILL");
        let _ = self.0.wait();
        groups::ended(self.0.id());
    }

    fn wait_until_ready(&mut self, address: &str, log: &Path) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < START_TIMEOUT {
            if ureq::get(address).call().is_ok() {
                return Ok(());
            }
            if let Some(status) = self.0.try_wait()? {
                bail!("the service ended with {status}:\n{}", tail(log));
            }
            sleep(POLL);
        }
        bail!("the service did not answer within {} s:\n{}", START_TIMEOUT.as_secs(), tail(log));
    }
}

impl Drop for Wrangler {
    fn drop(&mut self) {
        groups::signal(self.0.id(), "-TERM");
        let asked = Instant::now();
        while asked.elapsed() < STOP_TIMEOUT && matches!(self.0.try_wait(), Ok(None)) {
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

fn migrate(config: &Config, log: &File) -> Result<()> {
    d1(config, log, &["migrations", "apply", "INDEX", "--local"])
}

fn d1(config: &Config, log: &File, arguments: &[&str]) -> Result<()> {
    let mut command = wrangler(log)?;
    command.arg("d1").args(arguments).arg("--persist-to").arg(&config.state).env("CI", "true");
    if !command.status()?.success() {
        bail!("wrangler d1 {} failed: see {}", arguments.join(" "), config.log.display());
    }
    Ok(())
}

fn spawn(config: &Config, log: &File) -> Result<Wrangler> {
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
    let mut command = dev(config, log, &workers)?;
    command.args(["--var", &format!("CUEPOINT_TOKEN:{}", config.token)]);
    command.args(["--var", &format!("CUEPOINT_ADMIN_TOKEN:{}", config.admin_token)]);
    command.args(config.vars.iter().flat_map(|(name, value)| ["--var".to_owned(), format!("{name}:{value}")]));
    Wrangler::spawn(command)
}

/// The Workers of these configurations in one workerd; requests go to the first.
fn dev(config: &Config, log: &File, workers: &[PathBuf]) -> Result<Command> {
    let mut command = wrangler(log)?;
    command.arg("dev").args(["--ip", "127.0.0.1"]);
    for worker in workers {
        command.arg("-c").arg(worker);
    }
    command.arg("--persist-to").arg(&config.state);
    command.args(["--port", &config.port.to_string(), "--inspector-port", &free_port()?.to_string()]);
    Ok(command)
}

/// The pinned wrangler on the pinned Node, whatever the machine has.
fn wrangler(log: &File) -> Result<Command> {
    let modules = repository().join("node_modules");
    let mut command = Command::new(modules.join(".bin/node"));
    command
        .arg(modules.join("wrangler/bin/wrangler.js"))
        .current_dir(repository())
        .env("WRANGLER_SEND_METRICS", "false")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log.try_clone()?);
    Ok(command)
}
