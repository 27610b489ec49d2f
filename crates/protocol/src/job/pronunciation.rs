//! Words of a tenant, and how its voices have to say them.

use serde::{Deserialize, Serialize};

use crate::limits;

/// One entry of a tenant's dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pronunciation {
    /// The word, or several, as scripts write it; upper and lower case are the same.
    pub word: String,
    /// The same in letters that a voice says right, such as `engine x`; transcripts keep the word.
    pub spoken: String,
}

/// The fault of a dictionary that is not taken, as a sentence.
pub(crate) fn fault(dictionary: &[Pronunciation]) -> Option<String> {
    if dictionary.len() > limits::PRONUNCIATIONS_MAX {
        return Some(format!("at most {} words", limits::PRONUNCIATIONS_MAX));
    }
    let mut words: Vec<String> = dictionary.iter().map(|entry| entry.word.to_lowercase()).collect();
    words.sort_unstable();
    if words.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        return Some("each word once".to_owned());
    }
    dictionary.iter().find_map(|Pronunciation { word, spoken }| {
        let fits = |text: &str, max: usize| (1..=max).contains(&text.chars().count()) && text.trim() == text;
        let is_word = word.chars().any(char::is_alphanumeric) && !word.chars().any(char::is_control);
        if !is_word || !fits(word, limits::PRONUNCIATION_WORD_CHARS_MAX) {
            return Some(format!("a word has 1 to {} characters", limits::PRONUNCIATION_WORD_CHARS_MAX));
        }
        let is_letters = spoken.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '.' | ','));
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
        let entry = |word: &str, spoken: &str| Pronunciation { word: word.to_owned(), spoken: spoken.to_owned() };
        assert_eq!(fault(&[entry("nginx", "engine x"), entry("Kubernetes", "koo ber netties")]), None);
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
