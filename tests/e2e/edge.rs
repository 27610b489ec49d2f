//! The network edge: what every answer tells browsers, whose pages may ask, how deep and how often.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use protocol::limits;
use tests::{Answer, Client, Service};

use crate::trial::{own, shared};
use crate::work;
use crate::world::{World, with_shared_voice};

const PAGE: &str = "https://app.example";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(every_answer_is_shut_to_what_nobody_needs),
        shared(an_episode_can_be_shown_on_any_page),
        shared(no_page_may_ask_unless_its_origin_is_named),
        shared(every_verb_with_a_body_wants_json_that_is_not_too_deep),
        shared(what_the_operator_sends_has_to_be_json_too),
        shared(a_client_over_its_rate_limit_is_refused_and_nobody_else_is),
        own(a_page_of_a_named_origin_may_ask_and_read),
    ]
}

fn every_answer_is_shut_to_what_nobody_needs(world: &World) -> Result<()> {
    let job = format!("/v1/jobs/{}", world.article.id);
    let with_token =
        [("GET", job.as_str()), ("HEAD", &job), ("PUT", &job), ("GET", "/v1/jobs?limit=0"), ("GET", "/nowhere")];
    let open = [("GET", "/healthz"), ("GET", "/openapi.json"), ("GET", "/changes.md"), ("GET", "/v1/jobs")];
    let asked = with_token.into_iter().map(|(method, path)| world.client.ask(method, path));
    let asked =
        asked.chain(open.into_iter().map(|(method, path)| world.client.ask(method, path).without("Authorization")));
    for ask in asked {
        let answer = ask.send()?;
        for (name, value) in [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            // Only what came by https.
            ("Strict-Transport-Security", ""),
            ("Access-Control-Allow-Origin", ""),
        ] {
            ensure!(answer.header(name) == value, "{name} is not {value:?}: {:?}", answer.headers);
        }
        let policy = answer.header("Content-Security-Policy");
        ensure!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy:?}");
    }
    Ok(())
}

fn an_episode_can_be_shown_on_any_page(world: &World) -> Result<()> {
    for (name, _) in work::ARTIFACTS {
        for range in [None, Some("bytes=0-9")] {
            let ask = world.client.ask("GET", &world.article.address(name)).header("Origin", "https://player.example");
            let answer = range.into_iter().fold(ask, |ask, range| ask.header("Range", range)).send()?;
            ensure!(matches!(answer.status, 200 | 206), "{name}: {}", answer.status);
            ensure!(answer.header("Access-Control-Allow-Origin") == "*", "{name}: {:?}", answer.headers);
            ensure!(answer.header("Cross-Origin-Resource-Policy") == "cross-origin", "{name}: {:?}", answer.headers);
            ensure!(
                answer.header("Content-Security-Policy").is_empty() == (name == "episode.mp3"),
                "{name}: its policy"
            );
        }
    }
    Ok(())
}

fn preflight(client: &Client, path: &str, origin: &str, method: &str) -> Result<Answer> {
    let ask = client.ask("OPTIONS", path).without("Authorization").header("Origin", origin);
    ask.header("Access-Control-Request-Method", method).header("Access-Control-Request-Headers", "authorization").send()
}

fn no_page_may_ask_unless_its_origin_is_named(world: &World) -> Result<()> {
    let answer = preflight(&world.client, "/v1/jobs", PAGE, "POST")?;
    ensure!(answer.status == 405 && answer.header("Access-Control-Allow-Origin").is_empty(), "{:?}", answer.headers);
    ensure!(answer.header("Access-Control-Allow-Methods").is_empty(), "{:?}", answer.headers);
    let answer = world.client.ask("GET", "/v1/jobs").header("Origin", PAGE).send()?;
    ensure!(answer.header("Access-Control-Allow-Origin").is_empty(), "{:?}", answer.headers);
    Ok(())
}

fn a_page_of_a_named_origin_may_ask_and_read() -> Result<()> {
    let config = with_shared_voice("origins")?.with("CUEPOINT_ORIGINS", &format!("{PAGE} chrome-extension://abc"));
    let service = Service::start(config)?;
    let client = service.config.client();
    let answer = preflight(&client, "/v1/jobs", PAGE, "POST")?;
    ensure!(answer.status == 204 && answer.body.is_empty(), "{} {}", answer.status, answer.text());
    ensure!(answer.header("Access-Control-Allow-Origin") == PAGE, "{:?}", answer.headers);
    ensure!(answer.header("Access-Control-Allow-Methods") == "POST, GET, HEAD", "{:?}", answer.headers);
    ensure!(answer.header("Access-Control-Allow-Headers").contains("Idempotency-Key"), "{:?}", answer.headers);
    ensure!(answer.header("Access-Control-Allow-Credentials").is_empty(), "no page shows a cookie here");
    for (origin, allowed) in
        [(PAGE, PAGE), ("chrome-extension://abc", "chrome-extension://abc"), ("https://evil.example", "")]
    {
        for answer in [
            client.ask("GET", "/v1/jobs").header("Origin", origin).send()?,
            client.ask("GET", "/v1/jobs").header("Origin", origin).without("Authorization").send()?,
            client.ask("GET", "/nowhere").header("Origin", origin).send()?,
        ] {
            ensure!(answer.header("Access-Control-Allow-Origin") == allowed, "{origin}: {:?}", answer.headers);
            ensure!(answer.header("Vary") == "Origin", "{origin}: {:?}", answer.headers);
        }
    }
    let answer = preflight(&client, "/v1/jobs", "https://evil.example", "POST")?;
    ensure!(answer.status == 405 && answer.header("Access-Control-Allow-Origin").is_empty(), "{:?}", answer.headers);
    ensure!(preflight(&client, "/nowhere", PAGE, "GET")?.status == 404, "nothing is allowed where nothing is");
    Ok(())
}

fn every_verb_with_a_body_wants_json_that_is_not_too_deep(world: &World) -> Result<()> {
    let job = format!("/v1/jobs/{}", world.article.id);
    let verbs = ["revise", "skip", "retry", "purge"].map(|verb| format!("{job}/{verb}"));
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let code = |answer: &Answer| Some(answer.json().ok()?.get("code")?.as_str()?.to_owned());
    for path in verbs.iter().map(String::as_str).chain(["/v1/jobs"]) {
        let ask = || world.client.ask("POST", path).header("Idempotency-Key", work::key());
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
            let answer = ask().header("Content-Type", content_type).body("{}").send()?;
            let refused = (answer.status, code(&answer));
            ensure!(refused == (415, Some("unsupported_media_type".to_owned())), "{path} {content_type}: {refused:?}");
        }
        let json = |depth| ask().header("Content-Type", "application/json").body(deep(depth)).send();
        let answer = json(limits::BODY_DEPTH_MAX + 1)?;
        ensure!(code(&answer) == Some("body_too_deep".to_owned()), "{path}: {} {}", answer.status, answer.text());
        let answer = json(limits::BODY_DEPTH_MAX)?;
        ensure!(code(&answer) == Some("invalid_field".to_owned()), "{path}: {} {}", answer.status, answer.text());
    }
    Ok(())
}

fn what_the_operator_sends_has_to_be_json_too(world: &World) -> Result<()> {
    let paths = ["tenants", "tenants/default", "tokens", "tokens/0000000000000000/rotate", "subjects/erase"];
    for path in paths.map(|path| format!("/admin/{path}")) {
        for content_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
            let answer = world.client.admin("POST", &path).header("Content-Type", content_type).body("{}").send()?;
            let code = answer.json()?.get("code").cloned();
            ensure!(answer.status == 415, "{path} {content_type}: {} {}", answer.status, answer.text());
            ensure!(code.is_some_and(|code| code == "unsupported_media_type"), "{path}: {}", answer.text());
        }
    }
    Ok(())
}

fn a_client_over_its_rate_limit_is_refused_and_nobody_else_is(world: &World) -> Result<()> {
    let (eager, other) =
        (world.client.tenant(&world.client.new_tenant()?)?, world.client.tenant(&world.client.new_tenant()?)?);
    let resume = |client: &Client| client.ask("POST", "/v1/jobs/0198c0de-0000-7000-8000-00000000abcd/resume").send();
    // A little comes back while they ask.
    let at_once = limits::BUCKET_MS / limits::WORK_MS;
    let mut refused = None;
    for count in 0..4 * at_once {
        let answer = resume(&eager)?;
        if answer.status == 429 {
            ensure!(count >= at_once, "after {count} requests already");
            refused = Some(answer);
            break;
        }
        ensure!(answer.status == 404, "{} {}", answer.status, answer.text());
    }
    let refused = refused.context("nobody was ever refused")?;
    ensure!(refused.json()?.get("code").is_some_and(|code| code == "rate_limited"), "{}", refused.text());
    let seconds: u64 = refused.header("Retry-After").parse()?;
    ensure!((1..=limits::BUCKET_MS.unsigned_abs() / 1_000).contains(&seconds), "{:?}", refused.headers);
    ensure!(resume(&other)?.status == 404, "another tenant pays for it");
    ensure!(eager.ask("GET", "/healthz").send()?.status == 200, "what is open is open");
    Ok(())
}
