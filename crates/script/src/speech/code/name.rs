//! Names of programs: their words, and the names that are no programs'.

/// The words of one name without signs: `fooBar`, `HTTPServer`, `MAX_RETRIES`.
pub(super) fn words(name: &str) -> String {
    let shouted = name.contains('_') && !name.contains(|c: char| c.is_ascii_lowercase());
    let mut text = String::with_capacity(name.len() * 2);
    let mut rest = name.chars().peekable();
    let mut last: Option<char> = None;
    while let Some(c) = rest.next() {
        if c == '_' {
            text.push(' ');
        } else {
            if breaks(last, c, rest.peek().copied()) {
                text.push(' ');
            }
            text.push(if shouted { c.to_ascii_lowercase() } else { c });
        }
        last = Some(c);
    }
    text
}

/// True where a new word starts inside a name: `fooBar`, `HTTPServer`.
fn breaks(last: Option<char>, c: char, next: Option<char>) -> bool {
    let after_small = last.is_some_and(|last| last.is_ascii_lowercase());
    let after_capital = last.is_some_and(|last| last.is_ascii_uppercase());
    let before_small = next.is_some_and(|next| next.is_ascii_lowercase() && next != 's');
    c.is_ascii_uppercase() && (after_small || (after_capital && before_small))
}

/// Names that are not split at their capitals.
const BRANDS: [&str; 56] = [
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
    "GbE",
    "PhD",
    "GmbH",
    "YouTuber",
    "AppKit",
    "UIKit",
    "LibreOffice",
    "WordPress",
    "JetBrains",
    "IntelliJ",
    "DeepMind",
    "NetBSD",
    "CocoaPods",
    "RabbitMQ",
    "MariaDB",
    "LevelDB",
    "CouchDB",
    "ClickHouse",
];

/// True if a word of prose is an identifier of a program.
pub(in crate::speech) fn is_identifier(word: &str) -> bool {
    let mut pairs = word.as_bytes().windows(2);
    let seam = pairs.any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    let inner = |mark: &str| word.trim_matches(['_', '.', ':']).contains(mark);
    let dotted = word.split_once('.').is_some_and(|(a, b)| {
        a.ends_with(|c: char| c.is_ascii_alphanumeric()) && b.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    let brand =
        |part: &str| BRANDS.iter().any(|brand| part.strip_suffix("s").unwrap_or(part) == *brand || part == *brand);
    let is_brand = word.split(['-', '\'']).any(brand);
    inner("_") || inner("::") || word.contains("()") || dotted || word.starts_with("--") || (seam && !is_brand)
}
