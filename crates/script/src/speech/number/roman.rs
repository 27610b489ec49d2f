//! Roman numerals, where nothing else is possible: after a word that is numbered, or after a ruler's name.

/// The value, for numerals up to thirty-nine.
fn value(word: &str) -> Option<u8> {
    const CHARS_MAX: usize = 7;
    if word.is_empty() || word.len() > CHARS_MAX {
        return None;
    }
    const PARTS: [(&str, u8); 5] = [("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)];
    let mut rest = word;
    let mut total = 0;
    for (part, worth) in PARTS {
        let most = if matches!(part, "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            match rest.strip_prefix(part) {
                Some(after) => (rest, total) = (after, total + worth),
                None => break,
            }
        }
    }
    rest.is_empty().then_some(total)
}

pub(in crate::speech) fn is_roman(word: &str) -> bool {
    value(word).is_some()
}

const NUMBERED: [&str; 20] = [
    "Chapter", "Part", "Volume", "Book", "Act", "Scene", "Section", "Phase", "Article", "Title", "War", "Type",
    "Class", "Appendix", "Level", "Stage", "Tier", "Table", "Figure", "Vol",
];
const RULERS: [&str; 20] = [
    "Henry",
    "Louis",
    "Elizabeth",
    "Charles",
    "George",
    "Edward",
    "James",
    "William",
    "Richard",
    "John",
    "Paul",
    "Pius",
    "Philip",
    "Napoleon",
    "Catherine",
    "Peter",
    "Nicholas",
    "Alexander",
    "Benedict",
    "Frederick",
];

/// The number that a Roman numeral means after this word. `closed`: a mark follows, or nothing.
pub(in crate::speech) fn roman(core: &str, last: &str, next: Option<&str>, closed: bool) -> Option<String> {
    let value = value(core)?;
    // "I" is a word where a sentence goes on: "the part I wrote".
    let is_sure =
        core != "I" || closed || next.is_some_and(|next| ["of", "is", "was", "and", "to", "ended"].contains(&next));
    if NUMBERED.contains(&last) && is_sure {
        return Some(value.to_string());
    }
    let is_ruler = RULERS.contains(&last) && core != "I" && core != "X" && core != "V";
    is_ruler.then(|| format!("the {value}{}", ending(value)))
}

fn ending(value: u8) -> &'static str {
    match (value % 10, value) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}
