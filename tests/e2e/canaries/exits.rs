//! Everything that has left a service, by the exit it left through.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use protocol::dataflow::Exit;
use serde_json::Value;
use tests::{Answer, Client, Service, Stored, Tail, files_with};

use super::Outside;

use crate::work;

/// Time in which a tail Worker is told what has just happened.
const QUIET: Duration = Duration::from_secs(2);

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
    pub(super) feed: Vec<String>,
    pub(super) pages: Vec<String>,
    problems: Vec<String>,
    /// The values of these headers of every answer.
    request_ids: Vec<String>,
    server_timing: Vec<String>,
}

impl Told {
    /// Only refusals are an exit: other answers are the client's own. Every answer has headers for others.
    pub(super) fn answer(&mut self, answer: &Answer) {
        self.request_ids.push(answer.header(protocol::header::REQUEST_ID).to_owned());
        self.server_timing.push(answer.header("Server-Timing").to_owned());
        if answer.status >= 400 {
            self.problems.push(format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body)));
        }
    }
}

/// The parts of the events of a tail Worker.
#[derive(Default)]
struct Events {
    requests: Vec<String>,
    exceptions: Vec<String>,
    logs: Vec<String>,
    channels: Vec<String>,
    schedules: Vec<String>,
}

impl Events {
    /// The parts of events; all that is no other part counts as one of the request.
    fn of(events: Vec<Value>) -> Result<Self> {
        let mut parts = Self::default();
        for mut event in events {
            let fields = event.as_object_mut().context("an event is an object")?;
            let named = [
                ("exceptions", &mut parts.exceptions),
                ("logs", &mut parts.logs),
                ("diagnosticsChannelEvents", &mut parts.channels),
            ];
            for (name, part) in named {
                let told = fields.remove(name).with_context(|| format!("no {name}"))?;
                part.extend(told.as_array().context("a list")?.iter().map(Value::to_string));
            }
            let is_schedule = fields.get("event").is_some_and(|event| event.get("cron").is_some());
            let part = if is_schedule { &mut parts.schedules } else { &mut parts.requests };
            part.push(event.to_string());
        }
        Ok(parts)
    }
}

/// Every event of a service, once there come no more.
fn settled(tail: &Tail) -> Result<Vec<Value>> {
    let mut before = 0;
    work::poll("the tail Worker has told everything", 60, || {
        let events = tail.events();
        let is_all = events.len() == before && before > 0;
        before = events.len();
        sleep(QUIET);
        Ok(is_all.then_some(events))
    })
}

pub(super) struct Exits {
    events: Events,
    told: Told,
    voice: String,
    model: String,
    web: String,
    keys: Vec<String>,
    metadata: Vec<String>,
    operator: String,
    state: PathBuf,
    log: PathBuf,
}

impl Exits {
    pub(super) fn collect(
        service: &Service,
        Outside { provider, model, web, tail }: &Outside,
        told: Told,
    ) -> Result<Self> {
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
        let model = format!("{:?}", model.questions());
        let events = Events::of(settled(tail)?)?;
        Ok(Self { events, told, voice, model, web, keys, metadata, operator, state, log: service.config.log.clone() })
    }

    /// The exits at which this word is found.
    pub(super) fn with(&self, word: &str) -> Result<Vec<Exit>> {
        let mut found = Vec::new();
        let texts = [
            (Exit::Web, vec![&self.web]),
            (Exit::Model, vec![&self.model]),
            (Exit::Voice, vec![&self.voice]),
            (Exit::BucketKeys, self.keys.iter().collect()),
            (Exit::BucketMetadata, self.metadata.iter().collect()),
            (Exit::Updates, self.told.updates.iter().collect()),
            (Exit::Feed, self.told.feed.iter().collect()),
            (Exit::Pages, self.told.pages.iter().collect()),
            (Exit::Metrics, vec![&self.operator]),
            (Exit::Problems, self.told.problems.iter().collect()),
            (Exit::RequestIds, self.told.request_ids.iter().collect()),
            (Exit::ServerTiming, self.told.server_timing.iter().collect()),
            (Exit::TailRequests, self.events.requests.iter().collect()),
            (Exit::TailExceptions, self.events.exceptions.iter().collect()),
            (Exit::TailLogs, self.events.logs.iter().collect()),
            (Exit::TailChannels, self.events.channels.iter().collect()),
            (Exit::Schedules, self.events.schedules.iter().collect()),
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
    fn places(&self) -> [(Exit, PathBuf); 6] {
        let state = |folder: &str| self.state.join("v3").join(folder);
        [
            (Exit::Index, state("d1")),
            (Exit::BucketMetadata, state("r2/miniflare-R2BucketObject")),
            (Exit::BucketBodies, state("r2/cuepoint")),
            (Exit::ObjectStorage, state("do")),
            (Exit::Cache, state("cache")),
            (Exit::Logs, self.log.clone()),
        ]
    }

    /// Exits of the platform at which nothing is told, as long as there is no hole; and whether that is so.
    pub(super) fn empty(&self) -> [(Exit, bool); 3] {
        [
            (Exit::TailExceptions, self.events.exceptions.is_empty()),
            (Exit::TailChannels, self.events.channels.is_empty()),
            (Exit::ServerTiming, self.told.server_timing.iter().all(String::is_empty)),
        ]
    }

    pub(super) fn events(&self) -> usize {
        self.events.requests.len() + self.events.schedules.len()
    }

    pub(super) fn is_silent(&self, exit: Exit) -> bool {
        let is_empty = |place: &Path| !place.exists();
        match exit {
            Exit::Web => self.web.len() < 100,
            Exit::Model => self.model.len() < 100,
            Exit::Voice => self.voice.len() < 100,
            Exit::BucketKeys => self.keys.is_empty(),
            Exit::BucketMetadata => self.metadata.is_empty(),
            Exit::Updates => self.told.updates.is_empty(),
            Exit::Feed => self.told.feed.iter().all(|text| !text.contains("<item>")),
            Exit::Pages => self.told.pages.iter().all(|text| !text.contains("<audio")),
            Exit::Metrics => self.operator.is_empty(),
            Exit::Problems => self.told.problems.is_empty(),
            Exit::BucketBodies | Exit::Index | Exit::ObjectStorage | Exit::Logs => {
                self.places().iter().any(|(known, place)| *known == exit && is_empty(place))
                    || self.told.files.is_empty()
            }
            Exit::TailRequests => self.events.requests.len() < 100,
            Exit::TailLogs => self.events.logs.is_empty(),
            Exit::Schedules => self.events.schedules.is_empty(),
            Exit::RequestIds => self.told.request_ids.iter().any(String::is_empty) || self.told.request_ids.is_empty(),
            Exit::Webhooks
            | Exit::TailExceptions
            | Exit::TailChannels
            | Exit::Analytics
            | Exit::ErrorPages
            | Exit::ServerTiming
            | Exit::Queues
            | Exit::Cache
            | Exit::IndexMetadata => true,
        }
    }
}
