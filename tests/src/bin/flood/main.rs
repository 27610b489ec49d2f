//! `flood [requests] [first seed]`: that many hostile requests to a real service; none may make it fail.

mod connection;
mod request;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use fuzz::{Corpus, Random};
use serde_json::{Value, json};
use tests::{Client, Config, Provider, Service, repository};

use connection::Connection;
use request::{Known, request};

/// One in ten is no HTTP, and answered before the service.
const REQUESTS: u64 = 120_000;
const CONNECTIONS: usize = 24;
const TOLD_EVERY: u64 = 10_000;
/// Together they may ask more often than this machine answers.
const READERS: usize = 64;
const CONFORMING_S: &str = "60";
/// Texts in the document's bounds may still be no English prose, and jobs come and go.
const LESS_THAN_IS_ASKED: &str = "positive_data_acceptance,negative_data_rejection,missing_required_header,ensure_resource_availability,use_after_free,object_level_authorization";
const SHOWN_MAX: usize = 10;

fn main() -> Result<ExitCode> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().ok());
    let requests = numbers.next().flatten().unwrap_or(REQUESTS);
    let first = numbers.next().flatten().unwrap_or(1);
    ctrlc::set_handler(|| {
        tests::stop_all();
        std::process::exit(130);
    })?;
    let provider = Provider::start()?;
    let config = Config::fresh(&repository().join("target/flood"))?.with("VOICE_URL", &provider.url());
    let mut service = Service::start(config)?;
    let known = known(&service.config.client())?;
    let started = Instant::now();
    let tally = Mutex::new(EgressLog::default());
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut connection = Connection::new(service.config.port);
                let mut own = EgressLog::default();
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    if nth >= requests {
                        break;
                    }
                    own.one(&mut connection, &known, first.wrapping_add(nth));
                    if (nth + 1).is_multiple_of(TOLD_EVERY) {
                        eprintln!("{} requests in {:.0} s", nth + 1, started.elapsed().as_secs_f64());
                    }
                }
                tally.lock().unwrap_or_else(PoisonError::into_inner).add(own);
            });
        }
    });
    let tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally.print(started.elapsed().as_secs_f64());
    conform(&service.config.client())?;
    ensure!(service.is_running(), "the service has ended");
    let answer = service.config.client().get("/healthz")?;
    ensure!(answer.status == 200, "it is not healthy: {} {}", answer.status, answer.text());
    let log = std::fs::read_to_string(&service.config.log)?;
    let panic = log.lines().find(|line| line.contains("panicked") || line.contains("unreachable"));
    ensure!(panic.is_none(), "the service panicked: {panic:?}");
    Ok(if tally.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same service against its API document, by somebody else's idea of what is hostile.
fn conform(client: &Client) -> Result<()> {
    tests::tools::install()?;
    let tenant = client.tenant(&client.new_tenant()?)?;
    for (token, which) in [(&tenant.token, "--exclude-path-regex"), (&client.admin_token, "--include-path-regex")] {
        let arguments = [which, "^/admin", "--max-time", CONFORMING_S, "--exclude-checks", LESS_THAN_IS_ASKED];
        println!("schemathesis: {}", tests::tools::schemathesis(&client.url, token, &arguments)?);
    }
    Ok(())
}

/// Tokens of many tenants, and two jobs to be asked about.
fn known(client: &Client) -> Result<Known> {
    let minted = |scopes: &[&str]| -> Result<(String, String)> {
        let tenant = client.new_tenant()?;
        let body = json!({ "tenant": tenant, "name": "flood", "scopes": scopes });
        Ok((tenant, client.new_token(&body)?.1))
    };
    let mut readers = (0..READERS).map(|_| Ok(minted(&["read"])?.1)).collect::<Result<Vec<_>>>()?;
    readers.extend(std::iter::repeat_n(client.token.clone(), READERS / 4));
    let submitter = minted(&["submit", "read"])?.1;
    let text = "The team wrote a short note this week. It explains what happened and why it matters to everybody.";
    let body = json!({ "source": { "format": "text", "text": text } });
    let create = |nth: usize| {
        let answer = client.with_token(&submitter).submit(&format!("flood-{nth}"), &body).send()?;
        Ok(answer.json()?.get("id").and_then(Value::as_str).context("a job")?.to_owned())
    };
    let jobs = (0..4).map(create).collect::<Result<_>>()?;
    Ok(Known { corpus: Corpus::read()?, readers, submitter, admin: client.admin_token.clone(), jobs })
}

#[derive(Default)]
struct EgressLog {
    statuses: BTreeMap<u16, u64>,
    /// Answered by the server in front of the service: it was no request.
    in_front: BTreeMap<u16, u64>,
    unanswered: u64,
    /// Sound requests that got no answer, and answers that say that the service failed.
    failed: Vec<String>,
}

impl EgressLog {
    fn one(&mut self, connection: &mut Connection, known: &Known, seed: u64) {
        let request = request(&mut Random::new(seed), known);
        // A connection that has been idle may have been closed.
        let answer = connection.send(&request).or_else(|_| connection.send(&request));
        let begin = || String::from_utf8_lossy(request.bytes.get(..300).unwrap_or(&request.bytes)).into_owned();
        match answer {
            Err(error) if request.is_sound => self.failed.push(format!("seed {seed}: {error}: {:?}", begin())),
            Err(_) => self.unanswered += 1,
            Ok(answer) => {
                let statuses = if answer.is_ours { &mut self.statuses } else { &mut self.in_front };
                *statuses.entry(answer.status).or_default() += 1;
                // The server in front says so to who breaks off in the middle: the service has not seen it.
                if answer.status >= 500 && (answer.is_ours || request.is_sound) {
                    let body = String::from_utf8_lossy(answer.body.get(..300).unwrap_or(&answer.body)).into_owned();
                    self.failed.push(format!("seed {seed}: {} {body}: {:?}", answer.status, begin()));
                }
            }
        }
    }

    fn add(&mut self, other: Self) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        for (status, count) in other.in_front {
            *self.in_front.entry(status).or_default() += count;
        }
        self.unanswered += other.unanswered;
        self.failed.extend(other.failed);
    }

    fn print(&self, seconds: f64) {
        let sum = |statuses: &BTreeMap<u16, u64>| statuses.values().sum::<u64>();
        let all = sum(&self.statuses) + sum(&self.in_front) + self.unanswered;
        println!("{all} requests in {seconds:.1} s, {:.0} a second", all as f64 / seconds);
        for (class, name) in [(1, "1xx"), (2, "2xx"), (3, "3xx"), (4, "4xx"), (5, "5xx")] {
            let of_class = self.statuses.iter().filter(|(status, _)| **status / 100 == class);
            let parts: Vec<_> = of_class.clone().map(|(status, count)| format!("{status} {count}")).collect();
            println!("  {name} {:>8}  {}", of_class.map(|(_, count)| count).sum::<u64>(), parts.join(", "));
        }
        println!("  no HTTP: {:?} by the server in front, {} without an answer", self.in_front, self.unanswered);
        for failed in self.failed.iter().take(SHOWN_MAX) {
            println!("  {failed}");
        }
        println!("{} failed", self.failed.len());
    }
}
