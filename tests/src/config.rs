//! Where a service keeps its state, and where it listens.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::client::Client;
use crate::release::Deployed;
use crate::web::Web;

/// One service on this machine.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Everything the service stores: D1, R2, Durable Objects.
    pub state: PathBuf,
    /// What the service and its runtime print.
    pub log: PathBuf,
    pub port: u16,
    pub token: String,
    pub admin_token: String,
    pub deployed: Deployed,
    /// A configuration of its own, instead of the repository's.
    pub worker: Option<PathBuf>,
    /// Where the web is, when it is not the platform's.
    pub web: Option<String>,
    /// What is /etc/hosts to the service, when it is not this machine's.
    pub hosts: Option<PathBuf>,
    /// What the service is told beside its token, as name and value.
    pub vars: Vec<(String, String)>,
}

impl Config {
    /// The user's own: state and token are kept from run to run.
    pub fn kept() -> Result<Self> {
        let kept = repository().join(".wrangler");
        fs::create_dir_all(&kept)?;
        let token = kept_secret(&kept.join("cuepoint-token"), new_token)?;
        let admin_token = kept_secret(&kept.join("cuepoint-admin-token"), new_token)?;
        let port = if is_free(8787) { 8787 } else { free_port()? };
        let (state, log) = (kept.join("state"), kept.join("cuepoint.log"));
        let kept = |name: &str| Ok((name.to_owned(), kept_secret(&kept.join(name.to_lowercase()), new_keys)?));
        let vars = KEYS.into_iter().map(kept).collect::<Result<_>>()?;
        Ok(Self { state, log, port, token, admin_token, vars, ..Self::default() })
    }

    /// A fresh one in `folder`, which is emptied first.
    pub fn fresh(folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let (port, token, admin_token) = (free_port()?, new_token(), new_token());
        let (state, log) = (folder.join("state"), folder.join("log"));
        let vars = KEYS.into_iter().map(|name| (name.to_owned(), new_keys())).collect();
        Ok(Self { state, log, port, token, admin_token, vars, ..Self::default() })
    }

    /// The last word counts.
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

    /// Gives the service this web instead of the platform's.
    pub fn within(mut self, web: &Web) -> Self {
        self.web = Some(web.url());
        self
    }

    /// Makes a name mean this machine, to the service alone.
    pub fn with_name(mut self, name: &str) -> Result<Self> {
        let hosts = self.log.with_file_name("hosts");
        fs::write(&hosts, format!("127.0.0.1 localhost\n127.0.0.1 {name}\n"))?;
        self.hosts = Some(hosts);
        Ok(self)
    }

    /// Whoever runs this service.
    pub fn client(&self) -> Client {
        let mut client = Client::new(&self.url(), &self.token);
        client.admin_token.clone_from(&self.admin_token);
        client
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// What a service signs with, and makes pseudonyms with.
const KEYS: [&str; 2] = ["CUEPOINT_SIGNING_KEYS", "CUEPOINT_SUBJECT_KEYS"];

/// The repository's top level.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

fn kept_secret(path: &Path, new: impl FnOnce() -> String) -> Result<String> {
    if let Ok(secret) = fs::read_to_string(path) {
        return Ok(secret.trim().to_owned());
    }
    let secret = new();
    fs::write(path, &secret).with_context(|| format!("cannot keep a secret in {}", path.display()))?;
    Ok(secret)
}

/// A first key, as a service is given it.
fn new_keys() -> String {
    let half = || uuid::Uuid::new_v4().simple();
    format!("1:{}{}", half(), half())
}

fn new_token() -> String {
    format!("dev-{}", uuid::Uuid::new_v4().simple())
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

/// One that was free a moment ago.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
