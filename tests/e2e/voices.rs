//! The voices that hosts can have, and the two hosts: told apart by ear and heard equally well.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Config, Plan, Provider, Reply, Service, tools};

use crate::command::{cuepoint, ended};
use crate::listening::loudness;
use crate::sound::{self, RATE};
use crate::trial::{own, shared};
use crate::work;
use crate::world::{World, folder, world};

/// Four and a half semitones.
const PITCH_RATIO_MIN: f64 = 1.3;
const LOUDNESS_DIFFERENCE_LU_MAX: f64 = 1.0;
/// Turns of each host that are listened to: the longest ones.
const TURNS: usize = 4;
/// Of each turn, in seconds: enough for its pitch and its loudness.
const TURN_S: usize = 6;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(the_hosts_have_clearly_different_voices),
        shared(the_hosts_are_equally_loud),
        shared(voices_are_listed_and_heard),
        shared(a_host_may_wish_for_a_voice),
        own(a_dictionary_is_for_the_voice_alone),
        own(a_provider_that_lists_nothing_takes_any_name),
        own(voices_of_48_khz_make_an_episode_of_48_khz),
        own(a_provider_that_lists_no_rate_has_the_one_it_is_set_to),
    ]
}

fn voices_are_listed_and_heard(world: &World) -> Result<()> {
    let client = &world.client;
    let listed = client.get("/v1/voices")?.json()?;
    ensure!(listed.get("is_complete") == Some(&json!(true)), "{listed}");
    let voices = listed.get("voices").and_then(Value::as_array).context("voices")?;
    ensure!(voices.len() == 5, "{listed}");
    for voice in voices {
        let sample = voice.get("sample").and_then(Value::as_str).context("a sample")?;
        let heard = client.get(sample)?;
        ensure!(heard.status == 200 && heard.header("Content-Type") == "audio/mpeg", "{sample}: {}", heard.text());
        let path = folder().join(format!("{}.mp3", sample.replace('/', "-")));
        fs::write(&path, &heard.body)?;
        let seconds = seconds(&path)?;
        ensure!((1.0..6.0).contains(&seconds), "{sample}: {seconds} s");
    }
    for path in ["/v1/voices/nobody/sample", "/v1/voices/nobody/say", "/v1/voices/%2e%2e/say"] {
        let ask = client.ask(if path.ends_with("say") { "POST" } else { "GET" }, path);
        let answer = if path.ends_with("say") { ask.json(&json!({ "text": "Hello." })).send()? } else { ask.send()? };
        ensure!(answer.status == 404, "{path}: {} {}", answer.status, answer.text());
    }
    for bad in
        [json!({}), json!({ "text": "" }), json!({ "text": "x".repeat(201) }), json!({ "text": "a", "speed": 2 })]
    {
        let answer = client.ask("POST", "/v1/voices/slt/say").json(&bad).send()?;
        ensure!(answer.status == 422, "{bad}: {} {}", answer.status, answer.text());
    }
    let (out, _) = ended(&cuepoint(client, "voices")?.arg("voices").output()?, 0)?;
    ensure!(out.lines().count() == 6 && out.contains("slt") && out.contains("en-GB"), "{out}");
    let mut command = cuepoint(client, "voices-heard")?;
    let (out, _) =
        ended(&command.args(["voices", "rms", "--say", "How is it said?", "--out", "said.mp3"]).output()?, 0)?;
    let said = command.get_current_dir().context("a folder")?.join(out.trim());
    ensure!(seconds(&said)? > 0.5, "{out}");
    Ok(())
}

/// The length of an MP3 by another reader.
fn seconds(path: &Path) -> Result<f64> {
    let shown =
        tools::ffprobe(&["-v", "error", "-show_entries", "format=duration", "-of", "json", &path.to_string_lossy()])?;
    let found: Value = serde_json::from_slice(&shown.stdout)?;
    Ok(found.pointer("/format/duration").and_then(Value::as_str).context("a duration")?.parse()?)
}

fn a_host_may_wish_for_a_voice(world: &World) -> Result<()> {
    let wishing = |first: Value, second: Value| -> Result<Value> {
        let mut body = work::note("a wish");
        let hosts = json!([{ "name": "Ada", "wish": first }, { "name": "Ben", "wish": second }]);
        body.as_object_mut().context("a body")?.insert("hosts".to_owned(), hosts);
        Ok(body)
    };
    let key = work::key();
    let body = wishing(json!({ "gender": "male" }), json!({ "gender": "male", "language": "en" }))?;
    let created = world.client.submit(&key, &body).send()?;
    ensure!(created.status == 201, "{} {}", created.status, created.text());
    let view = created.json()?;
    let voices: Vec<_> = ["/hosts/0/voice", "/hosts/1/voice"].iter().filter_map(|path| view.pointer(path)).collect();
    ensure!(voices == ["rms", "awb"], "{view}");
    ensure!(world.client.submit(&key, &body).send()?.status == 200, "the same wish is the same submission");
    let other = wishing(json!({ "gender": "female" }), json!({ "gender": "male" }))?;
    let refused = world.client.submit(&key, &other).send()?;
    ensure!(refused.status == 422 && refused.text().contains("idempotency"), "{} {}", refused.status, refused.text());
    for (first, second) in
        [(json!({ "language": "de" }), json!({})), (json!({ "gender": "female" }), json!({ "gender": "female" }))]
    {
        let refused = world.client.submit(&work::key(), &wishing(first, second)?).send()?;
        ensure!(refused.status == 422 && refused.text().contains("no other"), "{} {}", refused.status, refused.text());
    }
    work::stop(&world.client, &work::id(&view)?)
}

fn a_dictionary_is_for_the_voice_alone() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("dictionary"))?.with("VOICE_URL", &provider.url());
    let service = Service::start(config)?;
    let operator = service.config.client();
    let tenant = operator.new_tenant()?;
    let change = |entries: Value| {
        let body = json!({ "show": { "pronunciations": entries } });
        operator.admin("POST", &format!("/admin/tenants/{tenant}")).json(&body).send()
    };
    let bad = change(json!([{ "word": "short", "spoken": "ʃɔːt" }]))?;
    ensure!(bad.status == 422 && bad.text().contains("pronunciations"), "{} {}", bad.status, bad.text());
    let client = operator.tenant(&tenant)?;
    let plain = work::finish(&client, &work::note("a dictionary"))?;
    let before = provider.all_calls().len();
    ensure!(change(json!([{ "word": "Short Note", "spoken": "shorrt noat" }]))?.status == 200);
    let said = work::finish(&client, &work::note("a dictionary"))?;
    let calls = provider.all_calls();
    let heard = |calls: &[tests::Call], text: &str| calls.iter().any(|call| call.text.contains(text));
    let (first, second) = calls.split_at(before);
    ensure!(heard(first, "short note") && !heard(first, "shorrt noat"), "{first:?}");
    ensure!(heard(second, "shorrt noat") && !heard(second, "short note"), "{second:?}");
    for view in [&plain, &said] {
        let transcript = client.get(&format!("/v1/jobs/{}/transcript.vtt", work::id(view)?))?.body;
        let transcript = String::from_utf8(transcript)?.replace('\n', " ");
        ensure!(transcript.contains("short note") && !transcript.contains("shorrt"), "{transcript}");
    }
    let before = calls.len();
    let preview = client.ask("POST", "/v1/voices/any/say").json(&json!({ "text": "A short note." })).send()?;
    ensure!(preview.status == 200, "{} {}", preview.status, preview.text());
    ensure!(heard(provider.all_calls().get(before..).unwrap_or_default(), "A shorrt noat."), "it is heard before");
    Ok(())
}

fn a_provider_that_lists_nothing_takes_any_name() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("unlisted"))?.with("VOICE_URL", &provider.url());
    let service = Service::start(config)?;
    let client = service.config.client();
    let listed = client.get("/v1/voices")?.json()?;
    ensure!(listed == json!({ "voices": [], "is_complete": false }), "{listed}");
    let heard = client.get("/v1/voices/any/sample")?;
    ensure!(heard.status == 200 && !heard.body.is_empty(), "{} {}", heard.status, heard.text());
    let mut body = work::note("a wish");
    let hosts = json!([{ "name": "Ada", "wish": {} }, { "name": "Ben", "voice": "any" }]);
    body.as_object_mut().context("a body")?.insert("hosts".to_owned(), hosts);
    let refused = client.submit(&work::key(), &body).send()?;
    ensure!(
        refused.status == 422 && refused.text().contains("lists no voices"),
        "{} {}",
        refused.status,
        refused.text()
    );
    Ok(())
}

fn voices_of_48_khz_make_an_episode_of_48_khz() -> Result<()> {
    let provider = Provider::start()?;
    let [lead, guest] = work::voices("wide");
    let rates = [(lead.as_str(), 48_000), (guest.as_str(), 44_100), ("low", 24_000)];
    let list: Vec<Value> = rates.iter().map(|(id, rate)| json!({ "id": id, "sample_rate": rate })).collect();
    provider.plan_voices(json!({ "voices": list }));
    for (voice, rate) in rates {
        provider.plan(voice, Plan::always(Reply::SpeechAt(rate)));
    }
    let service = Service::start(Config::fresh(&folder().join("wide"))?.with("VOICE_URL", &provider.url()))?;
    let client = service.config.client();
    let listed = client.get("/v1/voices")?.json()?;
    let told = [0, 1, 2].map(|at| listed.pointer(&format!("/voices/{at}/sample_rate")).and_then(Value::as_u64));
    ensure!(told == [Some(48_000), Some(44_100), Some(24_000)], "{listed}");

    let view = work::finish(&client, &work::own_voices("wide", work::note("sounds that few can hear"))?)?;
    let file = episode(&client, &view, "wide.mp3")?;
    let shown = tools::ffprobe(&["-v", "warning", "-show_streams", "-of", "json", &file.to_string_lossy()])?;
    ensure!(shown.stderr.is_empty(), "{}", String::from_utf8_lossy(&shown.stderr));
    let shown: Value = serde_json::from_slice(&shown.stdout)?;
    let stream = ["codec_name", "sample_rate", "bit_rate", "channels"];
    let stream = stream.map(|name| shown.pointer(&format!("/streams/0/{name}")).cloned().unwrap_or_default());
    ensure!(stream == [json!("mp3"), json!("48000"), json!("96000"), json!(1)], "{shown}");
    let said = tools::mp3val(&file)?;
    let said = String::from_utf8_lossy(&said.stdout) + String::from_utf8_lossy(&said.stderr);
    ensure!(!said.contains("WARNING") && !said.contains("ERROR") && said.contains("MPEG 1 Layer III"), "{said}");
    let (lufs, dbtp) = loudness(&[], &file)?;
    ensure!((lufs + 16.0).abs() <= 0.5 && dbtp <= -1.0, "{lufs} LUFS, {dbtp} dBTP");

    // Decoded, it is as long as its transcript to the sample.
    let transcript = client.get(&format!("/v1/jobs/{}/transcript.json", work::id(&view)?))?.json()?;
    let segments = transcript.get("segments").and_then(Value::as_array).context("segments")?;
    let end_s = segments.last().and_then(|segment| segment.get("endTime")?.as_f64()).context("an end")?;
    let decoded = sound::decode(&file, 48_000, "wide.48k.s16")?.len();
    ensure!((end_s * 48_000.0).round() as usize == decoded, "{end_s} s, {decoded} samples");
    ensure!(view.pointer("/episode/duration_ms") == Some(&json!(decoded / 48)), "{view}");

    let sample = client.get(&format!("/v1/voices/{lead}/sample"))?.body;
    ensure!(sample.starts_with(&WIDE), "a sample is heard as an episode would be");
    let mut body = work::note("sounds that all can hear");
    let hosts = json!([{ "name": "Ada", "voice": lead }, { "name": "Ben", "voice": "low" }]);
    body.as_object_mut().context("a body")?.insert("hosts".to_owned(), hosts);
    ensure!(rate(&episode(&client, &work::finish(&client, &body)?, "mixed.mp3")?)? == "24000");
    Ok(())
}

/// The head of a frame of 48 kHz.
const WIDE: [u8; 4] = [0xFF, 0xFB, 0x74, 0xC4];

fn a_provider_that_lists_no_rate_has_the_one_it_is_set_to() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("rated"))?.with("VOICE_URL", &provider.url());
    let service = Service::start(config.with("VOICE_SAMPLE_RATE", "48000"))?;
    let client = service.config.client();
    // It answers with 16 kHz all the same.
    let view = work::finish(&client, &work::own_voices("rated", work::note("a promise"))?)?;
    ensure!(rate(&episode(&client, &view, "rated.mp3")?)? == "48000");
    Ok(())
}

/// The episode of a finished job, in a file of this name.
fn episode(client: &Client, view: &Value, name: &str) -> Result<PathBuf> {
    let path = folder().join(name);
    fs::write(&path, client.get(&format!("/v1/jobs/{}/episode.mp3", work::id(view)?))?.body)?;
    Ok(path)
}

/// The sampling rate of an MP3 by another reader.
fn rate(path: &Path) -> Result<String> {
    let show = ["-v", "error", "-select_streams", "a", "-show_entries", "stream=sample_rate", "-of", "csv=p=0"];
    let shown = tools::ffprobe(&[&show[..], &[&path.to_string_lossy()]].concat())?;
    Ok(String::from_utf8(shown.stdout)?.trim().to_owned())
}

fn samples() -> Result<&'static [i16]> {
    static SAMPLES: LazyLock<Result<Vec<i16>, String>> = LazyLock::new(|| {
        let decode = || sound::decode(&world()?.article.path("episode.mp3"), RATE, "episode.8k.s16");
        decode().map_err(|error| format!("{error:#}"))
    });
    SAMPLES.as_deref().map_err(|error| anyhow!("{error}"))
}

/// The samples of some turns of the host at `index`.
fn turns(world: &World, index: usize) -> Result<Vec<Vec<i16>>> {
    let name = world.article.view.pointer(&format!("/hosts/{index}/name")).context("a host")?;
    let samples = samples()?;
    let transcript = world.article.json("transcript.json")?;
    let segments = transcript.get("segments").and_then(Value::as_array).context("segments")?;
    let own = segments.iter().filter(|segment| segment.get("speaker") == Some(name));
    let sample = |segment: &Value, field: &str| Some((segment.get(field)?.as_f64()? * RATE as f64) as usize);
    let cut = |segment: &Value| samples.get(sample(segment, "startTime")?..sample(segment, "endTime")?);
    let mut turns: Vec<Vec<i16>> = own.filter_map(cut).map(<[i16]>::to_vec).collect();
    turns.sort_by_key(|turn| std::cmp::Reverse(turn.len()));
    turns.truncate(TURNS);
    turns.iter_mut().for_each(|turn| turn.truncate(TURN_S * RATE));
    ensure!(turns.len() == TURNS, "{name} has only {} turns", turns.len());
    Ok(turns)
}

fn the_hosts_have_clearly_different_voices(world: &World) -> Result<()> {
    let pitches =
        |index| -> Result<Vec<f64>> { turns(world, index)?.iter().map(|turn| sound::median_pitch_hz(turn)).collect() };
    let (lead, guest) = (pitches(0)?, pitches(1)?);
    let (low, high) = if lead.first() < guest.first() { (&lead, &guest) } else { (&guest, &lead) };
    // Every turn of one host lies above every turn of the other.
    let top = low.iter().copied().fold(0.0, f64::max);
    let bottom = high.iter().copied().fold(f64::MAX, f64::min);
    ensure!(bottom / top >= PITCH_RATIO_MIN, "{lead:?} Hz and {guest:?} Hz");
    Ok(())
}

fn the_hosts_are_equally_loud(world: &World) -> Result<()> {
    let mut heard = Vec::new();
    for index in [0, 1] {
        let said: Vec<u8> = turns(world, index)?.concat().into_iter().flat_map(i16::to_le_bytes).collect();
        let path = folder().join(format!("host.{index}.turns.s16"));
        fs::write(&path, said)?;
        heard.push(loudness(&["-f", "s16le", "-ar", &RATE.to_string(), "-ac", "1"], &path)?.0);
    }
    let [lead, guest] = heard.as_slice() else { anyhow::bail!("two hosts") };
    ensure!((lead - guest).abs() <= LOUDNESS_DIFFERENCE_LU_MAX, "{lead} LUFS and {guest} LUFS");
    Ok(())
}
