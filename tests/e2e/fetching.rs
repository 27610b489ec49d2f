//! A source named by its address: read by the service where that is allowed, and never from within the house.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, Config, Page, Provider, Service, Web};

use crate::command::cuepoint;
use crate::trial::{own, shared};
use crate::work;
use crate::world::{World, folder, with_shared_voice};

const ARTICLE: &str = "https://news.example/article?token=quetzal7";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(no_page_is_read_unless_it_is_allowed),
        own(a_page_becomes_an_episode_and_is_read_once),
        own(an_address_is_in_the_feed_only_where_the_tenant_wants_that),
        own(every_failure_to_fetch_a_page_has_its_code),
        own(private_addresses_are_not_fetched),
        own(a_name_that_resolves_to_a_private_address_is_not_fetched),
    ]
}

fn at(url: &str) -> Value {
    json!({ "source": { "url": url } })
}

fn an_address_is_in_the_feed_only_where_the_tenant_wants_that() -> Result<()> {
    let (service, web) = start("addresses")?;
    let client = service.config.client();
    let said = "<p>The committee met on Tuesday and decided nothing at all. It will meet once more next week.</p>";
    web.lay(ARTICLE, Page::Of("text/html", format!("<h1>The committee</h1>{said}").into_bytes()));
    let feed = client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?;
    let path = feed.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?;
    work::finish(&client, &at(ARTICLE))?;
    let document = client.get(path)?;
    ensure!(document.text().contains("<rss") && !String::from_utf8_lossy(&document.body).contains("news.example"));
    client.administer("/admin/tenants/default", &json!({ "show_addresses": true }))?;
    work::finish(&client, &at(ARTICLE))?;
    let document = String::from_utf8(client.get(path)?.body)?;
    let (shown, whole) = ("https://news.example/article", "quetzal7");
    ensure!(document.matches(&format!("({shown})")).count() > 0 && !document.contains(whole), "{document}");
    Ok(())
}

fn code(answer: &Answer) -> Result<String> {
    let problem = answer.json()?;
    Ok(problem.get("code").and_then(Value::as_str).context("a problem has a code")?.to_owned())
}

fn refused(client: &Client, url: &str) -> Result<String> {
    let answer = client.submit(&work::key(), &at(url)).send()?;
    ensure!((400..500).contains(&answer.status), "{url}: {} {}", answer.status, answer.text());
    ensure!(!answer.text().contains("quetzal7"), "the address is repeated: {}", answer.text());
    code(&answer)
}

fn start(name: &str) -> Result<(Service, Web)> {
    let web = Web::start()?;
    let config = with_shared_voice(name)?.with("CUEPOINT_FETCH", "public").within(&web);
    Ok((Service::start(config)?, web))
}

fn no_page_is_read_unless_it_is_allowed(world: &World) -> Result<()> {
    ensure!(refused(&world.client, "https://example.com/")? == "fetch_disabled", "a page was asked for");
    ensure!(refused(&world.client, "http://localhost/quetzal7")? == "address_refused", "an address was not judged");
    Ok(())
}

fn a_page_becomes_an_episode_and_is_read_once() -> Result<()> {
    let (service, web) = start("fetching")?;
    let client = service.config.client();
    let article = |title: &str| {
        let said = "<p>The committee met on Tuesday and decided nothing at all. It will meet once more next week.</p>";
        let page = format!(
            "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{said}</article></body></html>"
        );
        Page::Of("text/html; charset=utf-8", page.into_bytes())
    };
    web.lay("http://news.example/", Page::Redirect(ARTICLE.to_owned()));
    web.lay(ARTICLE, article("The committee"));
    let key = work::key();
    let submit =
        |url: &str| client.submit(&key, &at(url)).header("Cookie", "a=b").header("Referer", "https://c.example").send();
    let created = submit("http://news.example/")?;
    ensure!(created.status == 201, "{} {}", created.status, created.text());
    let id = work::id(&created.json()?)?;
    // Whatever lies there by now, the same request is the same job.
    web.lay(ARTICLE, article("Another one"));
    let again = submit("http://news.example/")?;
    ensure!(again.status == 200 && work::id(&again.json()?)? == id, "{} {}", again.status, again.text());
    ensure!(again.header("Location").ends_with(&id), "{:?}", again.headers);
    let other = submit("http://news.example/other")?;
    ensure!(other.status == 422 && code(&other)? == "idempotency_key_reused", "{}", other.text());
    let asked = web.asked();
    let addresses: Vec<&str> = asked.iter().map(|(address, _)| address.as_str()).collect();
    ensure!(addresses == ["http://news.example/", ARTICLE], "{addresses:?}");
    for (_, headers) in &asked {
        let said = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        ensure!(said("user-agent") == Some("cuepoint"), "{headers:?}");
        for name in ["cookie", "referer", "authorization", "idempotency-key", "x-forwarded-for", "from", "origin"] {
            ensure!(said(name).is_none(), "{name} is sent along: {headers:?}");
        }
    }
    work::follow(&client, &id)?;
    let view = work::read(&client, &id)?;
    ensure!(view.get("title").is_some_and(|title| title == "The committee"), "{view}");
    let script = client.get(&format!("/v1/jobs/{id}/script"))?;
    ensure!(String::from_utf8_lossy(&script.body).contains("committee"), "{}", script.text());
    let output = cuepoint(&client, "fetching")?.args(["generate", ARTICLE, "--no-wait"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn every_failure_to_fetch_a_page_has_its_code() -> Result<()> {
    let (service, web) = start("fetching-wrong")?;
    let client = service.config.client();
    for (name, page, expected) in [
        ("house", Page::Redirect("http://127.0.0.1:1/".to_owned()), "address_refused"),
        ("hop", Page::Redirect("https://a.example/house".to_owned()), "address_refused"),
        ("down", Page::Redirect("http://a.example/".to_owned()), "address_refused"),
        ("circle", Page::Redirect("/circle".to_owned()), "page_status"),
        ("gone", Page::Status(410), "page_status"),
        ("later", Page::Status(503), "page_status"),
        ("picture", Page::Of("image/png", b"quetzal7".to_vec()), "page_type"),
        ("letters", Page::Of("text/html; charset=utf-16", b"quetzal7".to_vec()), "page_type"),
        ("endless", Page::Endless, "page_too_large"),
        ("lost", Page::Lost, "page_unreachable"),
        ("hang", Page::Hang, "page_too_slow"),
        ("empty", Page::Of("text/html", Vec::new()), "source_empty"),
        ("binary", Page::Of("text/plain", vec![0, 1, 2]), "source_has_nul"),
    ] {
        let url = format!("https://a.example/{name}");
        web.lay(&url, page);
        let code = refused(&client, &url)?;
        ensure!(code == expected, "{name}: {code}");
    }
    let jobs = client.get("/v1/jobs")?.json()?;
    ensure!(
        jobs.get("jobs").and_then(Value::as_array).is_some_and(Vec::is_empty),
        "what is refused leaves no trace: {jobs}"
    );
    Ok(())
}

/// By the platform's own way out.
fn private_addresses_are_not_fetched() -> Result<()> {
    let house = Provider::start()?;
    let config = with_shared_voice("fetching-house")?.with("CUEPOINT_FETCH", "public");
    let service = Service::start(config)?;
    let client = service.config.client();
    let port = house.url().rsplit(':').next().context("a port")?.to_owned();
    for host in
        ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost."]
    {
        for url in [format!("http://{host}:{port}/"), format!("http://{host}/")] {
            ensure!(refused(&client, &url)? == "address_refused", "{url}");
        }
    }
    ensure!(refused(&client, "https://nowhere.example/quetzal7")? == "page_unreachable", "a name that is nobody's");
    ensure!(house.strays().is_empty() && house.all_calls().is_empty(), "{:?}", house.strays());
    let log = std::fs::read_to_string(&service.config.log)?;
    ensure!(!log.contains("quetzal7") && !log.contains("nowhere.example"), "an address is in the log");
    Ok(())
}

/// Rebinding: nothing is wrong with the name, so no judge of names can help. The voice, which may be in the house, shows what
/// it means.
fn a_name_that_resolves_to_a_private_address_is_not_fetched() -> Result<()> {
    let house = Provider::start_on(([127, 0, 0, 1], 80).into())
        .context("a page's address has no port: the house listens on port 80")?;
    let config = Config::fresh(&folder().join("fetching-rebound"))?.with_name("rebound.example")?;
    let service = Service::start(config.with("CUEPOINT_FETCH", "public").with("VOICE_URL", "http://rebound.example"))?;
    let client = service.config.client();
    let health = client.admin("GET", "/admin/health").send()?.json()?;
    let voice = health.pointer("/checks/voice:models/0").context("a probe")?;
    ensure!(voice.get("status").is_some_and(|status| status == "ok"), "the name does not mean the house: {voice}");
    ensure!(refused(&client, "http://rebound.example/quetzal7")? == "page_unreachable", "a page was read");
    ensure!(house.strays() == ["GET /v1/models"], "the house was asked: {:?}", house.strays());
    let log = std::fs::read_to_string(&service.config.log)?;
    ensure!(!log.contains("rebound.example"), "an address is in the log");
    Ok(())
}
