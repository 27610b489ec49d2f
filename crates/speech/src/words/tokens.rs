//! Tokens: what stands between spaces, without the punctuation around it and split at hyphens; contractions in two.

use crate::pack::Table;
use crate::words::scan::{Scan, is_digit, is_letter, is_word};

const PUNCTUATION: &str = "…,:;!?¿¡()[]{}<>_#*&。？！，、；：～·";
const QUOTES: &str = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉";
const ICONS: &str = "™®©°§¶†‡•";
const MONEY: [&str; 23] = [
    "$", "£", "€", "¥", "฿", "US$", "C$", "A$", "₽", "₹", "₩", "₪", "₺", "₴", "₦", "₫", "₱", "₲", "₵", "₸", "₼", "₾",
    "₿",
];
const UNITS: [&str; 48] = [
    "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm", "nm",
    "yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa", "Pa", "mbar", "mb",
    "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K", "%",
];
const DOMAINS: [&str; 19] = [
    "com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "info", "biz", "us", "ca", "au", "tv", "me", "ly",
    "ai",
];

/// A token, and whether a space follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) is_spaced: bool,
}

/// The tokens of a text; of the table's words, those that it says.
pub(crate) fn tokens(text: &str, special: Table<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for chunk in text.split_whitespace() {
        if let Some(last) = pieces.last_mut() {
            last.is_spaced = true;
        }
        pieces.extend(split(chunk, special).into_iter().map(|text| Piece { text, is_spaced: false }));
    }
    if let Some(last) = pieces.last_mut().filter(|_| text.ends_with(char::is_whitespace)) {
        last.is_spaced = true;
    }
    pieces
}

fn listed(text: &str, special: Table<'_>) -> Option<Vec<String>> {
    let mut rest = text;
    let lengths = special.get(text)?;
    let parts = lengths.iter().filter_map(|length| {
        let (part, after) = rest.split_at_checked(usize::from(*length))?;
        rest = after;
        Some(part.to_owned())
    });
    Some(parts.collect())
}

fn split(chunk: &str, special: Table<'_>) -> Vec<String> {
    if let Some(parts) = listed(chunk, special) {
        return parts;
    }
    let mut rest = chunk;
    let (mut found, mut endings): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    while !rest.is_empty() && !special.contains(rest) {
        let (prefix, without) = rest.split_at(prefix(rest));
        if !prefix.is_empty() && special.contains(without) {
            found.push(prefix.to_owned());
            rest = without;
            break;
        }
        let (core, suffix) = without.split_at(without.len() - suffix(without));
        let shorter = rest.strip_suffix(suffix).unwrap_or(rest);
        if !suffix.is_empty() && special.contains(shorter) {
            endings.push(suffix.to_owned());
            rest = shorter;
            break;
        }
        if prefix.is_empty() && suffix.is_empty() {
            break;
        }
        found.extend((!prefix.is_empty()).then(|| prefix.to_owned()));
        endings.extend((!suffix.is_empty()).then(|| suffix.to_owned()));
        rest = core;
    }
    if let Some(parts) = listed(rest, special) {
        found.extend(parts);
    } else if is_address(rest) {
        found.push(rest.to_owned());
    } else {
        infixes(rest, &mut found);
    }
    found.extend(endings.into_iter().rev());
    rejoined(found, special)
}

/// Bytes of the sign that a word begins with.
fn prefix(word: &str) -> usize {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    let next = chars.next();
    let is_sign =
        "§%=—–…".contains(first) || PUNCTUATION.contains(first) || QUOTES.contains(first) || ICONS.contains(first);
    if is_sign || (first == '+' && !next.is_some_and(is_digit)) {
        return first.len_utf8();
    }
    if first == '.' && next == Some('.') {
        return word.len() - word.trim_start_matches('.').len();
    }
    MONEY.iter().find(|sign| word.starts_with(*sign)).map_or(0, |sign| sign.len())
}

/// Bytes of the longest sign, possessive or unit that a word ends with.
fn suffix(word: &str) -> usize {
    let mut chars = word.chars().rev();
    let Some(last) = chars.next() else { return 0 };
    let (second, third) = (chars.next(), chars.next());
    let is_sign = "—–…".contains(last) || PUNCTUATION.contains(last) || QUOTES.contains(last) || ICONS.contains(last);
    let mut longest = if is_sign { last.len_utf8() } else { 0 };
    if last == '…' && second == Some('…') {
        longest = 2 * last.len_utf8();
    }
    if matches!((second, last), (Some('\'' | '’'), 's' | 'S')) {
        longest = longest.max(last.len_utf8() + second.map_or(0, char::len_utf8));
    }
    if last == '+' && second.is_some_and(is_digit) {
        longest = longest.max(1);
    }
    if last == '.' {
        let dots = word.len() - word.trim_end_matches('.').len();
        if dots > 1 {
            longest = longest.max(dots);
        }
        let is_latin = |c: char| c.is_ascii_lowercase() || ('ß'..='ÿ').contains(&c) && c != '÷';
        let closes =
            |c: char| is_digit(c) || is_latin(c) || "%²-+".contains(c) || PUNCTUATION.contains(c) || QUOTES.contains(c);
        let is_degree = third == Some('°') && second.is_some_and(|c| "FfCcKk".contains(c));
        let is_abbreviation = second.is_some_and(is_capital) && third.is_some_and(is_capital);
        if second.is_some_and(closes) || is_degree || is_abbreviation {
            longest = longest.max(1);
        }
    }
    for unit in MONEY.iter().chain(&UNITS) {
        if word.strip_suffix(unit).is_some_and(|before| before.ends_with(is_digit)) {
            longest = longest.max(unit.len());
        }
    }
    longest
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || (('À'..='Þ').contains(&c) && c != '×')
}

/// True for an address of the web or of mail.
fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let schemes = ["http://", "https://", "ftp://", "www."];
    if schemes.iter().any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty())) {
        return true;
    }
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| is_word(c) || c == '-');
    if let Some((user, host)) = word.split_once('@') {
        let is_user = !user.is_empty() && user.chars().all(|c| is_word(c) || ".+-".contains(c));
        return is_user && host.contains('.') && host.split('.').all(is_label);
    }
    let host = lower.split('/').next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(before, domain)| DOMAINS.contains(&domain) && before.split('.').all(is_label))
}

/// The parts of a word between signs inside of it.
fn infixes(word: &str, found: &mut Vec<String>) {
    let chars: Vec<char> = word.chars().collect();
    let scan = Scan::new(&chars);
    let (mut start, mut place) = (0, 0);
    while place < scan.len() {
        let length = infix(scan, place);
        if length > 0 && place > 0 {
            found.extend((place > start).then(|| scan.text(start, place)));
            found.push(scan.text(place, place + length));
            start = place + length;
        }
        place += length.max(1);
    }
    found.extend((start < scan.len()).then(|| scan.text(start, scan.len())));
}

/// Characters of the sign at a place inside of a word.
fn infix(scan: Scan<'_>, place: usize) -> usize {
    let Some(at) = scan.at(place) else { return 0 };
    let before = |test: fn(char) -> bool| scan.before(place).is_some_and(test);
    let letter_at = |place: usize| scan.at(place).is_some_and(is_letter);
    let dots = (place..).take_while(|place| scan.at(*place) == Some('.')).count();
    let is_latin = |c: char| c.is_ascii_lowercase() || ('ß'..='ÿ').contains(&c) && c != '÷';
    let is_number =
        "+-*^".contains(at) && before(is_digit) && scan.at(place + 1).is_some_and(|c| is_digit(c) || c == '-');
    let is_sentence = at == '.'
        && scan.before(place).is_some_and(|c| is_latin(c) || QUOTES.contains(c))
        && scan.at(place + 1).is_some_and(|c| is_capital(c) || QUOTES.contains(c));
    let is_list = at == ',' && before(is_letter) && letter_at(place + 1);
    let joins = before(char::is_alphanumeric);
    if dots > 1 {
        dots
    } else if at == '…' || ICONS.contains(at) || is_number || is_sentence || is_list {
        1
    } else if joins
        && let Some(length) = ["-", "–", "—", "--", "---", "——", "~"]
            .iter()
            .find_map(|dash| scan.literal(place, dash).filter(|end| letter_at(*end)).map(|end| end - place))
    {
        length
    } else {
        usize::from(joins && ":<>=/".contains(at) && letter_at(place + 1))
    }
}

/// Pieces that together are a word of the table, as that.
fn rejoined(pieces: Vec<String>, special: Table<'_>) -> Vec<String> {
    if pieces.len() < 2 {
        return pieces;
    }
    let mut found = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let joined = [3, 2].into_iter().find_map(|count| {
            let (parts, after) = rest.split_at_checked(count)?;
            Some((listed(&parts.concat(), special)?, after))
        });
        match joined {
            Some((parts, after)) => {
                found.extend(parts);
                rest = after;
            }
            None => {
                found.push(first.clone());
                rest = after;
            }
        }
    }
    found
}
