//! Fixtures shared by the tests: one service, one finished episode of it, and one voice.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::Value;
use tests::{Client, Config, Service, Stored, Voice, repository};

use crate::trial::timed;
use crate::work::{self, ARTIFACTS};

pub(crate) struct World {
    pub(crate) client: Client,
    pub(crate) state: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) article: Saved,
}

/// A finished episode, saved file by file.
pub(crate) struct Saved {
    pub(crate) id: String,
    pub(crate) view: Value,
    folder: PathBuf,
}

impl Saved {
    /// Fetches every file of a finished job.
    pub(crate) fn fetch(client: &Client, view: Value, folder: &Path) -> Result<Self> {
        let id = work::id(&view)?;
        fs::create_dir_all(folder)?;
        for (name, _) in ARTIFACTS {
            let answer = client.get(&format!("/v1/jobs/{id}/{name}"))?;
            ensure!(answer.status == 200, "{name}: {} {}", answer.status, answer.text());
            fs::write(folder.join(name), answer.body)?;
        }
        Ok(Self { id, view, folder: folder.to_owned() })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        fs::read(self.path(name)).with_context(|| name.to_owned())
    }

    pub(crate) fn text(&self, name: &str) -> Result<String> {
        Ok(String::from_utf8(self.bytes(name)?)?)
    }

    pub(crate) fn json(&self, name: &str) -> Result<Value> {
        Ok(serde_json::from_slice(&self.bytes(name)?)?)
    }

    pub(crate) fn address(&self, name: &str) -> String {
        format!("/v1/jobs/{}/{name}", self.id)
    }
}

/// Everything the tests write.
pub(crate) fn folder() -> PathBuf {
    repository().join("target/e2e")
}

/// Two runs over the same folder would empty it under each other: the second waits.
pub(crate) fn alone() -> Result<File> {
    fs::create_dir_all(folder())?;
    let lock = File::create(folder().join("lock"))?;
    if lock.try_lock().is_err() {
        eprintln!("waiting for another run of these tests …");
        lock.lock()?;
    }
    Ok(lock)
}

/// Started when the first test asks for it; stopped with everything else.
pub(crate) fn world() -> Result<&'static World> {
    static WORLD: LazyLock<Result<(Service, World), String>> =
        LazyLock::new(|| build().map_err(|error| format!("{error:#}")));
    let shared = WORLD.as_ref().map_err(|error| anyhow!("the shared service: {error}"))?;
    Ok(&shared.1)
}

/// The embedded voice by itself, for all tests: it keeps nothing, and a service of its own would take two seconds longer to start.
pub(crate) fn voice() -> Result<&'static Voice> {
    static VOICE: LazyLock<Result<Voice, String>> = LazyLock::new(|| {
        let started = Config::fresh(&folder().join("voice")).and_then(Voice::start);
        started.map_err(|error| format!("{error:#}"))
    });
    VOICE.as_ref().map_err(|error| anyhow!("the shared voice: {error}"))
}

/// A service that is given the shared voice.
pub(crate) fn with_shared_voice(name: &str) -> Result<Config> {
    Ok(Config::fresh(&folder().join(name))?.with("VOICE_URL", &voice()?.config.url()))
}

fn build() -> Result<(Service, World)> {
    let config = Config::fresh(&folder().join("service"))?;
    let service = timed("(starting the shared service)", || Service::start(config))?;
    let client = service.config.client();
    let (state, log) = (service.config.state.clone(), service.config.log.clone());
    let made = timed("(making the shared episode)", || work::finish(&client, &work::article()?))?;
    // Its last housekeeping still moves `updated_at`.
    let id = work::id(&made)?;
    work::poll("the index knows that the job has succeeded", 30, || {
        let job = Stored::job(&state, &id)?.context("the job is not stored")?;
        Ok(job.pointer("/steps/project/status/done").map(|_| ()))
    })?;
    let article = Saved::fetch(&client, work::read(&client, &id)?, &folder().join("article"))?;
    Ok((service, World { client, state, log, article }))
}
