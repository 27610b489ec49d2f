//! Letters of other scripts: Greek and Cyrillic are written with ours, words of the others are named.

/// Greek letters in the order of Unicode from alpha to omega: name and sound.
const GREEK: [(&str, &str); 25] = [
    ("alpha", "a"),
    ("beta", "v"),
    ("gamma", "g"),
    ("delta", "d"),
    ("epsilon", "e"),
    ("zeta", "z"),
    ("eta", "i"),
    ("theta", "th"),
    ("iota", "i"),
    ("kappa", "k"),
    ("lambda", "l"),
    ("mu", "m"),
    ("nu", "n"),
    ("xi", "x"),
    ("omicron", "o"),
    ("pi", "p"),
    ("rho", "r"),
    ("sigma", "s"),
    ("sigma", "s"),
    ("tau", "t"),
    ("upsilon", "y"),
    ("phi", "f"),
    ("chi", "ch"),
    ("psi", "ps"),
    ("omega", "o"),
];

/// Sounds of the Cyrillic letters from U+0430 to U+044F.
const CYRILLIC: [&str; 32] = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
    "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
];

/// Scripts: first and last code point, and the words for a word of it.
const SCRIPTS: [(char, char, &str); 12] = [
    ('\u{3040}', '\u{30FF}', "a word in Japanese"),
    ('\u{31F0}', '\u{31FF}', "a word in Japanese"),
    ('\u{1100}', '\u{11FF}', "a word in Korean"),
    ('\u{AC00}', '\u{D7AF}', "a word in Korean"),
    ('\u{3400}', '\u{9FFF}', "a word in Chinese characters"),
    ('\u{20000}', '\u{3134F}', "a word in Chinese characters"),
    ('\u{590}', '\u{5FF}', "a word in Hebrew"),
    ('\u{600}', '\u{77F}', "a word in Arabic script"),
    ('\u{900}', '\u{97F}', "a word in Devanagari"),
    ('\u{E00}', '\u{E7F}', "a word in Thai"),
    ('\u{530}', '\u{58F}', "a word in Armenian"),
    ('\u{10A0}', '\u{10FF}', "a word in Georgian"),
];

/// The words for a word that cannot be written with our letters.
pub(super) fn named(word: &str) -> &'static str {
    let of = |c: char| SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&c)).map(|(.., name)| *name);
    let mut found = word.chars().filter_map(of);
    let first = found.next();
    // Japanese writes Chinese characters too.
    let japanese = || word.chars().filter_map(of).find(|name| name.ends_with("Japanese"));
    first.map_or("a word in another script", |first| japanese().unwrap_or(first))
}

/// Our letters for a Greek or Cyrillic one. `alone`: it is no part of a word of its script.
pub(super) fn letter(c: char, alone: bool) -> Option<String> {
    let small = plain(c.to_lowercase().next().unwrap_or(c));
    let sound = match small {
        '\u{3B1}'..='\u{3C9}' => {
            let (name, sound) = GREEK.get((small as usize).checked_sub(0x3B1)?)?;
            return Some(if alone { cased(name, c) } else { cased(sound, c) });
        }
        '\u{430}'..='\u{44F}' => CYRILLIC.get((small as usize).checked_sub(0x430)?)?,
        '\u{451}' => "yo",
        '\u{454}' => "ye",
        '\u{456}' => "i",
        '\u{457}' => "yi",
        '\u{491}' => "g",
        '\u{458}' => "j",
        '\u{459}' => "lj",
        '\u{45A}' => "nj",
        '\u{45B}' => "c",
        '\u{452}' => "dj",
        '\u{45F}' => "dzh",
        '\u{45E}' => "u",
        _ => return None,
    };
    Some(cased(sound, c))
}

pub(super) fn is_greek(c: char) -> bool {
    matches!(plain(c.to_lowercase().next().unwrap_or(c)), '\u{3B1}'..='\u{3C9}')
}

/// A Greek letter without its accent.
fn plain(c: char) -> char {
    match c {
        '\u{3AC}' => '\u{3B1}',
        '\u{3AD}' => '\u{3B5}',
        '\u{3AE}' => '\u{3B7}',
        '\u{3AF}' | '\u{3CA}' | '\u{390}' => '\u{3B9}',
        '\u{3CC}' => '\u{3BF}',
        '\u{3CD}' | '\u{3CB}' | '\u{3B0}' => '\u{3C5}',
        '\u{3CE}' => '\u{3C9}',
        other => other,
    }
}

fn cased(sound: &str, c: char) -> String {
    if c.is_uppercase() { super::clean::capitalised(sound) } else { sound.to_owned() }
}
