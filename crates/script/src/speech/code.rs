//! Inline code and identifiers as words.

/// Words of a piece of code that is read out; more is a program, not a name.
const WORDS_MAX: usize = 7;

/// The words of a piece of inline code; `None` if it cannot be read out.
pub(super) fn to_words(code: &str) -> Option<String> {
    let code = code.trim().trim_end_matches([';', ',']);
    let calls = without_arguments(code);
    if calls.contains(['{', '}', ';', '|', '\\', '^']) && !is_route(calls) {
        return None;
    }
    let words = words(calls);
    let count = words.split_whitespace().count();
    (count > 0 && count <= WORDS_MAX).then_some(words)
}

/// A call without its arguments: `Queue::park(id)` is `Queue::park`.
fn without_arguments(code: &str) -> &str {
    let call = code.strip_suffix(')').and_then(|call| call.split_once('('));
    call.map_or(code, |(name, _)| if name.is_empty() { code } else { name })
}

fn is_route(code: &str) -> bool {
    code.contains('/') && !code.contains([';', '|', '\\', '^'])
}

fn words(code: &str) -> String {
    let parts = code.split_whitespace().map(|part| {
        if let Some(flag) = part.strip_prefix("--").filter(|flag| !flag.is_empty()) {
            return format!("dash dash {}", identifier(flag));
        }
        if let Some(flag) = part.strip_prefix('-').filter(|flag| flag.len() <= 2 && !flag.is_empty()) {
            return format!("dash {flag}");
        }
        match part {
            "=" | ":=" => "equals".to_owned(),
            "==" | "===" => "is equal to".to_owned(),
            "!=" | "!==" => "is not equal to".to_owned(),
            "->" | "=>" => "to".to_owned(),
            "<=" => "is at most".to_owned(),
            ">=" => "is at least".to_owned(),
            "<" => "is less than".to_owned(),
            ">" => "is greater than".to_owned(),
            "+" => "plus".to_owned(),
            "-" => "minus".to_owned(),
            "&&" | "&" => "and".to_owned(),
            "||" => "or".to_owned(),
            _ => identifier(part),
        }
    });
    parts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name, a path or a number.
pub(super) fn identifier(name: &str) -> String {
    let number = super::number::to_words(name, None);
    if let Some(spoken) = number {
        return spoken.text;
    }
    let mut text = String::with_capacity(name.len() * 2);
    let chars: Vec<char> = name.chars().collect();
    let shouted = name.contains('_') && !name.contains(|c: char| c.is_ascii_lowercase());
    for (index, c) in chars.iter().enumerate() {
        let last = index.checked_sub(1).and_then(|before| chars.get(before)).copied();
        let next = chars.get(index + 1).copied();
        match c {
            '/' => text.push_str(" slash "),
            '.' if last.is_some_and(|c| c.is_alphanumeric()) && next.is_some_and(|c| c.is_alphanumeric()) => {
                let is_number = last.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
                text.push_str(if is_number { "." } else { " dot " });
            }
            '=' => text.push_str(" equals "),
            '@' => text.push_str(" at "),
            '%' => text.push_str(" percent "),
            '+' => text.push_str(" plus "),
            '-' if last.is_some_and(|c| c.is_alphanumeric()) && next.is_some_and(|c| c.is_alphanumeric()) => {
                text.push('-')
            }
            c if c.is_ascii_alphanumeric() => {
                if breaks(last, *c, next) {
                    text.push(' ');
                }
                text.push(if shouted { c.to_ascii_lowercase() } else { *c });
            }
            _ => text.push(' '),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True where a new word starts inside a name: `fooBar`, `HTTPServer`.
fn breaks(last: Option<char>, c: char, next: Option<char>) -> bool {
    let after_small = last.is_some_and(|last| last.is_ascii_lowercase());
    let after_capital = last.is_some_and(|last| last.is_ascii_uppercase());
    let before_small = next.is_some_and(|next| next.is_ascii_lowercase() && next != 's');
    c.is_ascii_uppercase() && (after_small || (after_capital && before_small))
}

/// Names that are not split at their capitals.
const BRANDS: [&str; 38] = [
    "GitHub",
    "GitLab",
    "JavaScript",
    "TypeScript",
    "YouTube",
    "LinkedIn",
    "PostgreSQL",
    "MySQL",
    "NoSQL",
    "SQLite",
    "GraphQL",
    "OpenAI",
    "OpenAPI",
    "DevOps",
    "PowerShell",
    "WebSocket",
    "WebSockets",
    "WebAssembly",
    "MacBook",
    "PayPal",
    "iPhone",
    "iPad",
    "iOS",
    "macOS",
    "tvOS",
    "eBay",
    "LaTeX",
    "ChatGPT",
    "MongoDB",
    "DynamoDB",
    "CloudFlare",
    "OpenSSL",
    "IPv4",
    "IPv6",
    "McKinsey",
    "QuickCheck",
    "FreeBSD",
    "OpenBSD",
];

/// True if a word of prose is an identifier of a program.
pub(super) fn is_identifier(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let seam = chars.windows(2).any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    let inner = |mark: &str| word.trim_matches(['_', '.', ':']).contains(mark);
    let dotted = word.split_once('.').is_some_and(|(a, b)| {
        a.ends_with(|c: char| c.is_ascii_alphanumeric()) && b.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    let brand =
        |part: &str| BRANDS.iter().any(|brand| part.strip_suffix("s").unwrap_or(part) == *brand || part == *brand);
    let is_brand = word.split(['-', '\'']).any(brand);
    inner("_") || inner("::") || word.contains("()") || dotted || word.starts_with("--") || (seam && !is_brand)
}
