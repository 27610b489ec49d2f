//! Tokens: what they open, how they follow each other, and that they end.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, minted};

use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_token_opens_what_its_scopes_say),
        shared(a_revoked_token_opens_nothing_from_the_next_request_on),
        shared(a_rotated_token_and_its_successor_both_work_for_the_overlap),
        shared(a_rotated_token_ends_with_the_overlap),
        shared(a_rotated_token_is_the_same_person),
        shared(a_mistyped_token_is_told_from_an_unknown_one),
        shared(a_suspended_tenant_is_not_let_in),
        shared(an_operators_token_opens_what_the_operators_secret_does),
        shared(the_development_token_opens_this_machine_alone),
        shared(a_tenants_quotas_are_set_and_removed),
        shared(a_malformed_token_request_is_refused),
    ]
}

fn ensure_problem(answer: &Answer, status: u16, code: &str, detail: &str) -> Result<()> {
    ensure!(answer.status == status, "{} {}", answer.status, answer.text());
    let problem = answer.json()?;
    let field = |name: &str| problem.get(name).and_then(Value::as_str).unwrap_or_default();
    ensure!(field("code") == code && field("detail").contains(detail), "not {code}, {detail}: {problem}");
    Ok(())
}

fn ensure_opens(client: &Client) -> Result<()> {
    let answer = client.get("/v1/jobs")?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    Ok(())
}

fn ensure_refused(client: &Client, detail: &str) -> Result<()> {
    let answer = client.get("/v1/jobs")?;
    ensure!(answer.header("WWW-Authenticate") == "Bearer", "{:?}", answer.headers);
    ensure_problem(&answer, 401, "unauthorized", detail)
}

/// Description of a token with the scope `read`, and a client that has it.
fn reader(world: &World) -> Result<(String, Client)> {
    let tenant = world.client.new_tenant()?;
    let body = json!({ "tenant": tenant, "name": "a reader", "scopes": ["read"] });
    let (token, secret) = world.client.new_token(&body)?;
    Ok((work::id(&token)?, world.client.with_token(&secret)))
}

fn a_token_opens_what_its_scopes_say(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    for (scope, may_read, may_submit) in [("read", 200, 403), ("submit", 403, 415), ("runner", 403, 403)] {
        let body = json!({ "tenant": tenant, "name": scope, "scopes": [scope] });
        let client = world.client.with_token(&world.client.new_token(&body)?.1);
        let read = client.get("/v1/jobs")?;
        // Let in, and only then told that a submission has a body and a key.
        let submit = client.ask("POST", "/v1/jobs").header("Idempotency-Key", "k").send()?;
        ensure!((read.status, submit.status) == (may_read, may_submit), "{scope}: {} {}", read.status, submit.status);
        for refused in [&read, &submit].into_iter().filter(|answer| answer.status == 403) {
            ensure_problem(refused, 403, "scope_missing", "scope")?;
        }
        ensure_problem(&client.get("/admin/health")?, 403, "scope_missing", "admin")?;
    }
    Ok(())
}

fn a_revoked_token_opens_nothing_from_the_next_request_on(world: &World) -> Result<()> {
    let (id, client) = reader(world)?;
    ensure_opens(&client)?;
    let revoked = world.client.administer(&format!("/admin/tokens/{id}/revoke"), &json!({}))?;
    ensure_refused(&client, "revoked")?;
    let again = world.client.administer(&format!("/admin/tokens/{id}/revoke"), &json!({}))?;
    ensure!(revoked == again && again.get("revoked_at").is_some(), "{again} was {revoked}");
    let rotate = world.client.admin("POST", &format!("/admin/tokens/{id}/rotate")).json(&json!({})).send()?;
    ensure_problem(&rotate, 409, "token_ended", "")?;
    let unknown = world.client.admin("POST", "/admin/tokens/0000000000000000/revoke").send()?;
    ensure_problem(&unknown, 404, "token_not_found", "")
}

fn a_rotated_token_and_its_successor_both_work_for_the_overlap(world: &World) -> Result<()> {
    let (id, old) = reader(world)?;
    let rotate = |id: &str, body: Value| world.client.administer(&format!("/admin/tokens/{id}/rotate"), &body);
    let (token, secret) = minted(&rotate(&id, json!({ "overlap_ms": 60_000 }))?)?;
    let new = world.client.with_token(&secret);
    ensure_opens(&old)?;
    ensure_opens(&new)?;
    let again = world.client.admin("POST", &format!("/admin/tokens/{id}/rotate")).json(&json!({})).send()?;
    ensure_problem(&again, 409, "token_ended", "")?;
    let (_, secret) = minted(&rotate(&work::id(&token)?, json!({ "overlap_ms": 0 }))?)?;
    ensure_refused(&new, "expired")?;
    ensure_opens(&world.client.with_token(&secret))?;
    let tenant = token.get("tenant").and_then(Value::as_str).context("a tenant's token")?;
    let list = world.client.admin("GET", &format!("/admin/tokens?tenant={tenant}")).send()?;
    let tokens = list.json()?.get("tokens").and_then(Value::as_array).cloned().context("tokens")?;
    ensure!(tokens.len() == 3, "{tokens:?}");
    ensure!(!list.text().contains("cue_"), "a list tells a secret: {}", list.text());
    let followed = tokens.iter().filter(|token| token.get("replaced_by").is_some()).count();
    ensure!(followed == 2, "{tokens:?}");
    Ok(())
}

fn a_rotated_token_ends_with_the_overlap(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let (token, secret) = world.client.new_token(&json!({ "tenant": tenant, "name": "x", "scopes": ["read"] }))?;
    let client = world.client.with_token(&secret);
    ensure_opens(&client)?;
    let path = format!("/admin/tokens/{}/rotate", work::id(&token)?);
    let (_, secret) = minted(&world.client.administer(&path, &json!({ "overlap_ms": 1_000 }))?)?;
    work::poll("the overlap is over", 30, || Ok((client.get("/v1/jobs")?.status != 200).then_some(())))?;
    ensure_refused(&client, "expired")?;
    ensure_opens(&world.client.with_token(&secret))
}

/// It has the feed of the one it replaces, and is erased with it.
fn a_rotated_token_is_the_same_person(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let next = rotated(world, &client)?;
    let after = rotated(world, &next)?;
    let feed = |client: &Client| work::id(&client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?);
    let first = feed(&client)?;
    ensure!(feed(&next)? == first && feed(&after)? == first, "a rotated token has another feed");
    let job = work::create(&after, &work::note("a rotation"))?;
    work::stop(&after, &job)?;
    for client in [&client, &next, &after] {
        let asked = json!({ "tenant": tenant, "token": id_of(client)? });
        let announced = world.client.administer("/admin/subjects/erase", &asked)?;
        ensure!(announced.pointer("/jobs/0/id") == Some(&json!(job)), "{announced}");
    }
    Ok(())
}

/// The id of a client's token, which is a part of its text.
fn id_of(client: &Client) -> Result<&str> {
    client.token.split('_').nth(1).context("the token's id")
}

/// A client with the successor of this one's token.
fn rotated(world: &World, client: &Client) -> Result<Client> {
    let path = format!("/admin/tokens/{}/rotate", id_of(client)?);
    Ok(world.client.with_token(&minted(&world.client.administer(&path, &json!({}))?)?.1))
}

fn a_mistyped_token_is_told_from_an_unknown_one(world: &World) -> Result<()> {
    let (_, client) = reader(world)?;
    let (front, last) = client.token.split_at(client.token.len() - 1);
    let slipped = format!("{front}{}", if last == "0" { "1" } else { "0" });
    for mistyped in [slipped.as_str(), front, "cue_", "wrong"] {
        ensure_refused(&client.with_token(mistyped), "mistyped")?;
    }
    let elsewhere = identity::Minted::new(&[7; 40]).secret;
    ensure_refused(&client.with_token(&elsewhere), "unknown")?;
    let none = client.ask("GET", "/v1/jobs").without("Authorization").send()?;
    ensure_problem(&none, 401, "unauthorized", "no bearer token")
}

fn a_suspended_tenant_is_not_let_in(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let set = |suspended: bool| {
        world.client.administer(&format!("/admin/tenants/{tenant}"), &json!({ "suspended": suspended }))
    };
    ensure_opens(&client)?;
    ensure!(set(true)?.get("suspended_at").is_some(), "nobody is told since when");
    ensure_problem(&client.get("/v1/jobs")?, 403, "tenant_suspended", "")?;
    ensure!(set(false)?.get("suspended_at").is_none(), "still suspended");
    ensure_opens(&client)
}

fn an_operators_token_opens_what_the_operators_secret_does(world: &World) -> Result<()> {
    let (token, secret) = world.client.new_token(&json!({ "name": "ops", "scopes": ["admin"] }))?;
    let mut operator = world.client.with_token(&secret);
    operator.admin_token = secret;
    ensure!(operator.admin("GET", "/admin/health").send()?.status == 200, "an operator is not let in");
    ensure_problem(&operator.get("/v1/jobs")?, 403, "scope_missing", "read")?;
    operator.administer(&format!("/admin/tokens/{}/revoke", work::id(&token)?), &json!({}))?;
    ensure_problem(&operator.admin("GET", "/admin/health").send()?, 401, "unauthorized", "revoked")
}

fn the_development_token_opens_this_machine_alone(world: &World) -> Result<()> {
    ensure_opens(&world.client)?;
    let elsewhere = world.client.ask("GET", "/v1/jobs").header("Host", "cue.example").send()?;
    ensure_problem(&elsewhere, 401, "unauthorized", "")?;
    let (_, reader) = reader(world)?;
    let elsewhere = reader.ask("GET", "/v1/jobs").header("Host", "cue.example").send()?;
    ensure!(elsewhere.status == 200, "a real token works everywhere: {}", elsewhere.text());
    Ok(())
}

fn a_tenants_quotas_are_set_and_removed(world: &World) -> Result<()> {
    let id = world.client.new_tenant()?;
    let change = |body: Value| world.client.administer(&format!("/admin/tenants/{id}"), &body);
    let bounded = change(json!({ "keep_days": 30, "keep_bytes": 9_007_199_254_740_991_u64, "redaction": "off" }))?;
    let field = |tenant: &Value, name: &str| tenant.get(name).cloned();
    ensure!(field(&bounded, "keep_days") == Some(json!(30)), "{bounded}");
    ensure!(field(&bounded, "keep_bytes") == Some(json!(9_007_199_254_740_991_u64)), "{bounded}");
    let changed = change(json!({ "keep_days": null, "jobs_max": 2 }))?;
    ensure!(field(&changed, "keep_days").is_none() && field(&changed, "jobs_max") == Some(json!(2)), "{changed}");
    ensure!(field(&changed, "keep_bytes") == field(&bounded, "keep_bytes"), "{changed}");
    ensure!(field(&changed, "redaction") == Some(json!("off")), "{changed}");
    let list = world.client.admin("GET", "/admin/tenants").send()?.json()?;
    let tenants = list.get("tenants").and_then(Value::as_array).context("tenants")?;
    ensure!(tenants.contains(&changed), "{list}");
    let refused = world.client.admin("POST", &format!("/admin/tenants/{id}")).json(&json!({ "keep_day": 1 })).send()?;
    ensure_problem(&refused, 422, "invalid_field", "keep_day")?;
    let unknown = world.client.admin("POST", "/admin/tenants/nobody").json(&json!({})).send()?;
    ensure_problem(&unknown, 404, "tenant_not_found", "")
}

fn a_malformed_token_request_is_refused(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let ask = |body: Value| world.client.admin("POST", "/admin/tokens").json(&body).send();
    let nobodys = json!({ "tenant": "nobody", "name": "x", "scopes": ["read"] });
    ensure_problem(&ask(nobodys)?, 404, "tenant_not_found", "")?;
    let both = json!({ "tenant": tenant, "name": "x", "scopes": ["read", "admin"] });
    ensure_problem(&ask(both)?, 422, "invalid_field", "admin")?;
    let unknown = json!({ "tenant": tenant, "name": "x", "scopes": ["write"] });
    ensure_problem(&ask(unknown)?, 422, "invalid_field", "expected one of `submit`")?;
    let client = world.client.with_token(&world.client.admin_token);
    ensure_problem(&client.get("/v1/jobs")?, 401, "unauthorized", "")
}
