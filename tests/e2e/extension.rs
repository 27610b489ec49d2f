//! The browser extension in real browsers: a click becomes exactly one job, whatever happens to the service, the browser or the
//! background meanwhile.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{
    Browser, Client, CodeHost, Config, Deployed, Extension, Kind, Model, Page, Place, Plan, Provider, Relay, Release,
    Reply, Service, Web,
};

use crate::clients::Listener;
use crate::trial::{own, timed, titled};
use crate::work;
use crate::world::{folder, with_shared_voice, world};
use crate::writing;

/// The release that speaks the first version of the API.
const FIRST: &str = "0.9.0";
/// The first version of the API that there was.
const FIRST_WIRE: &str = "2026-11-20";
/// Voices of a job that names none.
const VOICES: [&str; 2] = ["slt", "rms"];

type Scenario = fn(Kind) -> Result<()>;

const SCENARIOS: [(&str, Scenario); 16] = [
    ("a_click_becomes_an_episode_in_the_feed", a_click_becomes_an_episode_in_the_feed),
    ("a_browser_is_connected_by_a_page_of_the_service", a_browser_is_connected_by_a_page_of_the_service),
    ("the_options_tell_what_is_wrong", the_options_tell_what_is_wrong),
    ("a_click_is_kept_while_the_service_is_down", a_click_is_kept_while_the_service_is_down),
    ("a_click_outlives_the_browser", a_click_outlives_the_browser),
    ("progress_is_right_after_the_background_was_ended", progress_is_right_after_the_background_was_ended),
    ("a_revoked_token_is_told_and_the_click_is_kept", a_revoked_token_is_told_and_the_click_is_kept),
    ("a_selection_is_sent_alone", a_selection_is_sent_alone),
    ("what_cannot_be_read_is_told", what_cannot_be_read_is_told),
    ("a_proxy_is_passed_by_a_header", a_proxy_is_passed_by_a_header),
    ("a_pull_request_is_its_diff_and_its_comments", a_pull_request_is_its_diff_and_its_comments),
    ("a_pull_request_is_asked_of_its_host", a_pull_request_is_asked_of_its_host),
    ("a_merge_request_is_asked_with_the_session", a_merge_request_is_asked_with_the_session),
    ("a_style_is_estimated_and_a_script_approved", a_style_is_estimated_and_a_script_approved),
    ("a_release_too_old_or_too_new_is_told", a_release_too_old_or_too_new_is_told),
    ("every_release_works_with_every_neighbour", every_release_works_with_every_neighbour),
];

/// Scenarios that only Firefox lets a test do, or that are about Firefox alone.
const OF_FIREFOX: [(&str, Scenario); 4] = [
    ("the_shortcut_and_the_menu_send", the_shortcut_and_the_menu_send),
    ("a_notification_tells_that_an_episode_is_ready", a_notification_tells_that_an_episode_is_ready),
    ("a_notification_tells_that_a_script_waits", a_notification_tells_that_a_script_waits),
    ("a_service_in_the_local_network_is_followed", a_service_in_the_local_network_is_followed),
];

pub(crate) fn trials() -> Vec<Trial> {
    let kinds = [(Kind::Chromium, "chromium"), (Kind::Firefox, "firefox")];
    let trial = |(kind, browser): (Kind, &'static str), (name, scenario): (&str, Scenario)| {
        titled(format!("extension::{browser}::{name}"), move || timed("extension", || scenario(kind)))
    };
    let both = kinds.iter().flat_map(|kind| SCENARIOS.map(|scenario| trial(*kind, scenario)));
    let of_firefox = OF_FIREFOX.map(|scenario| trial((Kind::Firefox, "firefox"), scenario));
    both.chain(of_firefox).chain([own(the_stores_linter_finds_nothing)]).collect()
}

fn place(kind: Kind, name: &str) -> PathBuf {
    folder().join("extension").join(format!("{kind:?}-{name}"))
}

/// A fresh profile with today's extension.
fn browser(kind: Kind, name: &str) -> Result<Browser> {
    Browser::start(kind, &Extension::current(), &place(kind, name))
}

/// A web with one article, and the article's address.
fn article(topic: &str) -> Result<(Web, String)> {
    let web = Web::start()?;
    let note = work::note(topic);
    let text = note.pointer("/source/text").and_then(Value::as_str).context("a text")?;
    let paragraphs: String = text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    let page = format!(
        "<!doctype html><html lang=en><title>About {topic}</title><nav><a href=/>Home</a></nav><article id=article>\
         <h1>About {topic}</h1>{paragraphs}<p style=display:none>Nobody sees this.</p></article><footer>Imprint</footer>"
    );
    web.lay("http://site/article", Page::Of("text/html; charset=utf-8", page.into_bytes()));
    let url = format!("{}/http/site/article", web.url());
    Ok((web, url))
}

fn newcomer() -> Result<Client> {
    crate::browser::newcomer(world()?)
}

fn jobs(client: &Client) -> Result<Vec<Value>> {
    let listed = client.get("/v1/jobs?limit=100")?.json()?;
    listed.get("jobs").and_then(Value::as_array).cloned().with_context(|| format!("jobs: {listed}"))
}

fn only_job(client: &Client) -> Result<String> {
    let jobs = jobs(client)?;
    let [job] = jobs.as_slice() else { anyhow::bail!("{} jobs of one click: {jobs:?}", jobs.len()) };
    work::id(job)
}

fn a_click_becomes_an_episode_in_the_feed(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("a click")?, browser(kind, "click")?);
    browser.connect(&client)?;
    browser.open(&url)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#found", "About a click")?;
    browser.sees(Place::Popup, "#facts", " words, about ")?;
    browser.press(Place::Popup, "#go")?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    work::poll("the badge is empty again", 10, || Ok(browser.badge()?.is_empty().then_some(())))?;
    let id = only_job(&client)?;
    let script = client.get(&format!("/v1/jobs/{id}/script"))?.text();
    ensure!(
        !script.contains("Nobody sees") && !script.contains("Imprint") && script.contains("short note"),
        "{script}"
    );
    let feed = client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?;
    let href = feed.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?;
    let listed = String::from_utf8(client.get(href)?.body)?;
    ensure!(listed.contains(&id), "{id} is not in {listed}");
    let gpodder = Listener::new("gpodder", &format!("extension-{kind:?}"))?;
    let address = format!("{}{href}", client.url);
    gpodder.run("subscribe", &address)?;
    let downloaded = gpodder.run("download", &address)?;
    ensure!(downloaded.to_string().contains(".mp3"), "gPodder has not downloaded it: {downloaded}");
    // A machine without a loudspeaker plays nothing that could be heard.
    browser.evaluate(Place::Popup, "(document.querySelector('audio').muted = true)")?;
    browser.press(Place::Popup, &format!("[data-job='{id}'] button:first-child"))?;
    work::poll("the episode plays", 10, || {
        let playing = browser.evaluate(Place::Popup, "!document.querySelector('audio').paused")?;
        Ok((playing == json!(true)).then_some(()))
    })?;
    ensure!(browser.errors()?.is_empty(), "{:?}", browser.errors()?);
    Ok(())
}

fn a_browser_is_connected_by_a_page_of_the_service(kind: Kind) -> Result<()> {
    let (client, mut browser) = (newcomer()?, browser(kind, "connect")?);
    browser.open(&format!("{}/session", client.url))?;
    browser.fill(Place::Page, "#token", &client.token)?;
    browser.press(Place::Page, "form button")?;
    browser.sees(Place::Page, "h1", "Library")?;
    browser.options()?;
    browser.fill(Place::Options, "#address", &client.url)?;
    browser.press(Place::Options, "#connect")?;
    browser.allow()?;
    browser.sees(Place::Options, "#code", "Confirm in the other tab")?;
    let code = browser.text(Place::Options, "#code b")?;
    browser.turn_to("/connect?")?;
    browser.sees(Place::Page, "main", &code)?;
    browser.press(Place::Page, "form button")?;
    browser.sees(Place::Page, "main", "connected")?;
    browser.sees(Place::Options, "#checks", "The server accepts the token.")?;
    let listed = client.get("/v1/connections")?.json()?;
    let connection = listed.pointer("/connections/0").context("a connection")?;
    let name = connection.get("name").and_then(Value::as_str).unwrap_or_default();
    ensure!(name.to_lowercase().contains(&format!("{kind:?}").to_lowercase()), "{listed}");
    let settings = browser.kept("settings")?;
    ensure!(!format!("{settings:?}").contains(&client.token), "it has a token of its own: {settings:?}");
    browser.press(Place::Options, "#disconnect")?;
    browser.sees(Place::Options, "#checks", "This browser has no token")?;
    let listed = client.get("/v1/connections")?.json()?;
    ensure!(listed == json!({ "connections": [] }), "{listed}");
    Ok(())
}

fn the_options_tell_what_is_wrong(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("options")?, browser(kind, "options")?);
    browser.options()?;
    if kind == Kind::Firefox {
        browser.fill(Place::Options, "#address", &client.url)?;
        browser.press(Place::Options, "#check")?;
        browser.sees(Place::Options, "#checks", "has not been given permission")?;
        browser.press(Place::Options, "#connect")?;
        browser.allow()?;
    }
    let site = url.split("/http/").next().unwrap_or_default();
    for (address, wrong) in [
        ("not an address", "address"),
        ("http://127.0.0.1:9", "address"),
        (site, "address"),
        ("https://elsewhere.example", "permission"),
        (client.url.as_str(), "token"),
    ] {
        browser.fill(Place::Options, "#address", address)?;
        browser.press(Place::Options, "#check")?;
        let code = format!("document.querySelector('#checks [data-wrong={wrong}]') !== null");
        work::poll(&format!("{address}: {wrong}"), 10, || {
            Ok((browser.evaluate(Place::Options, &code)? == json!(true)).then_some(()))
        })?;
    }
    browser.press(Place::Options, "#paste summary")?;
    browser.fill(Place::Options, "#secret", "no-token")?;
    browser.press(Place::Options, "#token button")?;
    browser.sees(Place::Options, "#checks", "The server does not accept the token")?;
    let shortcut = browser.text(Place::Options, "#shortcut")?;
    ensure!(shortcut.contains("Alt") && shortcut.contains('U'), "{shortcut}");
    Ok(())
}

fn a_click_is_kept_while_the_service_is_down(kind: Kind) -> Result<()> {
    let mut service = Service::start(with_shared_voice(&format!("extension-down-{kind:?}"))?)?;
    let (client, (_web, url), mut browser) = (service.config.client(), article("an outage")?, browser(kind, "down")?);
    browser.connect(&client)?;
    service.kill();
    browser.open(&url)?;
    browser.send()?;
    browser.sees(Place::Popup, "#entries", "The server cannot be reached.")?;
    work::poll("the badge counts the click", 10, || Ok((browser.badge()? == "1").then_some(())))?;
    let alarms =
        browser.evaluate(Place::Aside, "chrome.alarms.getAll().then((all) => all.map(({ name }) => name).sort())")?;
    ensure!(alarms == json!(["outbox"]), "{alarms}");
    service.restart()?;
    browser.popup()?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    only_job(&client)?;
    ensure!(browser.kept("outbox:")?.is_empty());
    Ok(())
}

fn a_click_outlives_the_browser(kind: Kind) -> Result<()> {
    let mut service = Service::start(with_shared_voice(&format!("extension-crash-{kind:?}"))?)?;
    let (client, (_web, url), mut browser) = (service.config.client(), article("a crash")?, browser(kind, "crash")?);
    browser.connect(&client)?;
    service.kill();
    browser.open(&url)?;
    browser.send()?;
    browser.sees(Place::Popup, "#entries", "The server cannot be reached.")?;
    browser.restart()?;
    service.restart()?;
    // By itself: nobody opens the popup.
    work::poll("the click is sent", 150, || Ok((!jobs(&client)?.is_empty()).then_some(())))?;
    browser.open(&url)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    only_job(&client)?;
    Ok(())
}

/// The service with a voice that takes its time, so that there is something to watch.
fn slow_service(name: &str, provider: &Provider) -> Result<Service> {
    for voice in VOICES {
        provider.plan(voice, Plan::always(Reply::Slow));
    }
    Service::start(Config::fresh(&folder().join(name))?.with("VOICE_URL", &provider.url()))
}

fn progress_is_right_after_the_background_was_ended(kind: Kind) -> Result<()> {
    let provider = Provider::start()?;
    let service = slow_service(&format!("extension-killed-{kind:?}"), &provider)?;
    let (client, mut browser) = (service.config.client(), browser(kind, "killed")?);
    browser.connect(&client)?;
    let web = Web::start()?;
    let text = work::fixture("article.md")?;
    let paragraphs: String = text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    let page = format!("<!doctype html><title>A long article</title><article>{paragraphs}</article>");
    web.lay("http://site/long", Page::Of("text/html; charset=utf-8", page.into_bytes()));
    browser.open(&format!("{}/http/site/long", web.url()))?;
    browser.send()?;
    work::poll("the job is there", 20, || Ok((jobs(&client)?.len() == 1).then_some(())))?;
    let id = only_job(&client)?;
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        browser.kill_background()?;
        sleep(Duration::from_millis(300));
        browser.popup()?;
        let woken = Instant::now();
        work::poll("the popup is right again", 30, || {
            let view = work::read(&client, &id)?;
            let shown = browser.kept("job:")?.into_iter().next().context("the job is not kept")?;
            let says = shown.get("spoken").and_then(Value::as_u64).unwrap_or_default();
            let is_right = says.abs_diff(work::turns_spoken(&view)) <= 1 && shown.get("status") == view.get("status");
            Ok(is_right.then_some(()))
        })?;
        slowest = slowest.max(woken.elapsed());
    }
    println!("extension: {kind:?}: right at most {} ms after the background was ended", slowest.as_millis());
    work::cancel(&client, &id)?;
    browser.sees(Place::Popup, "#jobs", "Cancelled")
}

fn a_revoked_token_is_told_and_the_click_is_kept(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("revocation")?, browser(kind, "revoked")?);
    browser.connect(&client)?;
    let id = client.token.split('_').nth(1).context("the token's id")?;
    let tenant = client.get("/v1/jobs")?;
    ensure!(tenant.status == 200);
    world()?.client.administer(&format!("/admin/tokens/{id}/revoke"), &json!({}))?;
    browser.open(&url)?;
    browser.send()?;
    browser.sees(Place::Popup, "#entries", "The server does not accept the token.")?;
    let other = newcomer()?;
    browser.connect(&other)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    only_job(&other)?;
    Ok(())
}

fn a_selection_is_sent_alone(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("a selection")?, browser(kind, "selection")?);
    browser.connect(&client)?;
    browser.open(&url)?;
    browser.select("#article p:nth-of-type(3)")?;
    browser.popup()?;
    browser.press(Place::Popup, "[value=selection]")?;
    browser.press(Place::Popup, "#go")?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    let script = client.get(&format!("/v1/jobs/{}/script", only_job(&client)?))?.text();
    ensure!(script.contains("rehearsal") && !script.contains("nobody had to stop"), "{script}");
    Ok(())
}

/// A PDF that is whole: one empty page.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                   3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

fn what_cannot_be_read_is_told(kind: Kind) -> Result<()> {
    let (client, web, mut browser) = (newcomer()?, Web::start()?, browser(kind, "unreadable")?);
    web.lay("http://site/paper.pdf", Page::Of("application/pdf", PDF.as_bytes().to_vec()));
    web.lay(
        "http://site/empty",
        Page::Of("text/html; charset=utf-8", b"<!doctype html><title>Nothing</title>".to_vec()),
    );
    browser.connect(&client)?;
    for (path, told) in
        [("paper.pdf", "This is a PDF, which is not read yet."), ("empty", "There is no text on this page.")]
    {
        browser.open(&format!("{}/http/site/{path}", web.url()))?;
        browser.popup()?;
        browser.sees(Place::Popup, "#facts", told)?;
        ensure!(browser.evaluate(Place::Popup, "document.querySelector('#go').disabled")? == json!(true), "{path}");
    }
    Ok(())
}

/// A websocket carries no header of ours, and is not let through: the job is read.
fn a_proxy_is_passed_by_a_header(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("a proxy")?, browser(kind, "proxy")?);
    let relay = Relay::guarded(&client, "x-door: a key")?;
    browser.options()?;
    browser.fill(Place::Options, "#address", &relay.url())?;
    browser.press(Place::Options, "#connect")?;
    browser.allow()?;
    browser.sees(Place::Options, "#checks", "a proxy in front of it asks for a header")?;
    browser.press(Place::Options, "#proxy summary")?;
    browser.press(Place::Options, "#headers-add")?;
    browser.fill(Place::Options, "#headers-rows .name", "Authorization")?;
    browser.fill(Place::Options, "#headers-rows .value", "a key")?;
    browser.press(Place::Options, "#headers [type=submit]")?;
    browser.sees(Place::Options, "#headers-said", "Authorization cannot be set here.")?;
    browser.fill(Place::Options, "#headers-rows .name", "X-Door")?;
    browser.press(Place::Options, "#headers [type=submit]")?;
    browser.sees(Place::Options, "#headers-said", "Saved.")?;
    browser.sees(Place::Options, "#checks", "This browser has no token")?;
    browser.connect(&Client::new(&relay.url(), &client.token))?;
    browser.open(&url)?;
    browser.send()?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    only_job(&client)?;
    ensure!(relay.sockets() == 0, "a websocket carries a header");
    Ok(())
}

const DIFF: &str = "diff --git a/src/lease.rs b/src/lease.rs\n--- a/src/lease.rs\n+++ b/src/lease.rs\n@@ -1,2 +1,2 @@\n-let ms = 10;\n+let ms = LEASE_MS;\n";

fn a_pull_request_is_its_diff_and_its_comments(kind: Kind) -> Result<()> {
    let (client, web, mut browser) = (newcomer()?, Web::start()?, browser(kind, "pull")?);
    let description =
        "The lease was ten milliseconds long, which no provider answers in. It is a second now, like the others.";
    let page = format!(
        "<!doctype html><html lang=en><title>Leases by ada · Pull Request #7</title><h1><bdi class=js-issue-title>Leases last \
         a second</bdi></h1><div class=js-command-palette-pull-body><div class=comment-body><p>{description}</p></div></div>\
         <details class=js-resolvable-timeline-thread-container data-resolved=false><summary><a>src/lease.rs</a></summary><table>\
         <tr><td data-line-number=1><td>let ms = LEASE_MS;</table><div class=review-comment id=discussion_r41><a class=author>bo</a>\
         <div class=comment-body><p>Why is it not two seconds, as in the draft?</div></div></details>\
         <details class=js-resolvable-timeline-thread-container data-resolved=true><summary><a>src/lease.rs</a></summary><table>\
         <tr><td data-line-number=1><td>let ms = LEASE_MS;</table><div class=review-comment id=discussion_r42><a class=author>bo</a>\
         <div class=comment-body><p>Is the constant public?</div></div></details>"
    );
    web.lay("ada://leases/pull/7", Page::Of("text/html; charset=utf-8", page.into_bytes()));
    web.lay("ada://leases/pull/7.diff", Page::Of("text/plain; charset=utf-8", DIFF.as_bytes().to_vec()));
    browser.connect(&client)?;
    browser.open(&format!("{}/ada/leases/pull/7", web.url()))?;
    browser.popup()?;
    browser.sees(Place::Popup, "#found", "Leases last a second")?;
    browser.sees(Place::Popup, "#facts", "1 file, 2 comments")?;
    ensure!(jobs(&client)?.is_empty(), "the popup alone sends nothing");
    browser.press(Place::Popup, "#go")?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    let script = client.get(&format!("/v1/jobs/{}/script", only_job(&client)?))?.body;
    let script = String::from_utf8(script)?;
    ensure!(script.contains("no provider answers in") && script.contains("two seconds"), "{script}");
    let action = action(&client)?;
    ensure!(action.contains("src/lease.rs:1") && action.contains("two seconds"), "{action}");
    ensure!(!action.contains("constant public"), "what is resolved is not left to do: {action}");
    Ok(())
}

/// The open points of the only job.
fn action(client: &Client) -> Result<String> {
    let answer = client.get(&format!("/v1/jobs/{}/action.md", only_job(client)?))?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    Ok(String::from_utf8(answer.body)?)
}

/// A page that tells less than the API: it has no comment, and the API has no session.
const PULL_REQUEST: &str = "<!doctype html><html lang=en><title>Leases · Pull Request #7</title><h1>Leases</h1>";

fn a_pull_request_is_asked_of_its_host(kind: Kind) -> Result<()> {
    let review = work::fixture("changes/reviews/cuepoint-github.json")?;
    let host = CodeHost::with_page(serde_json::from_str(&review)?, PULL_REQUEST.to_owned())?;
    // Not the name that the server has: no permission of the extension's is for it.
    let name = host.name().replace("127.0.0.1", "localhost");
    let (client, mut browser) = (newcomer()?, browser(kind, "host")?);
    browser.connect(&client)?;
    browser.options()?;
    browser.press(Place::Options, "#tokens summary")?;
    browser.press(Place::Options, "#hosts-add")?;
    browser.fill(Place::Options, "#hosts-rows .name", "https://github.com")?;
    browser.fill(Place::Options, "#hosts-rows .value", "the-readers-own")?;
    browser.press(Place::Options, "#hosts [type=submit]")?;
    browser.sees(Place::Options, "#hosts-said", "is no host")?;
    browser.fill(Place::Options, "#hosts-rows .name", &name)?;
    browser.press(Place::Options, "#hosts [type=submit]")?;
    browser.sees(Place::Options, "#hosts-said", "Saved.")?;
    browser.open(&format!("http://{name}/owner/name/pull/7"))?;
    browser.popup()?;
    browser.sees(Place::Popup, "#found", "fix(label)!: refuse several numbers")?;
    browser.sees(Place::Popup, "#facts", "3 files, ")?;
    browser.press(Place::Popup, "#go")?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    let asked = host.asked();
    let (of_api, of_page): (Vec<_>, Vec<_>) =
        asked.iter().filter(|(line, _)| !line.starts_with("OPTIONS ")).partition(|(line, _)| line.contains("/api/"));
    ensure!(of_api.len() == 7, "{asked:?}");
    ensure!(of_api.iter().all(|(_, token)| token.as_deref() == Some("Bearer the-readers-own")), "{asked:?}");
    ensure!(of_page.iter().all(|(_, token)| token.is_none()), "the page has no use for it: {asked:?}");
    let action = action(&client)?;
    ensure!(action.contains("lib/parcel/label/reader.rb:90") && action.contains("lib/parcel/label.rb:15"), "{action}");
    ensure!(!action.contains("number in quotes"), "it is resolved: {action}");
    Ok(())
}

fn a_merge_request_is_asked_with_the_session(kind: Kind) -> Result<()> {
    let review = work::fixture("changes/reviews/cuepoint-gitlab.json")?;
    let page = PULL_REQUEST.replace("Pull Request #7", "Merge requests");
    let host = CodeHost::with_page(serde_json::from_str(&review)?, page)?;
    let (client, mut browser) = (newcomer()?, browser(kind, "session")?);
    browser.connect(&client)?;
    let url = format!("http://{}/owner/name/-/merge_requests/7", host.name().replace("127.0.0.1", "localhost"));
    browser.open(&url)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#found", "Fix namespaces with wildcards")?;
    browser.press(Place::Popup, "#go")?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    let action = action(&client)?;
    ensure!(action.contains("src/common.js"), "{action}");
    Ok(())
}

fn a_style_is_estimated_and_a_script_approved(kind: Kind) -> Result<()> {
    let model = Model::start()?;
    let config = writing::with_model(&format!("extension-{kind:?}"), "openai", &model.url())?;
    let (_service, client) = writing::started(config)?;
    let ((_web, url), mut browser) = (article("a style")?, browser(kind, "style")?);
    browser.connect(&client)?;
    browser.open(&url)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#facts", " words, about ")?;
    ensure!(browser.text(Place::Popup, "#estimate")?.trim().is_empty(), "nothing is estimated before it is asked for");
    browser.press(Place::Popup, "#how summary")?;
    browser.sees(Place::Popup, "#estimate", ", by openai.")?;
    browser.fill(Place::Popup, "#minutes", "1")?;
    browser.fill(Place::Popup, "#focus", "What was learned?")?;
    let choose = "(() => { const list = document.querySelector('#format'); list.value = 'explainer'; \
                  list.dispatchEvent(new Event('input', { bubbles: true })); })()";
    browser.evaluate(Place::Popup, choose)?;
    browser.press(Place::Popup, "#first")?;
    browser.sees(Place::Popup, "#estimate", "About 1 min, 0.0")?;
    ensure!(jobs(&client)?.is_empty() && model.questions().is_empty(), "an estimate makes nothing, and costs nothing");
    browser.press(Place::Popup, "#go")?;
    browser.sees(Place::Popup, "#jobs", "Waits for your approval of the script")?;
    work::poll("the badge counts it", 10, || Ok((browser.badge()? == "1").then_some(())))?;
    let id = only_job(&client)?;
    let view = work::read(&client, &id)?;
    let style = json!({ "format": "explainer", "minutes": 1, "focus": "What was learned?" });
    ensure!(view.get("style") == Some(&style), "{view}");
    let kept = browser.kept("settings")?;
    let style = kept.first().and_then(|settings| settings.get("style"));
    ensure!(style == Some(&json!({ "format": "explainer", "minutes": 1, "readsFirst": true })), "{kept:?}");
    let buttons = browser.text(Place::Popup, "#jobs")?;
    ensure!(buttons.contains("Read and approve") && !buttons.contains("Try again"), "{buttons}");
    browser.press(Place::Popup, &format!("[data-job='{id}'] button:last-child"))?;
    browser.turn_to(&format!("/session?next=/jobs/{id}"))?;
    let estimate = view.pointer("/approval/estimate").context("an estimate")?;
    writing::post(&client, &format!("/v1/jobs/{id}/approve"), &json!({ "estimate": estimate }))?;
    browser.open(&url)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    work::poll("the badge is empty again", 10, || Ok(browser.badge()?.is_empty().then_some(())))?;
    ensure!(browser.errors()?.is_empty(), "{:?}", browser.errors()?);
    Ok(())
}

fn a_release_too_old_or_too_new_is_told(kind: Kind) -> Result<()> {
    let (client, (_web, url)) = (newcomer()?, article("other versions")?);
    for (wire, says, line) in [
        ("2026-01-01", "This extension is too old for the server.", "takes nothing from it any more"),
        ("2031-01-01", "The server is older than this extension.", "waits until it is updated"),
    ] {
        let at = place(kind, wire);
        let extension = Extension::speaking(wire, &at.with_extension("build"))?;
        let mut browser = Browser::start(kind, &extension, &at)?;
        browser.options()?;
        browser.fill(Place::Options, "#address", &client.url)?;
        browser.press(Place::Options, "#connect")?;
        browser.allow()?;
        browser.sees(
            Place::Options,
            "#checks",
            if wire < FIRST_WIRE { "too old for the server" } else { "Update the server" },
        )?;
        // As if the server had become another since.
        let settings = json!({ "settings": { "server": client.url, "token": client.token, "headers": [] } });
        browser.evaluate(Place::Aside, &format!("chrome.storage.local.set({settings})"))?;
        browser.close(Place::Options)?;
        browser.open(&url)?;
        browser.send()?;
        browser.sees(Place::Popup, "#entries", says)?;
        browser.sees(Place::Popup, "#line", line)?;
        ensure!(jobs(&client)?.is_empty() && browser.kept("outbox:")?.len() == 1, "{wire}: it is kept, and not sent");
    }
    Ok(())
}

fn the_shortcut_and_the_menu_send(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("the menu")?, browser(kind, "menu")?);
    browser.connect(&client)?;
    browser.open(&url)?;
    browser.press_keys("Alt+Shift+U")?;
    browser.sees(Place::Popup, "#found", "About the menu")?;
    browser.close(Place::Popup)?;
    browser.choose("Make an episode of this page", "#article h1")?;
    work::poll("the page is sent", 20, || Ok((jobs(&client)?.len() == 1).then_some(())))?;
    browser.select("#article p:nth-of-type(3)")?;
    browser.choose("Make an episode of the selection", "#article p:nth-of-type(3)")?;
    work::poll("the selection is sent", 20, || Ok((jobs(&client)?.len() == 2).then_some(())))?;
    browser.choose("Make an episode of the linked page", "nav a")?;
    browser.open(&url)?;
    browser.popup()?;
    browser.sees(Place::Popup, "#entries .refused", "Discard")?;
    browser.press(Place::Popup, "#entries .refused button")?;
    work::poll("the link is thrown away", 10, || Ok(browser.kept("outbox:")?.is_empty().then_some(())))
}

/// A browser whose user wants to be notified, on a page.
fn notified(kind: Kind, client: &Client, url: &str) -> Result<Browser> {
    let mut browser = browser(kind, "notification")?;
    browser.connect(client)?;
    browser.options()?;
    browser.press(Place::Options, "#notify")?;
    browser.answer()?;
    work::poll("the choice is kept", 10, || {
        let kept = browser.kept("settings")?;
        Ok((kept.first().and_then(|settings| settings.get("notifies")) == Some(&json!(true))).then_some(()))
    })?;
    browser.open(url)?;
    Ok(browser)
}

fn a_notification_tells_that_an_episode_is_ready(kind: Kind) -> Result<()> {
    let (client, (_web, url)) = (newcomer()?, article("a notification")?);
    let mut browser = notified(kind, &client, &url)?;
    browser.send()?;
    let (title, text) = work::poll("a notification", 60, || {
        Ok(browser.notifications()?.into_iter().find(|(title, _)| !title.is_empty()))
    })?;
    ensure!(title == "About a notification" && text.starts_with("Ready, "), "{title}: {text}");
    Ok(())
}

fn a_notification_tells_that_a_script_waits(kind: Kind) -> Result<()> {
    let (client, (_web, url)) = (newcomer()?, article("a question")?);
    let mut browser = notified(kind, &client, &url)?;
    browser.popup()?;
    browser.press(Place::Popup, "#how summary")?;
    browser.press(Place::Popup, "#first")?;
    browser.sees(Place::Popup, "#estimate", "About ")?;
    browser.press(Place::Popup, "#go")?;
    let (title, text) = work::poll("a notification", 60, || {
        Ok(browser.notifications()?.into_iter().find(|(title, _)| !title.is_empty()))
    })?;
    ensure!(title == "About a question" && text == "Waits for your approval of the script", "{title}: {text}");
    Ok(())
}

/// An address of this machine that is not its own alone, by which the service is reached.
fn a_service_in_the_local_network_is_followed(kind: Kind) -> Result<()> {
    let (client, (_web, url), mut browser) = (newcomer()?, article("the network")?, browser(kind, "network")?);
    let relay = Relay::in_the_network(&client)?;
    browser.connect(&Client::new(&relay.url(), &client.token))?;
    browser.open(&url)?;
    browser.send()?;
    browser.sees(Place::Popup, "#jobs", "Ready, ")?;
    only_job(&client)?;
    ensure!(relay.sockets() > 0, "its progress came by no websocket");
    Ok(())
}

fn the_stores_linter_finds_nothing() -> Result<()> {
    let said = tests::tools::web_ext_lint(&tests::repository().join("crates/extension/build/firefox"))?;
    ensure!(said.get("summary") == Some(&json!({ "errors": 0, "notices": 0, "warnings": 0 })), "{said}");
    Ok(())
}

/// Each release of the extension against yesterday's, today's and tomorrow's service, with a deploy in the middle of the job.
fn every_release_works_with_every_neighbour(kind: Kind) -> Result<()> {
    let (web, url) = article("every release")?;
    let mut cells = Vec::new();
    let mut extensions = Extension::released()?;
    extensions.push(("today".to_owned(), Extension::current()));
    for (release, extension) in extensions {
        for (before, after) in [
            (Release::Previous, Release::Current),
            (Release::Current, Release::Next),
            (Release::Next, Release::Current),
            (Release::Current, Release::Previous),
        ] {
            let name = format!("{kind:?}-{release}-{before:?}-{after:?}");
            let provider = Provider::start()?;
            for voice in VOICES {
                provider.plan(voice, Plan::always(Reply::Slow));
            }
            let config = Config::fresh(&folder().join(format!("extension-{name}")))?;
            let mut service = Service::start(config.with("VOICE_URL", &provider.url()).deployed(before))?;
            let client = service.config.client();
            let mut browser = Browser::start(kind, &extension, &place(kind, &name))?;
            browser.connect(&client)?;
            browser.open(&url)?;
            browser.send()?;
            browser.sees(Place::Popup, "#jobs", "Speaking, line ").with_context(|| name.clone())?;
            work::poll("the badge counts the job", 10, || Ok((browser.badge()? == "1").then_some(())))?;
            service.deploy(Deployed::from(after))?;
            if before > after {
                // An earlier release does not know the job's engine: it says so, and the later one goes on.
                browser.sees(Place::Popup, "#jobs", "is not deployed").with_context(|| name.clone())?;
                service.deploy(Deployed::from(before))?;
                service.sweep()?;
                work::poll("the job goes on", 60, || {
                    Ok((work::status(&work::read(&client, &only_job(&client)?)?) != "parked").then_some(()))
                })?;
                browser.popup()?;
            }
            browser.sees(Place::Popup, "#jobs", "Ready, ").with_context(|| name.clone())?;
            only_job(&client)?;
            let line = browser.text(Place::Popup, "#line")?;
            ensure!(line.contains("Update this extension by 2027-05-29") == (release == FIRST), "{name}: {line}");
            cells.push(name);
        }
    }
    drop(web);
    println!("extension: {} cells of versions, 0 failed", cells.len());
    Ok(())
}
