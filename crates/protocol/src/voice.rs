//! The voices that hosts can have: their list, a sample of each, and the wish for one.

use serde::{Deserialize, Serialize};

use crate::limits;

/// `GET /v1/voices`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VoiceList {
    /// In the order of the provider.
    pub voices: Vec<VoiceView>,
    /// False where the provider lists none: any name may be a voice then.
    pub is_complete: bool,
}

/// One voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VoiceView {
    /// The name by which a host has it.
    pub name: String,
    /// BCP 47 tag of its language, such as `en-GB`; absent where the provider does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Sampling rate of its sound, in Hz; absent where the provider does not say. Episodes have 48 kHz where the voices of all who
    /// speak have 32000 or more, and 24 kHz otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// Address of a spoken line.
    pub sample: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Female,
    Male,
}

impl Gender {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// The voice a host should have, where none is named: the first of the list that fits, and that the other host does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VoiceWish {
    /// BCP 47 tag: `en` takes every kind of English, `en-GB` that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
}

impl VoiceWish {
    /// True if the voice is one of those wished for; a voice that does not say what it is fits no wish about it.
    pub fn fits(&self, voice: &VoiceView) -> bool {
        let speaks = |wanted: &str| {
            let Some(language) = &voice.language else { return false };
            let (wanted, language) = (wanted.to_ascii_lowercase(), language.to_ascii_lowercase());
            language.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.language.as_deref().is_none_or(speaks) && self.gender.is_none_or(|gender| voice.gender == Some(gender))
    }
}

/// `POST /v1/voices/{id}/say`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SayLine {
    /// The line to say, by the tenant's dictionary.
    pub text: String,
}

impl SayLine {
    /// The fault of a line that is not said, as a sentence.
    pub fn fault(&self) -> Option<String> {
        let fits = (1..=limits::SAY_CHARS_MAX).contains(&self.text.chars().count());
        let is_line = !self.text.trim().is_empty() && !self.text.chars().any(char::is_control);
        (!fits || !is_line).then(|| format!("text: has to be 1 to {} characters on one line", limits::SAY_CHARS_MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_for_a_language_and_a_gender_or_either() {
        let voice = |language: Option<&str>, gender| VoiceView {
            name: "emma".to_owned(),
            language: language.map(str::to_owned),
            gender,
            sample_rate: None,
            sample: String::new(),
        };
        let wish = |language: Option<&str>, gender| VoiceWish { language: language.map(str::to_owned), gender };
        let emma = voice(Some("en-GB"), Some(Gender::Female));
        for fitting in [
            wish(None, None),
            wish(Some("en"), None),
            wish(Some("EN-gb"), Some(Gender::Female)),
            wish(None, Some(Gender::Female)),
        ] {
            assert!(fitting.fits(&emma), "{fitting:?}");
        }
        for other in
            [wish(Some("en-US"), None), wish(Some("e"), None), wish(Some("de"), None), wish(None, Some(Gender::Male))]
        {
            assert!(!other.fits(&emma), "{other:?}");
        }
        assert!(!wish(Some("en"), None).fits(&voice(None, None)) && wish(None, None).fits(&voice(None, None)));
    }

    #[test]
    fn a_line_to_say_is_one_line() {
        let fault = |text: &str| SayLine { text: text.to_owned() }.fault();
        assert_eq!(fault("How is nginx said?"), None);
        for bad in ["", " ", "a\nb", &"x".repeat(limits::SAY_CHARS_MAX + 1)] {
            assert!(fault(bad).is_some(), "{bad:?}");
        }
    }
}
