//! Time that a request for health takes when something behind it hangs.

use std::time::Instant;

use anyhow::{Result, ensure};
use tests::{Client, Config, Release, Service};

use crate::{Figure, folder};

const ASKED_MS: u128 = 2_000;
/// Separately, and then all of it.
const HUNG: [&str; 5] = ["index", "artifacts", "objects", "voice", "index artifacts objects voice"];
const HANGS: &str = "timed_out";

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut service = Service::start(Config::fresh(&folder().join("health"))?.deployed(Release::Next))?;
    let on_call = service.config.client().on_call()?;
    let (mut slowest, mut slowest_by_token) = ((0, "nothing"), (0, "nothing"));
    for hung in HUNG {
        service.kill();
        service.config = service.config.clone().with("CUEPOINT_HANG", hung);
        service.restart()?;
        slowest = slowest.max((wait(&service.config.client(), hung, HANGS)?, hung));
        // Where the index hangs, the token cannot be looked up: that is told instead.
        let told = if hung.contains("index") { "\"unavailable\"" } else { HANGS };
        slowest_by_token = slowest_by_token.max((wait(&on_call, hung, told)?, hung));
    }
    let figure = |name, (ms, hung): (u128, &str)| Figure {
        name,
        asked: format!("{ASKED_MS} ms"),
        reached: format!("{ms} ms"),
        how: format!("the slowest of five, each asked once after a start: {hung}"),
        holds: ms <= ASKED_MS,
    };
    Ok(vec![
        figure("health while something hangs", slowest),
        figure("the same by a token of the index", slowest_by_token),
    ])
}

/// Milliseconds until there is an answer.
fn wait(client: &Client, hung: &str, told: &str) -> Result<u128> {
    let started = Instant::now();
    let answer = client.admin("GET", "/admin/health").send()?;
    let waited_ms = started.elapsed().as_millis();
    ensure!(answer.text().contains(told), "{hung} does not hang: {}", answer.text());
    Ok(waited_ms)
}
