//! Tokenization of a spoken sentence: words with their stem, their clause, and their capital.

use super::stem::stem;

#[derive(Clone, Debug)]
pub(super) struct Token {
    /// In small letters, without a possessive.
    pub(super) word: String,
    pub(super) stem: String,
    /// True for a word with a capital letter or with a digit behind a letter.
    pub(super) capital: bool,
    /// True for a word of capitals alone.
    pub(super) acronym: bool,
    /// True at the beginning of a sentence, a quotation, or behind a colon.
    pub(super) first: bool,
    /// Index of the clause in its sentence.
    pub(super) clause: usize,
}

/// Words that begin a clause without a comma.
const CLAUSE: [&str; 13] = [
    "but", "because", "while", "although", "though", "whereas", "unless", "until", "if", "when", "so", "which", "since",
];
/// Endings behind an apostrophe.
const ENDINGS: [&str; 6] = ["'s", "'re", "'ve", "'ll", "'d", "'m"];

/// Letters of a name that a number may follow without a space.
const NAMED_LETTERS: usize = 4;

/// The words of a sentence.
pub(super) fn tokens(sentence: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let (mut word, mut first, mut clause) = (String::new(), true, 0_usize);
    let mut rest = sentence.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let last = word.chars().next_back();
        let between = |is: fn(&char) -> bool| last.as_ref().is_some_and(is) && next.as_ref().is_some_and(is);
        let joins = match c {
            '.' | ',' | ':' => between(char::is_ascii_digit),
            '\'' => between(char::is_ascii_alphabetic),
            _ => c.is_alphanumeric(),
        };
        if joins {
            // "Windows10" is said as two words, "S3" as one.
            let named = word.len() >= NAMED_LETTERS && word.chars().all(char::is_alphabetic);
            if named && c.is_ascii_digit() {
                add(&mut found, &mut word, &mut first, &mut clause);
            }
            word.push(c);
            continue;
        }
        add(&mut found, &mut word, &mut first, &mut clause);
        match c {
            '%' => add(&mut found, &mut "percent".to_owned(), &mut first, &mut clause),
            ',' | ';' | '(' | ')' | '.' | '!' | '?' => clause += 1,
            ':' => (clause, first) = (clause + 1, true),
            '"' => first = true,
            _ => {}
        }
    }
    add(&mut found, &mut word, &mut first, &mut clause);
    found
}

fn add(found: &mut Vec<Token>, word: &mut String, first: &mut bool, clause: &mut usize) {
    let written = std::mem::take(word);
    if written.is_empty() {
        return;
    }
    let lower = written.to_lowercase();
    let (base, negated) = match lower.strip_suffix("n't") {
        Some("ca") => ("can", true),
        Some("wo") => ("will", true),
        Some(base) => (base, true),
        None if lower == "cannot" => ("can", true),
        None => (ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower), false),
    };
    *clause += usize::from(CLAUSE.contains(&base));
    let letter = written.starts_with(char::is_alphabetic);
    let capital = letter && written.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let acronym = written.chars().count() > 1 && !written.contains(char::is_lowercase);
    let one = |word: &str, capital, first| Token {
        word: word.to_owned(),
        stem: stem(word),
        capital,
        acronym: acronym && capital,
        first,
        clause: *clause,
    };
    found.push(one(base, capital, *first));
    found.extend(negated.then(|| one("not", false, false)));
    *first = false;
}

/// The words of a text in small letters with single spaces: two texts that sound alike are equal.
pub(super) fn plain(text: &str) -> String {
    tokens(text).into_iter().map(|token| token.word).collect::<Vec<_>>().join(" ")
}
