//! The configuration of a service under test: what self-hosters have, and whatever the tests put in its place.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU16;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};

use crate::client::Client;
use crate::release::{Deployed, tail, tailed, web, within};
use crate::repository;
use crate::tail::Tail;
use crate::web::Web;

/// Ports that no connection is given as its own, as those are that the system chooses: one of them could be taken for a minute by a
/// connection that another test makes while a service restarts.
const PORTS: Range<u16> = 20_000..32_000;
static NEXT_PORT: AtomicU16 = AtomicU16::new(PORTS.start);

fn free_port() -> Result<u16> {
    let next = || NEXT_PORT.fetch_update(Relaxed, Relaxed, |port| port.checked_add(1).filter(|port| *port < PORTS.end));
    while let Ok(port) = next() {
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is left of {PORTS:?}")
}

/// Folders that were given to a service of these tests: two in one would empty it under each other, and read each other's ports.
static TAKEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn take(folder: &Path) -> Result<()> {
    let is_new = TAKEN.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
    ensure!(is_new, "{} belongs to another service of these tests", folder.display());
    Ok(())
}

/// One service under test.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Everything the service stores: D1, R2, Durable Objects.
    pub state: PathBuf,
    /// Output of the service and its runtime.
    pub log: PathBuf,
    /// Kept from restart to restart.
    pub port: u16,
    pub token: String,
    pub admin_token: String,
    pub deployed: Deployed,
    /// A configuration of its own, instead of the repository's.
    pub worker: Option<PathBuf>,
    /// The address of the web, when it is not the platform's.
    pub web: Option<String>,
    /// The address that is told everything the platform tells of the service by itself.
    pub tail: Option<String>,
    /// The service's /etc/hosts, when it is not this machine's.
    pub hosts: Option<PathBuf>,
    /// True with the neural voice, as self-hosters have it: it takes longer to say the same.
    pub is_neural: bool,
    /// True with the voices of other languages, as self-hosters have them.
    pub is_polyglot: bool,
    /// Variables of the service beside its tokens, as name and value.
    pub vars: Vec<(String, String)>,
}

impl Config {
    /// A service without any past in `folder`, which is emptied first and nobody else's from then on.
    pub fn fresh(folder: &Path) -> Result<Self> {
        take(folder)?;
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let serve::Config { state, port, token, admin_token, vars, .. } = serve::Config::kept(folder, free_port()?)?;
        Ok(Self { state, log: folder.join("log"), port, token, admin_token, vars, ..Self::default() })
    }

    /// Sets a variable; the last word counts.
    pub fn with(self, name: &str, value: &str) -> Self {
        let mut config = self.without(name);
        config.vars.push((name.to_owned(), value.to_owned()));
        config
    }

    pub fn without(mut self, name: &str) -> Self {
        self.vars.retain(|(known, _)| known != name);
        self
    }

    pub fn deployed(mut self, deployed: impl Into<Deployed>) -> Self {
        self.deployed = deployed.into();
        self
    }

    /// Gives the embedded voice the neural one beside it.
    pub fn neural(self) -> Self {
        Self { is_neural: true, ..self }
    }

    /// Gives the embedded voice those of other languages beside it.
    pub fn polyglot(self) -> Self {
        Self { is_polyglot: true, ..self }
    }

    /// Gives the service this web instead of the platform's.
    pub fn within(mut self, web: &Web) -> Self {
        self.web = Some(web.url());
        self
    }

    /// Binds a tail Worker to the service.
    pub fn tailed(mut self, tail: &Tail) -> Self {
        self.tail = Some(tail.url());
        self
    }

    /// Makes a name mean this machine, to the service alone.
    pub fn with_name(mut self, name: &str) -> Result<Self> {
        let hosts = self.log.with_file_name("hosts");
        fs::write(&hosts, format!("127.0.0.1 localhost\n127.0.0.1 {name}\n"))?;
        self.hosts = Some(hosts);
        Ok(self)
    }

    /// A client of the operator, with both tokens.
    pub fn client(&self) -> Client {
        let mut client = Client::new(&self.url(), &self.token);
        client.admin_token.clone_from(&self.admin_token);
        client
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The configuration that is really started.
    pub(crate) fn served(&self) -> Result<serve::Config> {
        Ok(serve::Config {
            workers: self.workers()?,
            state: self.state.clone(),
            log: self.log.clone(),
            port: self.port,
            token: self.token.clone(),
            admin_token: self.admin_token.clone(),
            vars: self.vars.clone(),
            launcher: self.hosts.as_deref().map(with_hosts).unwrap_or_default(),
        })
    }

    fn workers(&self) -> Result<Vec<PathBuf>> {
        let folder = self.log.parent().context("a folder")?;
        let mut workers = match &self.worker {
            Some(worker) => vec![worker.clone()],
            None => self.deployed.workers(folder, &self.vars)?,
        };
        workers.push(repository().join("crates/voice/wrangler.toml"));
        if self.is_neural {
            workers.push(repository().join("crates/voice/neural.toml"));
        }
        if self.is_polyglot {
            workers.push(repository().join("crates/voice/pico.toml"));
        }
        if let Some(origin) = &self.web {
            let service = workers.first_mut().context("a service")?;
            *service = within(service, folder)?;
            workers.push(web(folder, origin)?);
        }
        if let Some(origin) = &self.tail {
            let service = workers.first_mut().context("a service")?;
            *service = tailed(service, folder)?;
            workers.push(tail(folder, origin)?);
        }
        Ok(workers)
    }
}

/// A launcher whose program sees this file as /etc/hosts: in a namespace of its own, for which it needs no rights.
fn with_hosts(hosts: &Path) -> Vec<std::ffi::OsString> {
    let bind = r#"mount --bind "$0" /etc/hosts && exec "$@""#;
    let mut launcher: Vec<_> = ["unshare", "--map-root-user", "--mount", "sh", "-c", bind].map(Into::into).into();
    launcher.push(hosts.into());
    launcher
}
