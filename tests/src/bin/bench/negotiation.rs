//! Cost of speaking several versions: its part in a request's own time, in one run.

use std::fs;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use protocol::header;
use tests::{Client, Config, Service, repository};

use crate::{Figure, folder, median, speed};

/// Of each kind, taking turns.
const REQUESTS: usize = 400;
const ARTICLE: &str = "tests/fixtures/article.md";

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let service = Service::start(Config::fresh(&folder().join("negotiation"))?)?;
    let client = service.config.client();
    let job = speed::generate(&client, &fs::read_to_string(repository().join(ARTICLE))?)?;
    let path = format!("/v1/jobs/{}", job["id"].as_str().context("an id")?);
    // The newest shape is passed through, the oldest is made from it.
    let (mut newest, mut oldest) = (Vec::new(), Vec::new());
    for _ in 0..REQUESTS {
        newest.push(milliseconds(&client, &path, "2026-11-29")?);
        oldest.push(milliseconds(&client, &path, "2026-11-20")?);
    }
    let (newest, oldest) = (median(newest), median(oldest));
    let body = client.ask("GET", &path).header(header::VERSION, "2026-11-29").send()?.body;
    let (negotiating, shaping) = alone(&body)?;
    let share = |microseconds: f64, request: f64| 100.0 * microseconds / 1_000.0 / request;
    let (newest_share, oldest_share) = (share(negotiating, newest), share(negotiating + shaping, oldest));
    let figure = |name, share: f64, how| Figure {
        name,
        asked: "under 5 % of a request".to_owned(),
        reached: format!("{share:.2} %"),
        how,
        holds: share < 5.0,
    };
    let by = format!(
        "by the same code alone in the same engine; medians of {REQUESTS} requests through workerd, taking turns"
    );
    Ok(vec![
        figure("negotiation", newest_share, format!("{negotiating:.1} µs of {newest:.2} ms to read a job, {by}")),
        figure(
            "negotiation, oldest shape",
            oldest_share,
            format!(
                "{:.1} µs of {oldest:.2} ms; between both shapes, from outside: {:+.2} ms",
                negotiating + shaping,
                oldest - newest
            ),
        ),
    ])
}

fn milliseconds(client: &Client, path: &str, version: &str) -> Result<f64> {
    let started = Instant::now();
    let answer = client.ask("GET", path).header(header::VERSION, version).send()?;
    ensure!(answer.status == 200, "{}", answer.text());
    Ok(started.elapsed().as_secs_f64() * 1_000.0)
}

/// Microseconds of negotiating, and of answering in the oldest shape.
fn alone(job: &[u8]) -> Result<(f64, f64)> {
    let place = folder().join("job");
    fs::create_dir_all(&place)?;
    fs::write(place.join("job.json"), job)?;
    let text = speed::run_wasi("negotiation", "/folder/job.json", &place)?;
    let (negotiating, shaping) = text.trim().split_once(' ').context("two numbers")?;
    Ok((negotiating.parse()?, shaping.parse()?))
}
