//! Formulas in TeX within the text, which a script of the page would set: `\(x^2\)`, `\[ … \]`, `$$ … $$`.

use super::formula::STAND_IN;
use crate::marks::{CODE_CLOSE, CODE_OPEN};

const MARKS: [(&str, &str); 3] = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
/// Bytes of a formula; what looks like a longer one is text.
const BYTES_MAX: usize = 400;

/// The text with words in place of its formulas, except for single names, and the formulas.
pub(super) fn split(text: String) -> (String, Vec<String>) {
    if !text.contains(['\\', '$']) {
        return (text, Vec::new());
    }
    let (mut kept, mut formulas) = (String::new(), Vec::new());
    let mut is_code = false;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if at < end {
            continue;
        }
        is_code = c == CODE_OPEN || (is_code && c != CODE_CLOSE);
        let formula = if is_code { None } else { text.get(at..).and_then(formula) };
        match formula {
            None => kept.push(c),
            Some((inner, length)) => {
                end = at + length;
                let name = inner.trim();
                if name.chars().all(char::is_alphanumeric) {
                    kept.push_str(name);
                } else {
                    kept.push_str(&format!(" {STAND_IN} "));
                    formulas.push(name.to_owned());
                }
            }
        }
    }
    (kept, formulas)
}

/// The formula that a text begins with, and the bytes that it and its marks have.
fn formula(text: &str) -> Option<(&str, usize)> {
    let (open, close) = MARKS.iter().find(|(open, _)| text.starts_with(open))?;
    let after = text.get(open.len()..)?;
    let mut window = after.len().min(BYTES_MAX);
    while !after.is_char_boundary(window) {
        window -= 1;
    }
    let inner = after.get(..after.get(..window)?.find(close)?)?;
    Some((inner, open.len() + inner.len() + close.len()))
}
