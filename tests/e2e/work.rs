//! Sources, jobs made from them, and waiting for what they come to.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tests::{Client, Socket, repository};

/// Every file of an episode and what it is served as.
pub(crate) const ARTIFACTS: [(&str, &str); 5] = [
    ("episode.mp3", "audio/mpeg"),
    ("chapters.json", "application/json+chapters"),
    ("transcript.vtt", "text/vtt"),
    ("transcript.srt", "application/x-subrip"),
    ("transcript.json", "application/json"),
];

const POLL: Duration = Duration::from_millis(100);

pub(crate) fn fixture(name: &str) -> Result<String> {
    let path = repository().join("tests/fixtures").join(name);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

pub(crate) fn source(format: &str, text: &str) -> Value {
    json!({ "source": { "format": format, "text": text } })
}

/// The article of 1,500 words, spoken by the two hosts of the house.
pub(crate) fn article() -> Result<Value> {
    Ok(source("markdown", &fixture("article.md")?))
}

/// The article spoken by others: no clip of it has been made before.
pub(crate) fn article_by(lead: &str, guest: &str) -> Result<Value> {
    spoken_by(article()?, lead, guest)
}

/// More than is spoken before a test on a busy machine gets its word in.
pub(crate) fn long_by(lead: &str, guest: &str) -> Result<Value> {
    let texts = ["article.md", "review.md", "benchmark.md", "release-notes.md"].map(fixture);
    let text = texts.into_iter().collect::<Result<Vec<_>>>()?.join("\n\n");
    spoken_by(source("markdown", &text), lead, guest)
}

fn spoken_by(mut body: Value, lead: &str, guest: &str) -> Result<Value> {
    let hosts = json!([{ "name": "Ada", "voice": lead }, { "name": "Bo", "voice": guest }]);
    body.as_object_mut().context("a body is an object")?.insert("hosts".to_owned(), hosts);
    Ok(body)
}

/// The voices of a job's two hosts; nobody else's.
pub(crate) fn voices(name: &str) -> [String; 2] {
    ["lead", "guest"].map(|role| format!("{name}-{role}"))
}

/// A submission whose hosts have voices of its own.
pub(crate) fn own_voices(name: &str, body: Value) -> Result<Value> {
    let [lead, guest] = voices(name);
    spoken_by(body, &lead, &guest)
}

/// A short text; another one for every `topic`.
pub(crate) fn note(topic: &str) -> Value {
    let text = format!(
        "The team wrote a short note about {topic} this week. It explains what happened, in the order in which it \
         happened, and why that matters to everybody who has to work with the result of it every day of the year.\n\n\
         The change was small, and the effect of it was larger than anyone expected. Nobody had to stop working for it, \
         and hardly anybody saw it on the day, which is the best that can be said of a change of this kind.\n\n\
         Two things were learned by those who made it. A plan that fits on one page is read by all of them, and a plan \
         that does not is read by the one who wrote it. A rehearsal on the evening before is worth a week of talk.\n\n\
         What is left to do is written down in the same place as before, with a name behind each line. The next note is \
         due when the last of these lines is done, or at the end of the month, whichever of the two comes first."
    );
    source("text", &text)
}

/// A name no other submission has.
pub(crate) fn key() -> String {
    uuid::Uuid::new_v4().to_string()
}

pub(crate) fn id(view: &Value) -> Result<String> {
    Ok(view.get("id").and_then(Value::as_str).with_context(|| format!("no id in {view}"))?.to_owned())
}

pub(crate) fn status(view: &Value) -> &str {
    view.get("status").and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn seq(message: &Value) -> Result<u64> {
    message.get("seq").and_then(Value::as_u64).with_context(|| format!("no seq in {message}"))
}

pub(crate) fn change(message: &Value) -> &str {
    message.get("change").and_then(Value::as_str).unwrap_or_default()
}

/// Number of spoken turns in this message.
pub(crate) fn turns_spoken(message: &Value) -> u64 {
    message.pointer("/progress/turns_spoken").and_then(Value::as_u64).unwrap_or_default()
}

/// A new job's name.
pub(crate) fn create(client: &Client, body: &Value) -> Result<String> {
    let answer = client.submit(&key(), body).send()?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    id(&answer.json()?)
}

pub(crate) fn read(client: &Client, id: &str) -> Result<Value> {
    let answer = client.get(&format!("/v1/jobs/{id}"))?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    answer.json()
}

pub(crate) fn cancel(client: &Client, id: &str) -> Result<Value> {
    let answer = client.ask("POST", &format!("/v1/jobs/{id}/cancel")).send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    answer.json()
}

/// Ends a job that is no longer needed, if it has not ended by itself.
pub(crate) fn stop(client: &Client, id: &str) -> Result<()> {
    let answer = client.ask("POST", &format!("/v1/jobs/{id}/cancel")).send()?;
    ensure!(matches!(answer.status, 200 | 409), "{} {}", answer.status, answer.text());
    Ok(())
}

pub(crate) type Files = Vec<Vec<u8>>;

/// Every file of a finished episode.
pub(crate) fn files(client: &Client, id: &str) -> Result<Files> {
    let fetch = |(name, _): &(&str, &str)| {
        let answer = client.get(&format!("/v1/jobs/{id}/{name}"))?;
        ensure!(answer.status == 200, "{name}: {} {}", answer.status, answer.text());
        Ok(answer.body)
    };
    ARTIFACTS.iter().map(fetch).collect()
}

/// Makes an episode and waits for it.
pub(crate) fn finish(client: &Client, body: &Value) -> Result<Value> {
    follow(client, &create(client, body)?)
}

/// A job once it has succeeded.
pub(crate) fn follow(client: &Client, id: &str) -> Result<Value> {
    Socket::watch(client, id, None)?.hear_out()?;
    let view = read(client, id)?;
    ensure!(status(&view) == "succeeded", "{view}");
    Ok(view)
}

/// Asks until there is an answer.
pub(crate) fn poll<T>(what: &str, timeout_s: u64, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(timeout_s) {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        sleep(POLL);
    }
    bail!("not within {timeout_s} s: {what}")
}
