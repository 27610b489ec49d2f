//! Spacing and punctuation of spoken text.

use std::iter::Peekable;
use std::str::Chars;

/// Normalizes spacing: single spaces, brackets and dashes become pauses, no mark twice.
pub(super) fn spaced(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        // Inside a word nothing is to be put right.
        if c.is_alphanumeric() && text.ends_with(char::is_alphanumeric) {
            text.push(c);
            continue;
        }
        let before_digit = rest.peek().is_some_and(char::is_ascii_digit);
        match c {
            ',' if before_digit && text.ends_with(|c: char| c.is_ascii_digit()) => text.push(c),
            '(' | ')' => pause(&mut text),
            '[' | ']' | '{' | '}' => {}
            // Two hyphens with a removed bracket between them become one.
            '-' if text.ends_with('-') => {}
            // The comma of a speech that ends: "It is so," he said.
            ',' if closes(&rest) && text.ends_with(char::is_alphanumeric) => text.push(c),
            ',' => pause(&mut text),
            ';' | ':' | '.' | '!' | '?' => {
                while text.ends_with([' ', ',']) {
                    text.pop();
                }
                if !text.is_empty() && !text.ends_with([';', ':', '.', '!', '?']) {
                    text.push(c);
                }
            }
            ' ' if text.is_empty() || text.ends_with(' ') => {}
            _ => {
                if (text.ends_with(',') && !c.is_ascii_digit() && c != '"' && c != '\'')
                    || (text.ends_with([';', '!', '?']) && c != ' ' && c != '"' && c != '\'')
                {
                    text.push(' ');
                }
                if c != ' ' || !text.ends_with(' ') {
                    text.push(c);
                }
            }
        }
    }
    text.trim().trim_end_matches(',').to_owned()
}

/// True if a quotation mark that closes comes next.
fn closes(rest: &Peekable<Chars<'_>>) -> bool {
    let mut rest = rest.clone();
    matches!(rest.next(), Some('"' | '\'')) && rest.next().is_none_or(|c| !c.is_alphanumeric())
}

fn pause(text: &mut String) {
    while text.ends_with(' ') {
        text.pop();
    }
    if !text.is_empty() && !text.ends_with([',', ';', ':', '.', '!', '?']) {
        text.push(',');
    }
    if !text.is_empty() {
        text.push(' ');
    }
}

/// The text as a sentence: a capital first, a mark at the end.
pub(super) fn finished(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ';', '-', ' ']);
    let mut text = capitalised(text);
    let bare = text.trim_end_matches(['"', '\'']);
    if !bare.ends_with(['.', '!', '?', ':']) {
        text.push('.');
    }
    text
}

/// The text with its first letter as a capital, behind the sign that opens a Spanish question.
pub(crate) fn capitalised(text: &str) -> String {
    let letters = text.trim_start_matches(['\u{BF}', '\u{A1}']);
    let (opening, letters) = text.split_at(text.len() - letters.len());
    let mut rest = letters.chars();
    match rest.next() {
        Some(first) => opening.chars().chain(first.to_uppercase()).chain(rest).collect(),
        None => opening.to_owned(),
    }
}
