//! A service under test: started, killed, deployed over, and changed behind its back.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serve::Runtime;

use crate::config::Config;
use crate::loss;
use crate::release::Deployed;

/// Folder of the index, in the state.
const INDEX: &str = "v3/d1/miniflare-D1DatabaseObject";

/// Stopped when dropped, with everything it started.
pub struct Service {
    pub config: Config,
    served: serve::Service,
}

impl Service {
    /// Starts a service as its users do, and waits until it answers.
    pub fn start(mut config: Config) -> Result<Self> {
        prepare(&config)?;
        let served = serve::Service::start(config.served()?)?;
        config.port = served.config.port;
        Ok(Self { config, served })
    }

    /// Ends everything it runs at once, as a crash of the machine would.
    pub fn kill(&mut self) {
        self.served.kill();
    }

    /// Starts again over the same state and on the same port, with whatever the configuration has become.
    pub fn restart(&mut self) -> Result<()> {
        self.served.config = self.config.served()?;
        Ok(self.served.restart()?)
    }

    /// Replaces what runs, over the same state: the platform does not wait for what is under way either.
    pub fn deploy(&mut self, deployed: impl Into<Deployed>) -> Result<()> {
        self.kill();
        self.config.deployed = deployed.into();
        self.restart()
    }

    /// Fires the cron trigger of wrangler.toml.
    pub fn sweep(&self) -> Result<()> {
        Ok(self.served.sweep()?)
    }

    /// Sweeps on a timer, as `make serve` does.
    pub fn sweep_every(&mut self, interval: Duration, stop: &Receiver<()>) -> Result<()> {
        Ok(self.served.sweep_every(interval, stop)?)
    }

    /// Tells whether it still runs; one that has ended did so by itself.
    pub fn is_running(&mut self) -> bool {
        self.served.is_running()
    }

    /// The process group of everything this service runs.
    pub fn process_group(&self) -> u32 {
        self.served.process_group()
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

    /// Changes the index, as the operator would.
    pub fn execute(&self, statement: &str) -> Result<()> {
        self.wrangler(|command| command.args(["d1", "execute", "INDEX", "--local", "--yes", "--command", statement]))
    }

    fn bucket(&self, verb: &str, key: &str, arguments: &[&OsStr]) -> Result<()> {
        let object = format!("cuepoint/{key}");
        self.wrangler(|command| command.args(["r2", "object", verb, &object, "--local"]).args(arguments))
    }

    fn wrangler(&self, asked: impl FnOnce(&mut Command) -> &mut Command) -> Result<()> {
        let log = File::options().append(true).open(&self.config.log)?;
        let mut command = serve::wrangler(&log)?;
        let status = asked(&mut command).arg("--persist-to").arg(&self.config.state).status()?;
        if status.success() { Ok(()) } else { bail!("{command:?} failed: see {}", self.config.log.display()) }
    }
}

/// The embedded voice by itself; stopped when dropped.
pub struct Voice {
    pub config: Config,
    runtime: Runtime,
}

impl Voice {
    pub fn start(mut config: Config) -> Result<Self> {
        let runtime = Runtime::start(&config.served()?.voice_alone(), Stdio::null(), "/v1/models")?;
        config.port = runtime.port;
        Ok(Self { config, runtime })
    }

    /// The process group of everything it runs.
    pub fn process_group(&self) -> u32 {
        self.runtime.process_group()
    }
}

/// An index that nobody has used yet: wrangler takes seconds to make one.
struct Migrated {
    at: Instant,
    files: Vec<(OsString, Vec<u8>)>,
}

static MIGRATED: Mutex<Option<Migrated>> = Mutex::new(None);
/// The age from which on another one is made: an index knows when it was, and no sweep for a quarter of an hour is told by health.
const MIGRATED_MAX: Duration = Duration::from_secs(5 * 60);

/// Gives a state without an index one that has every migration.
fn prepare(config: &Config) -> Result<()> {
    let index = config.state.join(INDEX);
    if index.exists() {
        return Ok(());
    }
    let mut migrated = MIGRATED.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(Migrated { files, .. }) = migrated.as_ref().filter(|made| made.at.elapsed() < MIGRATED_MAX) else {
        let log = File::create(&config.log)?;
        serve::migrate(&config.served()?, &log)?;
        *migrated = Some(Migrated { at: Instant::now(), files: self::files(&index)? });
        return Ok(());
    };
    fs::create_dir_all(&index)?;
    files.iter().try_for_each(|(name, bytes)| fs::write(index.join(name), bytes))?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<(OsString, Vec<u8>)>> {
    let files = fs::read_dir(folder)?.map(|file| {
        let file = file?;
        Ok((file.file_name(), fs::read(file.path())?))
    });
    files.collect()
}
