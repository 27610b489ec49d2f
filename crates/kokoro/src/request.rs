//! A request to speak: its fields, judged.

use serde_json::Value;

use crate::catalog::Voice;
use crate::limits::{INPUT_CHARS_MAX, SPEED_MAX, SPEED_MIN, WORD_CHARS_MAX};
use crate::refusal::Refusal;

pub const MODEL: &str = "kokoro";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Wav,
    Pcm,
}

/// A text, and the way it is to be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub input: String,
    /// Index of the voice among those there are.
    pub voice: usize,
    pub format: Format,
    pub speed: f32,
}

/// # Errors
/// A refusal that names the first field that is not right.
pub fn parsed(body: &[u8], voices: &[Voice]) -> Result<Request, Refusal> {
    let body: Value =
        serde_json::from_slice(body).map_err(|_| Refusal::invalid("malformed_json", "The body is not JSON.", None))?;
    let field = |name: &str| body.get(name).filter(|value| !value.is_null());
    if field("model").is_some_and(|model| model != MODEL) {
        return Err(Refusal::invalid("unknown_model", format!("The only model is \"{MODEL}\"."), Some("model")));
    }
    let voice = field("voice").and_then(Value::as_str);
    let Some(voice) = voice.and_then(|name| voices.iter().position(|voice| voice.id == name)) else {
        let names: Vec<&str> = voices.iter().map(|voice| voice.id.as_str()).collect();
        let message = format!("The voices are {}.", names.join(", "));
        return Err(Refusal::invalid("unknown_voice", message, Some("voice")));
    };
    let format = match field("response_format").map(Value::as_str) {
        None | Some(Some("wav")) => Format::Wav,
        Some(Some("pcm")) => Format::Pcm,
        Some(_) => {
            let message = "The formats are wav and pcm.";
            return Err(Refusal::invalid("unknown_format", message, Some("response_format")));
        }
    };
    let speed = field("speed").map_or(Some(1.0), Value::as_f64).map(|speed| speed as f32);
    let Some(speed) = speed.filter(|speed| (SPEED_MIN..=SPEED_MAX).contains(speed)) else {
        let message = format!("The speed is a number from {SPEED_MIN} to {SPEED_MAX}.");
        return Err(Refusal::invalid("unsupported_speed", message, Some("speed")));
    };
    let input = speakable(field("input").and_then(Value::as_str).unwrap_or_default())?;
    Ok(Request { input, voice, format, speed })
}

/// The refusal of a text in which nothing can be said.
pub fn empty() -> Refusal {
    Refusal::invalid("empty_input", "There is nothing to say.", Some("input"))
}

/// English is read; a text in other letters is refused, never guessed at.
fn speakable(input: &str) -> Result<String, Refusal> {
    let plain = input.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() {
        return Err(empty());
    }
    if plain.chars().any(|c| c.is_alphabetic() && !is_latin(c)) {
        return Err(Refusal::invalid("unsupported_language", "This voice reads English only.", Some("input")));
    }
    if plain.chars().count() > INPUT_CHARS_MAX {
        let message = format!("At most {INPUT_CHARS_MAX} characters.");
        return Err(Refusal::invalid("input_too_long", message, Some("input")));
    }
    if plain.split(' ').any(|word| word.chars().count() > WORD_CHARS_MAX) {
        let message = format!("No word over {WORD_CHARS_MAX} characters.");
        return Err(Refusal::invalid("token_too_long", message, Some("input")));
    }
    Ok(plain)
}

/// True for letters of Latin alphabets, with marks or of another width, and for those in signs such as ™.
fn is_latin(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}')
        || matches!(c, '\u{2070}'..='\u{209f}' | '\u{2100}'..='\u{218f}' | '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}')
        || matches!(c, '\u{2b0}'..='\u{2ff}' | 'µ' | 'μ' | 'Ω')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(body: &Value) -> Result<Request, &'static str> {
        let voices: Vec<Voice> = ["af_heart", "am_michael"].into_iter().filter_map(Voice::named).collect();
        parsed(body.to_string().as_bytes(), &voices).map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_request_may_name_input_and_voice_alone() {
        let expected = Request { input: "Hello there.".to_owned(), voice: 1, format: Format::Wav, speed: 1.0 };
        assert_eq!(judged(&json!({ "input": " Hello\n there. ", "voice": "am_michael" })), Ok(expected.clone()));
        let all = json!({ "model": "kokoro", "input": "Hello there.", "voice": "am_michael", "response_format": "pcm", "speed": 1.5 });
        assert_eq!(judged(&all), Ok(Request { format: Format::Pcm, speed: 1.5, ..expected.clone() }));
        let none = json!({ "model": null, "input": "Hello there.", "voice": "am_michael", "response_format": null, "speed": null });
        assert_eq!(judged(&none), Ok(expected));
    }

    #[test]
    fn the_first_field_that_is_not_right_is_refused_by_a_code() {
        for (name, value, code) in [
            ("model", json!("tts-9"), "unknown_model"),
            ("model", json!(3), "unknown_model"),
            ("voice", json!("nobody"), "unknown_voice"),
            ("voice", json!(["af_heart"]), "unknown_voice"),
            ("response_format", json!("flac"), "unknown_format"),
            ("response_format", json!(1), "unknown_format"),
            ("speed", json!(0.4), "unsupported_speed"),
            ("speed", json!(2.1), "unsupported_speed"),
            ("speed", json!("1"), "unsupported_speed"),
            ("input", json!(""), "empty_input"),
            ("input", json!(" \n\t"), "empty_input"),
            ("input", json!(null), "empty_input"),
            ("input", json!(7), "empty_input"),
            ("input", json!("Привет"), "unsupported_language"),
            ("input", json!("こんにちは"), "unsupported_language"),
            ("input", json!("word ".repeat(1_000)), "input_too_long"),
            ("input", json!("x".repeat(101)), "token_too_long"),
        ] {
            let mut body = json!({ "input": "Hello.", "voice": "af_heart" });
            body[name] = value.clone();
            assert_eq!(judged(&body), Err(code), "{name}: {value}");
        }
    }

    #[test]
    fn a_body_that_is_no_object_is_refused() {
        assert_eq!(parsed(b"{", &[]).map_err(|refusal| refusal.code), Err("malformed_json"));
        for other in [json!(null), json!([]), json!("text")] {
            assert_eq!(judged(&other), Err("unknown_voice"), "{other}");
        }
    }

    #[test]
    fn signs_and_marks_of_latin_text_are_read() {
        for text in ["“Naïve” café — it’s 20 °C…", "5 € ½ µm", "ﬁne™ 😀", "Ｈｅｌｌｏ"] {
            assert!(judged(&json!({ "input": text, "voice": "af_heart" })).is_ok(), "{text}");
        }
    }
}
