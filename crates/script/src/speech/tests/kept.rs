//! Nothing falls between: every letter and digit of a sentence is said, or told to be left.

use proptest::prelude::*;
use protocol::Language;

use crate::limits;
use crate::marks::{CODE_CLOSE, CODE_OPEN, mark_backticks};
use crate::speech::part::{Fate, Part, Rule};
use crate::speech::{fold, is_letter, locale, pieces, spoken, walked};

fn alphanumeric(text: &str) -> String {
    let is_sign = |c: char| matches!(c, '\u{BA}' | '\u{AA}');
    text.chars().filter(|c| c.is_alphanumeric() && !is_sign(*c)).flat_map(char::to_lowercase).collect()
}

/// Letters and digits as they are written, folded for a language.
fn written(part: &Part<'_>, language: Language) -> String {
    let bare: String = part.written.chars().filter(|c| !matches!(*c, CODE_OPEN | CODE_CLOSE)).collect();
    alphanumeric(&fold::fold(&bare, false, false, locale::of(language)).text)
}

fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

/// The first part that falls between, if any.
fn lost(text: &str, language: Language) -> Option<String> {
    let walk = walked(text, language);
    let whole: String = walk.parts.iter().map(|part| part.written).collect();
    if whole != text {
        return Some(format!("the parts are not the whole: {whole:?}"));
    }
    let mut said = String::new();
    for part in &walk.parts {
        let letters = written(part, language);
        let digits: String = letters.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        let kept = match &part.fate {
            Fate::Silent => !part.written.contains(|c: char| c.is_alphanumeric()),
            Fate::Left(_) | Fate::Joined => true,
            Fate::Instead(words, _) => {
                said.push_str(words);
                !words.is_empty()
            }
            Fate::Said(words, rule) => {
                said.push_str(words);
                match rule {
                    Rule::Kept => is_within(&letters, &alphanumeric(words)),
                    Rule::Number => is_within(digits, &alphanumeric(words)),
                    Rule::Known => letters.is_empty() || words.contains(char::is_alphanumeric),
                }
            }
        };
        if !kept {
            return Some(format!("{part:?}"));
        }
    }
    let said = alphanumeric(&said);
    let heard = alphanumeric(&walk.text);
    (said != heard).then(|| format!("the words {said:?} are said as {heard:?}"))
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-Z]?[a-z]{1,9}[.,:;!?]? ",
        2 => "`[a-zA-Z0-9_:(){}<>.=!&|~^$*/\\\\ -]{1,24}` ?",
        2 => "[0-9]{1,4}([.,:/x-][0-9]{1,3}){0,3}(ms|GB/s|%|x| KB|k|s|\"|'|th|am| pm|C)?[.,)]? ",
        1 => "[~<>=!+-]{0,2}[0-9]{1,4}(\\.[0-9]{1,2}){0,3} ",
        1 => "(\\$|US\\$|€|£|¥)[0-9]{1,4}(\\.[0-9]{2})?(k|M|bn)?(/[a-z]{1,5})? ",
        1 => "[A-Za-z0-9._/@#:=<>()-]{1,30} ",
        1 => "[(\\[](#?[0-9]{1,4}[a-z]?|[0-9a-f]{7,9}|see [a-z]{1,8}|[a-z ]{1,20})[)\\]]",
        1 => "([A-Z]\\.){1,4}|e\\.g\\.|i\\.e\\.|pp?\\. |Fig\\. |No\\. |vs\\. |Dr\\. |St\\. |w/|w/o |et al\\. ",
        1 => "(20[0-9]{2}-[01][0-9]-[0-3][0-9]|[0-9]{1,2}h[0-9]{1,2}m|0x[0-9A-F]{1,4}|'[0-9]0s|[IVX]{1,4}|1e-[0-9]) ",
        1 => "as (shown|described) (above|in the figure|in \\[[0-9]\\]),? |, which is (shown|tracked) (here|below)\\.|closes #[0-9]{1,3}",
        1 => "[\u{3b1}-\u{3c9}]{1,6} |[\u{430}-\u{44f}]{1,6} |[\u{4e00}-\u{4e10}]{1,3} |[\u{c0}-\u{17f}]{1,5} ",
        1 => "[\u{2013}\u{2014}\u{2026}\u{2264}\u{b0}\u{b2}\u{bd}\u{d7}\u{2192}\u{2713}\u{274c}\u{1f389}\u{201c}\u{2019}]",
        1 => "\\PC{0,8}",
        1 => "(https?://|www\\.)[a-z]{1,8}\\.[a-z]{2,3}(/[a-z0-9]{1,8})? |[a-z]{1,5}@[a-z]{1,5}\\.[a-z]{2} ",
        1 => "(password=|Authorization: Bearer |token: )[A-Za-z0-9+/]{8,40}=? ",
    ]
}

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..24).prop_map(|pieces| mark_backticks(&pieces.concat()))
}

fn language() -> impl Strategy<Value = Language> {
    proptest::sample::select(&Language::ALL[1..])
}

/// Pieces of sentences in the other languages, among those of English.
fn foreign() -> impl Strategy<Value = String> {
    let own = prop_oneof![
        4 => "[A-ZÄÖÜÉ]?[a-zäöüßéèêàâçñíóúìòù]{1,12}[.,:;!?]? ",
        1 => "z\\. ?B\\. |d\\. ?h\\. |usw\\. |Nr\\. |S\\. |p\\. ej\\. |etc\\. |Sr\\. |EE\\. UU\\. |p\\. ex\\. |c\\.-à-d\\. |M\\. |ecc\\. |dott\\. ",
        1 => "[0-9]{1,3}([.,\u{a0}\u{202f}' ][0-9]{3}){0,3}(,[0-9]{1,4})?( ?(%|km|ms|€|MB/s|°C|h|Uhr|Mio\\.))? ",
        1 => "([1-9]|[12][0-9])\\. (Oktober|Okt\\.|mai|Kapitel|oct\\.|marzo) (20[0-9]{2})?",
        1 => "[0-9]{1,2}([.:h]| h )[0-9]{2}( Uhr)? |[0-9]{1,2}(º|ª|°|er|re|e|ème|\\.º) |[IVX]{1,5}(e|er)? ",
        1 => "(siehe|in|de|voir|vedi) (\\[[0-9]\\]|https://[a-z]{2,6}\\.de) ",
        1 => "[«„“”»‹›’] ?|l'|dell'|d’|¿|¡|\u{308}|\u{301}",
        1 => "[A-Z][a-z]{3,8}[*:_/](in|innen) |[A-Z][a-z]{3,6}/[a-z]{3,6} |[0-9]{1,3}-[a-z]{3,9} |[0-9]{1,2}-[0-9]{1,2} ",
        3 => piece(),
    ];
    proptest::collection::vec(own, 0..24).prop_map(|pieces| mark_backticks(&pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_letter_is_said_or_told(text in sentence()) {
        prop_assert_eq!(lost(&text, Language::English), None);
    }

    #[test]
    fn any_characters_are_said_or_told(text in "\\PC{0,80}") {
        prop_assert_eq!(lost(&text, Language::English), None);
    }

    #[test]
    fn every_piece_can_be_spoken(text in sentence()) {
        let Some(said) = spoken(&text, Language::English).text else { return Ok(()) };
        let speakable = |c: char| c.is_ascii_alphanumeric() || " .,;:!?'\"-".contains(c);
        prop_assert!(said.chars().all(speakable), "{said}");
        prop_assert!(!said.contains("--"), "{said}");
        let pieces = pieces(&said, Language::English).unwrap_or_default();
        prop_assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= limits::STATEMENT_CHARS_MAX), "{pieces:?}");
        prop_assert!(said.split_whitespace().all(|word| word.len() <= limits::TOKEN_CHARS_MAX), "{said}");
        prop_assert_eq!(alphanumeric(&pieces.concat()), alphanumeric(&said));
    }

    #[test]
    fn every_letter_of_another_language_is_said_or_told(text in foreign(), language in language()) {
        prop_assert_eq!(lost(&text, language), None);
    }

    #[test]
    fn any_characters_are_said_or_told_in_another_language(text in "\\PC{0,80}", language in language()) {
        prop_assert_eq!(lost(&text, language), None);
    }

    #[test]
    fn every_piece_of_another_language_can_be_spoken(text in foreign(), language in language()) {
        let Some(said) = spoken(&text, language).text else { return Ok(()) };
        let speakable = |c: char| is_letter(c, language) || c.is_ascii_digit() || " .,;:!?'\"-".contains(c);
        prop_assert!(said.chars().all(speakable), "{said}");
        prop_assert!(!said.contains("--"), "{said}");
        let pieces = pieces(&said, language).unwrap_or_default();
        prop_assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= limits::STATEMENT_CHARS_MAX), "{pieces:?}");
        prop_assert!(said.split_whitespace().all(|word| word.chars().count() <= limits::TOKEN_CHARS_MAX), "{said}");
        prop_assert_eq!(alphanumeric(&pieces.concat()), alphanumeric(&said));
    }
}

#[test]
fn the_whole_table_is_said_or_told() {
    for (rule, text, _) in super::pairs() {
        assert_eq!(lost(&mark_backticks(text), Language::English), None, "{rule}: {text}");
    }
}
