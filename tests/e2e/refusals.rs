//! Every kind of bad request: its status, its stable code, and nothing left behind anywhere.

mod addresses;
mod bodies;
mod headers;
mod sources;

use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Answer, Client, Stored};

use crate::trial::row;
use crate::work;
use crate::world::World;

/// A job that nobody has created.
const NOBODY: &str = "0198c0de-0000-7000-8000-00000000abcd";

type Asking = dyn Fn(&Client) -> Result<Answer> + Send;

/// A bad request and what it has to be answered with.
struct Bad {
    name: String,
    status: u16,
    code: &'static str,
    ask: Box<Asking>,
    /// Headers the answer has to carry besides.
    with: Vec<(&'static str, &'static str)>,
}

fn bad(
    name: impl Into<String>,
    (status, code): (u16, &'static str),
    ask: impl Fn(&Client) -> Result<Answer> + Send + 'static,
) -> Bad {
    Bad { name: name.into().replace([' ', '-', '.', '/'], "_"), status, code, ask: Box::new(ask), with: Vec::new() }
}

impl Bad {
    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.with.push((name, value));
        self
    }

    fn is_refused_without_a_trace(&self, world: &World) -> Result<()> {
        wait_until_quiet(world)?;
        let before = (listed(world)?, Stored::read(&world.state)?);
        let answer = (self.ask)(&world.client)?;
        ensure!(answer.status == self.status, "not {}: {} {}", self.status, answer.status, answer.text());
        self.is_a_problem(&answer)?;
        for (name, value) in &self.with {
            ensure!(answer.header(name) == *value, "{name} is not {value}: {:?}", answer.headers);
        }
        let after = (listed(world)?, Stored::read(&world.state)?);
        ensure!(before == after, "it left something behind: {before:?} became {after:?}");
        Ok(())
    }

    /// RFC 9457, and what every answer carries.
    fn is_a_problem(&self, answer: &Answer) -> Result<()> {
        ensure!(answer.header("Content-Type") == "application/problem+json", "{:?}", answer.headers);
        let problem = answer.json()?;
        let field = |name: &str| problem.get(name).and_then(Value::as_str).unwrap_or_default();
        ensure!(field("code") == self.code, "the code is not {}: {problem}", self.code);
        ensure!(problem.get("status").and_then(Value::as_u64) == Some(self.status.into()), "{problem}");
        ensure!(field("type") == format!("urn:cuepoint:problem:{}", self.code), "{problem}");
        ensure!(!field("title").is_empty(), "{problem}");
        let supported = answer.header("Cuepoint-Supported-Versions");
        ensure!(supported == "2026-11-20, 2026-11-21, 2026-11-29", "{:?}", answer.headers);
        ensure!(supported.split(", ").any(|known| known == answer.header("Cuepoint-Version")), "{:?}", answer.headers);
        ensure!(answer.header("X-Content-Type-Options") == "nosniff", "{:?}", answer.headers);
        Ok(())
    }
}

pub(crate) fn trials() -> Vec<Trial> {
    let all = [sources::all(), bodies::all(), headers::all(), addresses::all()];
    let trial = |bad: Bad| row("refusals", &bad.name.clone(), move |world| bad.is_refused_without_a_trace(world));
    all.into_iter().flatten().map(trial).collect()
}

/// Every job has ended when these run, and the index has to know it.
fn wait_until_quiet(world: &World) -> Result<()> {
    work::poll("the index says that no job is running", 60, || {
        let stored = Stored::read(&world.state)?;
        let is_running = |row: &Value| row.get("status").is_some_and(|status| status == "running");
        Ok((!stored.index.iter().any(is_running)).then_some(()))
    })
}

fn listed(world: &World) -> Result<Value> {
    world.client.get("/v1/jobs?limit=100")?.json()
}
