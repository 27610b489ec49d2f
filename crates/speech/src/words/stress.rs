//! Stress marks of phonemes, and what of them is a vowel.

pub(crate) const PRIMARY: char = 'ˈ';
pub(crate) const SECONDARY: char = 'ˌ';

/// Stress that a word is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stress {
    /// As in the dictionary.
    AsItIs,
    None,
    /// A primary stress becomes a secondary one.
    Less,
    /// A secondary stress, instead of a primary one or of none.
    Secondary,
    /// A secondary stress, instead of none.
    Some,
    /// A primary stress instead of a secondary one, or of none.
    Most,
}

pub(crate) fn is_vowel(phoneme: char) -> bool {
    "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ".contains(phoneme)
}

pub(crate) fn is_consonant(phoneme: char) -> bool {
    "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ".contains(phoneme)
}

/// Length of a reading: a diphthong or an affricate counts twice.
pub(crate) fn weight(phonemes: &str) -> usize {
    phonemes.chars().map(|phoneme| if "AIOQWYʤʧ".contains(phoneme) { 2 } else { 1 }).sum()
}

pub(crate) fn stressed(phonemes: &str, stress: Stress) -> String {
    let (primary, secondary) = (phonemes.contains(PRIMARY), phonemes.contains(SECONDARY));
    match stress {
        Stress::None => phonemes.replace([PRIMARY, SECONDARY], ""),
        Stress::Less | Stress::Secondary if primary => phonemes.replace(SECONDARY, "").replace(PRIMARY, "ˌ"),
        Stress::Secondary | Stress::Some if !primary && !secondary => before_vowel(phonemes, SECONDARY),
        Stress::Most if !primary && secondary => phonemes.replace(SECONDARY, "ˈ"),
        Stress::Most if !primary => before_vowel(phonemes, PRIMARY),
        Stress::AsItIs | Stress::Less | Stress::Secondary | Stress::Some | Stress::Most => phonemes.to_owned(),
    }
}

/// The reading with a mark before its first vowel.
fn before_vowel(phonemes: &str, mark: char) -> String {
    match phonemes.find(is_vowel) {
        Some(vowel) => {
            let (before, after) = phonemes.split_at(vowel);
            format!("{before}{mark}{after}")
        }
        None => phonemes.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stress_is_moved_added_and_taken_away() {
        for (before, stress, after) in [
            ("kˌɑnstɹˈʌkt", Stress::AsItIs, "kˌɑnstɹˈʌkt"),
            ("kˌɑnstɹˈʌkt", Stress::None, "kɑnstɹʌkt"),
            ("kˌɑnstɹˈʌkt", Stress::Less, "kɑnstɹˌʌkt"),
            ("fɹʌm", Stress::Less, "fɹʌm"),
            ("fɹʌm", Stress::Secondary, "fɹˌʌm"),
            ("fɹʌm", Stress::Some, "fɹˌʌm"),
            ("bˈɛst", Stress::Some, "bˈɛst"),
            ("fɹˌʌm", Stress::Most, "fɹˈʌm"),
            ("fɹʌm", Stress::Most, "fɹˈʌm"),
            ("s", Stress::Most, "s"),
        ] {
            assert_eq!(stressed(before, stress), after, "{before} {stress:?}");
        }
    }
}
