//! Subjects: pseudonyms from authentication on, and erased on request.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Service, Stored, files_with};

use crate::trial::{own, shared};
use crate::work;
use crate::world::{World, with_shared_voice};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_job_keeps_its_subject_as_a_pseudonym_only),
        shared(a_subject_is_one_line_of_plain_text),
        shared(a_subject_is_the_same_in_the_header_of_each_version),
        shared(what_a_subject_has_asked_for_is_erased_everywhere),
        own(a_subject_is_found_under_older_keys),
    ]
}

fn submit(client: &Client, subject: Option<&str>, topic: &str) -> Result<String> {
    let (key, body) = (work::key(), work::note(topic));
    let ask = client.submit(&key, &body);
    let ask = if let Some(subject) = subject { ask.header("Cuepoint-Subject-Key", subject) } else { ask };
    let answer = ask.send()?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    work::id(&answer.json()?)
}

fn row(state: &Path, id: &str) -> Result<Value> {
    let stored = Stored::read(state)?;
    stored.index.into_iter().find(|row| row.get("id").is_some_and(|known| known == id)).context("a row")
}

/// As the index has it, and the job itself.
fn subject(state: &Path, id: &str) -> Result<String> {
    let row = row(state, id)?;
    let subject = row.get("subject").and_then(Value::as_str).context("the row has no subject")?;
    let job = Stored::job(state, id)?.context("a job")?;
    ensure!(job.pointer("/spec/subject").is_some_and(|known| known == subject), "{job} has not {subject}");
    Ok(subject.to_owned())
}

fn a_job_keeps_its_subject_as_a_pseudonym_only(world: &World) -> Result<()> {
    let name = "wilhelmina.of.nowhere@example.org";
    let [one, other] = [world.client.new_tenant()?, world.client.new_tenant()?];
    let [client, stranger] = [world.client.tenant(&one)?, world.client.tenant(&other)?];
    let ids = [
        submit(&client, Some(name), "a name")?,
        submit(&client, Some(name), "the same name")?,
        submit(&client, None, "a token")?,
        submit(&stranger, Some(name), "a name elsewhere")?,
    ];
    for (client, id) in [&client, &client, &client, &stranger].into_iter().zip(&ids) {
        work::stop(client, id)?;
    }
    let [first, again, by_token, elsewhere] = ids.each_ref().map(|id| subject(&world.state, id));
    let (first, again) = (first?, again?);
    let (number, digest) = first.split_once(':').context("a key's number")?;
    ensure!(number == "1" && digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{first}");
    ensure!(first == again, "one subject has two pseudonyms");
    ensure!(first != by_token? && first != elsewhere?, "two subjects have one pseudonym");
    for word in [name, &client.token] {
        let found = files_with(&[&world.state, &world.log], word)?;
        ensure!(found.is_empty(), "{word} is in {found:?}");
    }
    let view = work::read(&client, &ids[0])?.to_string();
    ensure!(!view.contains(digest), "a client is told a pseudonym: {view}");
    Ok(())
}

fn a_subject_is_one_line_of_plain_text(world: &World) -> Result<()> {
    for bad in ["", &"a".repeat(257), "ad\u{e1}"] {
        for header in ["Cuepoint-Subject-Key", "Cuepoint-Subject"] {
            let answer = world.client.submit(&work::key(), &work::note("names")).header(header, bad).send()?;
            ensure!(answer.status == 400, "{bad:?}: {} {}", answer.status, answer.text());
            ensure!(answer.json()?.get("code").is_some_and(|code| code == "subject_malformed"), "{}", answer.text());
        }
    }
    Ok(())
}

/// The header of the older versions is refused in the newest: a job of nobody's would be the token's.
fn a_subject_is_the_same_in_the_header_of_each_version(world: &World) -> Result<()> {
    let client = world.client.tenant(&world.client.new_tenant()?)?;
    let (key, name) = ("Cuepoint-Subject-Key", "Cuepoint-Subject");
    let mut subjects = Vec::new();
    for (version, header, status) in [
        ("2026-11-20", name, 201),
        ("2026-11-20", key, 201),
        ("2026-11-21", name, 201),
        ("2026-11-21", key, 201),
        ("2026-11-29", key, 201),
        ("2026-11-29", name, 400),
    ] {
        let (submission, body) = (work::key(), work::note("headers"));
        let ask = client.submit(&submission, &body).header("Cuepoint-Version", version);
        let answer = ask.header(header, "ada@example.org").send()?;
        ensure!(answer.status == status, "{version} {header}: {} {}", answer.status, answer.text());
        ensure!(answer.header("Sunset").is_empty() == (version == "2026-11-29"), "{version}: {:?}", answer.headers);
        if status == 201 {
            let id = work::id(&answer.json()?)?;
            work::stop(&client, &id)?;
            subjects.push(subject(&world.state, &id)?);
        } else {
            ensure!(answer.json()?.get("code").is_some_and(|code| code == "subject_malformed"), "{}", answer.text());
            ensure!(!answer.text().contains("ada@"), "{}", answer.text());
        }
    }
    subjects.dedup();
    ensure!(subjects.len() == 1, "one subject has several pseudonyms: {subjects:?}");
    Ok(())
}

fn erase(client: &Client, body: &Value) -> Result<Value> {
    client.administer("/admin/subjects/erase", body)
}

fn ids(erasure: &Value) -> Result<Vec<String>> {
    erasure.get("jobs").and_then(Value::as_array).context("jobs")?.iter().map(work::id).collect()
}

fn with(mut body: Value, confirm: &Value) -> Result<Value> {
    body.as_object_mut().context("an object")?.insert("confirm".to_owned(), confirm.clone());
    Ok(body)
}

fn what_a_subject_has_asked_for_is_erased_everywhere(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let mut of_ada = vec![submit(&client, Some("Ada"), "an erasure")?, submit(&client, Some("Ada"), "a second one")?];
    let of_bo = submit(&client, Some("Bo"), "an erasure that is not asked for")?;
    for id in of_ada.iter().chain([&of_bo]) {
        work::follow(&client, id)?;
    }
    of_ada.sort();
    let clips = |client: &str| -> Result<usize> {
        let stored = Stored::read(&world.state)?;
        Ok(stored.keys().iter().filter(|key| key.starts_with(&format!("clips/{client}/"))).count())
    };
    let clips_before = clips(&tenant)?;
    let asked = json!({ "tenant": tenant, "subject": "Ada" });
    let announced = erase(&world.client, &asked)?;
    ensure!(ids(&announced)? == of_ada && announced.get("id").is_none(), "{announced}");
    for id in &of_ada {
        ensure!(work::read(&client, id)?.get("trash").is_none(), "one word has thrown {id} away");
    }
    let confirm = announced.get("confirm").context("a word to confirm it")?.clone();
    for (wrong, body) in [
        ("made up", with(asked.clone(), &json!("1.9999999999999.x.00"))?),
        ("for somebody else", with(json!({ "tenant": tenant, "subject": "Bo" }), &confirm)?),
    ] {
        let answer = world.client.admin("POST", "/admin/subjects/erase").json(&body).send()?;
        ensure!(answer.status == 403, "a word {wrong} is believed: {} {}", answer.status, answer.text());
    }
    let confirmed = with(asked, &confirm)?;
    let receipt = work::poll("everything is gone", 60, || {
        let receipt = erase(&world.client, &confirmed)?;
        Ok(receipt.get("finished_at").is_some().then_some(receipt))
    })?;
    ensure!(erase(&world.client, &confirmed)? == receipt, "told again, it is another receipt");
    ensure!(ids(&receipt)? == of_ada && receipt.get("jobs_pending") == Some(&json!(0)), "{receipt}");
    let deleted = receipt.get("clips_deleted").and_then(Value::as_u64).context("clips")?;
    ensure!(deleted > 0 && clips(&tenant)? as u64 == clips_before as u64 - deleted, "{receipt}");
    for id in &of_ada {
        ensure!(client.get(&format!("/v1/jobs/{id}"))?.status == 404, "{id} is still there");
        ensure!(Stored::job(&world.state, id)?.is_none(), "its object still has {id}");
        let row = row(&world.state, id)?;
        ensure!(row.get("subject").is_some_and(Value::is_null), "the tombstone tells who asked: {row}");
        let files = Stored::read(&world.state)?;
        ensure!(!files.keys().iter().any(|key| key.contains(id.as_str())), "files of {id}: {:?}", files.keys());
    }
    ensure!(work::files(&client, &of_bo)?.iter().all(|file| !file.is_empty()), "somebody else's episode is damaged");
    Ok(())
}

/// The next key is added before the older one: what was asked under that one is still found, and erased.
fn a_subject_is_found_under_older_keys() -> Result<()> {
    let mut service = Service::start(with_shared_voice("rotated")?)?;
    let (client, state) = (service.config.client(), service.config.state.clone());
    let before = submit(&client, Some("Ada"), "an old key")?;
    let by_token = submit(&client, None, "an old key and no name")?;
    work::follow(&client, &before)?;
    work::follow(&client, &by_token)?;
    let old = service.config.vars.iter().find(|(name, _)| name == "CUEPOINT_SUBJECT_KEYS").context("keys")?.1.clone();
    service.kill();
    let (_, digits) = old.split_once(':').context("a key")?;
    let new = format!("2:{},{old}", digits.chars().rev().collect::<String>());
    service.config = service.config.clone().with("CUEPOINT_SUBJECT_KEYS", &new);
    service.restart()?;
    let after = submit(&client, Some("Ada"), "a new key")?;
    work::follow(&client, &after)?;
    let (first, second) = (subject(&state, &before)?, subject(&state, &after)?);
    ensure!(first.starts_with("1:") && second.starts_with("2:"), "{first} {second}");
    let found = erase(&client, &json!({ "tenant": "default", "subject": "Ada" }))?;
    ensure!(ids(&found)? == [before, after], "{found}");
    let found = erase(&client, &json!({ "tenant": "default", "token": "development" }))?;
    ensure!(ids(&found)? == [by_token], "{found}");
    Ok(())
}
