//! Other languages than English: their voices in workerd, and episodes in them.

use std::fs;
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, Config, Service, Voice, tools};

use crate::browser::Browser;
use crate::sound;
use crate::trial::own;
use crate::work::{self, source};
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
        own(an_episode_is_told_in_the_language_of_its_source),
        own(a_language_that_no_voice_speaks_is_refused),
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
    ensure!(
        why.pointer("/error/message")
            == Some(&json!("This voice reads German (Germany) only, in its letters and common signs.")),
        "{why}"
    );
    ensure!(
        said("pico-de", "Łódź und Malmø")? == said("pico-de", "Lodz und Malmo")?,
        "marks that German does not have"
    );
    ensure!(said("pico-de", "die HTTP-API")? == said("pico-de", "die H T T P-A P I")?, "short forms are spelled");
    ensure!(said("pico-de", "schön")? != said("pico-de", "schon")?, "a mark that German has");
    Ok(())
}

/// The tag of a language, a short text in it, and a word of ours that its hosts say in their farewell or welcome.
const TEXTS: [(&str, &str); 4] = [
    (
        "de",
        "# Die Frist\n\nEin Schloss, das sich selbst zurückgibt, nennt man eine Frist. Wer die Arbeit übernimmt, bekommt sie für zehn \
         Sekunden, und danach darf ein anderer sie haben.\n\nWenn der Rechner abstürzt, läuft die Frist einfach ab. Niemand muss nachts \
         aufstehen, um das Schloss von Hand zu öffnen. Das klingt einfach, und es ist auch einfach, solange alle Uhren gleich gehen.\n\n\
         Am 3. Oktober 2026 wurde die Frist auf 2,5 Sekunden verkürzt. Seitdem dauert ein Ausfall nicht mehr 45 %, sondern nur noch 8 % \
         der Zeit von früher. Das Team hat daraus gelernt, dass kurze Fristen besser sind als lange, weil der Schaden klein bleibt.",
    ),
    (
        "es",
        "# El plazo\n\nUn cerrojo que se devuelve solo se llama plazo. Quien se encarga del trabajo lo tiene durante diez segundos, y \
         después puede tenerlo otro.\n\nSi la máquina se cae, el plazo simplemente termina. Nadie tiene que levantarse por la noche para \
         abrir el cerrojo a mano. Parece sencillo, y lo es, mientras todos los relojes vayan igual.\n\nEl 3 de octubre de 2026 el plazo se \
         redujo a 2,5 segundos. Desde entonces una caída ya no cuesta el 45 %, sino solo el 8 % del tiempo de antes. El equipo ha aprendido \
         que los plazos cortos son mejores que los largos, porque el daño es pequeño.",
    ),
    (
        "fr",
        "# Le délai\n\nUn verrou qui se rend tout seul s'appelle un bail. Celui qui prend le travail le garde pendant dix secondes, et ensuite \
         un autre peut l'avoir.\n\nSi la machine tombe en panne, le bail expire tout simplement. Personne ne doit se lever la nuit pour ouvrir \
         le verrou à la main. Cela paraît simple, et ce l'est, tant que toutes les horloges sont d'accord.\n\nLe 3 octobre 2026, le bail a été \
         réduit à 2,5 secondes. Depuis, une panne ne coûte plus 45 %, mais seulement 8 % du temps d'avant. L'équipe a appris que les baux \
         courts valent mieux que les longs, parce que les dégâts restent petits.",
    ),
    (
        "it",
        "# Il termine\n\nUn lucchetto che si restituisce da solo si chiama prestito. Chi prende il lavoro lo tiene per dieci secondi, e dopo può \
         averlo un altro.\n\nSe la macchina si blocca, il prestito semplicemente scade. Nessuno deve alzarsi di notte per aprire il lucchetto a \
         mano. Sembra semplice, e lo è, finché tutti gli orologi vanno d'accordo.\n\nIl 3 ottobre 2026 il prestito è stato ridotto a 2,5 \
         secondi. Da allora un guasto non costa più il 45 %, ma solo l'8 % del tempo di prima. La squadra ha imparato che i prestiti brevi sono \
         migliori di quelli lunghi, perché il danno resta piccolo.",
    ),
];

fn an_episode_is_told_in_the_language_of_its_source() -> Result<()> {
    let service = Service::start(Config::fresh(&folder().join("languages-service"))?.polyglot())?;
    let client = service.config.client();
    let feed = client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?;
    let feed = feed.pointer("/addresses/0/href").and_then(Value::as_str).context("a feed")?.to_owned();
    let browser = Browser::sign_in(&client, &client.token)?;
    for (language, text) in TEXTS {
        let view = work::finish(&client, &source("markdown", text))?;
        ensure!(view.get("language") == Some(&json!(language)), "{view}");
        for (host, voice) in [(0, format!("pico-{language}")), (1, format!("pico-{language}-low"))] {
            ensure!(view.pointer(&format!("/hosts/{host}/voice")) == Some(&json!(voice)), "{view}");
        }
        let id = work::id(&view)?;
        let spoken = client.get(&format!("/v1/jobs/{id}/transcript.json"))?.json()?.to_string();
        let digits = spoken.contains("2,5") || spoken.contains("2.5");
        ensure!(!spoken.is_ascii() && !digits, "letters of the language, and numbers as they are said: {spoken}");
        let items = String::from_utf8(client.with_token("").ask("GET", &feed).without("Authorization").send()?.body)?;
        ensure!(items.contains(&format!("type=\"text/vtt\" language=\"{language}\"")), "{items}");
        let page = browser.page(&format!("/jobs/{id}"))?;
        ensure!(page.contains(&format!("<p class=\"text\" lang=\"{language}\">")), "{page}");
        let line = json!({ "lines": [{ "turn": 1, "text": "Größe, año, été, perché: é così." }] });
        let revised = client.ask("POST", &format!("/v1/jobs/{id}/revise")).json(&line).send()?;
        ensure!(revised.status == 200, "{} {}", revised.status, revised.text());
        work::follow(&client, &id)?;
    }
    Ok(())
}

fn a_language_that_no_voice_speaks_is_refused() -> Result<()> {
    let service = Service::start(Config::fresh(&folder().join("languages-refused"))?)?;
    let client = service.config.client();
    let refused = |body: &Value, why: &str| -> Result<()> {
        let answer = client.submit(&work::key(), body).send()?;
        let is_refused = answer.status == 422 && answer.text().contains("source_language_unsupported");
        ensure!(is_refused && answer.text().contains(why), "{} {}", answer.status, answer.text());
        Ok(())
    };
    let german = TEXTS.first().map(|(_, text)| source("markdown", text)).context("a text")?;
    refused(&german, "the provider lists none that does")?;
    let mut named = german;
    let hosts = json!([{ "name": "Ada", "voice": "slt" }, { "name": "Ben", "voice": "awb" }]);
    named.as_object_mut().context("a body")?.insert("hosts".to_owned(), hosts);
    refused(&named, "slt speaks en-US")?;
    let dutch = "Een slot dat zichzelf teruggeeft is een lening. Wie het werk overneemt krijgt het voor tien seconden en daarna mag een \
                 ander het hebben. Als de machine uitvalt loopt de termijn gewoon af en niemand hoeft er voor op te staan. ";
    refused(&source("text", &dutch.repeat(3)), "German")
}
