//! Signs of programs and their words.

use crate::speech::locale::{Locale, translated};

/// Operators of more than one character, the longer ones first.
pub(super) const OPERATORS: [(&str, &str); 36] = [
    ("!==", "is not equal to"),
    ("===", "is equal to"),
    ("<=>", "compared with"),
    ("..=", "up to and with"),
    ("...", "and so on"),
    ("**=", "star star equals"),
    ("<<=", "shift left equals"),
    (">>=", "shift right equals"),
    ("!=", "is not equal to"),
    ("==", "is equal to"),
    ("<=", "is at most"),
    (">=", "is at least"),
    ("=~", "matches"),
    ("~=", "compatible with"),
    ("~>", "compatible with"),
    (":=", "becomes"),
    ("->", "to"),
    ("=>", "to"),
    ("<-", "from"),
    ("&&", "and"),
    ("||", "or"),
    ("??", "or else"),
    ("++", "plus plus"),
    ("+=", "plus equals"),
    ("-=", "minus equals"),
    ("*=", "times equals"),
    ("/=", "divided by equals"),
    ("|=", "or equals"),
    ("&=", "and equals"),
    ("%=", "percent equals"),
    ("**", "star star"),
    ("<<", "shift left"),
    (">>", "shift right"),
    ("|>", "pipe to"),
    ("::", ""),
    ("..", "dot dot"),
];

const PAIRS: [(&str, &str); 10] = [
    ("{}", "empty braces"),
    ("[]", "empty brackets"),
    ("()", "empty parentheses"),
    ("\"\"", "an empty string"),
    ("''", "an empty string"),
    ("::", "two colons"),
    ("//", "two slashes"),
    ("<>", "angle brackets"),
    ("/*", "slash star"),
    ("*/", "star slash"),
];

/// The word for one sign inside code.
pub(super) fn word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equals",
        '@' => "at",
        '%' => "percent",
        '+' => "plus",
        '*' => "star",
        '~' => "tilde",
        '^' => "caret",
        '$' => "dollar",
        '#' => "hash",
        '?' => "question mark",
        '|' => "pipe",
        '&' => "and",
        '<' => "is less than",
        '>' => "is greater than",
        _ => return None,
    })
}

/// The names of the signs that code is made of; `None` if there are too many.
pub(super) fn names(code: &str, locale: Option<&Locale>) -> Option<String> {
    const SIGNS_MAX: usize = 4;
    let operator = || OPERATORS.iter().find(|(written, said)| *written == code && !said.is_empty());
    if let Some((_, said)) = PAIRS.iter().find(|(written, _)| *written == code).or_else(operator) {
        return Some(translated(said, locale).to_owned());
    }
    let signs: Vec<&str> =
        code.chars().filter(|c| !c.is_whitespace()).map(|sign| translated(name(sign), locale)).collect();
    (signs.len() <= SIGNS_MAX).then(|| signs.join(" ").trim().to_owned())
}

fn name(sign: char) -> &'static str {
    match sign {
        '.' => "dot",
        ',' => "comma",
        ';' => "semicolon",
        ':' => "colon",
        '!' => "exclamation mark",
        '-' => "dash",
        '_' => "underscore",
        '&' => "ampersand",
        '<' => "less than",
        '>' => "greater than",
        '(' => "opening parenthesis",
        ')' => "closing parenthesis",
        '[' => "opening bracket",
        ']' => "closing bracket",
        '{' => "opening brace",
        '}' => "closing brace",
        '"' => "double quote",
        '\'' => "single quote",
        other => word(other).unwrap_or_default(),
    }
}
