//! Voices by their names: language and gender are the two letters before the underscore.

/// The best first, a woman and a man by turns; then all others by name.
const FIRST: [&str; 7] = ["af_heart", "am_michael", "af_bella", "am_fenrir", "bf_emma", "bm_george", "am_puck"];

/// One voice that speaks English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    pub id: String,
    /// As a person is called.
    pub name: String,
    pub language: &'static str,
    pub gender: &'static str,
}

impl Voice {
    /// The voice of this name; nothing where it does not speak English.
    pub fn named(id: &str) -> Option<Voice> {
        let (kind, name) = id.split_once('_')?;
        let (language, gender) = match kind {
            "af" => ("en-US", "female"),
            "am" => ("en-US", "male"),
            "bf" => ("en-GB", "female"),
            "bm" => ("en-GB", "male"),
            _ => return None,
        };
        let mut letters = name.chars();
        let first = letters.next().filter(char::is_ascii_lowercase)?;
        let name = std::iter::once(first.to_ascii_uppercase()).chain(letters).collect();
        Some(Voice { id: id.to_owned(), name, language, gender })
    }
}

/// Sorted as they are offered: a host without a wish of its own gets the first.
pub fn sorted(mut voices: Vec<Voice>) -> Vec<Voice> {
    let place = |voice: &Voice| FIRST.iter().position(|first| *first == voice.id).unwrap_or(FIRST.len());
    voices.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.id.cmp(&other.id)));
    voices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_and_gender_are_in_the_name() {
        let told = |id| Voice::named(id).map(|voice| (voice.name, voice.language, voice.gender));
        assert_eq!(told("af_heart"), Some(("Heart".to_owned(), "en-US", "female")));
        assert_eq!(told("bm_george"), Some(("George".to_owned(), "en-GB", "male")));
        for other in ["jf_alpha", "ff_siwis", "af", "af_", "", "_x", "heart"] {
            assert_eq!(told(other), None, "{other}");
        }
    }

    #[test]
    fn a_good_woman_is_first_and_a_good_man_second() {
        let ids = ["bm_fable", "am_michael", "af_alloy", "bf_emma", "af_heart"];
        let sorted = sorted(ids.into_iter().filter_map(Voice::named).collect());
        let sorted: Vec<&str> = sorted.iter().map(|voice| voice.id.as_str()).collect();
        assert_eq!(sorted, ["af_heart", "am_michael", "bf_emma", "af_alloy", "bm_fable"]);
    }
}
