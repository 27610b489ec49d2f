//! One look: the same answer as JSON, as a page in a real browser, as metrics that somebody else reads, and as a command.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Answer, tools};

use crate::command::{cuepoint, ended};
use crate::trial::shared;
use crate::world::{World, folder};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_healthy_service_reports_every_probe),
        shared(a_browser_shows_the_page_on_a_phone_in_light_and_in_dark),
        shared(the_metrics_are_read_by_a_parser_of_somebody_else),
        shared(cuepoint_admin_health_says_it_with_its_exit_code_too),
    ]
}

const PROBES: [&str; 6] =
    ["artifacts:put-get-delete", "index:read", "index:write", "objects:call", "script:embedded", "voice:models"];

fn get(world: &World, path: &str, accept: &str) -> Result<Answer> {
    let answer = world.client.admin("GET", path).header("Accept", accept).send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    Ok(answer)
}

fn a_healthy_service_reports_every_probe(world: &World) -> Result<()> {
    let answer = get(world, "/admin/health", "*/*")?;
    ensure!(answer.header("Content-Type") == "application/health+json", "{:?}", answer.headers);
    let health = answer.json()?;
    let text = |pointer: &str| health.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    ensure!(text("/verdict") == "ok" && text("/status") == "ok", "{health}");
    let checks = health.get("checks").and_then(Value::as_object).context("checks")?;
    ensure!(checks.keys().eq(PROBES), "{health}");
    for (name, check) in checks {
        ensure!(check.pointer("/0/status").is_some_and(|status| status == "ok"), "{name}: {check}");
        ensure!(check.pointer("/0/observedUnit").is_some_and(|unit| unit == "ms"), "{name}: {check}");
    }
    // The shared episode is of today.
    ensure!(health.pointer("/jobs/last_day/succeeded").and_then(Value::as_u64) >= Some(1), "{health}");
    ensure!(!text("/deployment/id").is_empty() && !text("/deployment/built_at").is_empty(), "{health}");
    Ok(())
}

/// As wide as a phone.
const WINDOW: &str = "--window-size=500,900";
const OK_GREEN: [u8; 3] = [0x1a, 0x7f, 0x4b];

fn a_browser_shows_the_page_on_a_phone_in_light_and_in_dark(world: &World) -> Result<()> {
    let answer = get(world, "/admin/health", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")?;
    ensure!(answer.header("Content-Type").starts_with("text/html"), "{:?}", answer.headers);
    let policy = answer.header("Content-Security-Policy");
    ensure!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    let shown = folder().join("health");
    fs::create_dir_all(&shown)?;
    let page = String::from_utf8(answer.body)?;
    fs::write(shown.join("page.html"), &page)?;
    let mut papers = Vec::new();
    for (name, setting) in [("light", "preferredColorScheme=1"), ("dark", "preferredColorScheme=0")] {
        let picture = shown.join(format!("{name}.png"));
        let screenshot = format!("--screenshot={}", picture.display());
        let setting = format!("--blink-settings={setting}");
        let arguments = ["--hide-scrollbars", WINDOW, &setting, &screenshot, &address(&shown.join("page.html"))];
        tools::chromium(&shown, &arguments)?;
        ensure!(pixel(&picture, 5)? == OK_GREEN, "{name}: no green header: {:?}", pixel(&picture, 5)?);
        papers.push(pixel(&picture, 890)?);
    }
    ensure!(papers.first() != papers.last(), "dark is as bright as light: {papers:?}");
    // The page has no script; a copy of it is told to say how wide it has become.
    let asking = "<script>document.title = document.documentElement.scrollWidth - document.documentElement.clientWidth</script></body>";
    fs::write(shown.join("asking.html"), page.replace("</body>", asking))?;
    let told = tools::chromium(&shown, &[WINDOW, "--dump-dom", &address(&shown.join("asking.html"))])?;
    let told = String::from_utf8(told.stdout)?;
    ensure!(told.contains("<title>0</title>"), "it is wider than its window: {told}");
    ensure!(told.contains("<th scope=\"row\">voice:models</th>"), "{told}");
    Ok(())
}

fn address(file: &Path) -> String {
    format!("file://{}", file.display())
}

/// The colour of one near the left edge, so far from the top.
fn pixel(picture: &Path, y: u32) -> Result<[u8; 3]> {
    let (picture, crop) = (picture.display().to_string(), format!("crop=1:1:2:{y}"));
    let raw = ["-v", "error", "-i", &picture, "-vf", &crop, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
    let colour = tools::ffmpeg(&raw)?.stdout;
    colour.as_slice().try_into().with_context(|| format!("{colour:?}"))
}

/// Prints every family and how many samples it has.
const READER: &str = "
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
for family in text_string_to_metric_families(open(sys.argv[1]).read()):
    print(family.name, family.type, family.unit, len(family.samples))";

fn the_metrics_are_read_by_a_parser_of_somebody_else(world: &World) -> Result<()> {
    let answer = get(world, "/admin/metrics", "application/openmetrics-text")?;
    ensure!(
        answer.header("Content-Type").starts_with("application/openmetrics-text; version=1.0.0"),
        "{:?}",
        answer.headers
    );
    let file = folder().join("metrics.txt");
    fs::write(&file, &answer.body)?;
    let families = String::from_utf8(tools::python(READER, &file)?.stdout)?;
    for family in [
        "cuepoint_health stateset  3".to_owned(),
        format!("cuepoint_reason gauge  {}", health::Reason::ALL.len()),
        format!("cuepoint_probe_duration_seconds gauge seconds {}", PROBES.len()),
        "cuepoint_files_caught counter  1".to_owned(),
        "cuepoint_build info  1".to_owned(),
    ] {
        ensure!(families.lines().any(|line| line == family), "no {family}: {families}");
    }
    ensure!(!String::from_utf8(answer.body)?.contains(&world.article.id), "a job is named");
    Ok(())
}

fn cuepoint_admin_health_says_it_with_its_exit_code_too(world: &World) -> Result<()> {
    let ask = |arguments: &[&str]| {
        let mut command = cuepoint(&world.client, "health")?;
        ended(&command.env("CUEPOINT_ADMIN_TOKEN", &world.client.admin_token).args(arguments).output()?, 0)
    };
    let (out, _) = ask(&["admin", "health", "--html", "page.html"])?;
    ensure!(out.contains("verdict   ok") && out.contains("voice:models ok"), "{out}");
    let page = fs::read_to_string(folder().join("command/health/page.html"))?;
    ensure!(page.contains("Cuepoint <strong>ok</strong>"), "{page}");
    let (out, _) = ask(&["--json", "admin", "health"])?;
    ensure!(serde_json::from_str::<Value>(&out)?.get("verdict").is_some_and(|verdict| verdict == "ok"), "{out}");
    Ok(())
}
