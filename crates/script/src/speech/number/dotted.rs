//! Numbers that name something: versions, addresses of machines, hexadecimal numbers, standards.

use super::{Number, is_digits};
use crate::speech::part::Rule;

pub(super) fn to_words(core: &str, last: &str) -> Option<Number> {
    let text = address(core).or_else(|| based(core)).or_else(|| version(core, last)).or_else(|| standard(core))?;
    Some(Number { text, took_next: false, rule: Rule::Number })
}

/// Versions: `v2.4.1-rc.1`, `2.4.1`, `1.x`.
fn version(core: &str, last: &str) -> Option<String> {
    let bare = core.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let text = bare.unwrap_or(core);
    let (numbers, label) = text.split_once(['-', '+']).map_or((text, ""), |(numbers, label)| (numbers, label));
    let numbers = numbers.trim_end_matches('.');
    let parts: Vec<&str> = numbers.split('.').collect();
    let any = |part: &str| matches!(part, "x" | "X");
    let is_version =
        parts.first().is_some_and(|first| is_digits(first)) && parts.iter().all(|part| is_digits(part) || any(part));
    let is_open = parts.last().is_some_and(|last| any(last));
    if !is_version || (bare.is_none() && parts.len() < 3 && !(is_open && parts.len() == 2)) {
        return None;
    }
    let joint = match parts.len() {
        1 | 2 if !is_open => ".",
        4 => " dot ",
        _ => " point ",
    };
    // `v1-v3` is a range.
    let until = label.strip_prefix(['v', 'V']).filter(|label| label.starts_with(|c: char| c.is_ascii_digit()));
    let label = until.map_or_else(|| label.to_owned(), |until| format!("to {until}"));
    let label = label.replace(['.', '-', '+'], " ");
    let is_named = ["version", "versions", "release"].contains(&last.to_ascii_lowercase().as_str());
    let word = if bare.is_some() && !is_named { "version " } else { "" };
    Some(format!("{word}{} {label}", parts.join(joint)).trim().to_owned())
}

/// Addresses of machines: `10.0.0.1`, `10.0.0.0/8`, `127.0.0.1:8080`.
fn address(core: &str) -> Option<String> {
    let (machine, rest) = core.find([':', '/']).map_or((core, ""), |at| core.split_at(at));
    let parts: Vec<&str> = machine.split('.').collect();
    let is_address = parts.len() == 4 && parts.iter().all(|part| is_digits(part) && part.len() <= 3);
    let behind = match (rest.get(..1), rest.get(1..)) {
        (None | Some(""), _) => String::new(),
        (Some(":"), Some(port)) if is_digits(port) => format!(" port {port}"),
        (Some("/"), Some(bits)) if is_digits(bits) => format!(" slash {bits}"),
        _ => return None,
    };
    is_address.then(|| format!("{}{behind}", parts.join(" dot ")))
}

/// Hexadecimal and binary numbers, one digit after the other, and powers of ten: `0x7F`, `0b101`, `1e-9`, `10^6`.
fn based(core: &str) -> Option<String> {
    const BASES: [(&str, &str); 4] = [("0x", "hex"), ("0X", "hex"), ("0b", "binary"), ("0o", "octal")];
    const DIGITS_MAX: usize = 12;
    for (prefix, name) in BASES {
        if let Some(digits) = core.strip_prefix(prefix)
            && !digits.is_empty()
            && digits.len() <= DIGITS_MAX
            && digits.chars().all(|c| c.is_ascii_hexdigit() || c == '_')
        {
            let digits: Vec<String> = digits.chars().filter(|c| *c != '_').map(String::from).collect();
            return Some(format!("{name} {}", digits.join(" ")));
        }
    }
    let number = |text: &str| super::split_amount(text).is_some_and(|(_, rest)| rest.is_empty());
    let signed = |power: &str| match power.strip_prefix('-') {
        Some(digits) if is_digits(digits) => Some(format!("minus {digits}")),
        Some(_) => None,
        None => is_digits(power.trim_start_matches('+')).then(|| power.trim_start_matches('+').to_owned()),
    };
    if let Some((base, power)) = core.split_once('^').filter(|(base, _)| number(base)) {
        return Some(format!("{base} to the power of {}", signed(power)?));
    }
    let (base, power) = core.split_once(['e', 'E']).filter(|(base, _)| number(base))?;
    Some(format!("{base} times 10 to the power of {}", signed(power)?))
}

/// Numbers of standards and flaws: `CVE-2026-12345`, `RFC7231`, `ISO-8601`.
fn standard(core: &str) -> Option<String> {
    const NAMES: [&str; 15] =
        ["FY", "CVE", "CWE", "RFC", "PEP", "ISO", "BCP", "STD", "JEP", "RUSTSEC", "PYSEC", "EIP", "BIP", "KB", "CAPEC"];
    let name = NAMES.iter().find(|name| core.starts_with(**name))?;
    let digits = core.strip_prefix(name)?;
    let marked = digits.strip_prefix(['-', '_']).unwrap_or(digits);
    let fits = marked.split('-').all(is_digits) && (*name != "KB" || digits.len() > 5);
    fits.then(|| format!("{name} {}", marked.replace('-', " ")))
}
