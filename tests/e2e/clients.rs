//! Real podcast clients: they subscribe, download, go on after a broken download, and are told what is gone.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, repository};

use crate::trial::shared;
use crate::work;
use crate::world::{World, folder};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(gpodder_subscribes_downloads_and_resumes_and_hears_that_a_feed_is_gone),
        shared(newsboat_subscribes_and_downloads),
        shared(podget_downloads_and_resumes),
        shared(podcast_downloader_downloads),
        shared(gpodder_follows_a_rotated_address),
        shared(no_download_is_half_of_a_revised_episode),
    ]
}

/// A client's home and its downloads.
pub(crate) struct Listener {
    script: PathBuf,
    folder: PathBuf,
}

impl Listener {
    pub(crate) fn new(client: &str, test: &str) -> Result<Self> {
        let scripts = repository().join("tests/clients");
        let installed = Command::new(scripts.join("install")).output()?;
        ensure!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
        let folder = folder().join("clients").join(format!("{client}-{test}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("home"))?;
        Ok(Self { script: scripts.join(format!("{client}.py")), folder })
    }

    pub(crate) fn run(&self, command: &str, feed: &str) -> Result<Value> {
        let mut python = Command::new("python3");
        python.arg(&self.script).args([command, feed]);
        if !matches!(command, "subscribe" | "update" | "conditional") {
            python.arg(self.folder.join("downloads"));
        }
        let output = python.arg("--home").arg(self.folder.join("home")).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        ensure!(output.status.success(), "{command}: {text} {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_str(&text).with_context(|| text.into_owned())
    }
}

/// A feed with one episode, and that episode's bytes.
struct Published {
    client: Client,
    feed: Value,
    url: String,
    job: String,
    bytes: Vec<u8>,
}

fn publish(world: &World, topic: &str) -> Result<Published> {
    let client = world.client.tenant(&world.client.new_tenant()?)?;
    let feed = client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?;
    let href = feed.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?;
    let url = format!("{}{href}", client.url);
    let job = work::id(&work::finish(&client, &work::note(topic))?)?;
    let bytes = client.get(&format!("/v1/jobs/{job}/episode.mp3"))?.body;
    Ok(Published { client, feed, url, job, bytes })
}

impl Published {
    fn is_downloaded(&self, facts: &Value) -> Result<()> {
        let files = facts.get("files").and_then(Value::as_array).context("files")?;
        let audio: Vec<_> = files.iter().filter(|file| name(file).ends_with(".mp3")).collect();
        let [file] = audio.as_slice() else { anyhow::bail!("one file: {facts}") };
        ensure!(file.get("bytes") == Some(&json!(self.bytes.len())), "{facts}");
        ensure!(file.get("sha256") == Some(&json!(sha256(&self.bytes))), "other bytes: {facts}");
        Ok(())
    }

    fn act(&self, verb: &str, body: &Value) -> Result<Value> {
        let id = self.feed.get("id").and_then(Value::as_str).context("an id")?;
        let answer = self.client.ask("POST", &format!("/v1/feeds/{id}/{verb}")).json(body).send()?;
        ensure!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.text());
        answer.json()
    }
}

fn name(file: &Value) -> &str {
    file.get("name").and_then(Value::as_str).unwrap_or_default()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn episodes(facts: &Value) -> usize {
    facts.get("episodes").and_then(Value::as_array).map_or(0, Vec::len)
}

fn gpodder_subscribes_downloads_and_resumes_and_hears_that_a_feed_is_gone(world: &World) -> Result<()> {
    let (gpodder, published) = (Listener::new("gpodder", "whole")?, publish(world, "gpodder")?);
    let subscribed = gpodder.run("subscribe", &published.url)?;
    ensure!(subscribed.get("title") == Some(&json!("Cuepoint")) && episodes(&subscribed) == 1, "{subscribed}");
    let episode = subscribed.pointer("/episodes/0").context("an episode")?;
    ensure!(episode.get("guid") == Some(&json!(format!("urn:uuid:{}", published.job))), "{episode}");
    ensure!(episode.get("bytes") == Some(&json!(published.bytes.len())), "{episode}");
    ensure!(episode.get("has_chapters") == Some(&json!(true)), "{episode}");
    published.is_downloaded(&gpodder.run("download", &published.url)?)?;
    let conditional = gpodder.run("conditional", &published.url)?;
    ensure!(conditional.to_string().contains("304"), "it is never told that nothing changed: {conditional}");
    let other = Listener::new("gpodder", "resume")?;
    let resumed = other.run("resume", &published.url)?;
    ensure!(resumed.get("resumed") == Some(&json!(true)), "{resumed}");
    published.is_downloaded(&resumed)?;
    published.act("revoke", &json!({}))?;
    let gone = gpodder.run("update", &published.url)?;
    ensure!(gone.to_string().contains("gone"), "it says nothing: {gone}");
    Ok(())
}

fn newsboat_subscribes_and_downloads(world: &World) -> Result<()> {
    let (newsboat, published) = (Listener::new("newsboat", "whole")?, publish(world, "newsboat")?);
    let subscribed = newsboat.run("subscribe", &published.url)?;
    ensure!(episodes(&subscribed) == 1, "{subscribed}");
    published.is_downloaded(&newsboat.run("download", &published.url)?)
}

fn podget_downloads_and_resumes(world: &World) -> Result<()> {
    let published = publish(world, "podget")?;
    published.is_downloaded(&Listener::new("podget", "whole")?.run("download", &published.url)?)?;
    let resumed = Listener::new("podget", "resume")?.run("resume", &published.url)?;
    ensure!(resumed.get("resumed") == Some(&json!(true)), "{resumed}");
    published.is_downloaded(&resumed)
}

fn podcast_downloader_downloads(world: &World) -> Result<()> {
    let published = publish(world, "podcast downloader")?;
    published.is_downloaded(&Listener::new("podcast-downloader", "whole")?.run("download", &published.url)?)
}

fn gpodder_follows_a_rotated_address(world: &World) -> Result<()> {
    let (gpodder, published) = (Listener::new("gpodder", "rotated")?, publish(world, "rotation")?);
    gpodder.run("subscribe", &published.url)?;
    let address = published.feed.pointer("/addresses/0/id").context("an address")?;
    let rotated = published.act("rotate", &json!({ "address": address }))?;
    let href = rotated.pointer("/addresses/1/href").and_then(Value::as_str).context("a successor")?;
    let url = format!("{}{href}", published.client.url);
    let updated = gpodder.run("update", &published.url)?;
    ensure!(updated.get("address") == Some(&json!(url)), "it keeps the old address: {updated}");
    ensure!(episodes(&updated) == 1, "an episode has become two: {updated}");
    Ok(())
}

/// The download is broken off, the episode revised, and the download gone on with.
fn no_download_is_half_of_a_revised_episode(world: &World) -> Result<()> {
    let gpodder = Listener::new("gpodder", "revised")?;
    let mut published = publish(world, "half a file")?;
    gpodder.run("begin", &published.url)?;
    let lines = json!({ "lines": [{ "turn": 1, "text": "This was changed in the middle of a download." }] });
    let job = published.job.clone();
    let revised = published.client.ask("POST", &format!("/v1/jobs/{job}/revise")).json(&lines).send()?;
    ensure!(revised.status == 200, "{} {}", revised.status, revised.text());
    work::follow(&published.client, &job)?;
    published.bytes = published.client.get(&format!("/v1/jobs/{job}/episode.mp3"))?.body;
    gpodder.run("update", &published.url)?;
    published.is_downloaded(&gpodder.run("download", &published.url)?)
}
