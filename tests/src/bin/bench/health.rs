//! How long whoever asks for health waits when something behind it hangs.

use std::time::Instant;

use anyhow::{Result, ensure};
use tests::{Config, Release, Service};

use crate::{Figure, folder};

const ASKED_MS: u128 = 2_000;
/// Separately, and then all of it.
const HUNG: [&str; 5] = ["index", "artifacts", "objects", "voice", "index artifacts objects voice"];

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut service = Service::start(Config::fresh(&folder().join("health"))?.deployed(Release::Next))?;
    let mut slowest = (0, "nothing");
    for hung in HUNG {
        service.kill();
        service.config = service.config.clone().with("CUEPOINT_HANG", hung);
        service.restart()?;
        let started = Instant::now();
        let answer = service.config.client().admin("GET", "/admin/health").send()?;
        slowest = slowest.max((started.elapsed().as_millis(), hung));
        ensure!(answer.text().contains("timed_out"), "{hung} does not hang: {}", answer.text());
    }
    let (ms, hung) = slowest;
    Ok(vec![Figure {
        name: "health while something hangs",
        asked: format!("{ASKED_MS} ms"),
        reached: format!("{ms} ms"),
        how: format!("the slowest of five, each asked once after a start: {hung}"),
        holds: ms <= ASKED_MS,
    }])
}
