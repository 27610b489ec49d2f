//! Unicode → ASCII, word by word: letters lose their accents, signs become words, and what has no sound is told.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use protocol::Language;

use super::foreign;
use super::locale::{Locale, translated};

/// A word in ASCII and the letters of a language. It may hold spaces: a sign became a word of its own.
pub(super) struct Folded<'a> {
    pub(super) text: Cow<'a, str>,
    /// It holds a letter or a digit of a script that is not written here.
    pub(super) foreign: bool,
}

/// Letters of Latin-1 and Latin Extended-A from U+00C0 on, without their accents; a question mark is another rule's.
const LATIN: &str = "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUY??aaaaaa?ceeeeiiiidnooooo?ouuuuy?yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGg\
    HhHhIiIiIiIiIi??JjKkkLlLlLl??LlNnNnNn?NnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
/// The same for Latin Extended Additional, from U+1E00 on.
const LATIN_MORE: &str = "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr\
    SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwy?s????AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOo\
    OoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy??????";

/// Folds a word. `before` and `after`: another character stands next to it, an inline code for example.
pub(super) fn fold<'w>(word: &'w str, before: bool, after: bool, locale: Option<&Locale>) -> Folded<'w> {
    if word.is_ascii() {
        return Folded { text: Cow::Borrowed(word), foreign: false };
    }
    let mut text = String::with_capacity(word.len());
    let mut foreign = false;
    let mut last: Option<char> = None;
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let inside = (last.is_some() || before) && (next.is_some() || after);
        match c {
            _ if locale.is_some_and(|locale| own(c, last, &mut rest, locale, &mut text)) => {}
            ' '..='~' => text.push(c),
            // The letter behind a degree names the scale.
            '\u{B0}' if matches!(next, Some('C' | 'F')) => text.push_str("deg"),
            '\u{2013}' | '\u{2012}' if inside && last.is_some_and(|last| last.is_ascii_digit() || last == '%') => {
                text.push_str("~~");
            }
            '\u{2013}' | '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2012}' => {
                let alone = last.is_none() && !before && next.is_none() && !after;
                text.push_str(if alone { "--" } else { "-" });
            }
            '\u{D7}' => {
                let digit = last.is_some_and(|c| c.is_ascii_digit());
                text.push_str(&if digit { "x".to_owned() } else { spaced(" times ", locale) });
            }
            '\u{B5}' | '\u{3BC}' if next.is_some_and(|next| next.is_ascii_alphabetic()) => text.push_str("micro"),
            _ => foreign |= push(&mut text, c, (last, next), locale),
        }
        last = Some(c);
    }
    Folded { text: Cow::Owned(text), foreign }
}

/// The words for a sign in a language, with the spaces around them.
fn spaced(words: &str, locale: Option<&Locale>) -> String {
    let bare = words.trim();
    words.replace(bare, translated(bare, locale))
}

/// Letters of a language with the accents that stand behind them, and its signs for ordinals; true if it was one.
fn own(c: char, last: Option<char>, rest: &mut Peekable<Chars<'_>>, locale: &Locale, text: &mut String) -> bool {
    const ACCENTS: [(char, &str, &str); 6] = [
        ('\u{300}', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
        ('\u{301}', "aeiouAEIOU", "áéíóúÁÉÍÓÚ"),
        ('\u{302}', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        ('\u{303}', "nN", "ñÑ"),
        ('\u{308}', "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
        ('\u{327}', "cC", "çÇ"),
    ];
    let accented = rest.peek().and_then(|mark| {
        let (_, bare, accented) = ACCENTS.iter().find(|(accent, ..)| accent == mark)?;
        accented.chars().nth(bare.chars().position(|letter| letter == c)?)
    });
    if let Some(letter) = accented.filter(|letter| locale.letters.contains(*letter)) {
        rest.next();
        text.push(letter);
        return true;
    }
    let after_digit = last.is_some_and(|last| last.is_ascii_digit() || last == '.');
    let after_n = matches!(last, Some('n' | 'N'));
    let scale = matches!(rest.peek(), Some('C' | 'F'));
    let own = match c {
        '\u{BA}' if after_digit || after_n => '\u{BA}',
        '\u{AA}' if after_digit => '\u{AA}',
        // Italian writes "2°" for "secondo", and everyone "n°" for a number.
        '\u{B0}' if after_n || (after_digit && !scale && locale.language == Language::Italian) => '\u{BA}',
        '\u{1D49}' => 'e',
        '\u{2B3}' => 'r',
        '\u{2E2}' => 's',
        c if !c.is_ascii() && locale.letters.contains(c) => c,
        _ => return false,
    };
    text.push(own);
    true
}

/// Adds a character; true for one of a script that is not written here.
fn push(text: &mut String, c: char, (last, next): (Option<char>, Option<char>), locale: Option<&Locale>) -> bool {
    if let Some(with) = sign(c) {
        text.push_str(&spaced(with, locale));
    } else if let Some(with) = letter(c) {
        text.push_str(with);
    } else if let Some(plain) = latin(c) {
        text.push(plain);
    } else if let Some(power) = power(c) {
        let again = last.is_some_and(|last| self::power(last).is_some());
        text.push_str(if again { "" } else { "^" });
        text.push(power);
    } else if let Some(digit) = digit(c) {
        text.push(digit);
    } else if foreign::is_greek(c) || foreign::letter(c, false).is_some() {
        let neighbour = |other: Option<char>| other.is_some_and(foreign::is_greek);
        let alone = foreign::is_greek(c) && !neighbour(last) && !neighbour(next);
        // A letter used as a sign is said as a word: "αx" is "alpha x".
        let spaced = |other: Option<char>| alone && other.is_some_and(char::is_alphanumeric);
        text.push_str(if spaced(last) { " " } else { "" });
        text.push_str(&foreign::letter(c, alone).unwrap_or_default());
        text.push_str(if spaced(next) { " " } else { "" });
    } else if c.is_alphanumeric() {
        return true;
    } else if !is_mark(c) {
        text.push(' ');
    }
    false
}

/// True for a sign without a sound: an emoji, an ornament.
pub(super) fn is_silent(c: char) -> bool {
    let ours = c.is_ascii() || c.is_alphanumeric() || c.is_whitespace() || is_mark(c);
    let dash = matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{D7}');
    !(ours || dash || sign(c).is_some() || latin(c).is_some() || power(c).is_some())
}

/// True for an accent that stands behind its letter, and for characters that only join or shape others.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{AD}' | '\u{FEFF}')
        || c.is_control()
}

fn latin(c: char) -> Option<char> {
    let of = |table: &str, first: u32| {
        let at = usize::try_from(u32::from(c).checked_sub(first)?).ok()?;
        table.as_bytes().get(at).map(|byte| char::from(*byte)).filter(|letter| *letter != '?')
    };
    let wide = matches!(c, '\u{FF01}'..='\u{FF5E}').then(|| char::from_u32(u32::from(c).saturating_sub(0xFEE0)));
    wide.flatten().or_else(|| of(LATIN, 0xC0)).or_else(|| of(LATIN_MORE, 0x1E00))
}

fn power(c: char) -> Option<char> {
    Some(match c {
        '\u{2070}' => '0',
        '\u{B9}' => '1',
        '\u{B2}' => '2',
        '\u{B3}' => '3',
        '\u{2074}'..='\u{2079}' => char::from_digit(u32::from(c).saturating_sub(0x2070), 10)?,
        '\u{207B}' => '-',
        '\u{207F}' => 'n',
        _ => return None,
    })
}

/// Digits of other scripts, small digits below the line and digits in circles.
fn digit(c: char) -> Option<char> {
    let first = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        '\u{966}'..='\u{96F}' => 0x966,
        '\u{2080}'..='\u{2089}' => 0x2080,
        '\u{2460}'..='\u{2468}' => 0x245F,
        '\u{2776}'..='\u{277E}' => 0x2775,
        '\u{2160}'..='\u{2168}' => 0x215F,
        _ => return None,
    };
    char::from_digit(u32::from(c).saturating_sub(first), 10)
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{2BC}' | '\u{2B9}' | '\u{B4}' => "'",
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' | '\u{2033}' => "\"",
        '\u{2014}' | '\u{2015}' => " -- ",
        '\u{2026}' => "...",
        '\u{B7}' | '\u{2022}' | '\u{2027}' => ", ",
        '\u{3002}' => ". ",
        '\u{3001}' => ", ",
        '\u{BF}' | '\u{A1}' => "",
        '\u{2264}' | '\u{2A7D}' => " <= ",
        '\u{2265}' | '\u{2A7E}' => " >= ",
        '\u{2248}' | '\u{2243}' => " ~",
        '\u{2260}' => " != ",
        '\u{2261}' => " is identical to ",
        '\u{B1}' => " +-",
        '\u{2192}' | '\u{27F6}' | '\u{21D2}' | '\u{27A1}' | '\u{2794}' | '\u{279C}' => " -> ",
        '\u{2190}' | '\u{21D0}' => " from ",
        '\u{2194}' | '\u{21D4}' => " <-> ",
        '\u{2191}' => " up ",
        '\u{2193}' => " down ",
        '\u{F7}' => " divided by ",
        '\u{B0}' => "deg ",
        '\u{2103}' => "degC ",
        '\u{2109}' => "degF ",
        '\u{20AC}' => "EUR",
        '\u{A3}' => "GBP",
        '\u{A5}' => "JPY",
        '\u{20B9}' => "INR",
        '\u{20BF}' => "BTC",
        '\u{A2}' => " cents ",
        '\u{A7}' => " section ",
        '\u{B6}' => " paragraph ",
        '\u{2116}' => " number ",
        '\u{221E}' => " infinity ",
        '\u{2030}' => " per thousand ",
        '\u{221A}' => " square root of ",
        '\u{2211}' => " sum of ",
        '\u{220F}' => " product of ",
        '\u{222B}' => " integral of ",
        '\u{2202}' => " partial ",
        '\u{2208}' => " in ",
        '\u{2209}' => " not in ",
        '\u{2200}' => " for all ",
        '\u{2203}' => " there is ",
        '\u{2227}' => " and ",
        '\u{2228}' => " or ",
        '\u{AC}' => " not ",
        '\u{2229}' => " intersected with ",
        '\u{222A}' => " united with ",
        '\u{2286}' | '\u{2282}' => " within ",
        '\u{221D}' => " proportional to ",
        '\u{22C5}' => " times ",
        '\u{BD}' => " 1/2 ",
        '\u{BC}' => " 1/4 ",
        '\u{BE}' => " 3/4 ",
        '\u{2153}' => " 1/3 ",
        '\u{2154}' => " 2/3 ",
        '\u{215B}' => " 1/8 ",
        '\u{2318}' => " Command ",
        '\u{A9}' => " copyright ",
        '\u{2713}' | '\u{2705}' | '\u{2714}' | '\u{2611}' => " (yes) ",
        '\u{2717}' | '\u{2718}' | '\u{274C}' | '\u{2716}' | '\u{274E}' => " (no) ",
        '\u{26A0}' | '\u{1F6A8}' => " (warning) ",
        '\u{26D4}' | '\u{1F6AB}' => " (forbidden) ",
        '\u{AE}' | '\u{2122}' | '\u{2120}' | '\u{2020}' | '\u{2021}' => "",
        _ => return None,
    })
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ª' => "a",
        '\u{B5}' => "mu",
        'º' => "o",
        'Æ' => "Ae",
        'æ' => "ae",
        'Œ' => "Oe",
        'œ' => "oe",
        'ß' => "ss",
        'ẞ' => "Ss",
        'Þ' => "Th",
        'þ' => "th",
        'Ĳ' => "Ij",
        'ĳ' => "ij",
        'Ŀ' => "L",
        'ŀ' => "l",
        'ŉ' => "'n",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ƒ' => "f",
        'Ə' => "E",
        'ə' => "e",
        'Ș' => "S",
        'ș' => "s",
        'Ț' => "T",
        'ț' => "t",
        'ǎ' => "a",
        'ǐ' => "i",
        'ǒ' => "o",
        'ǔ' => "u",
        'ơ' => "o",
        'Ơ' => "O",
        'ư' => "u",
        'Ư' => "U",
        'ℕ' => "N",
        'ℝ' => "R",
        'ℤ' => "Z",
        'ℚ' => "Q",
        _ => return None,
    })
}
