//! Edits of a turn: tables of words to swap, and what the cited paragraphs have.

use script::{Document, Turn};

pub(super) const NUMBER_WORDS: &[(&str, &str)] = &[
    ("two", "seven"),
    ("three", "eight"),
    ("four", "nine"),
    ("five", "thirteen"),
    ("six", "four"),
    ("seven", "ten"),
    ("eight", "five"),
    ("nine", "sixteen"),
    ("ten", "twelve"),
    ("eleven", "nineteen"),
    ("twelve", "fifty"),
    ("thirteen", "thirty"),
    ("fourteen", "forty"),
    ("fifteen", "fifty"),
    ("seventeen", "seventy"),
    ("eighteen", "eighty"),
    ("nineteen", "ninety"),
    ("twenty", "thirty"),
    ("thirty", "sixty"),
    ("forty", "ninety"),
    ("sixty", "seventy"),
    ("eighty", "eighteen"),
    ("ninety", "nineteen"),
    ("hundred", "thousand"),
    ("thousand", "million"),
    ("Three", "Eleven"),
    ("Twenty", "Ninety"),
    ("Thirty", "Sixty"),
    ("Forty", "Fifty"),
    ("Eleven", "Fourteen"),
];
const VALUES: &[(&str, &str)] = &[
    ("four", "4"),
    ("five", "5"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("sixteen", "16"),
    ("nineteen", "19"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("eighteen", "18"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
];
pub(super) const UNITS: &[(&str, &str)] = &[
    ("meters", "miles"),
    ("kilometers", "meters"),
    ("kilometer", "mile"),
    ("percent", "tons"),
    ("weeks", "months"),
    ("years", "months"),
    ("hours", "minutes"),
    ("minutes", "seconds"),
    ("seconds", "milliseconds"),
    ("days", "weeks"),
    ("megabytes", "gigabytes"),
    ("kilobytes", "megabytes"),
    ("gibibytes", "megabytes"),
    ("degrees", "watts"),
    ("tons", "kilograms"),
    ("kilograms", "tons"),
    ("milligrams", "grams"),
    ("euros", "dollars"),
    ("dollars", "euros"),
    ("pounds", "euros"),
    ("pence", "dollars"),
    ("cents", "dollars"),
    ("milliseconds", "seconds"),
    ("centimeters", "inches"),
];
pub(super) const MONTHS: &[(&str, &str)] =
    &[("March", "June"), ("May", "August"), ("September", "October"), ("December", "January"), ("June", "April")];
pub(super) const NEGATED: &[(&str, &str)] = &[
    ("isn't", "is"),
    ("wasn't", "was"),
    ("doesn't", "does"),
    ("don't", "do"),
    ("didn't", "did"),
    ("won't", "will"),
    ("does not", "does"),
    ("did not", "did"),
    ("do not", "do"),
    ("is not", "is"),
    ("cannot", "can"),
    ("could not", "could"),
    ("never", "often"),
    ("nobody", "somebody"),
    ("no longer", "still"),
    ("without", "with"),
    ("no", "a"),
    ("not", "indeed"),
];
pub(super) const AFFIRMED: &[(&str, &str)] = &[
    ("is", "is not"),
    ("was", "was not"),
    ("are", "are not"),
    ("were", "were not"),
    ("will", "will not"),
    ("can", "cannot"),
    ("could", "could not"),
    ("has", "has not"),
    ("had", "had not"),
    ("would", "would not"),
    ("rose", "never rose"),
    ("found", "never found"),
    ("took", "never took"),
    ("ran", "never ran"),
    ("stopped", "never stopped"),
    ("lost", "never lost"),
    ("saves", "never saves"),
    ("costs", "never costs"),
    ("needs", "never needs"),
    ("replaces", "never replaces"),
    ("carried", "never carried"),
    ("recorded", "never recorded"),
    ("slept", "never slept"),
    ("fell", "never fell"),
    ("burned", "never burned"),
    ("flew", "never flew"),
    ("failed", "never failed"),
    ("lasted", "never lasted"),
    ("runs", "never runs"),
    ("opened", "never opened"),
    ("bought", "never bought"),
];
pub(super) const OPPOSITES: &[(&str, &str)] = &[
    ("more", "less"),
    ("before", "after"),
    ("after", "before"),
    ("faster", "slower"),
    ("fewer", "more"),
    ("rose", "fell"),
    ("fell", "rose"),
    ("larger", "smaller"),
    ("longer", "shorter"),
    ("higher", "lower"),
    ("lower", "higher"),
    ("removed", "added"),
    ("forbidden", "allowed"),
    ("rejected", "approved"),
    ("further", "nearer"),
    ("large", "small"),
    ("cheaper", "dearer"),
    ("opened", "closed"),
    ("closed", "opened"),
    ("first", "last"),
    ("last", "first"),
    ("began", "ended"),
    ("lost", "won"),
    ("darker", "brighter"),
    ("smaller", "bigger"),
    ("old", "new"),
    ("new", "old"),
    ("lowered", "raised"),
    ("saves", "wastes"),
    ("late", "early"),
    ("heavy", "light"),
    ("short", "long"),
    ("refused", "accepted"),
    ("outside", "inside"),
    ("bought", "sold"),
    ("inside", "outside"),
    ("night", "day"),
];

/// The words of a text, without marks; hyphens separate.
pub(super) fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '.' | ',')));
    parts.map(|word| word.trim_matches(['.', ',', '\'']).replace(',', "")).filter(|word| !word.is_empty()).collect()
}

/// The text that a turn cites.
pub(super) fn cited(turn: &Turn, document: &Document) -> String {
    let paragraphs = turn.cites.iter().filter_map(|cite| document.paragraphs.get(*cite as usize));
    paragraphs.map(|paragraph| paragraph.sentences.join(" ")).collect::<Vec<_>>().join(" ")
}

/// True if a text has a number word, or its digits.
pub(super) fn has_number(text: &str, word: &str) -> bool {
    let known = words(text);
    let digits = VALUES.iter().find(|(name, _)| *name == word.to_lowercase()).map_or("", |(_, digits)| digits);
    known.iter().any(|one| one == word || one == digits)
}

/// The first number in digits, and its place.
pub(super) fn first_number(text: &str) -> Option<(usize, &str)> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(at..)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
    let digits = rest.get(..end)?.trim_end_matches(',');
    // A decimal or a version is edited as a whole by no kind.
    let whole = !rest.get(end..)?.starts_with('.') || rest.get(end..)?.starts_with(". ") || rest.get(end..)? == ".";
    whole.then_some((at, digits))
}

/// The text with a whole word, or several, replaced; `None` if it is not there.
pub(super) fn replace_word(text: &str, old: &str, new: &str) -> Option<String> {
    let at = text.match_indices(old).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|head| head.chars().next_back());
        let after = text.get(at + old.len()..).and_then(|tail| tail.chars().next());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '\'');
        !joins(before) && !joins(after.filter(|c| *c != '\''))
    })?;
    let (head, tail) = text.split_at(at);
    Some(format!("{head}{new}{}", tail.strip_prefix(old)?))
}
