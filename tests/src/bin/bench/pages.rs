//! The pages that people look at: bytes sent of them by the running service, and what a real browser finds.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::tools::{self, PageFacts};
use tests::{Client, Config, Service, Socket};

use crate::{Figure, folder};

const BYTES_MAX: usize = 60_000;
const ARTICLE: &str = include_str!("../../../fixtures/article.md");

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let service = Service::start(Config::fresh(&folder().join("pages"))?)?;
    let client = service.config.client();
    let body = json!({ "source": { "format": "markdown", "text": ARTICLE } });
    let made = client.submit("pages", &body).send()?.json()?;
    let id = made.get("id").and_then(Value::as_str).context("a job")?;
    Socket::watch(&client, id, None)?.hear_out()?;
    let listed = listed(&client, id)?;
    let cookie = signed_in(&client)?;
    let assets: usize = ["/assets/page.js", "/assets/page.css"]
        .iter()
        .map(|path| sent(&client, &cookie, path))
        .sum::<Result<usize>>()?;
    let pages = [("the library", "/".to_owned()), ("a finished job", format!("/jobs/{id}"))];
    let bytes = pages.iter().map(|(name, path)| Ok((*name, sent(&client, &cookie, path)? + assets)));
    let bytes = bytes.collect::<Result<Vec<_>>>()?;
    let most = bytes.iter().map(|(_, bytes)| *bytes).max().unwrap_or_default();
    let told: Vec<String> = bytes.iter().map(|(name, bytes)| format!("{name} {bytes}")).collect();
    Ok(vec![
        Figure {
            name: "from succeeded to the feed",
            asked: "no wait".to_owned(),
            reached: if listed { "in the first read" } else { "not in the first read" }.to_owned(),
            how: "the feed is read once, as soon as the watcher has heard the end".to_owned(),
            holds: listed,
        },
        Figure {
            name: "bytes of a page",
            asked: format!("at most {BYTES_MAX}"),
            reached: told.join(", "),
            how: "bodies as they are sent, script and style with them, the audio not".to_owned(),
            holds: most <= BYTES_MAX,
        },
        browser()?,
    ])
}

/// True if the first read of the feed has the job.
fn listed(client: &Client, id: &str) -> Result<bool> {
    let feed = client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?;
    let path = feed.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?;
    Ok(String::from_utf8_lossy(&client.get(path)?.body).contains(&format!("urn:uuid:{id}")))
}

fn signed_in(client: &Client) -> Result<String> {
    let ask = client.ask("POST", "/session").header("Content-Type", "application/x-www-form-urlencoded");
    let answer = ask.body(format!("token={}&next=/", client.token)).send()?;
    ensure!(answer.status == 303, "{} {}", answer.status, answer.text());
    Ok(answer.header("Set-Cookie").split(';').next().unwrap_or_default().to_owned())
}

fn sent(client: &Client, cookie: &str, path: &str) -> Result<usize> {
    let ask = client.ask("GET", path).without("Authorization").header("Cookie", cookie);
    let answer = ask.header("Accept-Encoding", "gzip").send()?;
    ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.text());
    Ok(answer.body.len())
}

fn browser() -> Result<Figure> {
    let PageFacts { kinds, violations, shift } = tools::pages(&folder().join("samples"))?;
    Ok(Figure {
        name: "pages in a browser",
        asked: "0 violations, no shift".to_owned(),
        reached: format!("{violations} violations, layout shift {shift:.4}"),
        how: format!(
            "axe and Chromium on {kinds} kinds of page, 360 and 1280 px wide, light and dark; the shift is of its own player"
        ),
        holds: violations == 0.0 && shift < 0.01,
    })
}
