//! The monogram: the few letters that stand for a title, large enough to read on a phone.

/// Words that are no part of a monogram, of the languages most titles are in.
const SMALL_WORDS: &str = " a an and are as at by can do does for from how in into is it its of on or our the this to vs was we what when \
    where which who why will with you your als am auf aus bei das dem den der des die ein eine einer für im ist mit \
    oder über und vom von wie wir zu zum zur au aux ce dans de du en est et la le les pour que qui sur un une con del el \
    las lo los para por una y und in на и в о с ";

/// Initials with another meaning, none of which a cover should shout.
const AVOIDED: [&str; 10] = ["AH", "BS", "FU", "HH", "HJ", "KZ", "NS", "SA", "SS", "WC"];

/// Longest word that is its own monogram.
const WORD_CHARS_MAX: usize = 4;

/// One to four letters or digits; nothing for a title without any.
pub(crate) fn monogram(words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).collect();
    if let [only] = words.as_slice() {
        return short(only);
    }
    let large: Vec<&str> = words.iter().copied().filter(|word| !is_small(word)).collect();
    let is_shouted = words.iter().all(|word| !word.contains(char::is_lowercase));
    match large.as_slice() {
        [] => words.first().map_or_else(String::new, |word| short(word)),
        [only] => short(only),
        [first, ..] if is_number(first) && first.chars().count() <= WORD_CHARS_MAX => (*first).to_owned(),
        [first, second, ..] => {
            let acronym = large.iter().find(|word| !is_shouted && is_acronym(word));
            acronym.map_or_else(|| initials(first, second), |word| (*word).to_owned())
        }
    }
}

fn initials(first: &str, second: &str) -> String {
    let both = initial(first) + &initial(second);
    if AVOIDED.contains(&both.as_str()) { short(first) } else { both }
}

/// A short word itself, or the first two letters of a longer one.
fn short(word: &str) -> String {
    if word.chars().count() <= WORD_CHARS_MAX {
        return word.to_owned();
    }
    let mut letters = word.chars();
    letters.next().and_then(capital).into_iter().chain(letters.next().and_then(small)).collect()
}

/// The first letter of a word, or its first digits.
fn initial(word: &str) -> String {
    let digits: String = word.chars().take_while(char::is_ascii_digit).take(3).collect();
    if digits.is_empty() { word.chars().next().and_then(capital).into_iter().collect() } else { digits }
}

/// A letter's capital if it is one letter: that of ß is not.
fn capital(letter: char) -> Option<char> {
    let mut capitals = letter.to_uppercase();
    if capitals.len() == 1 { capitals.next() } else { Some(letter) }
}

fn small(letter: char) -> Option<char> {
    letter.to_lowercase().next()
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

fn is_small(word: &str) -> bool {
    let word = word.to_lowercase();
    SMALL_WORDS.split_whitespace().any(|small| small == word)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_acronym(word: &str) -> bool {
    let is_capital = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
    (2..=WORD_CHARS_MAX).contains(&word.chars().count()) && word.chars().all(is_capital) && !is_number(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str) -> String {
        monogram(&title.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_title_is_known_by_its_first_two_words_of_weight() {
        assert_eq!(of("The quiet web: how caching grew up"), "QW");
        assert_eq!(of("“Über” die österreichische Küche"), "ÖK");
        assert_eq!(of("Тихая сеть"), "ТС");
        assert_eq!(of("How-to for what?"), "How");
    }

    #[test]
    fn short_words_acronyms_and_numbers_stand_for_themselves() {
        assert_eq!(of("Rust"), "Rust");
        assert_eq!(of("Photosynthesis"), "Ph");
        assert_eq!(of("TO THE LIGHTHOUSE"), "Li");
        assert_eq!(of("What the GDPR asks of shops"), "GDPR");
        assert_eq!(of("2026 in review, by month"), "2026");
        assert_eq!(of("Episode 42: Trains"), "E42");
        assert_eq!(of("STOP THE PRESSES NOW"), "SP");
    }

    #[test]
    fn initials_with_another_meaning_are_avoided() {
        assert_eq!(of("Secure Storage"), "Se");
    }

    #[test]
    fn a_title_without_letters_has_none() {
        assert_eq!(of(""), "");
        assert_eq!(of("… – !"), "");
    }
}
