//! The configuration of one service: its Workers, the folder of its state, its port and its secrets.

use std::ffi::OsString;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::checkout::{WORKER, repository};
use crate::error::Error;
use crate::port::HOST;
use crate::secrets;

const VOICE: &str = "crates/voice/wrangler.toml";
const NEURAL_VOICE: &str = "crates/voice/neural.toml";
const PICO_VOICE: &str = "crates/voice/pico.toml";
/// Parts of a voice that are built; without them, there is no such voice.
const PICO_PARTS: [&str; 1] = ["target/tools/pico/made-of"];
const NEURAL_PARTS: [&str; 2] = ["crates/voice/build/index_bg.wasm", "target/tools/speech/heart.voice"];

/// Variables with keys: for signatures, and for pseudonyms.
const KEYS: [&str; 2] = ["CUEPOINT_SIGNING_KEYS", "CUEPOINT_SUBJECT_KEYS"];

/// Variables of the environment that begin so are handed on: they name the providers of voices and scripts.
const PROVIDERS: [&str; 2] = ["VOICE_", "WRITER_"];

fn of_providers() -> impl Iterator<Item = (String, String)> {
    std::env::vars().filter(|(name, _)| PROVIDERS.iter().any(|prefix| name.starts_with(prefix)))
}

/// One service on this machine.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Wrangler configurations, absolute or as seen from the repository; requests and variables go to the first.
    pub workers: Vec<PathBuf>,
    /// Everything the service stores: D1, R2, Durable Objects.
    pub state: PathBuf,
    /// Output of the service and its runtime.
    pub log: PathBuf,
    /// 0 until the service runs: the runtime takes any that is free, and tells which.
    pub port: u16,
    pub token: String,
    pub admin_token: String,
    /// Further variables, as name and value.
    pub vars: Vec<(String, String)>,
    /// A program, with its first arguments, that is to run the runtime; none for the most part.
    pub launcher: Vec<OsString>,
}

impl Config {
    /// A service that keeps its state, secrets and log in this folder, from run to run.
    pub fn kept(folder: &Path, port: u16) -> Result<Self, Error> {
        let mut private = DirBuilder::new();
        private.recursive(true).mode(0o700).create(folder).map_err(|source| Error::file(folder, source))?;
        let keys = |name: &str| Ok((name.to_owned(), secrets::kept(&folder.join(name.to_lowercase()), secrets::keys)?));
        let checkout = repository()?;
        let voices: [(&str, &[&str]); 3] = [(VOICE, &[]), (NEURAL_VOICE, &NEURAL_PARTS), (PICO_VOICE, &PICO_PARTS)];
        let is_built = |(_, parts): &(&str, &[&str])| parts.iter().all(|part| checkout.join(part).is_file());
        let voices = voices.into_iter().filter(is_built).map(|(voice, _)| voice);
        Ok(Self {
            workers: [WORKER].into_iter().chain(voices).map(PathBuf::from).collect(),
            state: folder.join("state"),
            log: folder.join("cuepoint.log"),
            port,
            token: secrets::kept(&folder.join("cuepoint-token"), secrets::token)?,
            admin_token: secrets::kept(&folder.join("cuepoint-admin-token"), secrets::token)?,
            vars: KEYS.into_iter().map(keys).chain(of_providers().map(Ok)).collect::<Result<_, Error>>()?,
            launcher: Vec::new(),
        })
    }

    /// The embedded voice by itself, which keeps nothing: the Workers behind the first.
    #[must_use]
    pub fn voice_alone(self) -> Self {
        Self { workers: self.workers.into_iter().skip(1).collect(), ..self }
    }

    pub fn url(&self) -> String {
        format!("http://{HOST}:{}", self.port)
    }

    /// The variables of the first Worker, as names and values; the last word counts.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        let tokens = [("CUEPOINT_TOKEN", &self.token), ("CUEPOINT_ADMIN_TOKEN", &self.admin_token)];
        let tokens = tokens.into_iter().filter(|(_, token)| !token.is_empty());
        let vars = self.vars.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        tokens.map(|(name, token)| (name, token.as_str())).chain(vars)
    }

    /// The folder this service has for itself, where nobody names another.
    pub fn default_folder() -> Result<PathBuf, Error> {
        Ok(repository()?.join(".wrangler"))
    }
}
