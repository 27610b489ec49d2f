//! The pages that people look at: signed in by a cookie, and forged by nobody.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Config, Model, Plan, Provider, Reply, Service};

use crate::browser::{Browser, between, newcomer, post};
use crate::signed::ensure_problem;
use crate::trial::{own, shared};
use crate::work;
use crate::world::{World, folder};
use crate::writing;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_token_signs_a_browser_in_and_out),
        shared(a_pairing_code_signs_in_once),
        shared(a_wrong_token_is_told_on_the_form),
        shared(whoever_is_not_signed_in_is_asked_to),
        shared(the_library_shows_episodes_and_feeds),
        shared(the_page_of_a_job_shows_its_transcript_and_changes_a_line),
        shared(a_form_without_the_proof_of_a_page_does_nothing),
        shared(a_session_ends_with_its_token),
        shared(a_session_alone_opens_no_websocket),
        shared(pages_are_under_a_strict_policy),
        own(an_outline_is_changed_and_approved_on_its_page),
        own(a_script_is_approved_on_its_page),
        own(a_parked_job_is_resumed_on_its_page),
        own(the_pages_hold_in_a_real_browser),
    ]
}

fn a_token_signs_a_browser_in_and_out(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    ensure!(browser.page("/")?.contains("Library") && browser.get("/v1/jobs")?.status == 200);
    let out = browser.post("/session/end", &[("csrf", &browser.csrf()?)])?;
    ensure!(out.status == 303 && out.header("Set-Cookie").contains("Max-Age=0"), "{:?}", out.headers);
    Ok(())
}

fn a_pairing_code_signs_in_once(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let made = client.ask("POST", "/v1/pairing").json(&json!({})).send()?.json()?;
    let code = made.get("code").and_then(Value::as_str).context("a code")?;
    ensure!(made.get("href") == Some(&json!(format!("/session#{code}"))), "{made}");
    Browser::sign_in(&client, &code.to_ascii_uppercase().replace('-', " "))?;
    let again = post(&client.with_token(""), "", "/session", &[("token", code)])?;
    ensure!(again.status == 401 && again.text().contains("<form"), "{} {}", again.status, again.text());
    Ok(())
}

fn a_wrong_token_is_told_on_the_form(world: &World) -> Result<()> {
    for token in ["", "wrong", "0000-0000", "<script>alert(1)</script>", &"t".repeat(10_000)] {
        let answer =
            post(&world.client.with_token(""), "", "/session", &[("token", token), ("next", "//evil.example")])?;
        let page = String::from_utf8(answer.body.clone())?;
        ensure!(answer.status == 401 && answer.header("Set-Cookie").is_empty(), "{} {}", answer.status, answer.text());
        ensure!(page.contains("role=\"alert\"") && !page.contains("evil") && !page.contains("<script>"), "{page}");
    }
    Ok(())
}

fn whoever_is_not_signed_in_is_asked_to(world: &World) -> Result<()> {
    let stranger = Browser { client: world.client.with_token(""), cookie: "cuepoint_session=x.1.2.t.3".to_owned() };
    let page = format!("/jobs/{}", world.article.id);
    for path in ["/", &page] {
        let answer = stranger.get(path)?;
        ensure!(answer.status == 303 && answer.header("Location") == format!("/session?next={path}"), "{path}");
    }
    let form = stranger.page(&format!("/session?next={page}"))?;
    ensure!(form.contains(&format!("name=\"next\" value=\"{page}\"")), "{form}");
    ensure_problem(&stranger.get("/v1/jobs")?, 403, "grant_invalid")?;
    let answer = stranger.post(&format!("{page}/revise"), &[("turn", "1"), ("text", "No.")])?;
    ensure!(answer.status == 403 && answer.header("Content-Type").starts_with("text/html"), "{}", answer.status);
    Ok(())
}

fn the_library_shows_episodes_and_feeds(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let csrf = browser.csrf()?;
    let mut titled = work::note("the library");
    titled.as_object_mut().context("a body")?.insert("title".to_owned(), json!("Reads <b>& writes</b>"));
    let id = work::id(&work::finish(&client, &titled)?)?;
    ensure!(browser.post("/feeds", &[("csrf", &csrf)])?.status == 303);
    let page = browser.page("/")?;
    ensure!(page.contains(&format!("/jobs/{id}")) && page.contains("Reads &lt;b&gt;&amp; writes&lt;/b&gt;"), "{page}");
    let listed = client.get("/v1/feeds")?.json()?;
    let feed = listed.pointer("/feeds/0/id").and_then(Value::as_str).context("a feed")?;
    let url = between(&page, "readonly value=\"", "\"")?;
    ensure!(url.starts_with(&format!("{}/f/", client.url)) && url.ends_with("/feed.xml"), "{url}");
    ensure!(page.contains("<svg"), "no QR code");
    let added = browser.post(&format!("/feeds/{feed}/addresses"), &[("csrf", &csrf), ("name", "My <phone>")])?;
    ensure!(added.status == 303, "{} {}", added.status, added.text());
    let page = browser.page("/")?;
    ensure!(page.contains("My &lt;phone&gt;") && page.matches("readonly value=").count() == 2, "{page}");
    let address = between(&page, "name=\"address\" value=\"", "\"")?;
    ensure!(browser.post(&format!("/feeds/{feed}/revoke"), &[("csrf", &csrf), ("address", &address)])?.status == 303);
    ensure!(browser.page("/")?.matches("readonly value=").count() == 1);
    let path = url.strip_prefix(&client.url).unwrap_or_default();
    ensure_problem(&browser.get(path)?, 410, "feed_gone")
}

fn the_page_of_a_job_shows_its_transcript_and_changes_a_line(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let id = work::id(&work::finish(&client, &work::note("a page"))?)?;
    let page = browser.page(&format!("/jobs/{id}"))?;
    let script = client.get(&format!("/v1/jobs/{id}/script"))?.json()?;
    let turns = script.get("turns").and_then(Value::as_array).context("turns")?;
    ensure!(page.matches("data-start=").count() >= turns.len(), "each line has its time");
    ensure!(page.contains("<audio") && page.contains("episode.mp3") && page.contains("blockquote"), "{page}");
    for name in ["episode.mp3", "chapters.json", "transcript.vtt"] {
        ensure!(browser.get(&format!("/v1/jobs/{id}/{name}"))?.status == 200, "{name}");
    }
    let csrf = browser.csrf()?;
    let fields = [("csrf", csrf.as_str()), ("turn", "1"), ("text", "Written\r\n by hand.")];
    let revised = browser.post(&format!("/jobs/{id}/revise"), &fields)?;
    ensure!(revised.status == 303 && revised.header("Location") == format!("/jobs/{id}"), "{}", revised.text());
    work::follow(&client, &id)?;
    ensure!(browser.page(&format!("/jobs/{id}"))?.contains("Written by hand."));
    let bad = browser.post(&format!("/jobs/{id}/revise"), &[("csrf", &csrf), ("turn", "1"), ("text", "caf\u{e9}")])?;
    ensure!(bad.status == 422 && bad.header("Content-Type").starts_with("text/html"), "{}", bad.status);
    let other = newcomer(world)?;
    let stranger = Browser::sign_in(&other, &other.token)?;
    ensure!(stranger.get(&format!("/jobs/{id}"))?.status == 404, "another tenant's job");
    Ok(())
}

fn a_form_without_the_proof_of_a_page_does_nothing(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let other = newcomer(world)?;
    let others = Browser::sign_in(&other, &other.token)?.csrf()?;
    for csrf in ["", "x", &others] {
        for path in ["/feeds", "/session/end"] {
            let answer = browser.post(path, &[("csrf", csrf)])?;
            ensure!(answer.status == 403 && answer.text().contains("page of this service"), "{path} {csrf}");
        }
        let ask = browser.client.ask("POST", "/v1/feeds").without("Authorization").header("Cookie", &browser.cookie);
        let answer = ask.header("Cuepoint-Csrf-Token", csrf).json(&json!({})).send()?;
        ensure_problem(&answer, 403, "request_forged")?;
    }
    ensure!(client.get("/v1/feeds")?.json()? == json!({ "feeds": [] }), "nothing was made");
    let ask = browser.client.ask("POST", "/v1/feeds").without("Authorization").header("Cookie", &browser.cookie);
    let made = ask.header("Cuepoint-Csrf-Token", browser.csrf()?).json(&json!({})).send()?;
    ensure!(made.status == 201, "with it, it is: {} {}", made.status, made.text());
    Ok(())
}

fn a_session_ends_with_its_token(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let id = client.token.split('_').nth(1).context("the token's id")?;
    world.client.administer(&format!("/admin/tokens/{id}/revoke"), &json!({}))?;
    ensure!(browser.get("/")?.header("Location") == "/session?next=/");
    ensure_problem(&browser.get("/v1/jobs")?, 401, "unauthorized")
}

fn a_session_alone_opens_no_websocket(world: &World) -> Result<()> {
    let browser = Browser::sign_in(&world.client, &world.client.token)?;
    let path = format!("/v1/jobs/{}/watch", world.article.id);
    ensure_problem(&browser.get(&path)?, 401, "unauthorized")
}

fn pages_are_under_a_strict_policy(world: &World) -> Result<()> {
    let browser = Browser::sign_in(&world.client, &world.client.token)?;
    for path in ["/", "/session", &format!("/jobs/{}", world.article.id), "/jobs/nothing"] {
        let answer = browser.get(path)?;
        let policy = answer.header("Content-Security-Policy");
        ensure!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        ensure!(answer.header("Cache-Control") == "no-store" && answer.header("Referrer-Policy") == "no-referrer");
        ensure!(answer.header("Content-Type") == "text/html; charset=utf-8", "{path}");
        let ask = browser.client.ask("GET", path).without("Authorization").header("Cookie", &browser.cookie);
        let zipped = ask.header("Accept-Encoding", "gzip").send()?;
        ensure!(zipped.header("Content-Encoding") == "gzip" && zipped.body.len() < answer.body.len(), "{path}");
    }
    for (path, kind) in [("/assets/page.js", "text/javascript"), ("/assets/page.css", "text/css")] {
        let answer = browser.get(path)?;
        ensure!(answer.status == 200 && answer.header("Content-Type").starts_with(kind), "{path}");
        let ask = browser.client.ask("GET", path).without("Authorization");
        ensure!(ask.header("If-None-Match", answer.header("ETag")).send()?.status == 304, "{path}");
    }
    Ok(())
}

/// A service with a model, and a newcomer to it with a browser.
fn with_model(name: &str, model: &Model) -> Result<(Service, Client, Browser)> {
    let (service, operator) = writing::started(writing::with_model(name, "openai", &model.url())?)?;
    let client = operator.tenant(&operator.new_tenant()?)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    Ok((service, client, browser))
}

fn value(page: &str, name: &str) -> Result<String> {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}

fn an_outline_is_changed_and_approved_on_its_page() -> Result<()> {
    let model = Model::start()?;
    let (_service, client, browser) = with_model("page-plan", &model)?;
    let body = writing::with(work::article()?, "approve", json!("plan"))?;
    let style = json!({ "format": "explainer", "minutes": 6, "focus": "What <changes>?" });
    let id = work::create(&client, &writing::with(body, "style", style)?)?;
    writing::parked(&client, &id)?;
    let path = format!("/jobs/{id}");
    let page = browser.page(&path)?;
    ensure!(page.contains("Waits for approval") && page.contains("Writing it likely costs 0."), "{page}");
    ensure!(
        page.contains("Explainer, 6 minutes, focus: What &lt;changes&gt;?") && page.contains("<dt>Spent"),
        "{page}"
    );
    let (estimate, revision, csrf) = (value(&page, "estimate")?, value(&page, "revision")?, browser.csrf()?);
    let outline = client.get(&format!("/v1/jobs/{id}/outline"))?.json()?;
    let titles: Vec<&str> = outline
        .get("sections")
        .and_then(Value::as_array)
        .context("sections")?
        .iter()
        .filter_map(|section| section.get("title")?.as_str())
        .collect();
    let first = *titles.first().context("a section")?;
    ensure!(titles.len() > 2 && page.matches("name=\"place-").count() == titles.len(), "{titles:?}");
    // The second before the first, under another title; of the others none.
    let rest: Vec<String> = (2..titles.len()).map(|index| format!("remove-{index}")).collect();
    let mut fields = vec![("csrf", csrf.as_str()), ("revision", &revision), ("title-0", first), ("place-0", "1")];
    fields.extend([("title-1", "A title of my own"), ("place-1", "1")]);
    fields.extend(rest.iter().map(|name| (name.as_str(), "1")));
    let outlined = format!("{path}/outline");
    let forged: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "csrf").collect();
    ensure!(
        browser.post(&outlined, &forged)?.status == 403 && browser.post(&format!("{path}/approve"), &[])?.status == 403
    );
    let changed = browser.post(&outlined, &fields)?;
    ensure!(changed.status == 303 && changed.header("Location") == path, "{} {}", changed.status, changed.text());
    let outline = client.get(&format!("/v1/jobs/{id}/outline"))?.json()?;
    ensure!(outline.pointer("/sections/0/title") == Some(&json!("A title of my own")), "{outline}");
    ensure!(outline.pointer("/sections/1/title") == Some(&json!(first)), "{outline}");
    ensure!(outline.pointer("/sections/2").is_none(), "{outline}");
    // Another window still shows the outline before.
    let stale = browser.post(&format!("{path}/approve"), &[("csrf", &csrf), ("estimate", &estimate)])?;
    let told = String::from_utf8(stale.body.clone())?;
    ensure!(
        stale.status == 409 && told.contains("role=\"alert\">This page was out of date"),
        "{} {told}",
        stale.status
    );
    let again = browser.post(&outlined, &fields)?;
    let told_again = String::from_utf8(again.body.clone())?;
    ensure!(again.status == 409 && told_again.contains("out of date"), "{} {told_again}", again.status);
    ensure!(
        work::status(&work::read(&client, &id)?) == "parked" && model.questions().len() == 1,
        "nothing is approved"
    );
    let next = value(&told, "estimate")?;
    let approved = browser.post(&format!("{path}/approve"), &[("csrf", &csrf), ("estimate", &next)])?;
    ensure!(approved.status == 303 && approved.header("Location") == path, "{} {}", approved.status, approved.text());
    work::follow(&client, &id)?;
    let page = browser.page(&path)?;
    ensure!(page.contains("A title of my own") && !page.contains("name=\"estimate\""), "{page}");
    Ok(())
}

fn a_script_is_approved_on_its_page() -> Result<()> {
    let model = Model::start()?;
    let (service, client, browser) = with_model("page-script", &model)?;
    let id = work::create(&client, &writing::with(work::note("a page to approve"), "approve", json!("script"))?)?;
    writing::parked(&client, &id)?;
    let (path, csrf) = (format!("/jobs/{id}"), browser.csrf()?);
    let before = value(&browser.page(&path)?, "estimate")?;
    let line = [("csrf", csrf.as_str()), ("turn", "1"), ("text", "Somebody has read this before.")];
    ensure!(browser.post(&format!("{path}/revise"), &line)?.status == 303);
    let page = browser.page(&path)?;
    ensure!(page.contains("Somebody has read this before.") && page.contains("before it is spoken"), "{page}");
    let estimate = value(&page, "estimate")?;
    ensure!(estimate != before, "another text has another estimate");
    ensure!(browser.post(&format!("{path}/approve"), &[("csrf", &csrf), ("estimate", &before)])?.status == 409);
    let other = service.config.client();
    let stranger = Browser::sign_in(&other, &other.token)?;
    let strange = [("csrf", &*stranger.csrf()?), ("estimate", &*estimate)];
    ensure!(stranger.post(&format!("{path}/approve"), &strange)?.status == 404, "another tenant's job");
    // Waiting for approval, it is not resumed past it.
    ensure!(browser.post(&format!("{path}/resume"), &[("csrf", &csrf)])?.status == 409);
    ensure!(browser.post(&format!("{path}/approve"), &[("csrf", &csrf), ("estimate", &estimate)])?.status == 303);
    work::follow(&client, &id)?;
    Ok(())
}

fn a_parked_job_is_resumed_on_its_page() -> Result<()> {
    let provider = Provider::start()?;
    let [lead, guest] = work::voices("page-parked");
    for voice in [&lead, &guest] {
        provider.plan(voice, Plan::always(Reply::status(402)));
    }
    let config = Config::fresh(&folder().join("page-parked"))?.with("VOICE_URL", &provider.url());
    let service = Service::start(config)?;
    let client = service.config.client();
    let client = client.tenant(&client.new_tenant()?)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let id = work::create(&client, &work::own_voices("page-parked", work::note("a page to resume"))?)?;
    writing::parked(&client, &id)?;
    let (path, csrf) = (format!("/jobs/{id}"), browser.csrf()?);
    let form = format!("action=\"{path}/resume\"");
    ensure!(browser.page(&path)?.contains(&form), "{}", browser.page(&path)?);
    ensure!(browser.post(&format!("{path}/resume"), &[])?.status == 403, "without the proof");
    for voice in [&lead, &guest] {
        provider.plan(voice, Plan::always(Reply::Speech));
    }
    let resumed = browser.post(&format!("{path}/resume"), &[("csrf", &csrf)])?;
    ensure!(resumed.status == 303 && resumed.header("Location") == path, "{} {}", resumed.status, resumed.text());
    work::follow(&client, &id)?;
    ensure!(!browser.page(&path)?.contains(&form));
    Ok(())
}

/// Every kind of page in Chromium: axe, policy, width, keyboard, layout shift, and what the script does.
fn the_pages_hold_in_a_real_browser() -> Result<()> {
    let facts = tests::tools::pages(&crate::world::folder().join("pages"))?;
    println!("pages: {} kinds, {} violations, layout shift {:.4}", facts.kinds, facts.violations, facts.shift);
    Ok(())
}
