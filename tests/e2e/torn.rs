//! State, updates and alarm are one: the service is killed while a commit stands still between two of its statements.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use job::{Status, limits};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Config, Object, Plan, Provider, Release, Reply, Service};

use crate::trial::own;
use crate::whole;
use crate::work;
use crate::world::folder;

/// After which statement of the commit.
const POINTS: [&str; 3] = ["updates", "job", "alarm"];
/// A service that stands still does not answer, however long it is asked.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(a_commit_killed_halfway_leaves_nothing)]
}

struct Torn {
    service: Service,
    client: Client,
    provider: Provider,
}

fn a_commit_killed_halfway_leaves_nothing() -> Result<()> {
    let provider = Provider::start()?;
    // Only the next release is built to stand still.
    let config = Config::fresh(&folder().join("torn"))?.with("VOICE_URL", &provider.url()).deployed(Release::Next);
    let service = Service::start(config)?;
    let client = service.config.client();
    let mut torn = Torn { service, client, provider };
    for point in POINTS {
        torn.cut(point).with_context(|| format!("after {point}"))?;
    }
    torn.ensure_it_would_have_been()
}

impl Torn {
    /// A job that waits for its voices.
    fn waiting(&self, name: &str, title: &str) -> Result<String> {
        self.plan(name, &Plan::always(Reply::Hang));
        let mut body = work::own_voices(name, work::note(name))?;
        body.as_object_mut().context("a body is an object")?.insert("title".to_owned(), json!(title));
        let id = work::create(&self.client, &body)?;
        work::poll("all calls that may be made hang", 30, || {
            Ok((self.provider.calls(&work::voices(name)).len() == limits::LEASES_MAX).then_some(()))
        })?;
        Ok(id)
    }

    fn plan(&self, name: &str, plan: &Plan) {
        work::voices(name).iter().for_each(|voice| self.provider.plan(voice, plan.clone()));
    }

    fn object(&self, id: &str) -> Result<Object> {
        let objects = Object::read_all(&self.service.config.state)?;
        objects.into_iter().find(|object| object.job.spec().id.to_string() == id).context("the object is lost")
    }

    fn cut(&mut self, point: &str) -> Result<()> {
        let name = format!("torn-{point}");
        let id = self.waiting(&name, &format!("pause after {point}"))?;
        let before = self.object(&id)?;
        let (client, address) = (self.client.clone(), format!("/v1/jobs/{id}/cancel"));
        let cancel = thread::spawn(move || client.ask("POST", &address).send().is_ok());
        work::poll("the service stands still", 60, || Ok((!self.answers()).then_some(())))?;
        self.service.kill();
        ensure!(!cancel.join().unwrap_or(true), "the cancel was answered");
        let after = self.object(&id)?;
        ensure!(after == before, "something of the commit is left: rev {} follows {}", after.rev, before.rev);
        self.plan(&name, &Plan::default());
        self.service.restart()?;
        let view = work::follow(&self.client, &id)?;
        ensure!(work::status(&view) == "succeeded", "{view}");
        whole::ensure_whole(&self.object(&id)?)
    }

    fn answers(&self) -> bool {
        let agent = ureq::Agent::config_builder().timeout_global(Some(ANSWER_TIMEOUT)).build();
        ureq::Agent::from(agent).get(format!("{}/healthz", self.client.url)).call().is_ok()
    }

    /// The same commit, when nothing stands in its way.
    fn ensure_it_would_have_been(&self) -> Result<()> {
        let id = self.waiting("torn-not", "a title like any other")?;
        let cancelled: Value = work::cancel(&self.client, &id)?;
        ensure!(work::status(&cancelled) == "cancelled", "{cancelled}");
        let object = self.object(&id)?;
        ensure!(*object.job.state() == Status::Cancelled, "{:?}", object.job.state());
        let is_told = object.updates.iter().any(|(_, update)| work::change(update) == "cancelled");
        ensure!(is_told, "{:?}", object.updates);
        whole::ensure_whole(&object)
    }
}
