//! Words of a tenant, and how its voices have to say them.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::values::Language;

/// One entry of a tenant's dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pronunciation {
    /// The word, or several, as scripts write it; upper and lower case are the same.
    pub word: String,
    /// The same in letters that a voice says right, such as `engine x`; transcripts keep the word.
    pub spoken: String,
    /// BCP 47 tag of the only language in which it is said so; every one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub language: Option<Language>,
}

impl Pronunciation {
    /// True if it holds for lines of this language.
    pub fn is_for(&self, language: Language) -> bool {
        self.language.is_none_or(|only| only == language)
    }
}

/// Letters of the languages that voices speak, and digits: no sign of a phonetic alphabet, which most voices would spell.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c <= '\u{17f}'
}

/// The fault of a dictionary that is not taken, as a sentence.
pub(crate) fn fault(dictionary: &[Pronunciation]) -> Option<String> {
    if dictionary.len() > limits::PRONUNCIATIONS_MAX {
        return Some(format!("at most {} words", limits::PRONUNCIATIONS_MAX));
    }
    let mut words: Vec<_> = dictionary.iter().map(|entry| (entry.word.to_lowercase(), entry.language)).collect();
    words.sort_unstable();
    if words.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        return Some("each word once, or once for each language".to_owned());
    }
    dictionary.iter().find_map(|Pronunciation { word, spoken, language: _ }| {
        let fits = |text: &str, max: usize| (1..=max).contains(&text.chars().count()) && text.trim() == text;
        let is_word = word.chars().any(char::is_alphanumeric) && !word.chars().any(char::is_control);
        if !is_word || !fits(word, limits::PRONUNCIATION_WORD_CHARS_MAX) {
            return Some(format!("a word has 1 to {} characters", limits::PRONUNCIATION_WORD_CHARS_MAX));
        }
        let is_letters = spoken.chars().all(|c| is_letter(c) || matches!(c, ' ' | '-' | '\'' | '.' | ','));
        if !is_letters || !fits(spoken, limits::PRONUNCIATION_SPOKEN_CHARS_MAX) {
            let max = limits::PRONUNCIATION_SPOKEN_CHARS_MAX;
            return Some(format!(
                "the spoken form of \"{word}\" has to be 1 to {max} letters, digits, spaces or marks"
            ));
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_refused_for_what_no_voice_can_say() {
        let entry = |word: &str, spoken: &str| Pronunciation {
            word: word.to_owned(),
            spoken: spoken.to_owned(),
            language: None,
        };
        assert_eq!(fault(&[entry("nginx", "engine x"), entry("Kubernetes", "koo ber netties")]), None);
        let german = Pronunciation { language: Some(Language::German), ..entry("nginx", "ändschin iks") };
        assert_eq!(fault(&[entry("nginx", "engine x"), german.clone()]), None);
        assert!(german.is_for(Language::German) && !german.is_for(Language::English));
        assert!(entry("nginx", "engine x").is_for(Language::French));
        assert_eq!(fault(&[]), None);
        let many: Vec<_> = (0..=limits::PRONUNCIATIONS_MAX).map(|number| entry(&format!("w{number}"), "w")).collect();
        for bad in [
            &[entry("nginx", "engine x"), entry("NGINX", "n jinx")][..],
            &[entry("", "x")],
            &[entry("--", "dash dash")],
            &[entry("a\nb", "x")],
            &[entry("nginx", "")],
            &[entry("nginx", " engine x")],
            &[entry("nginx", "ˈɛndʒɪn")],
            &[entry("nginx", &"x".repeat(limits::PRONUNCIATION_SPOKEN_CHARS_MAX + 1))],
            &many,
        ] {
            assert!(fault(bad).is_some(), "{bad:?}");
        }
    }
}
