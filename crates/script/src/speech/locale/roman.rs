//! Roman numerals.

/// The value of a numeral of capitals, from 1 to 3999; none for any other row of letters.
pub(super) fn value(word: &str) -> Option<u16> {
    const CHARS_MAX: usize = 15;
    const PARTS: [(&str, u16, usize); 13] = [
        ("M", 1000, 3),
        ("CM", 900, 1),
        ("D", 500, 1),
        ("CD", 400, 1),
        ("C", 100, 3),
        ("XC", 90, 1),
        ("L", 50, 1),
        ("XL", 40, 1),
        ("X", 10, 3),
        ("IX", 9, 1),
        ("V", 5, 1),
        ("IV", 4, 1),
        ("I", 1, 3),
    ];
    if word.is_empty() || word.len() > CHARS_MAX {
        return None;
    }
    let mut rest = word;
    let mut total = 0_u16;
    for (part, worth, most) in PARTS {
        for _ in 0..most {
            match rest.strip_prefix(part) {
                Some(after) => (rest, total) = (after, total.saturating_add(worth)),
                None => break,
            }
        }
    }
    rest.is_empty().then_some(total)
}
