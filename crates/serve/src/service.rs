//! A running service: a locked state, a migrated index, and the runtime over them.

use std::fs::File;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::config::Config;
use crate::error::Error;
use crate::index::migrate;
use crate::lock::StateLock;
use crate::port::{HOST, wait_until_free};
use crate::runtime::{Runtime, tail};

const HEALTH: &str = "/healthz";
/// Time that a restart waits for the port the service had before.
const PORT_PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Stopped when dropped, with everything it started.
pub struct Service {
    pub config: Config,
    runtime: Runtime,
    lock: StateLock,
}

impl Service {
    /// Locks the state, migrates the index, starts workerd and waits until it answers.
    pub fn start(mut config: Config) -> Result<Self, Error> {
        let lock = StateLock::take(&config.state)?;
        wait_until_free(config.port, Duration::ZERO)?;
        let log = File::create(&config.log).map_err(|source| Error::file(&config.log, source))?;
        migrate(&config, &log)?;
        let runtime = Runtime::start(&config, shared(&lock, &config)?, HEALTH)?;
        config.port = runtime.port;
        Ok(Self { config, runtime, lock })
    }

    /// Ends everything it runs at once, as a crash of the machine would.
    pub fn kill(&mut self) {
        self.runtime.kill();
    }

    /// Starts again over the same state and on the same port, for which it waits a while if somebody else has it.
    pub fn restart(&mut self) -> Result<(), Error> {
        loop {
            wait_until_free(self.config.port, PORT_PATIENCE)?;
            match Runtime::start(&self.config, shared(&self.lock, &self.config)?, HEALTH) {
                // Taken between the look and the start.
                Err(Error::PortTaken { .. }) => {}
                started => {
                    self.runtime = started?;
                    return Ok(());
                }
            }
        }
    }

    /// Fires the cron trigger of wrangler.toml.
    pub fn sweep(&self) -> Result<(), Error> {
        let agent = ureq::Agent::from(ureq::Agent::config_builder().proxy(None).build());
        let trigger = format!("http://{HOST}:{}/cdn-cgi/local/scheduled", self.runtime.triggers);
        agent.get(trigger).call().map_err(|error| Error::Sweep(Box::new(error)))?;
        Ok(())
    }

    /// Sweeps on a timer until it is told to stop, as the platform's cron does where the service is deployed: at once,
    /// because this machine may have been off for days. A run that fails is followed by the next one; a service that ends by
    /// itself is an error.
    pub fn sweep_every(&mut self, interval: Duration, stop: &Receiver<()>) -> Result<(), Error> {
        loop {
            if let Err(error) = self.sweep() {
                eprintln!("{error}");
            }
            let swept = Instant::now();
            while swept.elapsed() < interval {
                if stop.recv_timeout(LOOK_EVERY.min(interval)) != Err(RecvTimeoutError::Timeout) {
                    return Ok(());
                }
                if !self.is_running() {
                    return Err(Error::Died { log: tail(&self.config.log) });
                }
            }
        }
    }

    /// Tells whether it still runs; one that has ended did so by itself.
    pub fn is_running(&mut self) -> bool {
        self.runtime.is_running()
    }

    /// The process group of everything this service runs.
    pub fn process_group(&self) -> u32 {
        self.runtime.process_group()
    }
}

fn shared(lock: &StateLock, config: &Config) -> Result<Stdio, Error> {
    Ok(lock.share().map_err(|source| Error::file(&config.state, source))?.into())
}
