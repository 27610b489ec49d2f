//! The table of rules by which names of programs are said, written without the layer that says them.

/// Names, and the words for them.
pub(crate) const TABLE: [(&str, &str); 23] = [
    ("parse_header", "parse header"),
    ("HttpClient", "http client"),
    ("HTTPServer", "http server"),
    ("parseHeader", "parse header"),
    ("MAX_RETRIES", "max retries"),
    ("__init__", "init"),
    ("_private", "private"),
    ("lib.rs", "lib dot rs"),
    ("src/lib.rs", "src slash lib dot rs"),
    ("Makefile.inc", "makefile dot inc"),
    ("std::fs::read", "std fs read"),
    ("Release.assets", "release dot assets"),
    ("open()", "open"),
    ("println!", "println bang"),
    ("--strip-cwd-prefix", "dash dash strip-cwd-prefix"),
    ("-v", "dash v"),
    ("package.json", "package dot json"),
    ("test_header_2", "test header 2"),
    ("utf8", "utf8"),
    ("1.12.0", "1 point 12 point 0"),
    (".gitignore", "dot gitignore"),
    ("GitHub", "git hub"),
    ("x-y", "x-y"),
];

/// The words for a name, in small letters.
pub(crate) fn spoken(name: &str) -> String {
    let bare = name.trim_end_matches("()");
    // A version has points, an address of a machine has dots.
    if bare.matches('.').count() > 1 && bare.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return bare.replace('.', if bare.matches('.').count() == 3 { " dot " } else { " point " });
    }
    let mut words = String::new();
    let mut rest = bare;
    if let Some(option) =
        bare.strip_prefix("--").filter(|option| option.starts_with(|c: char| c.is_ascii_alphanumeric()))
    {
        words.push_str("dash dash ");
        rest = option;
    } else if let Some(option) =
        bare.strip_prefix('-').filter(|option| option.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        words.push_str("dash ");
        rest = option;
    }
    let letters: Vec<char> = rest.chars().collect();
    for (index, c) in letters.iter().copied().enumerate() {
        let before = index.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(index + 1).copied();
        let is_inner = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        match c {
            '_' => words.push(' '),
            '.' if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) => {
                words.push('.')
            }
            '.' if is_inner(after) => words.push_str(" dot "),
            '/' => words.push_str(" slash "),
            ':' if before == Some(':') || after == Some(':') => words.push(' '),
            ':' => words.push_str(" colon "),
            '-' if is_inner(before) && is_inner(after) => words.push('-'),
            '!' => words.push_str(" bang"),
            '#' => words.push_str(" hash "),
            '$' => words.push_str(" dollar "),
            '@' => words.push_str(" at "),
            c if c.is_uppercase() => {
                let after_small = before.is_some_and(char::is_lowercase);
                let in_capitals =
                    before.is_some_and(char::is_uppercase) && after.is_some_and(|c| c.is_lowercase() && c != 's');
                if after_small || in_capitals {
                    words.push(' ');
                }
                words.extend(c.to_lowercase());
            }
            c if c.is_alphanumeric() => words.push(c),
            _ => words.push(' '),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of code as its words would be said, without the signs.
pub(crate) fn squeezed(line: &str) -> String {
    let names = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|name| !name.is_empty());
    names.map(spoken).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}
