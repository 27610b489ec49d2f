//! One workerd with its Workers: a process group that reports the ports it was given.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::checkout::RUNTIME;
use crate::config::Config;
use crate::error::Error;
use crate::groups;
use crate::node::launched;
use crate::port::HOST;

const START_TIMEOUT: Duration = Duration::from_secs(90);
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(50);
/// The runtime's exit code for a taken port: the system's own number for it.
const ADDRESS_IN_USE: i32 = 98;
const LOG_LINES_SHOWN: usize = 30;

/// Stopped when dropped, with everything it started.
pub struct Runtime {
    process: Child,
    /// The port for requests.
    pub port: u16,
    /// The port for triggers of the platform, such as the cron.
    pub(crate) triggers: u16,
}

impl Runtime {
    /// Starts the Workers of a configuration and waits until `path` is answered; `held` stays open for as long as it runs.
    pub fn start(config: &Config, held: Stdio, path: &str) -> Result<Self, Error> {
        let report = config.log.with_extension("ports");
        match fs::remove_file(&report) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(Error::file(&report, source)),
            Ok(()) | Err(_) => {}
        }
        let mut runtime = Self::spawn(config, held, &report)?;
        let started = Instant::now();
        while started.elapsed() < START_TIMEOUT {
            if runtime.port == 0
                && let Some((port, triggers)) = reported(&report)
            {
                (runtime.port, runtime.triggers) = (port, triggers);
            }
            if runtime.port != 0 && answers(&format!("http://{HOST}:{}{path}", runtime.port)) {
                return Ok(runtime);
            }
            if let Ok(Some(status)) = runtime.process.try_wait() {
                return Err(match status.code() {
                    Some(ADDRESS_IN_USE) => Error::PortTaken { port: config.port },
                    Some(_) | None => Error::Ended { status, log: tail(&config.log) },
                });
            }
            sleep(POLL);
        }
        Err(Error::Silent { seconds: START_TIMEOUT.as_secs(), log: tail(&config.log) })
    }

    fn spawn(config: &Config, held: Stdio, report: &Path) -> Result<Self, Error> {
        let log = File::options().append(true).create(true).open(&config.log);
        let log = log.map_err(|source| Error::file(&config.log, source))?;
        let failed = |source| Error::Program { program: "the runtime".to_owned(), source };
        let mut command = launched(&config.launcher, &log)?;
        command.arg(RUNTIME).arg("--state").arg(&config.state).arg("--report").arg(report);
        command.args(["--port", &config.port.to_string(), "--parent", &std::process::id().to_string()]);
        command.env("VARIABLES", serde_json::Value::from_iter(config.variables()).to_string());
        let process = command.args(&config.workers).stdin(held).process_group(0).spawn().map_err(failed)?;
        groups::started(process.id());
        Ok(Self { process, port: 0, triggers: 0 })
    }

    /// Ends everything it runs at once, as a crash of the machine would.
    pub(crate) fn kill(&mut self) {
        groups::signal(self.process.id(), "-KILL");
        let _ = self.process.wait();
        groups::ended(self.process.id());
    }

    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// The process group of everything it runs.
    pub fn process_group(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        groups::signal(self.process.id(), "-TERM");
        let asked = Instant::now();
        while asked.elapsed() < STOP_TIMEOUT && self.is_running() {
            sleep(POLL);
        }
        self.kill();
    }
}

/// The ports of a runtime that has told them: its own, and that of the triggers.
fn reported(report: &Path) -> Option<(u16, u16)> {
    parse(&fs::read_to_string(report).ok()?)
}

fn parse(report: &str) -> Option<(u16, u16)> {
    let report: serde_json::Value = serde_json::from_str(report).ok()?;
    let port = |name| report.get(name)?.as_u64()?.try_into().ok();
    Some((port("port")?, port("triggers")?))
}

fn answers(address: &str) -> bool {
    let agent = ureq::Agent::config_builder().timeout_global(Some(ANSWER_TIMEOUT)).proxy(None).build();
    ureq::Agent::from(agent).get(address).call().is_ok()
}

/// The end of a log.
pub(crate) fn tail(log: &Path) -> String {
    let log = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines.get(lines.len().saturating_sub(LOG_LINES_SHOWN)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_both_ports_or_nothing() {
        assert_eq!(parse(r#"{ "port": 41001, "triggers": 41002 }"#), Some((41001, 41002)));
        for unfit in ["", "{}", r#"{ "port": 41001 }"#, r#"{ "port": 70000, "triggers": 1 }"#] {
            assert_eq!(parse(unfit), None, "{unfit}");
        }
    }
}
