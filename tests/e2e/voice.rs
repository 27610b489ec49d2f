//! The embedded voice by itself, as any client of the OpenAI speech API would call it.

use std::fs;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, tools};

use crate::trial::own;
use crate::world::{folder, voice};

const RATE: f64 = 16_000.0;
const SENTENCE: &str = "The quick brown fox jumps over the lazy dog.";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(it_lists_its_model),
        own(it_lists_its_voices),
        own(it_speaks_wav),
        own(pcm_is_the_same_without_a_header),
        own(the_same_text_gives_the_same_bytes),
        own(it_speaks_as_much_as_it_says_it_does),
        own(what_it_cannot_do_is_refused_in_openais_words),
        own(other_addresses_and_methods_are_refused_in_openais_words),
    ]
}

fn client() -> Result<Client> {
    Ok(Client::new(&voice()?.config.url(), "unused"))
}

fn speech(input: &str, voice: &str, format: &str) -> Value {
    json!({ "model": "flite", "input": input, "voice": voice, "response_format": format })
}

fn ask(body: &Value) -> Result<Answer> {
    client()?.ask("POST", "/v1/audio/speech").json(body).send()
}

fn speak(body: &Value) -> Result<Answer> {
    let answer = ask(body)?;
    ensure!(answer.status == 200, "{body}: {} {}", answer.status, answer.text());
    Ok(answer)
}

fn it_lists_its_model() -> Result<()> {
    let models = client()?.get("/v1/models")?.json()?;
    ensure!(models.pointer("/data/0/id").is_some_and(|id| id == "flite"), "{models}");
    Ok(())
}

/// Names of its voices.
const VOICES: [&str; 5] = ["slt", "rms", "awb", "kal16", "kal"];

fn it_lists_its_voices() -> Result<()> {
    let listed = client()?.get("/v1/audio/voices")?.json()?;
    let voices = listed.get("voices").and_then(Value::as_array).context("voices")?;
    let names: Vec<_> = voices.iter().filter_map(|voice| voice.get("id")?.as_str()).collect();
    ensure!(names == VOICES, "{listed}");
    let is_told = |voice: &Value| ["language", "gender"].iter().all(|key| voice.get(key).is_some_and(Value::is_string));
    ensure!(voices.iter().all(is_told), "{listed}");
    Ok(())
}

fn it_speaks_wav() -> Result<()> {
    for voice in VOICES {
        let answer = speak(&speech(SENTENCE, voice, "wav"))?;
        ensure!(answer.header("Content-Type") == "audio/wav", "{voice}: {:?}", answer.headers);
        let path = folder().join(format!("voice/{voice}.wav"));
        fs::write(&path, &answer.body)?;
        let shown = tools::ffprobe(&["-v", "warning", "-show_streams", "-of", "json", &path.to_string_lossy()])?;
        let found: Value = serde_json::from_slice(&shown.stdout)?;
        let stream = found.pointer("/streams/0").context("no stream")?;
        ensure!(stream.get("codec_name").is_some_and(|codec| codec == "pcm_s16le"), "{voice}: {stream}");
        ensure!(stream.get("channels") == Some(&1.into()), "{voice}: {stream}");
        let seconds: f64 = stream.get("duration").and_then(Value::as_str).context("duration")?.parse()?;
        ensure!((1.5..6.0).contains(&seconds), "{voice} takes {seconds} s for {SENTENCE:?}");
    }
    Ok(())
}

fn pcm_is_the_same_without_a_header() -> Result<()> {
    let (wav, pcm) = (speak(&speech(SENTENCE, "rms", "wav"))?, speak(&speech(SENTENCE, "rms", "pcm"))?);
    ensure!(pcm.header("Content-Type") == "audio/pcm", "{:?}", pcm.headers);
    ensure!(wav.body.ends_with(&pcm.body) && wav.body.len() - pcm.body.len() < 100, "not the samples of the WAV");
    let seconds = pcm.body.len() as f64 / 2.0 / RATE;
    ensure!((1.5..6.0).contains(&seconds), "{seconds} s");
    Ok(())
}

fn the_same_text_gives_the_same_bytes() -> Result<()> {
    let first = speak(&speech(SENTENCE, "slt", "wav"))?.body;
    let other = speak(&speech("Something else is said in between, at some length.", "slt", "wav"))?.body;
    ensure!(first != other, "another text sounds the same");
    ensure!(speak(&speech(SENTENCE, "slt", "wav"))?.body == first, "it sounds different the second time");
    ensure!(speak(&speech(SENTENCE, "rms", "wav"))?.body != first, "another voice sounds the same");
    // What is said does not depend on white space or on defaults spelled out.
    let spaced = json!({ "input": format!(" {} ", SENTENCE.replace(' ', "\n ")), "voice": "slt", "speed": 1 });
    ensure!(speak(&spaced)?.body == first, "white space is heard");
    Ok(())
}

fn it_speaks_as_much_as_it_says_it_does() -> Result<()> {
    let sentence = "What is said here goes on.";
    let longest = format!("{sentence} ").repeat(37).trim_end().to_owned();
    ensure!((990..=1_000).contains(&longest.len()), "{} characters", longest.len());
    let seconds = |pcm: &Answer| pcm.body.len() as f64 / 2.0 / RATE;
    let (one, all) = (speak(&speech(sentence, "rms", "pcm"))?, speak(&speech(&longest, "rms", "pcm"))?);
    let times = seconds(&all) / seconds(&one);
    ensure!((28.0..41.0).contains(&times), "37 sentences take as long as {times:.1}");
    // In several pieces inside, one file outside.
    let wav = speak(&speech(&longest, "rms", "wav"))?;
    ensure!(wav.body.ends_with(&all.body) && wav.body.len() - all.body.len() < 100, "not the samples of the WAV");
    let stated = wav.body.get(4..8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    ensure!(stated.map(|length| length as usize + 8) == Some(wav.body.len()), "the header says {stated:?}");
    speak(&speech(&"a".repeat(40), "slt", "wav"))?;
    // Accents are read as the letters below them.
    speak(&speech("A na\u{ef}ve caf\u{e9}.", "slt", "wav"))?;
    Ok(())
}

/// `{"error": {"message", "type", "param", "code"}}`
fn ensure_refused(answer: &Answer, status: u16, code: &str) -> Result<()> {
    ensure!(answer.status == status, "{code}: {} {}", answer.status, answer.text());
    ensure!(answer.header("Content-Type").starts_with("application/json"), "{code}: {:?}", answer.headers);
    let body = answer.json()?;
    let error = body.get("error").and_then(Value::as_object).with_context(|| body.to_string())?;
    ensure!(error.get("code").is_some_and(|known| known == code), "not {code}: {body}");
    ensure!(error.get("type").is_some_and(|kind| kind == "invalid_request_error"), "{body}");
    ensure!(error.get("message").and_then(Value::as_str).is_some_and(|message| !message.is_empty()), "{body}");
    ensure!(error.contains_key("param"), "{body}");
    Ok(())
}

fn what_it_cannot_do_is_refused_in_openais_words() -> Result<()> {
    let with = |field: &str, value: Value| {
        let mut body = speech(SENTENCE, "slt", "wav");
        body.as_object_mut().map(|fields| fields.insert(field.to_owned(), value));
        body
    };
    for (body, code) in [
        (with("voice", json!("nobody")), "unknown_voice"),
        (with("voice", Value::Null), "unknown_voice"),
        (with("model", json!("tts-1")), "unknown_model"),
        (with("response_format", json!("mp3")), "unknown_format"),
        (with("response_format", json!("toString")), "unknown_format"),
        (with("speed", json!(2)), "unsupported_speed"),
        (with("input", json!("")), "empty_input"),
        (with("input", json!(" \n")), "empty_input"),
        (with("input", json!(["a"])), "empty_input"),
        (with("input", json!("word ".repeat(201))), "input_too_long"),
        (with("input", json!("a".repeat(41))), "token_too_long"),
        (with("input", json!("\u{30d0}\u{30c3}\u{30af}\u{30a2}\u{30c3}\u{30d7}")), "unsupported_language"),
        (with("input", json!("\u{41f}\u{43e}\u{447}\u{435}\u{43c}\u{443}")), "unsupported_language"),
        (json!([]), "unknown_voice"),
        (Value::Null, "unknown_voice"),
    ] {
        ensure_refused(&ask(&body)?, 400, code).with_context(|| body.to_string())?;
    }
    let client = client()?;
    let raw = client.ask("POST", "/v1/audio/speech").header("Content-Type", "application/json");
    ensure_refused(&raw.body("{").send()?, 400, "malformed_json")?;
    ensure_refused(&ask(&with("input", json!("a ".repeat(20_000))))?, 400, "request_too_large")?;
    // It has survived all of that.
    speak(&speech(SENTENCE, "slt", "wav"))?;
    Ok(())
}

fn other_addresses_and_methods_are_refused_in_openais_words() -> Result<()> {
    ensure_refused(&client()?.get("/v1/audio/transcriptions")?, 404, "not_found")?;
    let answer = client()?.get("/v1/audio/speech")?;
    ensure_refused(&answer, 405, "method_not_allowed")?;
    ensure!(answer.header("Allow") == "POST", "{:?}", answer.headers);
    Ok(())
}
