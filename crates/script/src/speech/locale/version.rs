//! Numbers that name something: versions, addresses of machines, hexadecimal numbers, standards.

use super::Locale;
use super::amount::{is_digits, spelled};

/// A version, an address or another number that names something. `last`: the word before, in small letters.
pub(super) fn version(core: &str, last: &str, locale: &Locale) -> Option<String> {
    numbered(core, last, locale)
        .or_else(|| address(core, locale))
        .or_else(|| based(core, locale))
        .or_else(|| standard(core))
}

/// `v2.4.1-rc.1`, `2.4.1`, `v3`; two numbers behind the word "version".
fn numbered(core: &str, last: &str, locale: &Locale) -> Option<String> {
    let bare = core.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let text = bare.unwrap_or(core);
    let (numbers, label) = text.split_once(['-', '+']).unwrap_or((text, ""));
    let parts: Vec<&str> = numbers.split('.').collect();
    let is_part = |part: &&str| (is_digits(part) && part.len() <= 6) || matches!(*part, "x" | "X");
    let is_named = matches!(
        last,
        "version" | "versión" | "versione" | "versions" | "versiones" | "versioni" | "versionen" | "release"
    );
    let enough = bare.is_some() || parts.len() == 3 || (is_named && parts.len() == 2);
    if !enough
        || !parts.iter().all(is_part)
        || !parts.first().is_some_and(|first| is_digits(first))
        || is_grouped(&parts, bare)
    {
        return None;
    }
    let joint = format!(" {} ", locale.translated("point"));
    let label = label.replace(['.', '-', '+'], " ");
    let word = if bare.is_some() && !is_named { crate::wording::of(locale.language).release } else { "" };
    Some(format!("{word} {} {label}", parts.join(&joint)).trim().to_owned())
}

/// True for three groups that are one number: `1.234.567`.
fn is_grouped(parts: &[&str], bare: Option<&str>) -> bool {
    let groups = parts.iter().skip(1).all(|part| part.len() == 3);
    bare.is_none() && groups && parts.first().is_some_and(|first| first.len() <= 3 && *first != "0")
}

/// `10.0.0.1`, `10.0.0.0/8`, `127.0.0.1:8080`.
fn address(core: &str, locale: &Locale) -> Option<String> {
    let (machine, rest) = core.find([':', '/']).map_or((core, ""), |at| core.split_at(at));
    let parts: Vec<&str> = machine.split('.').collect();
    let is_address = parts.len() == 4 && parts.iter().all(|part| is_digits(part) && part.len() <= 3);
    let behind = match rest.split_at_checked(1) {
        None => String::new(),
        Some((":", port)) if is_digits(port) => format!(" {}", locale.with("port", port)),
        Some(("/", bits)) if is_digits(bits) => format!(" {}", locale.with("slash", bits)),
        Some(_) => return None,
    };
    is_address.then(|| format!("{}{behind}", parts.join(&format!(" {} ", locale.translated("point")))))
}

/// `0x7F`, `0b101`, `1e-9`, `10^6`.
fn based(core: &str, locale: &Locale) -> Option<String> {
    const BASES: [(&str, &str); 4] = [("0x", "hex"), ("0X", "hex"), ("0b", "binary"), ("0o", "octal")];
    const DIGITS_MAX: usize = 12;
    for (prefix, name) in BASES {
        let digits = core.strip_prefix(prefix).filter(|digits| !digits.is_empty() && digits.len() <= DIGITS_MAX);
        if let Some(digits) = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            return Some(locale.with(name, &spelled(digits)));
        }
    }
    let power = |power: &str| match power.strip_prefix('-') {
        Some(digits) => is_digits(digits).then(|| locale.with("minus", digits)),
        None => is_digits(power).then(|| power.to_owned()),
    };
    let raised = locale.translated("to the power of");
    if let Some((base, exponent)) = core.split_once('^').filter(|(base, _)| is_digits(base)) {
        return Some(format!("{base} {raised} {}", power(exponent)?));
    }
    let (base, exponent) = core.split_once(['e', 'E']).filter(|(base, _)| is_digits(base))?;
    Some(format!("{base} {} 10 {raised} {}", locale.translated("times"), power(exponent)?))
}

/// `CVE-2026-12345`, `RFC7231`, `ISO-8601`.
fn standard(core: &str) -> Option<String> {
    const NAMES: [&str; 8] = ["CVE", "CWE", "RFC", "PEP", "ISO", "DIN", "BCP", "EN"];
    let name = NAMES.iter().find(|name| core.starts_with(**name))?;
    let digits = core.strip_prefix(name)?;
    let digits = digits.strip_prefix(['-', '_']).unwrap_or(digits);
    digits.split('-').all(is_digits).then(|| format!("{name} {}", digits.replace('-', " ")))
}
