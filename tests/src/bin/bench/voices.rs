//! Voices beside each other, in one run: words that a recogniser hears otherwise, quality, melody, speed and memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::{Client, Config, Service, Voice, repository};

use crate::kokoro::{self, Server};
use crate::memory::workerd_peak_mb;
use crate::{Figure, folder, python, speed};

const SENTENCES: usize = 200;
const PROSE: [&str; 5] = ["article.md", "benchmark.md", "release-notes.md", "review.md", "essay.txt"];
/// Those of pages in other languages.
const FOREIGN: [&str; 3] = ["news-", "newsletter-fr", "blog-ja"];
/// The default hosts of a service without the neural voice, and with it.
const FLITE: [&str; 2] = ["slt", "rms"];
const NEURAL: [&str; 2] = ["heart", "heart-low"];
const KOKORO: &str = "af_heart";
const PIPER: &str = "piper-joe";
/// Each language, and the name of its figure.
const OTHERS: [(&str, &str); 4] = [("de", "German"), ("es", "Spanish"), ("fr", "French"), ("it", "Italian")];

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let place = folder().join("voices");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    let judge = python("voices", "requirements.txt")?;
    let sentences = sentences(&judge, &place)?;
    let mut speeds = Vec::new();
    let embedded = Voice::start(Config::fresh(&folder().join("voices-service"))?.neural())?;
    let client = Client::new(&embedded.config.url(), "");
    for voice in FLITE.into_iter().chain(NEURAL) {
        speeds.push((voice, speak(&client, voice, &sentences, &place.join(format!("en-{voice}")))?));
    }
    let neural_peak = workerd_peak_mb(embedded.process_group())?;
    drop(embedded);
    let polyglot = Voice::start(Config::fresh(&folder().join("voices-polyglot"))?.polyglot())?;
    let client = Client::new(&polyglot.config.url(), "");
    let mut others = Vec::new();
    for (language, name) in OTHERS {
        let text = fs::read_to_string(repository().join(format!("tests/tools/voices/sentences/{language}.txt")))?;
        fs::write(place.join(format!("{language}.txt")), &text)?;
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for voice in [format!("pico-{language}"), format!("pico-{language}-low")] {
            let took = speak(&client, &voice, &lines, &place.join(format!("{language}-{voice}")))?;
            others.push((name, voice, took, lines.len()));
        }
    }
    let polyglot_peak = workerd_peak_mb(polyglot.process_group())?;
    drop(polyglot);
    kokoro::build()?;
    let kokoro = Server::start()?;
    speeds.push((KOKORO, speak(&kokoro.client, KOKORO, &sentences, &place.join(format!("en-{KOKORO}")))?));
    drop(kokoro);
    let piper =
        output(Command::new(python("voices", "piper.txt")?).arg("tests/tools/voices/say_piper.py").arg(&place))?;
    speeds.push((PIPER, piper.trim().parse()?));

    let judged = output(Command::new(&judge).arg("tests/tools/voices/judge.py").arg(&place))?;
    let judged: Vec<Value> = judged.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let of = |voice: &str| judged.iter().find(|one| one["voice"] == voice).with_context(|| format!("no {voice}"));
    let errors = |voice: &str| -> Result<f64> { Ok(number(of(voice)?, "wrong")? / number(of(voice)?, "words")?) };
    let flite = errors(FLITE[0])?.max(errors(FLITE[1])?);
    let mut figures = Vec::new();
    for (voice, took) in &speeds {
        let one = of(voice)?;
        let is_default = NEURAL.contains(voice);
        let rate = number(one, "seconds")? / took;
        figures.push(Figure {
            name: name(voice),
            asked: if is_default {
                format!("word errors at most {:.1} %, flite's", 100.0 * flite)
            } else {
                "said".to_owned()
            },
            reached: format!(
                "{:.1} % word errors, DNSMOS {:.2}, pitch ±{:.1} semitones, band {:.1} kHz, {rate:.0}× real time",
                100.0 * errors(voice)?,
                number(one, "opinion")?,
                number(one, "spread")?,
                number(one, "band")? / 1000.0
            ),
            how: format!("{SENTENCES} sentences, {} words, by Whisper tiny.en; one line after the other", one["words"]),
            holds: !is_default || errors(voice)? <= flite,
        });
    }
    for (name, voice, took, lines) in &others {
        let one = of(voice)?;
        figures.push(Figure {
            name,
            asked: "said".to_owned(),
            reached: format!(
                "{voice}: {:.1} % word errors, pitch ±{:.1} semitones, {:.0}× real time",
                100.0 * errors(voice)?,
                number(one, "spread")?,
                number(one, "seconds")? / took
            ),
            how: format!(
                "{lines} sentences, {} words, by Whisper base; its workerd had {polyglot_peak} MB at most",
                one["words"]
            ),
            holds: true,
        });
    }
    let slowest = speeds.iter().filter(|(voice, _)| NEURAL.contains(voice));
    let slowest =
        slowest.map(|(voice, took)| Ok(number(of(voice)?, "seconds")? / took)).collect::<Result<Vec<f64>>>()?;
    let slowest = slowest.into_iter().fold(f64::INFINITY, f64::min);
    figures.push(Figure {
        name: "the neural voice in workerd",
        asked: "at least 8× real time, at most 400 MB".to_owned(),
        reached: format!("{slowest:.0}×, {neural_peak} MB"),
        how: "the slower of its two hosts, HTTP and WAV included; peak resident set of the workerd that has both embedded voices".to_owned(),
        holds: slowest >= 8.0 && neural_peak <= 400,
    });
    figures.push(episode()?);
    Ok(figures)
}

/// Text to MP3 by the neural voice, in a service that has seen nothing.
fn episode() -> Result<Figure> {
    let service = Service::start(Config::fresh(&folder().join("voices-episode"))?.neural())?;
    let text = fs::read_to_string(repository().join("tests/fixtures/article.md"))?;
    let started = Instant::now();
    let job = speed::generate(&service.config.client(), &text)?;
    let (took, seconds) = (started.elapsed().as_secs_f64(), number(&job["episode"], "duration_ms")? / 1000.0);
    let peak = workerd_peak_mb(service.process_group())?;
    let asked = seconds / 6.0;
    Ok(Figure {
        name: "an episode by the neural voice",
        asked: format!("at most {asked:.0} s: a minute for six"),
        reached: format!("{took:.1} s for {:.1} minutes", seconds / 60.0),
        how: format!("an article, from its submission to its MP3; one workerd with all of it had {peak} MB at most"),
        holds: took <= asked,
    })
}

fn name(voice: &str) -> &'static str {
    match voice {
        "slt" => "flite, first host",
        "rms" => "flite, second host",
        "heart" => "neural, first host",
        "heart-low" => "neural, second host",
        PIPER => "Piper joe",
        _ => "Kokoro",
    }
}

/// Sentences of prose without digits and signs, kept for the judge.
fn sentences(judge: &Path, place: &Path) -> Result<Vec<String>> {
    let fixtures = repository().join("tests/fixtures");
    let pages = fs::read_dir(fixtures.join("pages"))?.map(|file| Ok(file?.path())).collect::<Result<Vec<PathBuf>>>()?;
    let is_prose = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.ends_with(".txt") && !FOREIGN.iter().any(|foreign| name.starts_with(foreign))
    };
    let mut pages: Vec<PathBuf> = pages.into_iter().filter(is_prose).collect();
    pages.sort();
    let mut command = Command::new(judge);
    command.arg("tests/tools/voices/judge.py").args(["--sentences", &SENTENCES.to_string()]);
    let text = output(command.args(PROSE.map(|name| fixtures.join(name))).args(pages))?;
    fs::write(place.join("en.txt"), &text)?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// Says every sentence, one after the other; the clips are kept for the judge. Returns seconds.
fn speak(client: &Client, voice: &str, sentences: &[String], place: &Path) -> Result<f64> {
    fs::create_dir_all(place)?;
    let say = |line: &str| {
        let body = json!({ "voice": voice, "input": line, "response_format": "wav" });
        let answer = client.ask("POST", "/v1/audio/speech").json(&body).send()?;
        ensure!(answer.status == 200, "{voice}: {}", answer.text());
        Ok(answer.body)
    };
    // A voice loads with its first line.
    say("One.")?;
    let mut took = 0.0;
    for (number, line) in sentences.iter().enumerate() {
        let started = Instant::now();
        let wav = say(line)?;
        took += started.elapsed().as_secs_f64();
        fs::write(place.join(format!("{number:03}.wav")), wav)?;
    }
    Ok(took)
}

fn number(value: &Value, name: &str) -> Result<f64> {
    value[name].as_f64().with_context(|| format!("no {name} in {value}"))
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.current_dir(repository()).output()?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
