//! A service with a long feed, and what it is measured beside: a bare Worker over a copy of its index.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use serve::Runtime;
use tests::{Answer, Client, Config, Service, repository};

use crate::folder;

pub(crate) const EPISODES: u32 = 200;
pub(crate) const CHAPTERS: u32 = 8;
/// Folder of the index, in a state.
const INDEX: &str = "v3/d1";
const MAIN: &str = "crates/coordinator/build/index.js";

/// A service, the path of its long feed, and that of one without episodes.
pub(crate) struct Setting {
    pub(crate) service: Service,
    pub(crate) long: String,
    pub(crate) empty: String,
}

impl Setting {
    pub(crate) fn start() -> Result<Self> {
        let mut service = Service::start(Config::fresh(&folder().join("feed"))?)?;
        let client = service.config.client();
        let (long, empty) = (address(&client, &json!({}))?, address(&client, &json!({ "name": "empty" }))?);
        service.kill();
        service.execute(&rows())?;
        service.restart()?;
        Ok(Self { service, long, empty })
    }

    /// Deploys the service so that it tells of each answer which statements it took.
    pub(crate) fn tell_statements(&mut self) -> Result<()> {
        let own = fs::read_to_string(repository().join("wrangler.toml"))?;
        let telling = repository().join("tests/asked/index.js");
        let file = folder().join("feed/asked.toml");
        fs::write(&file, own.replace(MAIN, &telling.display().to_string()))?;
        self.service.kill();
        self.service.config.worker = Some(file);
        self.service.restart()
    }
}

/// The path of a new feed.
fn address(client: &Client, body: &Value) -> Result<String> {
    let made = client.ask("POST", "/v1/feeds").json(body).send()?;
    ensure!(made.status == 201, "{}", made.text());
    let made = made.json()?;
    Ok(made.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?.to_owned())
}

/// Finished episodes of the one subject that has a feed of its own.
fn rows() -> String {
    format!(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {EPISODES}),
             chapters(list) AS (SELECT json_group_array(json_object('title', printf('Chapter %d, and what it is about', n),
                 'start_ms', 60000 * (n - 1), 'end_ms', 60000 * n)) FROM numbers WHERE n <= {CHAPTERS})
         INSERT INTO jobs (id, tenant, subject, idempotency_digest, request_digest, status, title, rev, created_at,
             updated_at, published_at, episode)
         SELECT printf('0198c0de-0000-7000-8000-%012x', n), tenant, subject, printf('row-%d', n), '', 'succeeded',
             printf('An article of some length, number %d', n), 1, 1000.0 * unixepoch(), 1000.0 * unixepoch(),
             1000.0 * (unixepoch() - 3600 * n), json_object('master', printf('%064x', n), 'revision', 1,
                 'size_bytes', 5000000 + n, 'duration_ms', 480000, 'hosts', json_array('Nora', 'Theo'),
                 'chapters', json(list))
         FROM numbers, chapters, feed_subjects"
    )
}

/// A Worker of a few lines, stopped when dropped.
pub(crate) struct Bare {
    pub(crate) client: Client,
    _runtime: Runtime,
}

impl Bare {
    /// Starts it over a copy of the index of a service that does not run.
    pub(crate) fn start(served: &Path) -> Result<Self> {
        let folder = folder().join("bare");
        let config = Config::fresh(&folder)?;
        copy(&served.join(INDEX), &config.state.join(INDEX))?;
        let config = serve::Config {
            workers: vec!["tests/bare/wrangler.toml".into()],
            state: config.state,
            log: config.log,
            ..serve::Config::default()
        };
        let runtime = Runtime::start(&config, Stdio::null(), "/")?;
        let client = Client::new(&format!("http://127.0.0.1:{}", runtime.port), "");
        Ok(Self { client, _runtime: runtime })
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) -> Result<Answer> {
        self.client.ask("PUT", path).body(bytes).send()
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copied = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &copied)?
        } else {
            fs::copy(entry.path(), copied).map(|_| ())?
        }
    }
    Ok(())
}
