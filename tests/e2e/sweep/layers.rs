//! The layers of deleting, switched off in turn: what one leaves, the next one finds.
//!
//! The release before is built to leave layers out for a job whose title says so. A bucket on this machine has no rules of
//! its own: those of the deployed one are applied here, to what lies in it.

use std::collections::BTreeSet;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::{Client, Config, Provider, Release, Service, Stored, repository};

use super::books::{self, count};
use super::crowd::DAY_MS;
use crate::work::{self, ARTIFACTS};
use crate::world::folder;

/// The second pass of a job has come by then; the sweep is not asked before.
const AN_HOUR_LATER_MS: u64 = 90 * 60 * 1_000;
/// An episode that has a successor, and what was left beside either.
const SUPERSEDED: u64 = ARTIFACTS.len() as u64 + 2;
/// A job nobody has ever heard of.
const STRANGER: &str = "0198c0de-0000-7000-8000-00000000abcd";

struct Layers {
    service: Service,
    client: Client,
    ahead_ms: u64,
}

pub(super) fn what_one_layer_leaves_the_next_one_catches() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("layers"))?.with("CUEPOINT_TEST", "1").with("VOICE_URL", &provider.url());
    let service = Service::start(config.deployed(Release::Previous))?;
    let client = service.config.client();
    let mut layers = Layers { service, client, ahead_ms: 0 };
    let untidy = layers.revised("without layer 1")?;
    let uncleaned = layers.revised("without layer 1 2")?;
    let unseen = layers.revised("without layer 1 2 3")?;
    // It is whole when it ends: nothing makes it look through its files.
    let single = layers.made("without layer 1, once")?;
    let jobs = [&untidy, &uncleaned, &unseen];
    work::poll("the first passes are over", 60, || layers.have_done("cleanup", jobs))?;
    layers.service.kill();
    let left_to_the_bucket = format!("tmp/{single}/7/take.wav");
    for key in [&format!("episodes/{STRANGER}/abc/episode.mp3"), &left_to_the_bucket] {
        layers.service.plant(key, b"nobody's")?;
    }
    layers.pass_time(AN_HOUR_LATER_MS, Release::Previous)?;
    work::poll("the second passes are over", 60, || layers.have_done("stragglers", jobs))?;
    let caught = jobs.map(|id| layers.caught_by(id)).into_iter().collect::<Result<Vec<_>>>()?;
    ensure!(caught == [(SUPERSEDED, 0), (0, SUPERSEDED), (0, 0)], "{caught:?}");

    layers.pass_time(2 * DAY_MS, Release::Current)?;
    let storage = books::settled(&layers.service, |_| true)?;
    let caught_by_sweep = [(&unseen, SUPERSEDED), (&single, 1), (&STRANGER.to_owned(), 1)];
    let defects = defects(&storage)?;
    println!("layers: cleanup and stragglers {caught:?}, then {defects:?}");
    let known = caught_by_sweep.map(|(job, files)| ("sweep".to_owned(), job.clone(), files));
    let rest = ("bucket".to_owned(), single.clone(), 1);
    ensure!(defects == known.into_iter().chain([rest]).collect(), "{storage}");
    ensure!(
        count(&storage, "/caught/sweep")? == SUPERSEDED + 2 && count(&storage, "/caught/bucket")? == 1,
        "{storage}"
    );
    let health = layers.client.admin("GET", "/admin/health").send()?.json()?;
    ensure!(health.get("defects") == storage.get("defects"), "{health}");
    layers.ensure_the_bucket_does_the_rest(&left_to_the_bucket)
}

impl Layers {
    fn made(&self, title: &str) -> Result<String> {
        let mut body = work::note(title);
        body.as_object_mut().context("a body is an object")?.insert("title".to_owned(), json!(title));
        let id = work::create(&self.client, &body)?;
        work::follow(&self.client, &id)?;
        Ok(id)
    }

    fn revised(&self, title: &str) -> Result<String> {
        let id = self.made(title)?;
        let line = json!({ "lines": [{ "turn": 0, "text": "Let us begin in other words." }] });
        let answer = self.client.ask("POST", &format!("/v1/jobs/{id}/revise")).json(&line).send()?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
        work::follow(&self.client, &id)?;
        Ok(id)
    }

    fn pass_time(&mut self, ahead_ms: u64, release: Release) -> Result<()> {
        self.ahead_ms = ahead_ms;
        let ahead = ("CUEPOINT_CLOCK_AHEAD_MS".to_owned(), ahead_ms.to_string());
        self.service.config.vars.retain(|(name, _)| *name != ahead.0);
        self.service.config.vars.push(ahead);
        self.service.deploy(release)
    }

    fn stored(&self) -> Result<Stored> {
        Stored::read(&self.service.config.state)
    }

    /// Reading a job sets an alarm that time has passed by.
    fn have_done(&self, step: &str, jobs: [&String; 3]) -> Result<Option<()>> {
        for id in jobs {
            work::read(&self.client, id)?;
            let job = Stored::job(&self.service.config.state, id)?.context("a job")?;
            if job.pointer(&format!("/steps/{step}/status/done")).is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// Findings of a job's two cleanups.
    fn caught_by(&self, id: &str) -> Result<(u64, u64)> {
        let job = Stored::job(&self.service.config.state, id)?.context("a job")?;
        let files = |pass: &str| job.pointer(&format!("/caught/{pass}")).and_then(Value::as_u64).unwrap_or_default();
        Ok((files("cleanup"), files("stragglers")))
    }

    /// Checks that the bucket's rules delete what the sweep leaves to them, and nothing else.
    fn ensure_the_bucket_does_the_rest(&mut self, left: &str) -> Result<()> {
        let now_ms = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())? + self.ahead_ms;
        let expired = expired(&self.stored()?, now_ms)?;
        ensure!(expired == [left], "{expired:?}");
        self.service.kill();
        self.service.remove(left)?;
        self.service.restart()?;
        let storage = books::swept(&self.service)?;
        ensure!(count(&storage, "/caught/bucket")? == 0, "{storage}");
        ensure!(count(&storage, "/balance/other/orphaned/objects")? == 0, "{storage}");
        ensure!(count(&storage, "/balance/missing_files")? == 0, "{storage}");
        ensure!(count(&storage, "/balance/episodes/referenced/objects")? == 4 * ARTIFACTS.len() as u64, "{storage}");
        Ok(())
    }
}

/// Layer, job and number of files.
fn defects(storage: &Value) -> Result<BTreeSet<(String, String, u64)>> {
    let defects = storage.get("defects").and_then(Value::as_array).context("defects")?;
    let defect = |defect: &Value| {
        let text = |name| Some(defect.get(name)?.as_str()?.to_owned());
        Some((text("layer")?, text("job")?, defect.get("files")?.as_u64()?))
    };
    defects.iter().map(|known| defect(known).with_context(|| format!("{known}"))).collect()
}

/// Objects that the deployed bucket would delete by itself.
fn expired(stored: &Stored, now_ms: u64) -> Result<Vec<String>> {
    let rules: Value = serde_json::from_str(&fs::read_to_string(repository().join("docs/lifecycle.json"))?)?;
    let rules = rules.get("rules").and_then(Value::as_array).context("rules")?;
    let deletes = |rule: &Value, file: &Value| {
        let prefix = rule.pointer("/conditions/prefix").and_then(Value::as_str).unwrap_or_default();
        let age_s = rule.pointer("/deleteObjectsTransition/condition/maxAge")?.as_u64()?;
        let (key, put_at) = (file.get("key")?.as_str()?, file.get("uploaded")?.as_u64()?);
        Some(key.starts_with(prefix) && put_at + 1_000 * age_s <= now_ms)
    };
    let is_expired = |file: &&Value| rules.iter().any(|rule| deletes(rule, file) == Some(true));
    let keys = stored.artifacts.iter().filter(is_expired).filter_map(|file| file.get("key")?.as_str());
    Ok(keys.map(str::to_owned).collect())
}
