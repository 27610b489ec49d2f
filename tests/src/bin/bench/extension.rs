//! The browser extension in a real Chromium: clicks through every kind of trouble, waking, the popup, rest, and what it reads of a page.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tests::chance::Chance;
use tests::{
    Browser, Client, Config, Extension, Kind, Page, Place, Plan, Provider, Release, Reply, Service, Web, repository,
};

use crate::{Figure, folder, median};

/// Of the troubles between clicks: the same each time.
const SEED: u64 = 20_261_130;
const CLICKS: usize = 100;
const KILLS: usize = 20;
const WAKING_MS_MAX: u128 = 2_000;
const POPUPS: usize = 20;
const POPUP_MS_MAX: f64 = 100.0;
const REST: Duration = Duration::from_secs(60);
const ZIP_BYTES_MAX: u64 = 80_000;
const RECALL_MIN: f64 = 97.0;
const EXCESS_MAX: f64 = 3.0;
/// The time in which an outbox that waits for nothing but time is empty again.
const PATIENCE: Duration = Duration::from_secs(180);
const HTML: &str = "text/html; charset=utf-8";
/// Voices of a job that names none.
const VOICES: [&str; 2] = ["slt", "rms"];

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut figures = vec![zips()?, extraction()?];
    figures.extend(clicks()?);
    figures.push(waking()?);
    figures.push(versions()?);
    Ok(figures)
}

fn zips() -> Result<Figure> {
    let zips = [Kind::Chromium, Kind::Firefox].map(|kind| Extension::current().zip(kind));
    let bytes = zips.into_iter().map(|zip| Ok(fs::metadata(zip?)?.len())).collect::<Result<Vec<_>>>()?;
    Ok(Figure {
        name: "the extension, zipped",
        asked: format!("at most {ZIP_BYTES_MAX} bytes"),
        reached: format!("{bytes:?}"),
        how: "Chromium and Firefox, as the stores get them".to_owned(),
        holds: bytes.iter().all(|bytes| *bytes <= ZIP_BYTES_MAX),
    })
}

/// Means of recall and excess, in percent, as `score.mjs` prints them: this extension's first.
fn extraction() -> Result<Figure> {
    let node = repository().join("node_modules/.bin/node");
    let output = Command::new(node).arg(repository().join("tests/web/extraction/score.mjs")).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line =
        said.lines().find_map(|line| line.strip_prefix("mean  ").or(line.strip_prefix("mean "))).context("a mean")?;
    let means = line.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    let [recall, excess, others @ ..] = means.as_slice() else { bail!("{line}") };
    Ok(Figure {
        name: "what is read of 40 saved pages",
        asked: format!("at least {RECALL_MIN} % of the article, at most {EXCESS_MAX} % of anything else"),
        reached: format!("{recall} % and {excess} %"),
        how: format!(
            "Readability, defuddle, the service's own reader: {others:?}; `node tests/web/extraction/score.mjs`"
        ),
        holds: *recall >= RECALL_MIN && *excess <= EXCESS_MAX,
    })
}

/// Each release in both browsers against the services before, at and after today's, by the end-to-end test of that.
fn versions() -> Result<Figure> {
    let mut test = Command::new("cargo");
    test.args(["test", "--quiet", "-p", "tests", "--test", "e2e", "--", "every_release"]);
    let output = test.current_dir(repository()).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let cells = said
        .lines()
        .filter_map(|line| line.strip_prefix("extension: ")?.split_once(" cells of versions")?.0.parse().ok());
    let cells: Vec<usize> = cells.collect();
    Ok(Figure {
        name: "releases against services",
        asked: "0 failed cells".to_owned(),
        reached: if output.status.success() { format!("0 of {}", cells.iter().sum::<usize>()) } else { said },
        how: "click, job, badge, ready, with a deploy in the middle; Chromium and Firefox".to_owned(),
        holds: output.status.success() && cells.len() == 2,
    })
}

/// A page of its own for each click.
fn lay(web: &Web, click: usize) -> String {
    let text = format!(
        "This is the page of click number {click}, which somebody read on a train and sent on with one click of the toolbar. \
         It has to become one episode, whatever the network does on the way, and it must never become two of them."
    );
    let page = format!(
        "<!doctype html><html lang=en><title>Click {click}</title><article><h1>Click {click}</h1><p>{text}</p><p>{text}</p></article>"
    );
    web.lay(&format!("http://site/{click}"), Page::Of(HTML, page.into_bytes()));
    format!("{}/http/site/{click}", web.url())
}

fn titles(client: &Client) -> Result<Vec<String>> {
    let (mut titles, mut next) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("/v1/jobs?limit=100{next}"))?.json()?;
        for job in page.get("jobs").and_then(Value::as_array).context("jobs")? {
            titles.push(job.get("title").and_then(Value::as_str).unwrap_or_default().to_owned());
        }
        match page.get("next_cursor").and_then(Value::as_str) {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return Ok(titles),
        }
    }
}

fn clicks() -> Result<Vec<Figure>> {
    // A voice that takes no time: what is measured is clicks.
    let provider = Provider::start()?;
    let mut service = Service::start(Config::fresh(&folder().join("clicks"))?.with("VOICE_URL", &provider.url()))?;
    let (client, web) = (service.config.client(), Web::start()?);
    let mut browser = Browser::start(Kind::Chromium, &Extension::current(), &folder().join("clicks-browser"))?;
    browser.connect(&client)?;
    let (mut chance, mut is_up, mut troubles) = (Chance::new(SEED), true, 0);
    let (mut opened, mut release) = (Vec::new(), 0);
    for click in 0..CLICKS {
        browser.open(&lay(&web, click))?;
        // One click in three has trouble before it, and one in four has its background ended right after it.
        match chance.within((0, 9)) {
            0 if is_up => {
                service.kill();
                is_up = false;
                troubles += 1;
            }
            0 | 1 => {
                service.kill();
                service.restart()?;
                is_up = true;
                troubles += 1;
            }
            2 => {
                release = (release + 1) % 2;
                service.deploy([Release::Current, Release::Next].get(release).copied().context("a release")?)?;
                is_up = true;
                troubles += 1;
            }
            _ => {}
        }
        browser.popup()?;
        if opened.len() < POPUPS {
            let ms = browser.evaluate(Place::Popup, "Number(document.documentElement.dataset.opened)")?;
            opened.push(ms.as_f64().context("milliseconds")?);
        }
        browser.press(Place::Popup, "#go")?;
        if chance.within((0, 4)) == 0 {
            browser.kill_background()?;
            troubles += 1;
        } else {
            let sent = browser.sees(Place::Popup, "#sent", "Sent.");
            sent.with_context(|| format!("click {click}, the service is up: {is_up}: {:?}", waiting(&mut browser)))?;
        }
    }
    if !is_up {
        service.restart()?;
    }
    browser.popup()?;
    let waiting = Instant::now();
    while !browser.kept("outbox:")?.is_empty() {
        ensure!(waiting.elapsed() < PATIENCE, "still waiting: {:?}", browser.kept("outbox:")?);
        sleep(Duration::from_millis(200));
    }
    let titles = titles(&client)?;
    let different: BTreeSet<_> = titles.iter().collect();
    let popup = median(opened);
    Ok(vec![
        Figure {
            name: "jobs of 100 clicks in trouble",
            asked: format!("{CLICKS}, none twice"),
            reached: format!("{}, {} twice", titles.len(), titles.len() - different.len()),
            how: format!(
                "{troubles} times the service was killed, started, deployed over or the background ended, at random"
            ),
            holds: titles.len() == CLICKS && different.len() == CLICKS,
        },
        Figure {
            name: "the popup is drawn",
            asked: format!("within {POPUP_MS_MAX} ms"),
            reached: format!("{popup:.0} ms"),
            how: format!("middle one of {POPUPS}, from the start of its document, by its own clock"),
            holds: popup <= POPUP_MS_MAX,
        },
        rest(&mut browser)?,
    ])
}

/// Reasons of the clicks that wait.
fn waiting(browser: &mut Browser) -> Result<Vec<String>> {
    let entries = browser.kept("outbox:")?;
    Ok(entries.iter().map(|entry| format!("{} {}", entry["attempts"], entry["waiting"])).collect())
}

/// Ended, the background has nothing that would start it, and nobody is asked.
fn rest(browser: &mut Browser) -> Result<Figure> {
    // Jobs of the later release are parked by the earlier one; they are over for the extension until the popup opens.
    let started = Instant::now();
    while browser.kept("job:")?.iter().any(|job| job.get("status") == Some(&json!("running"))) {
        ensure!(started.elapsed() < PATIENCE, "jobs are still running");
        sleep(Duration::from_millis(500));
    }
    browser.close(Place::Popup)?;
    sleep(Duration::from_secs(2));
    let alarms = browser.evaluate(Place::Aside, "chrome.alarms.getAll().then((all) => all.length)")?;
    browser.kill_background()?;
    let mut is_woken = false;
    let resting = Instant::now();
    while resting.elapsed() < REST {
        is_woken |= browser.is_awake()?;
        sleep(Duration::from_millis(250));
    }
    Ok(Figure {
        name: "the extension at rest",
        asked: "0 alarms, 0 wake-ups".to_owned(),
        reached: format!("{alarms} alarms, {} wake-ups", usize::from(is_woken)),
        how: format!(
            "alarms that are set, and whether the background ran in {} s after it was ended; asleep it asks nobody",
            REST.as_secs()
        ),
        holds: alarms == json!(0) && !is_woken,
    })
}

/// Milliseconds from the popup's opening until it is right, after the background was ended while a job was sent, spoken and finished.
fn waking() -> Result<Figure> {
    let (provider, web) = (Provider::start()?, Web::start()?);
    for voice in VOICES {
        provider.plan(voice, Plan::always(Reply::Slow));
    }
    let service = Service::start(Config::fresh(&folder().join("waking"))?.with("VOICE_URL", &provider.url()))?;
    let client = service.config.client();
    let mut browser = Browser::start(Kind::Chromium, &Extension::current(), &folder().join("waking-browser"))?;
    browser.connect(&client)?;
    let mut slowest = 0;
    for round in 0..KILLS {
        // Ended as soon as it is asked to send, in the middle of speaking, and when the episode is finished.
        browser.open(&lay(&web, round))?;
        browser.popup()?;
        browser.press(Place::Popup, "#go")?;
        for stage in ["sent", "spoken", "finished"] {
            if stage == "spoken" {
                browser.sees(Place::Popup, "#jobs", "Speaking, line ")?;
            } else if stage == "finished" {
                browser.sees(Place::Popup, "#jobs li:first-child", "Ready, ")?;
            }
            browser.kill_background()?;
            browser.popup()?;
            slowest = slowest.max(until_right(&mut browser, &client)?);
        }
    }
    Ok(Figure {
        name: "right after the background was ended",
        asked: format!("within {WAKING_MS_MAX} ms"),
        reached: format!("{slowest} ms at most"),
        how: format!(
            "{KILLS} times each while a job was sent, spoken and finished: lines and status as the service has them"
        ),
        holds: slowest <= WAKING_MS_MAX,
    })
}

fn until_right(browser: &mut Browser, client: &Client) -> Result<u128> {
    let woken = Instant::now();
    while woken.elapsed() < PATIENCE {
        let listed = client.get("/v1/jobs?limit=1")?.json()?;
        if let Some(id) = listed.pointer("/jobs/0/id").and_then(Value::as_str) {
            let view = client.get(&format!("/v1/jobs/{id}"))?.json()?;
            let kept = browser.kept("job:")?;
            let shown = kept.iter().find(|job| job.get("id").is_some_and(|known| known == id));
            let spoken = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or_default();
            let is_right = shown.is_some_and(|job| {
                let lines = spoken(job.get("spoken")).abs_diff(spoken(view.pointer("/progress/turns_spoken")));
                lines <= 1 && job.get("status") == view.get("status")
            });
            if is_right {
                return Ok(woken.elapsed().as_millis());
            }
        }
        sleep(Duration::from_millis(20));
    }
    bail!("the popup is never right: {:?}", browser.kept("job:")?)
}
