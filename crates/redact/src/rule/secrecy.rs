//! Heuristics that tell a secret from a word, a name or a piece of code.

/// True if the text looks generated: many different characters, letters mixed with digits.
pub(super) fn is_random(text: &str, length_min: usize) -> bool {
    let bytes = text.as_bytes();
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=_-.~%:|!".contains(byte);
    if bytes.len() < length_min || !bytes.iter().all(is_sign) {
        return false;
    }
    let count = |class: fn(&u8) -> bool| bytes.iter().filter(|byte| class(byte)).count();
    let digits = count(u8::is_ascii_digit);
    let (small, capital) = (count(u8::is_ascii_lowercase), count(u8::is_ascii_uppercase));
    let mut seen = [false; 128];
    for byte in bytes {
        if let Some(seen) = seen.get_mut(usize::from(*byte)) {
            *seen = true;
        }
    }
    let varied = seen.iter().filter(|seen| **seen).count() >= 8;
    let mixed = digits > 0 && small > 0 && capital > 0;
    let many_digits = digits.saturating_mul(8) >= bytes.len() && small.saturating_add(capital) > 0;
    varied && (mixed || many_digits)
}

/// True if the text looks like a password a person chose: letters, and among them a digit or a sign that words do not have.
pub(super) fn is_password(text: &str, length_min: usize) -> bool {
    let has = |class: fn(&u8) -> bool| text.as_bytes().iter().any(class);
    text.len() >= length_min
        && has(u8::is_ascii_alphabetic)
        && (has(u8::is_ascii_digit) || has(|byte| b"!@#%^&*+?~".contains(byte)))
        && !is_code(text)
        && !is_stand_in(text)
}

/// True for stand-ins of a value: `${PASSWORD}`, `<your key>`, `****`, `null`.
pub(super) fn is_stand_in(text: &str) -> bool {
    let words = ["none", "null", "nil", "true", "false", "undefined", "required", "optional", "string", "redacted"];
    text.starts_with(['$', '<', '{', '%', '&'])
        || text.chars().all(|c| matches!(c, '*' | '.' | '-' | '_' | 'x' | 'X' | '?'))
        || words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn is_code(text: &str) -> bool {
    let is_path = || text.contains('.') && text.split('.').all(is_identifier);
    let is_step = |pair: &str| text.contains(pair);
    text.contains(['(', ')', '[', ']', '{', '}', '<', '>', '`'])
        || ["::", "->", "=>"].into_iter().any(is_step)
        || is_path()
}

fn is_identifier(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && part.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
}
