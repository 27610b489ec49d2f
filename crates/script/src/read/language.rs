//! Language detection: a source is in one of the languages that episodes are made in, or it is refused.
//!
//! Scripts are recognized by their letters, languages in Latin letters by their stop words. A text too short or too
//! technical to classify counts as English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use protocol::Language;

use super::Rejection;
use super::block::Block;
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use crate::pick;

/// Words examined, from the beginning of the text.
const WORDS_MAX: usize = 5_000;
/// Percent of letters from other scripts that an English text may have.
const FOREIGN_LETTERS_PERCENT: usize = 30;
/// Stop words of another language from which the text counts as that language.
const HITS_MIN: usize = 3;
/// Words from which a text with many accented and few English stop words is rejected.
const UNKNOWN_WORDS_MIN: usize = 60;

/// Stop words; those shared with another language or with names are left out.
const ENGLISH: &str = "the of and to is that it for with as are be this by not from or have but at which you can when \
    an will if has was were we they their its there would what all do does more into than then only been";
const OTHERS: [&str; 12] = [
    // German, Dutch, French, Spanish, Italian, Portuguese
    "der und das nicht ist ein eine zu den mit auf f\u{fc}r von dem sich des im auch wird werden nach bei oder wenn als \
     aus sind einer einen durch \u{fc}ber nur noch wie wir sie kann ich ihr sein dass zum zur einem mehr neue neuen diese dieser",
    "het een van en niet zijn dat voor met op te aan er maar ook als bij naar wordt deze dit uit om kan heeft worden \
     wij hun nog geen deze",
    "le la les des et est une un du pour que qui dans pas sur ne ce il elle avec sont plus par au aux cette mais nous \
     vous leur ces fait peut ou tout",
    "el los las una un y que en es por para con no se del lo como su m\u{e1}s pero este esta son al sus cuando muy sin \
     sobre tambi\u{e9}n hay fue",
    "il lo gli una un e che di non per con del della \u{e8} sono come pi\u{f9} ma anche nel dei delle alla questo questa \
     si da essere ha sul",
    "o os as uma um e que n\u{e3}o para com por do da dos das em no na mais como mas foi ser s\u{e3}o pelo pela isso ao \
     seu sua tamb\u{e9}m",
    // Swedish, Danish and Norwegian, Polish, Czech, Finnish, Turkish
    "och att det som en p\u{e5} \u{e4}r av f\u{f6}r med den till inte om ett har de jag kan fr\u{e5}n eller var n\u{e4}r ska s\u{e5}",
    "og at det er en til p\u{e5} som av af med ikke den har de et kan fra eller vi var n\u{e5}r s\u{e5} skal blir bliver",
    "i w na z nie do to \u{17c}e jest si\u{119} o jak dla od po ale przez jego mo\u{17c}e by\u{107} oraz tego jako s\u{105}",
    "a v na se je \u{17e}e s z do to o jako ale pro by jeho tak kter\u{e9} jsou podle nebo p\u{159}i",
    "ja on ett\u{e4} ei se oli ovat mutta kuin my\u{f6}s h\u{e4}n n\u{e4}in t\u{e4}m\u{e4} sen voi jos niin kun",
    "ve bir bu i\u{e7}in ile da de olarak daha \u{e7}ok olan gibi kadar sonra ne ama var en her",
];

/// The languages that a word belongs to: a bit each, the lowest for English.
static LANGUAGES: LazyLock<BTreeMap<&str, u16>> = LazyLock::new(|| {
    let mut known: BTreeMap<&str, u16> = BTreeMap::new();
    for (language, words) in [ENGLISH].iter().chain(&OTHERS).enumerate() {
        for word in words.split_whitespace() {
            *known.entry(word).or_default() |= 1 << language;
        }
    }
    known
});

/// The result of detection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Too little to go by.
    Unclear,
    In(Language),
    /// A language that no episode is made in.
    Other,
}

/// The language of a source.
///
/// # Errors
/// `LanguageUnsupported` for one that no episode is made in.
pub(crate) fn of(blocks: &[Block]) -> Result<Language, Rejection> {
    match found(blocks) {
        Found::Unclear => Ok(Language::English),
        Found::In(language) => Ok(language),
        Found::Other => Err(Rejection::LanguageUnsupported),
    }
}

pub(crate) fn found(blocks: &[Block]) -> Found {
    let prose = || blocks.iter().map(Block::spoken);
    let letters = prose().flat_map(str::chars).filter(|c| c.is_alphabetic()).count();
    let foreign = prose().filter(|text| !text.is_ascii()).flat_map(str::chars);
    let foreign = foreign.filter(|c| c.is_alphabetic() && !is_latin(*c)).count();
    if foreign * 100 > letters * FOREIGN_LETTERS_PERCENT {
        return Found::Other;
    }
    of_words(prose())
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}')
}

/// Words outside code and links.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split(CODE_OPEN).enumerate().map(|(index, part)| match part.split_once(CODE_CLOSE) {
        Some((_, prose)) if index > 0 => prose,
        None if index > 0 => "",
        Some(_) | None => part,
    });
    let unlinked = prose.flat_map(str::split_whitespace).filter(|word| !word.contains("://"));
    unlinked.flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '\'')).filter(|word| !word.is_empty())
}

/// Languages of `OTHERS` that episodes are made in, by their index.
const SPOKEN: [(usize, Language); 4] =
    [(0, Language::German), (2, Language::French), (3, Language::Spanish), (4, Language::Italian)];

fn of_words<'a>(prose: impl Iterator<Item = &'a str>) -> Found {
    let (mut all, mut accented) = (0, 0);
    let mut hits = [0_usize; 1 + OTHERS.len()];
    let read: Vec<String> = prose.flat_map(words).take(WORDS_MAX).map(str::to_lowercase).collect();
    for word in &read {
        all += 1;
        accented += usize::from(!word.is_ascii());
        let languages = LANGUAGES.get(word.as_str()).copied().unwrap_or_default();
        for (language, hits) in hits.iter_mut().enumerate() {
            *hits += usize::from(languages >> language & 1);
        }
    }
    let [english, others @ ..] = hits;
    let other = others.iter().copied().max().unwrap_or_default();
    let is_other = other >= HITS_MIN && other > 2 * english && other * 8 > all;
    let is_unknown = all >= UNKNOWN_WORDS_MIN && english * 50 < all && accented * 20 > all;
    if is_other || (is_unknown && other >= HITS_MIN) {
        let best: Vec<usize> =
            others.iter().enumerate().filter(|(_, hits)| **hits == other).map(|(at, _)| at).collect();
        let spoken = SPOKEN.iter().find(|(at, _)| best.contains(at)).map(|(_, language)| *language);
        // Its function words tell a language from its neighbours, and of two with as many stop words the one that is meant.
        return match (spoken, by_function_words(&read)) {
            (Some(_), Found::In(language)) => Found::In(language),
            (Some(language), Found::Unclear | Found::Other) if best.len() == 1 => Found::In(language),
            (Some(_) | None, _) => Found::Other,
        };
    }
    if is_unknown {
        Found::Other
    } else if english >= HITS_MIN && english >= other {
        Found::In(Language::English)
    } else {
        by_function_words(&read)
    }
}

/// Function words of a short text from which it counts as a language beside English, and their least share in percent.
const FUNCTION_WORDS_MIN: usize = 3;
const FUNCTION_WORDS_PERCENT: usize = 25;

/// The language of a text with hardly a stop word of English, by the function words that English does not have.
fn by_function_words(read: &[String]) -> Found {
    let is_word = |word: &String, language: Language| pick::is_stop_word_in(word, language) && !word.is_empty();
    let of = |language: Language| {
        let own = read.iter().filter(|word| is_word(word, language) && !is_word(word, Language::English)).count();
        let english = read.iter().filter(|word| is_word(word, Language::English) && !is_word(word, language)).count();
        let fits = own >= FUNCTION_WORDS_MIN && own > 2 * english && own * 100 >= read.len() * FUNCTION_WORDS_PERCENT;
        fits.then_some((own, language))
    };
    let mut found: Vec<(usize, Language)> = SPOKEN.iter().filter_map(|(_, language)| of(*language)).collect();
    found.sort_unstable_by_key(|(own, _)| std::cmp::Reverse(*own));
    match found.as_slice() {
        [(most, _), (next, _), ..] if most == next => Found::Unclear,
        [(_, language), ..] => Found::In(*language),
        [] => Found::Unclear,
    }
}
