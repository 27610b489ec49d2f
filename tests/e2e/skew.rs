//! Every wire version against every mixture of releases that a deploy goes through: one table, every cell of it checked.

mod cells;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use protocol::{RELEASES, WireVersion, header};
use serde_json::{Value, json};
use tests::{Answer, Ask, Client, Config, Deployed, Object, Plan, Provider, Release, Service, Socket, Stored};

use crate::trial::own;
use crate::work::{self, Files};
use crate::world::folder;
use cells::CELLS;

/// Deployed releases, one after the other: whole ones, and between them the mixtures of a deploy.
const DEPLOYS: [(Release, Release); 7] = [
    (Release::Previous, Release::Previous),
    (Release::Current, Release::Previous),
    (Release::Previous, Release::Current),
    (Release::Current, Release::Current),
    (Release::Next, Release::Current),
    (Release::Current, Release::Next),
    (Release::Next, Release::Next),
];
/// Two releases apart: nobody guesses.
const FOREIGN: (Release, Release) = (Release::Previous, Release::Next);

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(every_version_is_served_before_during_and_after_every_deploy)]
}

fn versions() -> impl Iterator<Item = WireVersion> {
    RELEASES.into_iter().map(|release| release.version)
}

/// A job that was finished before anything was replaced, as it was told then.
struct Finished {
    id: String,
    view: Value,
    history: Vec<Value>,
    files: Files,
}

struct Skew {
    client: Client,
    /// Of another tenant.
    stranger: Client,
    provider: Provider,
    state: PathBuf,
    finished: BTreeMap<WireVersion, Finished>,
    /// The pseudonym of the one person who asks in every cell.
    subject: RefCell<Option<String>>,
}

/// One wire version, spoken to what is deployed.
struct Speaker<'a> {
    skew: &'a Skew,
    version: WireVersion,
    /// Of the voices that nobody else has.
    name: String,
}

fn every_version_is_served_before_during_and_after_every_deploy() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("skew"))?.with("VOICE_URL", &provider.url()).deployed(Release::Previous);
    let mut service = Service::start(config)?;
    let (client, state) = (service.config.client(), service.config.state.clone());
    let stranger = client.tenant(&client.new_tenant()?)?;
    let mut skew = Skew { client, stranger, provider, state, finished: BTreeMap::new(), subject: RefCell::default() };
    for version in versions() {
        let finished = skew.speaker(version, "finished").finish()?;
        skew.finished.insert(version, finished);
    }
    println!(
        "skew: {:<22}{:<14}{}",
        "router → objects",
        "wire version",
        CELLS.map(|(cell, _)| format!("{cell:<11}")).concat()
    );
    let mut failed = Vec::new();
    for (index, (router, objects)) in DEPLOYS.into_iter().enumerate() {
        if index > 0 {
            service.deploy(Deployed { router, objects })?;
        }
        for version in versions() {
            let speaker = skew.speaker(version, &format!("skew-{index}"));
            let mut row = String::new();
            for (cell, check) in CELLS {
                let checked = check(&speaker);
                row += if checked.is_ok() { "ok         " } else { "FAILED     " };
                failed.extend(
                    checked.err().map(|error| format!("{router:?} → {objects:?}, {version}, {cell}: {error:#}")),
                );
            }
            println!("skew: {:<22}{:<14}{row}", format!("{router:?} → {objects:?}"), version.to_string());
        }
    }
    ensure!(failed.is_empty(), "{} failed cells:\n{}", failed.len(), failed.join("\n"));
    let (router, objects) = FOREIGN;
    service.deploy(Deployed { router, objects })?;
    let unborn = skew.ensure_refused()?;
    service.deploy(objects)?;
    skew.ensure_taken_up(&unborn)
}

impl Skew {
    fn speaker(&self, version: WireVersion, name: &str) -> Speaker<'_> {
        Speaker { skew: self, version, name: format!("{name}-{version}") }
    }

    /// Number of objects, and those of the finished jobs: the others may still be busy.
    fn objects(&self) -> Result<(usize, Vec<Object>)> {
        let mut objects = Object::read_all(&self.state)?;
        let count = objects.len();
        objects.retain(|object| self.finished.values().any(|finished| finished.id == object.job.spec().id.to_string()));
        Ok((count, objects))
    }

    /// Checks that every request is answered with the time to retry it, and changes nothing; returns a submission made meanwhile.
    fn ensure_refused(&self) -> Result<(String, Value)> {
        let before = self.objects()?;
        let (key, body) = (work::key(), work::note("patience"));
        for version in versions() {
            let speaker = self.speaker(version, "foreign");
            let id = &speaker.finished()?.id;
            let asks = [
                self.client.submit(&key, &body),
                self.client.ask("GET", &format!("/v1/jobs/{id}")),
                self.client.ask("POST", &format!("/v1/jobs/{id}/cancel")),
                self.client.ask("POST", &format!("/v1/jobs/{id}/retry")).json(&speaker.step(0)),
                self.client.ask("GET", &format!("/v1/jobs/{id}/episode.mp3")),
            ];
            for ask in asks {
                let answer = speaker.speak(ask)?;
                ensure!(answer.status == 503, "{} {}", answer.status, answer.text());
                ensure!(
                    answer.json()?.get("code").is_some_and(|code| code == "contract_mismatch"),
                    "{}",
                    answer.text()
                );
                let seconds: u32 = answer.header("Retry-After").parse().context("Retry-After")?;
                ensure!(seconds > 0, "{seconds}");
            }
            let watch = Socket::open(&self.client, &format!("/v1/jobs/{id}/watch"), &[])?;
            ensure!(watch.err() == Some(503), "a watch was let in");
        }
        ensure!(self.objects()? == before, "an object was touched by a call it does not know");
        Ok((key, body))
    }

    /// Checks that a refused submission succeeds when it is repeated.
    fn ensure_taken_up(&self, (key, body): &(String, Value)) -> Result<()> {
        let created = self.client.submit(key, body).send()?;
        ensure!(matches!(created.status, 200 | 201), "{} {}", created.status, created.text());
        work::follow(&self.client, &work::id(&created.json()?)?)?;
        Ok(())
    }
}

impl Speaker<'_> {
    fn client(&self) -> &Client {
        &self.skew.client
    }

    /// Asks in this version, and hears it.
    fn speak(&self, ask: Ask<'_>) -> Result<Answer> {
        let version = self.version.to_string();
        let answer = ask.header(header::VERSION, &version).send()?;
        ensure!(answer.header(header::VERSION) == version, "answered in {}", answer.header(header::VERSION));
        ensure!(answer.header(protocol::Contract::HEADER).is_empty(), "the contract is told to clients");
        Ok(answer)
    }

    /// The same, where all is well.
    fn told(&self, ask: Ask<'_>, status: u16) -> Result<Value> {
        let answer = self.speak(ask)?;
        ensure!(answer.status == status, "{} {}", answer.status, answer.text());
        answer.json()
    }

    /// A new job whose guest does as planned.
    fn start(&self, cell: &str, plan: &Plan) -> Result<Value> {
        let name = format!("{}-{cell}", self.name);
        let [_, guest] = work::voices(&name);
        self.skew.provider.plan(&guest, plan.clone());
        let body = work::own_voices(&name, work::note(&name))?;
        self.told(self.client().submit(&work::key(), &body), 201)
    }

    fn read(&self, id: &str) -> Result<Value> {
        self.told(self.client().ask("GET", &format!("/v1/jobs/{id}")), 200)
    }

    /// A step's name, as this version has it.
    fn step(&self, turn: u16) -> Value {
        if self.version == WireVersion::OLDEST {
            json!({ "step": format!("speech/{turn:03}") })
        } else {
            json!({ "turn": turn })
        }
    }

    fn watch(&self, id: &str, after: Option<u64>) -> Result<Socket> {
        let query = after.map(|seq| format!("?after={seq}")).unwrap_or_default();
        let protocol = format!("cuepoint.{}", self.version);
        let opened = Socket::open(self.client(), &format!("/v1/jobs/{id}/watch{query}"), &[&protocol])?;
        let socket = opened.map_err(|status| anyhow!("the watch was refused with {status}"))?;
        ensure!(socket.protocol == protocol, "spoken to in {:?}", socket.protocol);
        Ok(socket)
    }

    /// Everything that was told of a job that has ended.
    fn history(&self, id: &str) -> Result<Vec<Value>> {
        Ok(self.watch(id, Some(0))?.hear_out()?.0)
    }

    fn finish(&self) -> Result<Finished> {
        let id = work::id(&self.start("finished", &Plan::default())?)?;
        let history = self.history(&id)?;
        // Its last housekeeping still moves `updated_at`.
        work::poll("the index knows that the job has succeeded", 30, || {
            let job = Stored::job(&self.skew.state, &id)?.context("the job is not stored")?;
            Ok(job.pointer("/steps/project/status/done").map(|_| ()))
        })?;
        let (view, files) = (self.read(&id)?, work::files(self.client(), &id)?);
        ensure!(work::status(&view) == "succeeded", "{view}");
        Ok(Finished { id, view, history, files })
    }

    fn finished(&self) -> Result<&Finished> {
        self.skew.finished.get(&self.version).context("a job finished before")
    }
}
