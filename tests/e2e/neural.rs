//! The neural voice, which speaks for hosts whom nobody has named: in workerd, beside flite.

use std::fs;
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, Config, Service, Voice, tools};

use crate::sound;
use crate::trial::own;
use crate::work;
use crate::world::folder;

const SENTENCE: &str =
    "The lease of a job is a second long now; a runner that stalls loses it, and another one takes over.";
/// The two hosts, as they are listed.
const VOICES: [&str; 2] = ["heart", "heart-low"];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(its_voices_come_first),
        own(it_speaks_at_24_khz_and_always_the_same),
        own(its_hosts_are_more_than_half_an_octave_apart),
        own(what_it_cannot_say_is_refused_in_openais_words),
        own(hosts_whom_nobody_has_named_speak_with_it),
    ]
}

fn client() -> Result<Client> {
    static VOICE: LazyLock<Result<Voice, String>> = LazyLock::new(|| {
        let config = Config::fresh(&folder().join("neural"));
        config.and_then(|config| Voice::start(config.neural())).map_err(|error| format!("{error:#}"))
    });
    let voice = VOICE.as_ref().map_err(|error| anyhow!("the neural voice: {error}"))?;
    Ok(Client::new(&voice.config.url(), "unused"))
}

fn ask(body: &Value) -> Result<Answer> {
    client()?.ask("POST", "/v1/audio/speech").json(body).send()
}

fn said(voice: &str, text: &str, format: &str) -> Result<Vec<u8>> {
    let answer = ask(&json!({ "model": "flite", "voice": voice, "input": text, "response_format": format }))?;
    ensure!(answer.status == 200, "{voice}: {} {}", answer.status, answer.text());
    Ok(answer.body)
}

fn its_voices_come_first() -> Result<()> {
    let listed = client()?.get("/v1/audio/voices")?.json()?;
    let voices = listed.get("voices").and_then(Value::as_array).context("voices")?;
    let names: Vec<_> = voices.iter().filter_map(|voice| voice.get("id")?.as_str()).collect();
    ensure!(names.starts_with(&VOICES) && names.contains(&"slt"), "{listed}");
    Ok(())
}

fn it_speaks_at_24_khz_and_always_the_same() -> Result<()> {
    for voice in VOICES {
        let wav = said(voice, SENTENCE, "wav")?;
        said(voice, "Something else, in between.", "wav")?;
        ensure!(said(voice, SENTENCE, "wav")? == wav, "{voice} sounds different the second time");
        let pcm = said(voice, SENTENCE, "pcm")?;
        ensure!(wav.ends_with(&pcm) && wav.len() - pcm.len() < 100, "not the samples of the WAV");
        let path = folder().join(format!("neural-{voice}.wav"));
        fs::write(&path, &wav)?;
        let shown = tools::ffprobe(&["-v", "warning", "-show_streams", "-of", "json", &path.to_string_lossy()])?;
        let found: Value = serde_json::from_slice(&shown.stdout)?;
        let stream = found.pointer("/streams/0").context("a stream")?;
        ensure!(stream.get("sample_rate") == Some(&json!("24000")), "{stream}");
        let seconds: f64 = stream.get("duration").and_then(Value::as_str).context("a duration")?.parse()?;
        ensure!((4.0..9.0).contains(&seconds), "{voice} takes {seconds} s");
        let loudest = pcm.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair).unsigned_abs()).max();
        ensure!(loudest.is_some_and(|peak| (3_000..32_767).contains(&peak)), "{voice}: a peak of {loudest:?}");
    }
    ensure!(said("slt", SENTENCE, "wav")? != said("heart", SENTENCE, "wav")?, "flite has voices of its own");
    Ok(())
}

fn its_hosts_are_more_than_half_an_octave_apart() -> Result<()> {
    let mut pitches = Vec::new();
    for voice in VOICES {
        let path = folder().join(format!("neural-pitch-{voice}.wav"));
        fs::write(&path, said(voice, SENTENCE, "wav")?)?;
        let samples = sound::decode(&path, sound::RATE, &format!("neural-pitch-{voice}.s16"))?;
        pitches.push(sound::median_pitch_hz(&samples)?);
    }
    let [high, low] = pitches.as_slice() else { anyhow::bail!("two voices") };
    ensure!(high / low > 2_f64.powf(0.5), "{high:.0} Hz and {low:.0} Hz");
    Ok(())
}

fn what_it_cannot_say_is_refused_in_openais_words() -> Result<()> {
    for (body, code) in [
        (json!({ "voice": "heart", "input": "Grüße, 東京" }), "unsupported_language"),
        (json!({ "voice": "heart", "input": " " }), "empty_input"),
        (json!({ "voice": "heart", "input": "word ".repeat(201) }), "input_too_long"),
        (json!({ "voice": "nobody", "input": "Hello." }), "unknown_voice"),
        (json!({ "voice": "heart", "input": "Hello.", "speed": 2 }), "unsupported_speed"),
    ] {
        let answer = ask(&body)?;
        let said = answer.json()?;
        ensure!(answer.status == 400 && said.pointer("/error/code") == Some(&json!(code)), "{body}: {said}");
    }
    Ok(())
}

fn hosts_whom_nobody_has_named_speak_with_it() -> Result<()> {
    let service = Service::start(Config::fresh(&folder().join("neural-service"))?.neural())?;
    let view = work::finish(&service.config.client(), &work::note("a neural voice"))?;
    let voices: Vec<_> = ["/hosts/0/voice", "/hosts/1/voice"].iter().filter_map(|path| view.pointer(path)).collect();
    ensure!(voices == VOICES, "{view}");
    Ok(())
}
