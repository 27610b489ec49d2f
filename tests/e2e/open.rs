//! Routes that need no authentication.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use protocol::ROUTES;
use serde_json::Value;
use tests::Answer;

use crate::trial::shared;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(health_needs_no_token),
        shared(the_versions_served_need_no_token),
        shared(the_api_document_needs_no_token),
        shared(every_answer_says_which_versions_are_served),
        shared(head_answers_as_get_does_without_a_body),
        shared(the_admin_addresses_have_a_token_of_their_own),
    ]
}

fn ask(world: &World, path: &str) -> Result<Answer> {
    let answer = world.client.ask("GET", path).without("Authorization").send()?;
    ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.text());
    ensure!(answer.header("Content-Type").starts_with("application/json"), "{path}: {:?}", answer.headers);
    Ok(answer)
}

fn health_needs_no_token(world: &World) -> Result<()> {
    let body = ask(world, "/healthz")?.json()?;
    ensure!(body.get("status").is_some_and(|status| status == "ok"), "{body}");
    Ok(())
}

fn the_versions_served_need_no_token(world: &World) -> Result<()> {
    let body = ask(world, "/versions")?.json()?;
    let current = body.get("current").and_then(Value::as_str).context("current")?;
    let supported = body.get("supported").and_then(Value::as_array).context("supported")?;
    ensure!(supported.iter().any(|version| version == current), "{body}");
    let spoken = world.client.ask("GET", "/v1/jobs").header("Cuepoint-Version", current).send()?;
    ensure!(spoken.status == 200 && spoken.header("Cuepoint-Version") == current, "{:?}", spoken.headers);
    Ok(())
}

fn the_api_document_needs_no_token(world: &World) -> Result<()> {
    let document = ask(world, "/openapi.json")?.json()?;
    let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
    ensure!(version.starts_with("3.1."), "OpenAPI {version}");
    for route in ROUTES {
        let path = document.get("paths").and_then(|paths| paths.get(route.path));
        for method in route.methods.iter().map(|method| method.as_str().to_lowercase()) {
            let operation = path.and_then(|path| path.get(&method));
            ensure!(operation.is_some() || method == "head", "{method} {} is not in the document", route.path);
        }
    }
    Ok(())
}

fn the_admin_addresses_have_a_token_of_their_own(world: &World) -> Result<()> {
    let health = world.client.admin("GET", "/admin/health").send()?;
    ensure!(health.status == 200, "{} {}", health.status, health.text());
    let health = health.json()?;
    ensure!(health.get("status").is_some_and(|status| status == "ok"), "{health}");
    ensure!(health.get("version").and_then(Value::as_str).is_some_and(|version| !version.is_empty()), "{health}");
    let client = world.client.get("/admin/health")?;
    ensure!(client.status == 403, "{} {}", client.status, client.text());
    let operator = world.client.admin("GET", "/v1/jobs").send()?;
    ensure!(operator.status == 401 && operator.header("WWW-Authenticate") == "Bearer", "{}", operator.text());
    Ok(())
}

fn every_answer_says_which_versions_are_served(world: &World) -> Result<()> {
    for path in [
        "/healthz",
        "/versions",
        "/openapi.json",
        "/changes.md",
        "/v1/jobs",
        &world.article.address("episode.mp3"),
        "/nowhere",
    ] {
        let answer = world.client.ask("HEAD", path).send()?;
        ensure!(answer.header("Cuepoint-Version") == "2026-11-20", "{path}: {:?}", answer.headers);
        ensure!(answer.header("Cuepoint-Supported-Versions").contains("2026-11-20"), "{path}: {:?}", answer.headers);
    }
    Ok(())
}

fn head_answers_as_get_does_without_a_body(world: &World) -> Result<()> {
    for path in ["/healthz", "/versions", "/openapi.json", "/v1/jobs", &format!("/v1/jobs/{}", world.article.id)] {
        let (get, head) = (world.client.get(path)?, world.client.ask("HEAD", path).send()?);
        ensure!(head.status == 200 && get.status == 200, "{path}: {} {}", get.status, head.status);
        ensure!(head.header("Content-Type") == get.header("Content-Type"), "{path}: {:?}", head.headers);
        ensure!(head.body.is_empty() && !get.body.is_empty(), "{path}");
    }
    Ok(())
}
