//! The name of a speaker as both subtitle formats write it.

/// Longest name: the service accepts no longer one, and the shortest line has room for it.
const NAME_CHARS_MAX: usize = 30;

/// The name on one line, without the marks that some readers take for their own or show as escapes: `& < > : \`.
pub(crate) fn name(speaker: &str) -> String {
    let plain: String = speaker.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain: String = plain.chars().filter(|c| !matches!(c, '&' | '<' | '>' | ':' | '\\')).collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().take(NAME_CHARS_MAX).collect();
    name.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_and_loses_marks() {
        assert_eq!(name("Nora"), "Nora");
        assert_eq!(name("  Mary-Ann\n O'Neil Jr. "), "Mary-Ann O'Neil Jr.");
        assert_eq!(name("Ben & Söhne <x>: two"), "Ben Söhne x two");
        assert_eq!(name(" <&>\u{0} "), "");
        assert_eq!(name(&"ab ".repeat(20)).chars().count(), 29);
    }
}
