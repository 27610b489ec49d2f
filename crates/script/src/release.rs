//! Releases in headings: `[2.4.0] - 2026-03-01`, `v1.2 (May 3)`, `lidkit 3.0.0-rc.1`.

/// The version number a heading names, without `v` and brackets.
pub(crate) fn number(heading: &str) -> Option<&str> {
    // "3.1 Sketches" is a section's number.
    let section = crate::outline::without_number(heading);
    let heading = if section.len() < heading.len() { section } else { heading };
    let words = heading.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ',' | '@'));
    let mut numbers = words.filter_map(|word| {
        let bare = word.trim_start_matches(['v', 'V']).trim_end_matches(':');
        let (digits, _) = bare.split_at(bare.find(['-', '+']).unwrap_or(bare.len()));
        let parts: Vec<&str> = digits.split('.').collect();
        let is_part = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        let is_date = parts.len() == 1;
        (!is_date && parts.len() <= 4 && parts.iter().all(is_part)).then_some(bare)
    });
    numbers.next()
}

/// True for the section of what is not released yet.
pub(crate) fn is_unreleased(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let bare = lower.trim_matches(['[', ']', ' ']);
    matches!(bare, "unreleased" | "next" | "upcoming" | "main" | "head")
}

/// A version as numbers, to compare it with another.
pub(crate) fn rank(number: &str) -> Vec<u32> {
    let digits = number.split(['-', '+']).next().unwrap_or_default();
    digits.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_heading_names_a_release_or_does_not() {
        for (heading, found) in [
            ("[2.4.0] - 2026-03-01", Some("2.4.0")),
            ("v1.2 (May 3)", Some("1.2")),
            ("lidkit 3.0.0-rc.1", Some("3.0.0-rc.1")),
            ("lidkit@2.1.4", Some("2.1.4")),
            ("Version 10.0.1:", Some("10.0.1")),
            ("2026-03-01", None),
            ("Introduction", None),
            ("3. Steps", None),
            ("3.1 Sketches", None),
            ("Added", None),
        ] {
            assert_eq!(number(heading), found, "{heading}");
        }
    }
}
