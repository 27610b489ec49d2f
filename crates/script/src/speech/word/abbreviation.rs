//! Abbreviations: always the same words, or other words beside a number, a name or a full stop.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Around, Word};
use crate::speech::number;

/// Said for the abbreviation with or without its full stop.
const ALWAYS: [(&str, &str); 42] = [
    ("e.g", "for example,"),
    ("e.g.", "for example,"),
    ("i.e", "that is,"),
    ("i.e.", "that is,"),
    ("etc", "and so on"),
    ("vs", "versus"),
    ("cf", "see"),
    ("approx", "approximately"),
    ("a.k.a", "also known as"),
    ("aka", "also known as"),
    ("w.r.t", "with respect to"),
    ("wrt", "with respect to"),
    ("incl", "including"),
    ("excl", "excluding"),
    ("viz", "namely"),
    ("w/o", "without"),
    ("w/", "with"),
    ("n/a", "not applicable"),
    ("b/c", "because"),
    ("and/or", "and or"),
    ("a.m", "A M"),
    ("p.m", "P M"),
    ("a.s.a.p", "as soon as possible"),
    ("q.e.d", "Q E D"),
    ("dept", "department"),
    ("govt", "government"),
    ("intl", "international"),
    ("prof", "professor"),
    ("mr", "Mister"),
    ("mrs", "Missus"),
    ("messrs", "Messieurs"),
    ("asap", "as soon as possible"),
    ("btw", "by the way"),
    ("imo", "in my opinion"),
    ("imho", "in my humble opinion"),
    ("afaik", "as far as I know"),
    ("tl;dr", "in short"),
    ("tldr", "in short"),
    ("q&a", "Q and A"),
    ("s/he", "she or he"),
    ("ph.d", "P H D"),
    ("phd", "P H D"),
];

/// Said only where a full stop follows.
const STOPPED: [(&str, &str); 26] = [
    ("ie", "that is,"),
    ("eg", "for example,"),
    ("resp", "respectively"),
    ("jr", "Junior"),
    ("sr", "Senior"),
    ("ltd", "Limited"),
    ("corp", "Corporation"),
    ("ca", "about"),
    ("univ", "University"),
    ("assn", "Association"),
    ("bros", "Brothers"),
    ("gov", "Governor"),
    ("gen", "General"),
    ("sen", "Senator"),
    ("rep", "Representative"),
    ("capt", "Captain"),
    ("sgt", "Sergeant"),
    ("lt", "Lieutenant"),
    ("col", "Colonel"),
    ("rev", "Reverend"),
    ("hon", "Honorable"),
    ("ave", "Avenue"),
    ("blvd", "Boulevard"),
    ("est", "established"),
    ("tel", "telephone"),
    ("misc", "miscellaneous"),
];

/// Said only before a number: as written, what it is.
const NUMBERED: [(&str, &str); 24] = [
    ("no", "number"),
    ("nos", "numbers"),
    ("nr", "number"),
    ("p", "page"),
    ("pp", "pages"),
    ("pg", "page"),
    ("fig", "figure"),
    ("figs", "figures"),
    ("eq", "equation"),
    ("eqs", "equations"),
    ("sec", "section"),
    ("sect", "section"),
    ("ch", "chapter"),
    ("chap", "chapter"),
    ("vol", "volume"),
    ("vols", "volumes"),
    ("art", "article"),
    ("para", "paragraph"),
    ("ex", "example"),
    ("tab", "table"),
    ("app", "appendix"),
    ("ver", "version"),
    ("ed", "edition"),
    ("v", "version"),
];

/// Said by what stands beside it.
const BY_CONTEXT: [&str; 16] =
    ["am", "pm", "dr", "st", "rd", "mt", "ft", "v", "inc", "co", "ms", "min", "max", "et", "al", "a"];

/// Characters of the longest abbreviation.
pub(super) const CHARS_MAX: usize = 8;

pub(super) fn find(core: &str, around: Around<'_>) -> Option<Word> {
    static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let tables = ALWAYS.iter().chain(&STOPPED).chain(&NUMBERED).map(|(written, _)| *written);
        tables.chain(BY_CONTEXT).collect()
    });
    if core.len() > CHARS_MAX {
        return None;
    }
    // Months and days begin with a capital and are looked up by their names.
    let dated = core.len() <= 5 && core.starts_with(|c: char| c.is_ascii_uppercase());
    if !dated && core.bytes().all(|byte| byte.is_ascii_lowercase()) && !KNOWN.contains(core) {
        return None;
    }
    let lower = core.to_ascii_lowercase();
    let of =
        |table: &[(&str, &'static str)]| table.iter().find(|(written, _)| *written == lower).map(|(_, said)| *said);
    let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let figures = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || number::is_roman(word);
    let before_number = around.stopped && around.follows.is_some_and(figures);
    if let Some(said) = of(&NUMBERED).filter(|_| before_number) {
        // The case of the first letter stays: "Fig. 3" opens a sentence, "No. 5" may be a name.
        return Some(Word::stopped(said));
    }
    if let Some(said) = of(&ALWAYS) {
        return Some(Word::stopped(said));
    }
    if let Some(name) = number::month(core, around.last, around.follows) {
        return Some(Word::stopped(name));
    }
    let dated =
        around.follows.is_some_and(|word| figures(word) || number::month(word, "1", None).is_some() || is_month(word));
    if let Some(day) = number::weekday(core).filter(|_| dated) {
        return Some(Word::stopped(day));
    }
    let titled = around.stopped && capital(around.follows);
    let timed = around.last.starts_with(|c: char| c.is_ascii_digit());
    match lower.as_str() {
        "am" if timed => Some(Word::known("A M")),
        "pm" if timed => Some(Word::known("P M")),
        "dr" if titled || capital(around.next) => Some(Word::stopped("Doctor")),
        "st" if titled => Some(Word::stopped("Saint")),
        "st" if around.stopped && capital(Some(around.last)) => Some(Word::stopped("Street")),
        "rd" if around.stopped && capital(Some(around.last)) => Some(Word::stopped("Road")),
        "mt" if titled => Some(Word::stopped("Mount")),
        "ft" if titled => Some(Word::stopped("Fort")),
        "v" if around.stopped && capital(Some(around.last)) => Some(Word::stopped("versus")),
        "inc" | "co" | "ms" if around.stopped && capital(Some(core)) => Some(Word::stopped(core)),
        "min" if around.stopped && !around.ends => Some(Word::stopped("minimum")),
        "max" if around.stopped && !around.ends => Some(Word::stopped("maximum")),
        "et" if around.next == Some("al") => Some(Word::known("and")),
        "al" if around.last == "et" => Some(Word::stopped("others")),
        "a" | "an" => None,
        _ => of(&STOPPED)
            .filter(|_| {
                around.stopped && !(around.ends && lower != "jr" && lower != "sr" && lower != "ltd" && lower != "corp")
            })
            .map(Word::stopped),
    }
}

fn is_month(word: &str) -> bool {
    word.len() > 3 && number::month(word.get(..3).unwrap_or_default(), "1", None).is_some_and(|name| name == word)
}
