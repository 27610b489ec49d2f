//! Lists of voices, as servers of OpenAI's speech contract give them at `/v1/audio/voices`.
//!
//! The contract itself has no such list. Servers differ: names or objects, below `voices`, `data` or nothing.

use audio::Band;
use protocol::{Gender, VoiceView, limits};
use serde_json::Value;
use std::ops::RangeInclusive;

/// The most voices that are listed.
const VOICES_MAX: usize = 500;

/// Sampling rates that are believed, in Hz.
const SAMPLE_RATES: RangeInclusive<u64> = 4_000..=384_000;
/// Least sampling rate, in Hz, whose sound is more than the narrow form can hold: 22.05 and 24 kHz are not.
const WIDE_RATE_MIN: u32 = 32_000;

/// The form of an episode in which nothing of a voice of this sampling rate is lost, in Hz; narrow where nobody knows it.
pub fn band(sample_rate: Option<u32>) -> Band {
    if sample_rate.is_some_and(|rate| rate >= WIDE_RATE_MIN) { Band::Wide } else { Band::Narrow }
}

/// The voices of a provider's answer; nothing where it lists none.
pub fn voices(body: &[u8]) -> Option<Vec<VoiceView>> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let list = ["voices", "data"].iter().find_map(|key| answer.get(key)).unwrap_or(&answer);
    let voices: Vec<VoiceView> = list.as_array()?.iter().filter_map(voice).take(VOICES_MAX).collect();
    (!voices.is_empty()).then_some(voices)
}

/// One entry of such a list; nothing where no host could have it.
pub fn voice(entry: &Value) -> Option<VoiceView> {
    let text = |keys: &[&str]| keys.iter().find_map(|key| entry.get(key)?.as_str()).map(str::to_owned);
    let name = entry.as_str().map(str::to_owned).or_else(|| text(&["id", "voice_id", "name", "voice"]))?;
    // As a host may have it.
    let is_name = (1..=limits::VOICE_CHARS_MAX).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if !is_name {
        return None;
    }
    let (language, gender) = of_kokoro(&name).map_or((None, None), |(language, gender)| (Some(language), Some(gender)));
    let language =
        text(&["language", "lang", "locale"]).map(|tag| tag.replace('_', "-")).or(language.map(str::to_owned));
    let gender = match text(&["gender"]).unwrap_or_default().to_lowercase().as_str() {
        "female" | "f" => Some(Gender::Female),
        "male" | "m" => Some(Gender::Male),
        _ => gender,
    };
    let sample = format!("/v1/voices/{name}/sample");
    Some(VoiceView { name, language, gender, sample_rate: sample_rate(entry), sample })
}

/// The sampling rate that an entry names, in Hz: a number, or one in a text.
fn sample_rate(entry: &Value) -> Option<u32> {
    let named =
        ["sample_rate", "sampling_rate", "sample_rate_hz", "sampleRate"].iter().find_map(|key| entry.get(key))?;
    let rate = named.as_u64().or_else(|| named.as_str()?.trim().parse().ok())?;
    u32::try_from(rate).ok().filter(|_| SAMPLE_RATES.contains(&rate))
}

/// Language and gender in a name of Kokoro's voices: `af_heart` is a woman's, in American English.
fn of_kokoro(name: &str) -> Option<(&'static str, Gender)> {
    let (prefix, _) = name.split_once('_')?;
    let &[language, gender] = prefix.as_bytes() else { return None };
    let language = match language {
        b'a' => "en-US",
        b'b' => "en-GB",
        b'e' => "es",
        b'f' => "fr-FR",
        b'h' => "hi",
        b'i' => "it",
        b'j' => "ja",
        b'p' => "pt-BR",
        b'z' => "zh",
        _ => return None,
    };
    match gender {
        b'f' => Some((language, Gender::Female)),
        b'm' => Some((language, Gender::Male)),
        _ => None,
    }
}

/// The line of a sample, in the voice's language.
pub fn sample_line(voice: &VoiceView) -> &'static str {
    let language = voice.language.as_deref().unwrap_or_default();
    match language.split('-').next().unwrap_or_default() {
        "de" => "So klinge ich, wenn ich erzähle, was sich geändert hat.",
        "es" => "Así sueno cuando cuento lo que ha cambiado.",
        "fr" => "Voilà ma voix quand je raconte ce qui a changé.",
        "it" => "Questa è la mia voce quando racconto che cosa è cambiato.",
        _ => "This is how I sound when I tell what has changed.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(body: &str) -> Option<Vec<String>> {
        Some(voices(body.as_bytes())?.into_iter().map(|voice| voice.name).collect())
    }

    #[test]
    fn a_list_is_read_in_every_shape_that_servers_give_it() {
        let both = Some(vec!["af_heart".to_owned(), "am_adam".to_owned()]);
        for body in [
            r#"{"voices":["af_heart","am_adam"]}"#,
            r#"{"voices":[{"id":"af_heart","name":"Heart"},{"id":"am_adam","name":"Adam"}]}"#,
            r#"{"object":"list","data":[{"voice_id":"af_heart"},{"name":"am_adam"}]}"#,
            r#"["af_heart","am_adam"]"#,
        ] {
            assert_eq!(names(body), both, "{body}");
        }
        for none in ["", "{}", "[]", "{\"voices\":{}}", "{\"voices\":[1,{\"id\":\"a b\"}]}", "<html>"] {
            assert_eq!(names(none), None, "{none}");
        }
    }

    #[test]
    fn a_voice_is_what_its_provider_or_its_name_says() {
        let told = r#"[{"id":"slt","language":"en_US","gender":"F"},"bm_george","alloy",{"id":"jf_alpha","locale":"ja-JP","gender":"male"}]"#;
        let told: Vec<_> = voices(told.as_bytes()).unwrap().into_iter().map(|one| (one.language, one.gender)).collect();
        let of = |language: &str, gender| (Some(language.to_owned()), Some(gender));
        let expected =
            [of("en-US", Gender::Female), of("en-GB", Gender::Male), (None, None), of("ja-JP", Gender::Male)];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_sampling_rate_is_read_by_every_name_and_believed_within_reason() {
        for (entry, rate) in [
            (r#"{"id":"a","sample_rate":48000}"#, Some(48_000)),
            (r#"{"id":"a","sampling_rate":22050}"#, Some(22_050)),
            (r#"{"id":"a","sample_rate_hz":"44100"}"#, Some(44_100)),
            (r#"{"id":"a","sampleRate":24000}"#, Some(24_000)),
            (r#"{"id":"a","sample_rate":48}"#, None),
            (r#"{"id":"a","sample_rate":-1}"#, None),
            (r#"{"id":"a","sample_rate":4294991296}"#, None),
            (r#"{"id":"a","sample_rate":"high"}"#, None),
            (r#"{"id":"a","sample_rate":null}"#, None),
            (r#"{"id":"a"}"#, None),
            (r#""a""#, None),
        ] {
            let entry: Value = serde_json::from_str(entry).unwrap();
            assert_eq!(voice(&entry).unwrap().sample_rate, rate, "{entry}");
        }
        assert_eq!([None, Some(24_000), Some(31_999)].map(band), [Band::Narrow; 3]);
        assert_eq!([Some(32_000), Some(44_100), Some(48_000)].map(band), [Band::Wide; 3]);
    }

    #[test]
    fn a_list_without_end_is_cut() {
        let many: Vec<String> = (0..2_000).map(|number| format!("v{number}")).collect();
        assert_eq!(voices(serde_json::json!(many).to_string().as_bytes()).unwrap().len(), VOICES_MAX);
    }
}
