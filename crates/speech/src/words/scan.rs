//! Patterns of text, by hand: each looks at one place and says where it ends.

/// A decimal digit.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Part of a word: a letter, a digit, a numeral of any kind, or the underscore.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Part of a word that is no digit.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_digit(c)
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'t> {
    chars: &'t [char],
}

impl<'t> Scan<'t> {
    pub(crate) fn new(chars: &'t [char]) -> Scan<'t> {
        Scan { chars }
    }

    pub(crate) fn len(self) -> usize {
        self.chars.len()
    }

    pub(crate) fn at(self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    pub(crate) fn before(self, place: usize) -> Option<char> {
        self.at(place.checked_sub(1)?)
    }

    pub(crate) fn text(self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    pub(crate) fn value(self, start: usize, end: usize) -> Option<u64> {
        self.text(start, end).parse().ok()
    }

    /// True between a word and what is none.
    pub(crate) fn is_boundary(self, place: usize) -> bool {
        self.before(place).is_some_and(is_word) != self.at(place).is_some_and(is_word)
    }

    pub(crate) fn is_one_of(self, place: usize, set: &str) -> bool {
        self.at(place).is_some_and(|c| set.contains(c))
    }

    pub(crate) fn literal(self, place: usize, text: &str) -> Option<usize> {
        let mut end = place;
        for c in text.chars() {
            if self.at(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The same place, or one further if a character of the set is there.
    pub(crate) fn maybe(self, place: usize, set: &str) -> usize {
        place + usize::from(self.is_one_of(place, set))
    }

    pub(crate) fn maybe_space(self, place: usize) -> usize {
        place + usize::from(self.at(place).is_some_and(char::is_whitespace))
    }

    /// As many digits as there are up to the most, and at least the least.
    pub(crate) fn digits(self, place: usize, least: usize, most: usize) -> Option<usize> {
        let found = (0..most).take_while(|n| self.at(place + n).is_some_and(is_digit)).count();
        (found >= least).then_some(place + found)
    }

    /// Digits, in groups of three or not, with decimals or without.
    pub(crate) fn number(self, place: usize) -> Option<usize> {
        let mut end = self.digits(place, 1, usize::MAX)?;
        while self.at(end) == Some(',')
            && let Some(next) = self.digits(end + 1, 3, 3)
        {
            end = next;
        }
        match self.digits(end + 1, 1, usize::MAX) {
            Some(next) if self.at(end) == Some('.') => Some(next),
            Some(_) | None => Some(end),
        }
    }
}

/// A pattern's end, and what stands there instead.
pub(crate) type Found = Option<(usize, String)>;

/// The text with every place that a rule finds, from left to right, replaced.
pub(crate) fn substitute(text: &str, rule: impl Fn(Scan<'_>, usize) -> Found) -> String {
    let chars: Vec<char> = text.chars().collect();
    let scan = Scan::new(&chars);
    let mut written = String::with_capacity(text.len());
    let mut place = 0;
    while let Some(c) = scan.at(place) {
        match rule(scan, place) {
            Some((end, replacement)) if end > place => {
                written.push_str(&replacement);
                place = end;
            }
            Some(_) | None => {
                written.push(c);
                place += 1;
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_their_last_group_or_decimal_does() {
        for (text, length) in [("1", 1), ("1,024 x", 5), ("1,02", 1), ("3.14.2", 4), ("3.", 1), ("10,000.5", 8)] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(Scan::new(&chars).number(0), Some(length), "{text}");
        }
        assert_eq!(Scan::new(&['x']).number(0), None);
    }

    #[test]
    fn what_was_replaced_is_not_looked_at_again() {
        let doubled = substitute("a-b", |scan, at| (scan.at(at) == Some('-')).then(|| (at + 1, "--".to_owned())));
        assert_eq!(doubled, "a--b");
    }
}
