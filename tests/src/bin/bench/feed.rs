//! Time of a private feed's page, beside a file of the same size and the liveness answer, in one run.

mod asked;
mod connection;
mod setting;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::Service;

use self::asked::{Asked, ROUNDS, take_turns};
use self::setting::{Bare, CHAPTERS, EPISODES, Setting};
use crate::Figure;

const FILE: &str = "/page";
const GZIP: (&str, &str) = ("Accept-Encoding", "gzip");
const PAGE_RATIO_MAX: f64 = 1.5;
const UNCHANGED_RATIO_MAX: f64 = 1.2;
/// Requests for the cover after the first.
const COVERS: usize = 40;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut setting = Setting::start()?;
    setting.tell_statements()?;
    // The first read: what is read again is kept.
    let statements = statements(&setting.service, &setting.long, "")?;
    let page = setting.service.config.client().get(&setting.long)?;
    let etag = page.header("ETag").to_owned();
    let of_unchanged = self::statements(&setting.service, &setting.long, &etag)?;
    setting.service.kill();
    let bare = Bare::start(&setting.service.config.state)?;
    let file = bare.put(FILE, &page.body)?;
    ensure!(file.status == 200, "{} {}", file.status, file.text());
    setting.service.config.worker = None;
    setting.service.restart()?;

    let url = setting.service.config.url();
    let mut figures = vec![cover(&url, &setting.long.replace("feed.xml", "cover.png"))?];
    let mut asked = [
        Asked::get(&url, &setting.long)?,
        Asked::get(&bare.client.url, FILE)?,
        Asked::get(&url, &setting.long)?.with(GZIP.0, GZIP.1),
        Asked::get(&bare.client.url, FILE)?.with(GZIP.0, GZIP.1),
        Asked::get(&url, &setting.long)?.with("If-None-Match", &etag),
        Asked::get(&url, "/healthz")?,
        Asked::get(&url, &setting.empty)?,
        Asked::get(&bare.client.url, "/")?,
    ];
    let mut alone = Vec::new();
    for statement in &statements {
        alone.push(Asked::rows(&bare.client.url, statement)?);
    }
    let mut turns: Vec<&mut Asked> = asked.iter_mut().chain(&mut alone).collect();
    take_turns(&mut turns)?;
    let [page, file, gzip, gzip_file, unchanged, liveness, empty, nothing] = &asked;
    ensure!(page.bytes == file.bytes && unchanged.bytes == 0, "another page");
    ensure!(gzip.bytes < page.bytes && gzip_file.bytes < file.bytes, "not zipped");

    let what = "a file of its size from the bucket by a bare Worker";
    figures.push(beside("feed / file", (page, file), Some(PAGE_RATIO_MAX), what));
    figures.push(changed(&setting, &url, file)?);
    let what = "the same file, zipped by the platform as the feed is";
    figures.push(beside("feed / file, gzip", (gzip, gzip_file), Some(PAGE_RATIO_MAX), what));
    figures.push(beside(
        "unchanged feed / liveness",
        (unchanged, liveness),
        Some(UNCHANGED_RATIO_MAX),
        "/healthz beside it",
    ));
    if let Some(open) = alone.first() {
        // It costs what the index does: the liveness answer asks nothing.
        let what = "its one statement by a bare Worker";
        figures.push(beside("unchanged feed / its statement", (unchanged, open), None, what));
    }
    let of_alone: Vec<_> = alone.iter().map(|one| format!("{:.2}", one.median_ms() - nothing.median_ms())).collect();
    figures.extend([
        Figure {
            name: "where a feed's time goes",
            asked: "said".to_owned(),
            reached: format!(
                "of {:.2} ms a bare answer {:.2}, the statements {}; without episodes {:.2} in all",
                page.median_ms(),
                nothing.median_ms(),
                of_alone.join(" and "),
                empty.median_ms()
            ),
            how: "the same statements by a bare Worker, less its bare answer; the rest is the document".to_owned(),
            holds: true,
        },
        Figure {
            name: "statements of a feed",
            asked: "2, unchanged 1".to_owned(),
            reached: format!("{}, unchanged {}", statements.len(), of_unchanged.len()),
            how: "counted at the binding".to_owned(),
            holds: statements.len() <= 2 && of_unchanged.len() <= 1,
        },
        Figure {
            name: "bytes of a feed's page",
            asked: "-".to_owned(),
            reached: format!("{}, as gzip {}", page.bytes, gzip.bytes),
            how: format!("the first page of {EPISODES} episodes with {CHAPTERS} chapters each, alike but for a number"),
            holds: true,
        },
    ]);
    Ok(figures)
}

fn beside(name: &'static str, (ours, other): (&Asked, &Asked), max: Option<f64>, what: &str) -> Figure {
    let ratio = ours.median_ms() / other.median_ms();
    Figure {
        name,
        asked: max.map_or("-".to_owned(), |max| format!("at most {max}")),
        reached: format!("{ratio:.2}"),
        how: format!("{} / {}, {what}; medians of {ROUNDS}, taking turns", ours.told(), other.told()),
        holds: max.is_none_or(|max| ratio <= max),
    }
}

/// A feed that was changed before each read, so that its page is written anew.
fn changed(setting: &Setting, url: &str, file: &Asked) -> Result<Figure> {
    let client = setting.service.config.client();
    let feeds = client.get("/v1/feeds")?.json()?;
    let is_ours = |feed: &&Value| feed.pointer("/addresses/0/href").is_some_and(|href| *href == setting.long.as_str());
    let feed = feeds.get("feeds").and_then(Value::as_array).and_then(|feeds| feeds.iter().find(is_ours));
    let id = feed.and_then(|feed| feed.get("id")).and_then(Value::as_str).context("the feed")?;
    let mut page = Asked::get(url, &setting.long)?;
    for round in 0..COVERS {
        let title = serde_json::json!({ "title": format!("Cuepoint {round}") });
        let answer = client.ask("POST", &format!("/v1/feeds/{id}")).json(&title).send()?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
        page.measure()?;
    }
    Ok(beside("changed feed / file", (&page, file), None, "the same file; the page is written anew for each read"))
}

/// The statements of one read, by the service that tells them.
fn statements(service: &Service, path: &str, etag: &str) -> Result<Vec<Value>> {
    let answer = service.config.client().ask("GET", path).header("If-None-Match", etag).send()?;
    ensure!(answer.status == if etag.is_empty() { 200 } else { 304 }, "{} {}", answer.status, answer.text());
    Ok(serde_json::from_str(answer.header("Statements"))?)
}

/// The cover, asked for once after a start and then again and again.
fn cover(url: &str, path: &str) -> Result<Figure> {
    let mut cover = Asked::get(url, path)?;
    cover.measure()?;
    let first_ms = cover.median_ms();
    cover.forget();
    for _ in 0..COVERS {
        cover.measure()?;
    }
    Ok(Figure {
        name: "a feed's cover",
        asked: "-".to_owned(),
        reached: format!("{first_ms:.0} ms after a start, later {:.0} ms", cover.median_ms()),
        how: format!("{} bytes, drawn by the first request; the middle one of {COVERS}", cover.bytes),
        holds: true,
    })
}
