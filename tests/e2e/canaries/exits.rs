//! Everything that has left a service, by the exit it left through.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use protocol::dataflow::Exit;
use serde_json::Value;
use tests::{Answer, Client, Provider, Service, Stored, Web, files_with};

use crate::work;

/// Routes of the operator, for the whole service and for each job.
fn operators_paths(client: &Client) -> Result<Vec<String>> {
    let list = client.admin("GET", "/admin/jobs?limit=100").send()?.json()?;
    let jobs = list.get("jobs").and_then(Value::as_array).context("jobs")?;
    ensure!(!jobs.is_empty(), "no job is listed: {list}");
    let mut paths =
        ["health", "storage", "jobs?limit=100", "audit", "intake"].map(|path| format!("/admin/{path}")).to_vec();
    for job in jobs {
        let path = format!("/admin/jobs/{}", work::id(job)?);
        paths.extend([format!("{path}/timeline"), format!("{path}/dataflow"), path]);
    }
    Ok(paths)
}

/// Everything a client was told.
#[derive(Default)]
pub(super) struct Told {
    pub(super) updates: Vec<String>,
    pub(super) files: Vec<Vec<u8>>,
    problems: Vec<String>,
}

impl Told {
    /// Only refusals are an exit: other answers are the client's own.
    pub(super) fn answer(&mut self, answer: &Answer) {
        if answer.status >= 400 {
            self.problems.push(format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body)));
        }
    }
}

pub(super) struct Exits {
    told: Told,
    voice: String,
    web: String,
    keys: Vec<String>,
    metadata: Vec<String>,
    operator: String,
    state: PathBuf,
    log: PathBuf,
}

impl Exits {
    pub(super) fn collect(service: &Service, (provider, web): (&Provider, &Web), told: Told) -> Result<Self> {
        let state = service.config.state.clone();
        let stored = Stored::read(&state)?;
        let keys = stored.keys().into_iter().map(str::to_owned).collect();
        let kept = ["http_metadata", "custom_metadata", "etag"];
        let metadata = stored.artifacts.iter().map(|row| format!("{:?}", kept.map(|name| row.get(name)))).collect();
        let client = service.config.client();
        let mut operator = String::new();
        for path in operators_paths(&client)? {
            operator += &String::from_utf8_lossy(&client.admin("GET", &path).send()?.body);
        }
        let voice = format!("{:?} {:?}", provider.all_calls(), provider.strays());
        let web = format!("{:?}", web.asked());
        Ok(Self { told, voice, web, keys, metadata, operator, state, log: service.config.log.clone() })
    }

    /// The exits at which this word is found.
    pub(super) fn with(&self, word: &str) -> Result<Vec<Exit>> {
        let mut found = Vec::new();
        let texts = [
            (Exit::Web, vec![&self.web]),
            (Exit::Voice, vec![&self.voice]),
            (Exit::BucketKeys, self.keys.iter().collect()),
            (Exit::BucketMetadata, self.metadata.iter().collect()),
            (Exit::Updates, self.told.updates.iter().collect()),
            (Exit::Metrics, vec![&self.operator]),
            (Exit::Problems, self.told.problems.iter().collect()),
        ];
        for (exit, texts) in texts {
            if texts.iter().any(|text| text.contains(word)) {
                found.push(exit);
            }
        }
        if self.told.files.iter().any(|file| file.windows(word.len()).any(|part| part == word.as_bytes())) {
            found.push(Exit::BucketBodies);
        }
        for (exit, place) in self.places() {
            if !files_with(&[&place], word)?.is_empty() && !found.contains(&exit) {
                found.push(exit);
            }
        }
        Ok(found)
    }

    /// Places on the disk. The bucket's own database has keys and metadata, which are searched above; as bytes it counts as
    /// metadata.
    fn places(&self) -> [(Exit, PathBuf); 5] {
        let state = |folder: &str| self.state.join("v3").join(folder);
        [
            (Exit::Index, state("d1")),
            (Exit::BucketMetadata, state("r2/miniflare-R2BucketObject")),
            (Exit::BucketBodies, state("r2/cuepoint")),
            (Exit::ObjectStorage, state("do")),
            (Exit::Logs, self.log.clone()),
        ]
    }

    pub(super) fn is_silent(&self, exit: Exit) -> bool {
        let is_empty = |place: &Path| !place.exists();
        match exit {
            Exit::Web => self.web.len() < 100,
            Exit::Voice => self.voice.len() < 100,
            Exit::BucketKeys => self.keys.is_empty(),
            Exit::BucketMetadata => self.metadata.is_empty(),
            Exit::Updates => self.told.updates.is_empty(),
            Exit::Metrics => self.operator.is_empty(),
            Exit::Problems => self.told.problems.is_empty(),
            Exit::BucketBodies | Exit::Index | Exit::ObjectStorage | Exit::Logs => {
                self.places().iter().any(|(known, place)| *known == exit && is_empty(place))
                    || self.told.files.is_empty()
            }
            Exit::Model | Exit::Feed | Exit::Webhooks => true,
        }
    }
}
