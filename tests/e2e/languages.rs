//! Other languages than English: their voices in workerd, and episodes in them.

use std::fs;
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, Config, Voice, tools};

use crate::sound;
use crate::trial::own;
use crate::world::folder;

/// A voice of each language, its tag, and a sentence of it.
const LANGUAGES: [(&str, &str, &str); 5] = [
    (
        "pico-de",
        "de-DE",
        "Wenn der Prozess abstürzt, läuft die Frist einfach ab, und ein anderer übernimmt die Arbeit.",
    ),
    ("pico-es", "es-ES", "Si el proceso se cae, el plazo simplemente termina, y otro puede encargarse del trabajo."),
    ("pico-fr", "fr-FR", "Si le processus tombe en panne, le délai expire, et un autre peut reprendre le travail."),
    ("pico-it", "it-IT", "Se il processo si blocca, il termine scade, e qualcun altro può riprendere il lavoro."),
    (
        "pico-en-gb",
        "en-GB",
        "If the process crashes, the lease simply runs out, and another one may take over the work.",
    ),
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(each_language_has_two_voices_that_are_listed_behind_the_others),
        own(each_voice_always_says_the_same_and_is_not_too_loud),
        own(the_two_voices_of_a_language_are_apart),
        own(markup_is_said_and_not_obeyed),
        own(letters_that_a_voice_does_not_have_are_refused_or_read_as_others),
    ]
}

fn client() -> Result<Client> {
    static VOICE: LazyLock<Result<Voice, String>> = LazyLock::new(|| {
        let config = Config::fresh(&folder().join("languages"));
        config.and_then(|config| Voice::start(config.polyglot())).map_err(|error| format!("{error:#}"))
    });
    let voice = VOICE.as_ref().map_err(|error| anyhow!("the voices: {error}"))?;
    Ok(Client::new(&voice.config.url(), "unused"))
}

fn ask(voice: &str, text: &str) -> Result<Answer> {
    let body = json!({ "voice": voice, "input": text, "response_format": "wav" });
    client()?.ask("POST", "/v1/audio/speech").json(&body).send()
}

fn said(voice: &str, text: &str) -> Result<Vec<u8>> {
    let answer = ask(voice, text)?;
    ensure!(answer.status == 200, "{voice}: {} {}", answer.status, answer.text());
    Ok(answer.body)
}

/// Seconds, of mono with 16 bits.
fn seconds(wav: &[u8]) -> Result<f64> {
    let rate: [u8; 4] = wav.get(24..28).context("a head")?.try_into()?;
    Ok((wav.len() - 44) as f64 / 2.0 / f64::from(u32::from_le_bytes(rate)))
}

fn each_language_has_two_voices_that_are_listed_behind_the_others() -> Result<()> {
    let listed = client()?.get("/v1/audio/voices")?.json()?;
    let voices = listed.get("voices").and_then(Value::as_array).context("voices")?;
    let text = |voice: &Value, name: &str| voice.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let all: Vec<_> =
        voices.iter().map(|voice| [text(voice, "id"), text(voice, "language"), text(voice, "gender")]).collect();
    ensure!(all.first().is_some_and(|[name, ..]| name == "slt"), "{listed}");
    for (voice, language, _) in LANGUAGES {
        for (name, gender) in [(voice.to_owned(), "female"), (format!("{voice}-low"), "male")] {
            ensure!(all.contains(&[name, language.to_owned(), gender.to_owned()]), "{voice}: {listed}");
        }
    }
    let refused = ask("nobody", "Hello.")?.json()?;
    let why = refused.pointer("/error/message").and_then(Value::as_str).unwrap_or_default();
    ensure!(why.contains("slt") && why.contains("pico-it-low"), "{refused}");
    Ok(())
}

fn each_voice_always_says_the_same_and_is_not_too_loud() -> Result<()> {
    for (voice, _, sentence) in LANGUAGES {
        for voice in [voice.to_owned(), format!("{voice}-low")] {
            let wav = said(&voice, sentence)?;
            said(&voice, "12 e 3.")?;
            ensure!(said(&voice, sentence)? == wav, "{voice} sounds different the second time");
            let path = folder().join(format!("language-{voice}.wav"));
            fs::write(&path, &wav)?;
            let shown = tools::ffprobe(&["-v", "warning", "-show_streams", "-of", "json", &path.to_string_lossy()])?;
            let found: Value = serde_json::from_slice(&shown.stdout)?;
            let length = found.pointer("/streams/0/duration").and_then(Value::as_str).context("a duration")?;
            ensure!((length.parse::<f64>()? - seconds(&wav)?).abs() < 0.01, "{voice}: {found}");
            ensure!((4.0..9.0).contains(&seconds(&wav)?), "{voice} takes {length} s");
            let (samples, _) = wav.get(44..).context("samples")?.as_chunks::<2>();
            let loudest = samples.iter().map(|pair| i16::from_le_bytes(*pair).unsigned_abs()).max();
            ensure!(loudest.is_some_and(|peak| (2_000..32_000).contains(&peak)), "{voice}: a peak of {loudest:?}");
        }
    }
    Ok(())
}

fn the_two_voices_of_a_language_are_apart() -> Result<()> {
    for (voice, _, sentence) in LANGUAGES {
        let pitch = |voice: &str| -> Result<f64> {
            let path = folder().join(format!("language-pitch-{voice}.wav"));
            fs::write(&path, said(voice, sentence)?)?;
            sound::median_pitch_hz(&sound::decode(&path, sound::RATE, &format!("language-pitch-{voice}.s16"))?)
        };
        let (high, low) = (pitch(voice)?, pitch(&format!("{voice}-low"))?);
        ensure!(high / low > 2_f64.powf(0.5), "{voice}: {high:.0} Hz and {low:.0} Hz");
    }
    Ok(())
}

fn markup_is_said_and_not_obeyed() -> Result<()> {
    let plain = said("pico-de", "eins zwei")?;
    let marked = said("pico-de", r#"eins <speed level="200"> zwei"#)?;
    ensure!(seconds(&marked)? > seconds(&plain)? + 1.5, "{} s and {} s", seconds(&marked)?, seconds(&plain)?);
    Ok(())
}

fn letters_that_a_voice_does_not_have_are_refused_or_read_as_others() -> Result<()> {
    for text in ["Das ist 東京.", "Это не то.", "Das ist \u{1}."] {
        let answer = ask("pico-de", text)?;
        let told = answer.json()?;
        ensure!(answer.status == 400 && told.pointer("/error/code") == Some(&json!("unsupported_language")), "{told}");
    }
    let why = ask("pico-de", "東京")?.json()?;
    ensure!(why.pointer("/error/message") == Some(&json!("This voice reads German (Germany) only.")), "{why}");
    ensure!(
        said("pico-de", "Łódź und Malmø")? == said("pico-de", "Lodz und Malmo")?,
        "marks that German does not have"
    );
    ensure!(said("pico-de", "schön")? != said("pico-de", "schon")?, "a mark that German has");
    Ok(())
}
