//! Text to MP3 through the whole service, beside the voice alone for the same turns, in the same run.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use protocol::Code;
use serde_json::{Value, json};
use tests::{Client, Config, Service, Socket, Voice, repository};

use crate::{Figure, folder, median};

const ROUNDS: usize = 3;
const ARTICLE: &str = "tests/fixtures/article.md";

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let voice = Voice::start(Config::fresh(&folder().join("voice"))?)?;
    let (mut whole, mut alone, mut storage) = (Vec::new(), Vec::new(), Vec::new());
    let (mut episode, mut turns) = (json!(null), Vec::new());
    for _ in 0..ROUNDS {
        // A service that has seen nothing: a clip once spoken would not be spoken again.
        let service = Service::start(Config::fresh(&folder().join("service"))?)?;
        let client = service.config.client();
        let started = Instant::now();
        let job = generate(&client, &fs::read_to_string(repository().join(ARTICLE))?)?;
        whole.push(started.elapsed().as_secs_f64());
        turns = spoken_turns(&client, &job)?;
        storage.push(storage_seconds(&client, &job, turns.len())?);
        keep(&client, &job)?;
        episode = job;
        drop(service);
        alone.push(speak_all(&voice, &turns)?);
    }
    report(&episode, turns.len(), median(whole), median(alone), median(storage))
}

fn report(job: &Value, turns: usize, whole: f64, alone: f64, storage: f64) -> Result<Vec<Figure>> {
    let episode = &job["episode"];
    let seconds = episode["duration_ms"].as_f64().context("a duration")? / 1000.0;
    let chapters = episode["chapters"].as_u64().context("chapters")?;
    let words = fs::read_to_string(repository().join(ARTICLE))?.split_whitespace().count();
    let (clips, measuring) = audio_seconds()?;
    let share = |part: f64| format!("{:.0} %", 100.0 * part / whole);
    let rest = whole - alone - clips - measuring - storage;
    Ok(vec![
        Figure {
            name: "length",
            asked: "3 to 8 minutes".to_owned(),
            reached: format!("{:.1} minutes", seconds / 60.0),
            how: format!("an article of {words} words, {turns} turns"),
            holds: (180.0..=480.0).contains(&seconds),
        },
        Figure {
            name: "chapters",
            asked: "at least 3".to_owned(),
            reached: chapters.to_string(),
            how: "the same episode".to_owned(),
            holds: chapters >= 3,
        },
        Figure {
            name: "service / voice alone",
            asked: "at most 1.5".to_owned(),
            reached: format!("{:.2}", whole / alone),
            how: format!(
                "{whole:.1} s ({:.0}× real time) / {alone:.1} s ({:.0}×); medians of {ROUNDS}, alternating",
                seconds / whole,
                seconds / alone
            ),
            holds: whole / alone <= 1.5,
        },
        Figure {
            name: "shares of the time",
            asked: "said".to_owned(),
            reached: format!(
                "voice {}, encoder {}, measuring {}, storage {}, us and the rest {}",
                share(alone),
                share(clips),
                share(measuring),
                share(storage),
                share(rest)
            ),
            how: "voice and storage by calls from outside, encoder and measuring by the same code in the same engine"
                .to_owned(),
            holds: true,
        },
    ])
}

/// Submits a text and follows it to its end by websocket.
pub(crate) fn generate(client: &Client, text: &str) -> Result<Value> {
    let body = json!({ "source": { "format": "markdown", "text": text } });
    let created = client.submit(&uuid::Uuid::new_v4().to_string(), &body).send()?;
    ensure!(created.status == 201, "{}", created.text());
    let id = created.json()?["id"].as_str().unwrap_or_default().to_owned();
    Socket::watch(client, &id, None)?.hear_out()?;
    let job = client.get(&format!("/v1/jobs/{id}"))?.json()?;
    ensure!(job["status"] == "succeeded", "{job}");
    Ok(job)
}

/// Text of a line, and its voice.
fn spoken_turns(client: &Client, job: &Value) -> Result<Vec<(String, String)>> {
    let voices: Vec<(&str, &str)> = job["hosts"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|host| Some((host["name"].as_str()?, host["voice"].as_str()?)))
        .collect();
    let transcript = client.get(&path(job, "transcript.json"))?.json()?;
    let segments = transcript["segments"].as_array().context("segments")?;
    let turn = |segment: &Value| {
        let speaker = segment["speaker"].as_str()?;
        let (_, voice) = voices.iter().find(|(name, _)| *name == speaker)?;
        Some(((*voice).to_owned(), segment["body"].as_str()?.to_owned()))
    };
    segments.iter().map(|segment| turn(segment).context("a segment has a speaker and a body")).collect()
}

/// The voice for all turns, one after another; what it answers is kept for the encoder.
fn speak_all(voice: &Voice, turns: &[(String, String)]) -> Result<f64> {
    let folder = folder().join("wav");
    fs::create_dir_all(&folder)?;
    let client = Client::new(&voice.config.url(), "");
    let mut wavs = Vec::new();
    let started = Instant::now();
    for (voice, text) in turns {
        let body = json!({ "model": "flite", "voice": voice, "input": text, "response_format": "wav" });
        wavs.push(client.ask("POST", "/v1/audio/speech").json(&body).send()?);
    }
    let seconds = started.elapsed().as_secs_f64();
    for (index, wav) in wavs.iter().enumerate() {
        ensure!(wav.status == 200, "{}", wav.text());
        fs::write(folder.join(format!("{index:03}.wav")), &wav.body)?;
    }
    Ok(seconds)
}

/// Time of the job's calls to storage, measured from outside: as many reads of a small file as it makes calls.
fn storage_seconds(client: &Client, job: &Value, turns: usize) -> Result<f64> {
    // Per turn: is it there, write it, read it. The liveness answer costs the same way in and out, without storage.
    let calls = 3 * turns;
    let time = |path: &str| -> Result<f64> {
        let started = Instant::now();
        for _ in 0..calls {
            ensure!(client.get(path)?.status == 200, "{path}");
        }
        Ok(started.elapsed().as_secs_f64())
    };
    // A read of a file asks the object, then R2 twice.
    let with_storage = time(&path(job, "chapters.json"))?;
    Ok((with_storage - time("/healthz")?).max(0.0) / 2.0)
}

/// Runs a WASI program over a folder of files. Node's own WASI crashes when a program's memory grows.
const RUN_WASI: &str = "\
    import fs from 'node:fs';\
    import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';\
    const [wasm, folder, argument] = process.argv.slice(1);\
    const files = fs.readdirSync(folder).map((name) => [name, new File(fs.readFileSync(`${folder}/${name}`))]);\
    const stdin = new OpenFile(new File([]));\
    const [stdout, stderr] = [console.log, console.error].map((line) => ConsoleStdout.lineBuffered(line));\
    const wasi = new WASI(['program', argument], [], [stdin, stdout, stderr, new PreopenDirectory('/folder', new Map(files))], { debug: false });\
    const imports = { wasi_snapshot_preview1: wasi.wasiImport };\
    wasi.start((await WebAssembly.instantiate(fs.readFileSync(wasm), imports)).instance);";

/// Output of an example about `argument`, which is in `/folder`, in the engine that runs the Worker.
pub(crate) fn run_wasi(example: &str, argument: &str, folder: &Path) -> Result<String> {
    let output = Command::new(repository().join("node_modules/.bin/node"))
        .current_dir(repository())
        .args(["--input-type=module", "-e", RUN_WASI])
        .arg(repository().join(format!("target/wasm32-wasip1/release/examples/{example}.wasm")))
        .args([folder.as_os_str(), OsStr::new(argument)])
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// Clips, and assembling and measuring the whole, in the narrow form: the first line.
fn audio_seconds() -> Result<(f64, f64)> {
    let text = run_wasi("pace", "/folder", &folder().join("wav"))?;
    let mut seconds = text.split_whitespace().map(str::parse::<f64>);
    let mut next = || seconds.next().context("two numbers")?.context("a number");
    Ok((next()?, next()?))
}

fn path(job: &Value, name: &str) -> String {
    format!("/v1/jobs/{}/{name}", job["id"].as_str().unwrap_or_default())
}

/// For the part that listens.
fn keep(client: &Client, job: &Value) -> Result<()> {
    for name in ["episode.mp3", "transcript.json"] {
        let answer = client.get(&path(job, name))?;
        ensure!(answer.status == 200, "{name}: {}", Code::ArtifactNotReady);
        fs::write(folder().join(name), answer.body)?;
    }
    Ok(())
}
