//! The parts of a token: of camel case, of letters and digits, and of signs.

use super::{Scan, is_digit, is_letter, is_word};

const APOSTROPHES: &str = "'‘’";

fn is_small(c: char) -> bool {
    c.is_ascii_lowercase() || (('ß'..='ÿ').contains(&c) && c != '÷')
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || (('À'..='Þ').contains(&c) && c != '×')
}

pub(super) fn parts(token: &str) -> Vec<String> {
    split(token, part)
}

/// Letters, digits and signs.
pub(super) fn simple(token: &str) -> Vec<String> {
    split(token, |scan, place| {
        let letters = |place: usize| run(scan, place, is_letter);
        let mut end = letters(place);
        if end > place {
            while scan.is_one_of(end, "'’") && letters(end + 1) > end + 1 {
                end = letters(end + 1);
            }
            return Some(end);
        }
        let mut end = run(scan, place, is_digit);
        if end > place {
            while scan.is_one_of(end, ",.") && run(scan, end + 1, is_digit) > end + 1 {
                end = run(scan, end + 1, is_digit);
            }
            return Some(end);
        }
        let end = run(scan, place, |c| !is_word(c) && !c.is_whitespace());
        (end > place).then_some(end)
    })
}

fn split(token: &str, part: impl Fn(Scan<'_>, usize) -> Option<usize>) -> Vec<String> {
    let chars: Vec<char> = token.chars().collect();
    let scan = Scan::new(&chars);
    let (mut found, mut place) = (Vec::new(), 0);
    while place < scan.len() {
        match part(scan, place) {
            Some(end) => {
                found.push(scan.text(place, end));
                place = end;
            }
            None => place += 1,
        }
    }
    found
}

fn run(scan: Scan<'_>, place: usize, test: impl Fn(char) -> bool) -> usize {
    (place..).find(|place| !scan.at(*place).is_some_and(&test)).unwrap_or(place)
}

/// The end of the part that begins at a place; none if the sign there belongs to no part.
fn part(scan: Scan<'_>, place: usize) -> Option<usize> {
    let is = |place: usize, test: fn(char) -> bool| scan.at(place).is_some_and(test);
    let quoted = run(scan, place, |c| APOSTROPHES.contains(c));
    if place == 0 && quoted > 0 {
        return Some(quoted);
    }
    // The last capital before a small letter begins a new part.
    if is(place, is_capital) && is(place + 1, is_capital) && is(place + 2, is_small) {
        return Some(place + 1);
    }
    let signed = if place == 0 { scan.maybe(0, "-") } else { place };
    if let Some(end) = number(scan, signed).or_else(|| number(scan, place)) {
        return Some(end);
    }
    let dashes = run(scan, place, |c| "-_".contains(c));
    if dashes > place {
        return Some(dashes);
    }
    if quoted > place + 1 {
        return Some(quoted);
    }
    let letters = run(scan, place, is_letter);
    let ends = (place..=letters).flat_map(|end| {
        std::iter::successors(Some(end), move |end| {
            (scan.is_one_of(*end, APOSTROPHES) && is(end + 1, is_letter)).then_some(end + 2)
        })
    });
    if let Some(end) = ends.into_iter().find(|end| is(*end, is_small) && is(end + 1, is_capital)) {
        return Some(end + 1);
    }
    if letters > place {
        let mut end = letters;
        while scan.is_one_of(end, APOSTROPHES) && is(end + 1, is_letter) {
            end += 2;
        }
        return Some(end);
    }
    let is_sign = !is(place, is_word) && !scan.is_one_of(place, "-'‘’");
    if is_sign {
        return Some(place + 1);
    }
    (quoted > place && quoted == scan.len()).then_some(quoted)
}

/// Digits with single commas or points before them.
fn number(scan: Scan<'_>, place: usize) -> Option<usize> {
    let digit = |place: usize| scan.at(place).is_some_and(is_digit);
    let mut end = place;
    loop {
        let next = scan.maybe(end, ",.");
        if !digit(next) {
            return (end > place).then_some(end);
        }
        end = next + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_fall_into_words_numbers_and_signs() {
        for (token, expected) in [
            ("getUserById", &["get", "User", "By", "Id"][..]),
            ("HTTPServer", &["HTTPServer"]),
            ("user_id", &["user", "_", "id"]),
            ("v2.0.1", &["v", "2.0.1"]),
            ("-5", &["-5"]),
            ("1,024", &["1,024"]),
            ("don't", &["don't"]),
            ("a/b", &["a", "/", "b"]),
            ("4.", &["4", "."]),
        ] {
            assert_eq!(parts(token), expected, "{token}");
        }
        assert_eq!(simple("x'y+12.5z"), ["x'y", "+", "12.5", "z"]);
    }
}
