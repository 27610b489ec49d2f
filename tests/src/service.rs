//! A running service: wrangler, the workerd it starts, and what they print.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::config::{Config, free_port, repository};

const START_TIMEOUT: Duration = Duration::from_secs(90);
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

/// Stopped when dropped, with everything it started.
pub struct Service {
    pub config: Config,
    wrangler: Child,
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
        self.signal("-KILL");
        let _ = self.wrangler.wait();
    }

    /// Starts again over the same state.
    pub fn restart(&mut self) -> Result<()> {
        let log = File::options().append(true).open(&self.config.log)?;
        self.wrangler = spawn(&self.config, &log)?;
        self.wait_until_ready()
    }

    /// The process group of everything this service runs.
    pub fn process_group(&self) -> u32 {
        self.wrangler.id()
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let health = format!("{}/healthz", self.config.url());
        let started = Instant::now();
        while started.elapsed() < START_TIMEOUT {
            if ureq::get(&health).call().is_ok() {
                return Ok(());
            }
            if let Some(status) = self.wrangler.try_wait()? {
                bail!("the service ended with {status}:\n{}", self.log_tail());
            }
            sleep(POLL);
        }
        bail!("the service did not answer within {} s:\n{}", START_TIMEOUT.as_secs(), self.log_tail());
    }

    fn log_tail(&self) -> String {
        let log = fs::read_to_string(&self.config.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines.get(lines.len().saturating_sub(30)..).unwrap_or_default().join("\n")
    }

    /// To the whole group: workerd is wrangler's child, and must not outlive it.
    fn signal(&self, signal: &str) {
        let group = format!("-{}", self.process_group());
        let _ = Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.signal("-TERM");
        let asked = Instant::now();
        while asked.elapsed() < STOP_TIMEOUT && matches!(self.wrangler.try_wait(), Ok(None)) {
            sleep(POLL);
        }
        self.kill();
    }
}

fn migrate(config: &Config, log: &File) -> Result<()> {
    let status = wrangler(log)?
        .args(["d1", "migrations", "apply", "INDEX", "--local", "--persist-to"])
        .arg(&config.state)
        .env("CI", "true")
        .status()?;
    if !status.success() {
        bail!("the index's migrations failed: see {}", config.log.display());
    }
    Ok(())
}

fn spawn(config: &Config, log: &File) -> Result<Child> {
    let child = wrangler(log)?
        .args(["dev", "-c", "wrangler.toml", "-c", "crates/voice/wrangler.toml", "--ip", "127.0.0.1", "--persist-to"])
        .arg(&config.state)
        .args(["--port", &config.port.to_string(), "--inspector-port", &free_port()?.to_string()])
        .args(["--var", &format!("CUEPOINT_TOKEN:{}", config.token)])
        .process_group(0)
        .spawn()?;
    Ok(child)
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
