//! Two released versions of the wire, side by side on the same jobs.

mod speaking;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use protocol::header::{CLIENT, SUPPORTED_VERSIONS, VERSION};
use serde_json::{Value, json};
use tests::{Answer, Stored};

use crate::trial::shared;
use crate::work;
use crate::world::World;

const FIRST: &str = "2026-11-20";
const MIDDLE: &str = "2026-11-21";
const NEWEST: &str = "2026-11-29";

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = vec![
        shared(every_answer_names_its_version_and_those_served),
        shared(the_table_of_versions_is_there_for_programs),
        shared(a_refused_version_is_told_what_is_served_and_where_to_read_on),
        shared(both_versions_read_the_same_job),
        shared(a_line_has_a_name_in_each_version),
        shared(a_problem_says_in_words_then_what_it_says_in_members_now),
        shared(a_job_keeps_the_version_it_was_created_with),
        shared(clients_are_counted_by_program_and_not_by_person),
    ];
    all.extend(speaking::trials());
    all
}

fn get(world: &World, version: &str, path: &str) -> Result<Answer> {
    world.client.ask("GET", path).header(VERSION, version).send()
}

fn post(world: &World, version: &str, path: &str, body: &Value) -> Result<Value> {
    world.client.ask("POST", path).header(VERSION, version).json(body).send()?.json()
}

fn code(problem: &Value) -> &str {
    problem.get("code").and_then(Value::as_str).unwrap_or_default()
}

fn every_answer_names_its_version_and_those_served(world: &World) -> Result<()> {
    let job = format!("/v1/jobs/{}", world.article.id);
    let asked = |method: &str, path: &str, status: u16| (method.to_owned(), path.to_owned(), status);
    for (method, path, status) in [
        asked("GET", "/healthz", 200),
        asked("GET", &job, 200),
        asked("HEAD", &job, 200),
        asked("GET", &world.article.address("episode.mp3"), 200),
        asked("GET", "/nowhere", 404),
        asked("GET", "/v1/jobs/nothing", 400),
        asked("GET", "/admin/health", 403),
        asked("PUT", "/v1/jobs", 405),
        asked("POST", &format!("{job}/cancel"), 409),
        asked("GET", &format!("{job}/watch"), 426),
    ] {
        for (version, spoken) in [(None, FIRST), (Some(FIRST), FIRST), (Some(MIDDLE), MIDDLE), (Some(NEWEST), NEWEST)] {
            let ask = world.client.ask(&method, &path);
            let answer = version.into_iter().fold(ask, |ask, version| ask.header(VERSION, version)).send()?;
            let named = (answer.status, answer.header(VERSION), answer.header(SUPPORTED_VERSIONS));
            let (sunset, server_timing) = (answer.header("Sunset"), answer.header("Server-Timing"));
            ensure!(sunset.is_empty() == (spoken == NEWEST), "{method} {path}: {:?}", answer.headers);
            ensure!(server_timing.is_empty(), "{method} {path}: {:?}", answer.headers);
            ensure!(
                named == (status, spoken, "2026-11-20, 2026-11-21, 2026-11-29"),
                "{method} {path}: {:?}",
                answer.headers
            );
        }
    }
    Ok(())
}

fn the_table_of_versions_is_there_for_programs(world: &World) -> Result<()> {
    let answer = world.client.ask("GET", "/versions").without("Authorization").send()?;
    let table = answer.json()?;
    ensure!(table.get("current") == Some(&json!(NEWEST)), "{table}");
    ensure!(table.get("supported") == Some(&json!([FIRST, MIDDLE, NEWEST])), "{table}");
    for (index, (version, status)) in
        [(FIRST, "sunset"), (MIDDLE, "sunset"), (NEWEST, "current")].into_iter().enumerate()
    {
        let row = table.pointer(&format!("/versions/{index}")).context("a row")?;
        ensure!(row.get("version") == Some(&json!(version)) && row.get("status") == Some(&json!(status)), "{row}");
        ensure!(row.get("notes") == Some(&json!(format!("/changes.md#{version}"))), "{row}");
    }
    Ok(())
}

fn a_refused_version_is_told_what_is_served_and_where_to_read_on(world: &World) -> Result<()> {
    for (version, expected) in
        [("2031-01-01", "version_too_new"), ("2020-01-01", "unsupported_version"), ("soon", "malformed_version")]
    {
        let answer = get(world, version, "/v1/jobs")?;
        let problem = answer.json()?;
        ensure!(answer.status == 400 && code(&problem) == expected, "{version}: {problem}");
        ensure!(problem.get("supported_versions") == Some(&json!([FIRST, MIDDLE, NEWEST])), "{problem}");
        let is_passing = expected == "version_too_new";
        ensure!(problem.get("retry_after_ms").is_some() == is_passing, "{problem}");
        ensure!(answer.header("Retry-After").is_empty() != is_passing, "{:?}", answer.headers);
        let upgrade = problem.get("upgrade").and_then(Value::as_str).context("upgrade")?;
        let (path, section) = upgrade.split_once('#').context("a section")?;
        let notes = world.client.ask("GET", path).without("Authorization").send()?;
        let text = String::from_utf8(notes.body)?;
        ensure!(notes.status == 200 && text.contains(&format!("\n## {section}\n")), "{upgrade} leads nowhere");
    }
    Ok(())
}

fn both_versions_read_the_same_job(world: &World) -> Result<()> {
    let path = format!("/v1/jobs/{}", world.article.id);
    let (first, mut newest) = (get(world, FIRST, &path)?.json()?, get(world, NEWEST, &path)?.json()?);
    ensure!(world.client.get(&path)?.json()? == first, "no header is the oldest version");
    ensure!(first.pointer("/episode/revision").is_none() && first.pointer("/episode/loudness").is_none(), "{first}");
    let episode = newest.get_mut("episode").and_then(Value::as_object_mut).context("an episode")?;
    ensure!(episode.remove("revision") == Some(json!(1)), "{episode:?}");
    let loudness = episode.remove("loudness").context("loudness")?;
    for (flat, grouped) in [("loudness_lufs", "integrated_lufs"), ("true_peak_dbtp", "true_peak_dbtp")] {
        episode.insert(flat.to_owned(), loudness.get(grouped).context(grouped)?.clone());
    }
    ensure!(first == newest, "the rest is the same: {first} {newest}");
    let [middle, newest] = [MIDDLE, NEWEST].map(|version| get(world, version, &path));
    ensure!(middle?.json()? == newest?.json()?, "the last two differ in a header of requests alone");
    for path in ["/v1/jobs?limit=100", &world.article.address("script"), &world.article.address("chapters.json")] {
        let (first, newest) = (get(world, FIRST, path)?, get(world, NEWEST, path)?);
        ensure!((first.status, newest.status) == (200, 200), "{path}: {} {}", first.status, newest.status);
    }
    Ok(())
}

fn a_line_has_a_name_in_each_version(world: &World) -> Result<()> {
    let (by_name, by_turn) = (json!({ "step": "speech/001" }), json!({ "turn": 1 }));
    for verb in ["skip", "retry"] {
        let path = world.article.address(verb);
        for (version, body, expected) in [
            (FIRST, &by_name, "job_finished"),
            (MIDDLE, &by_turn, "job_finished"),
            (NEWEST, &by_turn, "job_finished"),
            (FIRST, &by_turn, "invalid_field"),
            (NEWEST, &by_name, "unknown_step"),
            (NEWEST, &json!({ "turn": 1, "step": "master" }), "invalid_field"),
        ] {
            let problem = post(world, version, &path, body)?;
            ensure!(code(&problem) == expected, "{verb} {body} in {version}: {problem}");
        }
    }
    Ok(())
}

fn a_problem_says_in_words_then_what_it_says_in_members_now(world: &World) -> Result<()> {
    let ask = |version| world.client.ask("PUT", "/v1/jobs").header(VERSION, version).send();
    let (first, newest) = (ask(FIRST)?, ask(NEWEST)?);
    for answer in [&first, &newest] {
        ensure!(answer.header("Allow") == "POST, GET, HEAD", "{:?}", answer.headers);
    }
    let (first, newest) = (first.json()?, newest.json()?);
    ensure!(first.get("detail") == Some(&json!("allowed: POST, GET, HEAD")), "{first}");
    ensure!(first.get("allowed_methods").is_none() && newest.get("detail").is_none(), "{first} {newest}");
    ensure!(newest.get("allowed_methods") == Some(&json!(["POST", "GET", "HEAD"])), "{newest}");
    Ok(())
}

fn a_job_keeps_the_version_it_was_created_with(world: &World) -> Result<()> {
    for version in [FIRST, MIDDLE, NEWEST] {
        let answer = world.client.submit(&work::key(), &work::note(version)).header(VERSION, version).send()?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
        let created = answer.json()?;
        let is_absent = created.pointer("/progress/turns_total").is_none();
        ensure!(is_absent == (version != FIRST), "nothing is known of the script yet: {created}");
        let id = work::id(&created)?;
        for reader in [FIRST, NEWEST] {
            let read = get(world, reader, &format!("/v1/jobs/{id}"))?.json()?;
            ensure!(work::id(&read)? == id, "{read}");
        }
        let stored = Stored::job(&world.state, &id)?.context("the job is not stored")?;
        ensure!(stored.pointer("/spec/wire_version") == Some(&json!(version)), "{stored}");
        work::stop(&world.client, &id)?;
    }
    Ok(())
}

fn clients_are_counted_by_program_and_not_by_person(world: &World) -> Result<()> {
    for (client, version) in
        [("a-test/1.20.3", NEWEST), ("a-test/1.20.3", FIRST), ("wilhelmina@example.org/1.0", FIRST)]
    {
        let answer = world.client.ask("GET", "/v1/jobs").header(CLIENT, client).header(VERSION, version).send()?;
        ensure!(answer.status == 200, "{}", answer.text());
    }
    let seen = |client: &str, build: &str, version: &str| json!([client, build, version]);
    let expected = [seen("a-test", "1.20.3", NEWEST), seen("a-test", "1.20.3", FIRST), seen("other", "", FIRST)];
    let health = work::poll("health knows who was here", 30, || {
        let health = world.client.admin("GET", "/admin/health").send()?.json()?;
        let clients = health.get("clients").and_then(Value::as_array).context("clients")?;
        let rows: Vec<_> =
            clients.iter().map(|row| json!([row.get("client"), row.get("version"), row.get("wire_version")])).collect();
        Ok(expected.iter().all(|seen| rows.contains(seen)).then_some(health))
    })?;
    ensure!(!health.to_string().contains("wilhelmina"), "{health}");
    Ok(())
}
