//! The commands that ask once.

use std::fs;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

use super::{cuepoint, ended, ensure_saved};
use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::{World, folder};

pub(super) fn trials() -> Vec<Trial> {
    vec![
        shared(get_and_list_show_what_there_is),
        shared(get_saves_the_same_files_again),
        shared(a_deleted_job_is_restored_and_a_purged_one_is_gone),
        shared(admin_storage_shows_the_balance),
        shared(a_wrong_token_ends_with_3_no_service_with_4_and_a_wrong_line_with_2),
    ]
}

fn get_and_list_show_what_there_is(world: &World) -> Result<()> {
    let id = &world.article.id;
    let (out, _) = ended(&cuepoint(&world.client, "get")?.args(["get", id]).output()?, 0)?;
    let title = world.article.view.get("title").and_then(Value::as_str).context("title")?;
    ensure!(out.contains(id.as_str()) && out.contains("succeeded") && out.contains(title), "{out}");
    let (out, _) = ended(&cuepoint(&world.client, "get")?.args(["--json", "get", id]).output()?, 0)?;
    let view =
        world.client.ask("GET", &format!("/v1/jobs/{id}")).header("Cuepoint-Version", "2026-11-21").send()?.json()?;
    ensure!(serde_json::from_str::<Value>(&out)? == view, "{out}");
    let (mut listed, mut cursor) = (String::new(), None);
    loop {
        let mut command = cuepoint(&world.client, "list")?;
        command.args(["--json", "list"]).args(cursor.iter().flat_map(|cursor: &String| ["--cursor", cursor]));
        let (out, _) = ended(&command.output()?, 0)?;
        listed.push_str(&out);
        let page: Value = serde_json::from_str(&out)?;
        cursor = page.get("next_cursor").and_then(Value::as_str).map(str::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    ensure!(listed.contains(id.as_str()), "{listed}");
    let (out, _) = ended(&cuepoint(&world.client, "list")?.arg("list").output()?, 0)?;
    ensure!((1..=20).contains(&out.lines().count()), "{out}");
    let nobody = "0198c0de-0000-7000-8000-00000000abcd";
    let (_, err) = ended(&cuepoint(&world.client, "get")?.args(["get", nobody]).output()?, 3)?;
    ensure!(err.contains("job_not_found"), "{err}");
    let (_, err) = ended(&cuepoint(&world.client, "get")?.args(["watch", nobody]).output()?, 3)?;
    ensure!(err.contains("job_not_found"), "{err}");
    Ok(())
}

fn get_saves_the_same_files_again(world: &World) -> Result<()> {
    ended(&cuepoint(&world.client, "again")?.args(["get", &world.article.id, "--out", "here"]).output()?, 0)?;
    let here = folder().join("command/again/here");
    ensure_saved(&here)?;
    for (name, _) in ARTIFACTS {
        ensure!(fs::read(here.join(name))? == world.article.bytes(name)?, "{name} differs");
    }
    Ok(())
}

fn a_deleted_job_is_restored_and_a_purged_one_is_gone(world: &World) -> Result<()> {
    let id = work::id(&work::finish(&world.client, &work::note("the command line's own trash"))?)?;
    let said = |line: &[&str], code| ended(&cuepoint(&world.client, "trash")?.args(line).output()?, code);
    said(&["delete", &id], 0)?;
    let (_, err) = said(&["get", &id, "--out", "here"], 3)?;
    ensure!(err.contains("job_trashed"), "{err}");
    said(&["restore", &id], 0)?;
    said(&["get", &id, "--out", "here"], 0)?;
    let (_, err) = said(&["purge", &id], 2)?;
    ensure!(err.contains(&id) && err.contains("--yes"), "{err}");
    ensure!(work::read(&world.client, &id)?.get("trash").is_none(), "nobody has said yes");
    let (out, _) = said(&["purge", &id, "--yes"], 0)?;
    ensure!(out.contains("is erased"), "{out}");
    work::poll("the job is gone", 30, || Ok((world.client.get(&format!("/v1/jobs/{id}"))?.status == 404).then_some(())))
}

fn admin_storage_shows_the_balance(world: &World) -> Result<()> {
    let ask = |line: &[&str]| {
        let mut command = cuepoint(&world.client, "storage")?;
        command.env("CUEPOINT_ADMIN_TOKEN", &world.client.admin_token).args(line).output().map_err(anyhow::Error::from)
    };
    let (out, _) = ended(&ask(&["admin", "storage"])?, 0)?;
    ensure!(["balance", "caught", "jobs", "last sweep"].iter().all(|row| out.contains(row)), "{out}");
    let (out, _) = ended(&ask(&["--json", "admin", "storage"])?, 0)?;
    ensure!(serde_json::from_str::<Value>(&out)?.pointer("/caught/sweep").is_some(), "{out}");
    let (_, err) = ended(&cuepoint(&world.client, "storage")?.args(["admin", "storage"]).output()?, 3)?;
    ensure!(err.contains("unauthorized"), "{err}");
    Ok(())
}

fn a_wrong_token_ends_with_3_no_service_with_4_and_a_wrong_line_with_2(world: &World) -> Result<()> {
    let (_, err) = ended(&cuepoint(&world.client, "token")?.arg("list").env("CUEPOINT_TOKEN", "wrong").output()?, 3)?;
    ensure!(err.contains("unauthorized") && err.contains("CUEPOINT_TOKEN"), "{err}");
    // Nothing can listen on port 0.
    let (_, err) =
        ended(&cuepoint(&world.client, "token")?.args(["list", "--url", "http://127.0.0.1:0"]).output()?, 4)?;
    ensure!(err.contains("cannot reach"), "{err}");
    let (_, err) = ended(&cuepoint(&world.client, "token")?.args(["watch", "not-an-id"]).output()?, 2)?;
    ensure!(err.contains("UUID"), "{err}");
    Ok(())
}
