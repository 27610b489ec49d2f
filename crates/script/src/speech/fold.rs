//! Unicode → ASCII: letters lose their accents, symbols become words, characters without a sound are dropped.

use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// The text in ASCII (and code marks); `None` if a letter has no English sound.
pub(super) fn fold(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut last = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{2013}' | '\u{2212}' | '\u{2010}' | '\u{2011}' => {
                let in_word = !last.is_whitespace() && rest.peek().is_some_and(|next| !next.is_whitespace());
                let spaced = last.is_whitespace() && rest.peek().is_some_and(|next| next.is_whitespace());
                folded.push_str(if in_word && c == '\u{2013}' && last.is_ascii_digit() {
                    "~~"
                } else if spaced {
                    "--"
                } else {
                    "-"
                });
            }
            '\u{D7}' => folded.push_str(if last.is_ascii_digit() { "x" } else { " times " }),
            ' '..='~' | CODE_OPEN | CODE_CLOSE => folded.push(c),
            other => match sign(other).or_else(|| letter(other)) {
                Some(with) => folded.push_str(with),
                None if other.is_whitespace() => folded.push(' '),
                None if other.is_alphabetic() => return None,
                None => {}
            },
        }
        last = c;
    }
    Some(folded)
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{2032}' | '\u{2BC}' => "'",
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' | '\u{2033}' => "\"",
        '\u{2014}' | '\u{2015}' => " -- ",
        '\u{2026}' => "...",
        '\u{B7}' | '\u{2022}' | '\u{2027}' => ", ",
        '\u{2264}' | '\u{2A7D}' => " <= ",
        '\u{2265}' | '\u{2A7E}' => " >= ",
        '\u{2248}' | '\u{2243}' => " ~",
        '\u{2260}' => " != ",
        '\u{B1}' => " +-",
        '\u{2192}' | '\u{27F6}' | '\u{21D2}' => " -> ",
        '\u{2190}' | '\u{21D0}' => " from ",
        '\u{F7}' => " divided by ",
        '\u{B0}' => " degrees ",
        '\u{B5}' | '\u{3BC}' => "micro",
        '\u{20AC}' => "EUR",
        '\u{A3}' => "GBP",
        '\u{A7}' => " section ",
        '\u{221E}' => " infinity ",
        '\u{B2}' => " squared",
        '\u{B3}' => " cubed",
        '\u{BD}' => " one half",
        '\u{BC}' => " one quarter",
        '\u{BE}' => " three quarters",
        '\u{2713}' | '\u{2705}' | '\u{2714}' | '\u{2717}' | '\u{2718}' => " ",
        _ => return None,
    })
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'Æ' => "Ae",
        'æ' => "ae",
        'Ç' | 'Ć' | 'Č' => "C",
        'ç' | 'ć' | 'č' => "c",
        'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'Ì'..='Ï' | 'Ī' | 'İ' => "I",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'Ð' | 'Ď' | 'Đ' => "D",
        'ð' | 'ď' | 'đ' => "d",
        'Ğ' => "G",
        'ğ' => "g",
        'Ł' => "L",
        'ł' => "l",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'ñ' | 'ń' | 'ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'º' => "o",
        'Œ' => "Oe",
        'œ' => "oe",
        'Ř' => "R",
        'ř' => "r",
        'Ś' | 'Ş' | 'Š' => "S",
        'ś' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' => "T",
        'ţ' | 'ť' => "t",
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'Ý' => "Y",
        'ý' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        'Þ' => "Th",
        'þ' => "th",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        _ => return None,
    })
}
