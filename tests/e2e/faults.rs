//! Failures of an outside provider, and how jobs survive them: it fails as told, for a service that knows it only
//! by its address.
//!
//! One provider and one service are shared: voices of its own keep every test apart.

mod breaking;
mod ending;
mod obeying;
mod reaching;
mod retrying;
mod verbs;

use std::path::PathBuf;
use std::sync::LazyLock;

use anyhow::{Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Client, Config, Plan, Provider, Service, Socket};

use crate::trial::{named, timed};
use crate::work::{self, own_voices, voices};
use crate::world::folder;

const MODEL: &str = "tone-1";
/// The operator's key, which only the provider is to see.
const KEY: &str = "sk-the-operators-own";

pub(crate) fn trials() -> Vec<Trial> {
    [breaking::trials(), obeying::trials(), retrying::trials(), ending::trials(), reaching::trials(), verbs::trials()]
        .into_iter()
        .flatten()
        .collect()
}

/// A service that is told where its voices are.
struct Outside {
    provider: Provider,
    client: Client,
    state: PathBuf,
}

fn outside() -> Result<&'static Outside> {
    static OUTSIDE: LazyLock<Result<(Service, Outside), String>> =
        LazyLock::new(|| start().map_err(|error| format!("{error:#}")));
    let shared = OUTSIDE.as_ref().map_err(|error| anyhow!("the service with an outside voice: {error}"))?;
    Ok(&shared.1)
}

fn start() -> Result<(Service, Outside)> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("outside"))?.with("VOICE_URL", &provider.url());
    // Each test's provider fails on purpose, and none is to suffer from the others.
    let config = config.with("VOICE_BREAKER_FAILURES", "0");
    let service = Service::start(config.with("VOICE_MODEL", MODEL).with("VOICE_KEY", KEY))?;
    let client = Client::new(&service.config.url(), &service.config.token);
    let state = service.config.state.clone();
    Ok((service, Outside { provider, client, state }))
}

/// A test against the shared service and its provider.
fn faulty<F: Fn(&Outside) -> Result<()> + Send + 'static>(test: F) -> Trial {
    named::<F>(move |part| {
        let outside = outside()?;
        timed(part, || test(outside))
    })
}

impl Outside {
    /// Plans the answers for both voices of a test, from now on.
    fn plan(&self, name: &str, plan: &Plan) {
        for voice in voices(name) {
            self.provider.plan(&voice, plan.clone());
        }
    }

    fn create(&self, name: &str, body: Value) -> Result<String> {
        work::create(&self.client, &own_voices(name, body)?)
    }

    fn resume(&self, id: &str) -> Result<()> {
        let answer = self.client.ask("POST", &format!("/v1/jobs/{id}/resume")).send()?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
        Ok(())
    }

    /// Waits until a job has stopped for a human, and returns it.
    fn parked(&self, id: &str, code: &str) -> Result<Value> {
        Socket::watch(&self.client, id, Some(0))?.hear_until(|message| work::change(message) == "parked")?;
        let view = work::read(&self.client, id)?;
        ensure!(work::status(&view) == "parked", "{view}");
        ensure!(view.pointer("/problem/code").is_some_and(|known| known == code), "not {code}: {view}");
        Ok(view)
    }

    /// A job's whole history, once it has ended.
    fn history(&self, id: &str) -> Result<Vec<Value>> {
        let (updates, code) = Socket::watch(&self.client, id, Some(0))?.hear_out()?;
        ensure!(code == Some(1000), "closed with {code:?}");
        let seqs = updates.iter().map(work::seq).collect::<Result<Vec<_>>>()?;
        ensure!(seqs == (1..=updates.len() as u64).collect::<Vec<_>>(), "{seqs:?}");
        Ok(updates)
    }
}

/// The updates that tell of failed attempts.
fn failures(history: &[Value]) -> Vec<&Value> {
    history.iter().filter(|update| work::change(update) == "attempt_failed").collect()
}
