//! HTML character references: `&amp;`, `&#64;`.

/// Characters of the longest reference that is resolved.
const NAME_CHARS_MAX: usize = 10;

const NAMED: [(&str, &str); 46] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("shy", ""),
    ("zwnj", ""),
    ("mdash", "\u{2014}"),
    ("ndash", "\u{2013}"),
    ("hellip", "\u{2026}"),
    ("lsquo", "'"),
    ("rsquo", "'"),
    ("ldquo", "\""),
    ("rdquo", "\""),
    ("laquo", "\""),
    ("raquo", "\""),
    ("copy", ""),
    ("reg", ""),
    ("trade", ""),
    ("bull", "\u{2022}"),
    ("middot", "\u{B7}"),
    ("times", "\u{D7}"),
    ("divide", "\u{F7}"),
    ("plusmn", "\u{B1}"),
    ("deg", "\u{B0}"),
    ("micro", "\u{B5}"),
    ("le", "\u{2264}"),
    ("ge", "\u{2265}"),
    ("ne", "\u{2260}"),
    ("asymp", "\u{2248}"),
    ("rarr", "\u{2192}"),
    ("larr", "\u{2190}"),
    ("euro", "\u{20AC}"),
    ("pound", "\u{A3}"),
    ("sect", "\u{A7}"),
    ("eacute", "\u{E9}"),
    ("egrave", "\u{E8}"),
    ("agrave", "\u{E0}"),
    ("ccedil", "\u{E7}"),
    ("auml", "\u{E4}"),
    ("ouml", "\u{F6}"),
    ("uuml", "\u{FC}"),
];

/// Resolves the references in a text; anything else stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match reference(part) {
            Some((value, rest)) => {
                decoded.push_str(&value);
                decoded.push_str(rest);
            }
            None => {
                decoded.push('&');
                decoded.push_str(part);
            }
        }
    }
    decoded
}

fn reference(part: &str) -> Option<(String, &str)> {
    let end = part.bytes().take(NAME_CHARS_MAX).position(|byte| byte == b';')?;
    let (name, rest) = part.split_at_checked(end)?;
    let rest = rest.strip_prefix(';')?;
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        let c = char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?;
        return Some((crate::marks::without_marks(&c.to_string()), rest));
    }
    let (_, value) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some(((*value).to_owned(), rest))
}
