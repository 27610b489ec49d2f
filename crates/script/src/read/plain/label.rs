//! Labels of admonitions at the start of a text: "WARNING: never press twice".

/// Labels that open a text; the further ones are only names of directives.
const LABELS: [&str; 8] = ["note", "tip", "hint", "important", "warning", "caution", "danger", "attention"];
const NAMES: [&str; 3] = ["error", "deprecated", "security"];

/// The label as it is shown, and the text behind it.
pub(super) fn split(text: &str) -> Option<(String, &str)> {
    let (name, rest) = text.split_once(':')?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    let lower = name.to_lowercase();
    let cased = name.starts_with(|c: char| c.is_uppercase());
    (cased && LABELS.contains(&lower.as_str()) && !rest.is_empty()).then(|| (shown(&lower), rest))
}

/// The label of a directive or of a block's attribute: `.. warning::`, `[WARNING]`.
pub(super) fn named(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    (LABELS.contains(&lower.as_str()) || NAMES.contains(&lower.as_str())).then(|| shown(&lower))
}

fn shown(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
