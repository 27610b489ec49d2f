//! Identity and secrets in a source are taken out at the door: nothing behind it, nothing on the disk, has them.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, files_with};

use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(identity_and_secrets_in_a_source_are_redacted),
        shared(a_tenant_without_redaction_keeps_its_texts),
        shared(a_changed_line_is_redacted_as_well),
    ]
}

/// Something nobody else says, in the middle of a text that is spoken.
fn source(marker: &str) -> Value {
    let text = format!(
        "The team moved its service to another region this week. Questions go to {marker}@example.org, who has the plan. \
         The deploy ran with the key ghp_{marker}0123456789abcdefghijklmnopqr and wrote to /home/{marker}/releases. \
         Nobody noticed, and that was the point of the exercise."
    );
    json!({ "source": { "format": "text", "text": text }, "title": format!("Moved, says {marker}@example.org") })
}

/// As the newest version tells them.
fn counts(client: &Client, id: &str) -> Result<Value> {
    let ask = client.ask("GET", &format!("/v1/jobs/{id}")).header("Cuepoint-Version", "2026-11-21");
    Ok(ask.send()?.json()?.get("redactions").cloned().unwrap_or_default())
}

fn said(client: &Client, id: &str) -> Result<String> {
    Ok(client.get(&format!("/v1/jobs/{id}/script"))?.json()?.to_string())
}

fn identity_and_secrets_in_a_source_are_redacted(world: &World) -> Result<()> {
    let marker = "zebrafinch7";
    let view = work::finish(&world.client, &source(marker))?;
    let counted = json!({ "mail_address": 2, "secret": 1, "home_directory": 1 });
    let id = work::id(&view)?;
    ensure!(counts(&world.client, &id)? == counted, "{view}");
    let said = said(&world.client, &id)?;
    ensure!(said.contains("an e-mail address") || said.contains("a withheld key"), "{said}");
    let found = files_with(&[&world.state, &world.log], marker)?;
    ensure!(found.is_empty(), "{marker} is in {found:?}");
    Ok(())
}

fn a_tenant_without_redaction_keeps_its_texts(world: &World) -> Result<()> {
    let marker = "kingfisher7";
    let tenant = world.client.new_tenant()?;
    world.client.administer(&format!("/admin/tenants/{tenant}"), &json!({ "redaction": "off" }))?;
    let client = world.client.tenant(&tenant)?;
    let view = work::finish(&client, &source(marker))?;
    ensure!(counts(&client, &work::id(&view)?)?.is_null(), "{view}");
    let found = files_with(&[&world.state], marker)?;
    ensure!(!found.is_empty(), "the source is nowhere: the other test looks in the wrong place");
    let log = files_with(&[&world.log], marker)?;
    ensure!(log.is_empty(), "whatever the policy, the log has no content: {log:?}");
    Ok(())
}

fn a_changed_line_is_redacted_as_well(world: &World) -> Result<()> {
    let view = work::finish(&world.client, &work::note("a changed line"))?;
    let id = work::id(&view)?;
    let lines = json!({ "lines": [{ "turn": 0, "text": "Write to goldcrest7@example.org about it." }] });
    let revised = world.client.ask("POST", &format!("/v1/jobs/{id}/revise")).json(&lines).send()?;
    ensure!(revised.status == 200, "{} {}", revised.status, revised.text());
    work::follow(&world.client, &id)?;
    ensure!(counts(&world.client, &id)? == json!({ "mail_address": 1 }), "not counted");
    let line = world.client.get(&format!("/v1/jobs/{id}/script"))?.json()?;
    let line = line.pointer("/turns/0/text").and_then(Value::as_str).context("a line")?;
    ensure!(line == "Write to an e-mail address about it.", "{line}");
    ensure!(files_with(&[&world.state, &world.log], "goldcrest7")?.is_empty(), "the line is kept as it came");
    Ok(())
}
