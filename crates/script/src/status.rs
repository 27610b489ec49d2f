//! Words that change what a text means: "rejected", "security", "done". They stay with every sentence under them.

use protocol::Language;

use crate::wording;

/// Marks on a release that hold for all of its changes.
const RELEASE_MARKS: [&str; 3] = ["[yanked]", "(yanked)", "yanked"];

/// The label of a section, from its heading.
pub(crate) fn of_heading(heading: &str, language: Language) -> Option<&'static str> {
    let lower = heading.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if RELEASE_MARKS.iter().any(|mark| lower.split_whitespace().any(|word| word == *mark)) {
        return Some("Yanked");
    }
    wording::of(language).status.iter().find(|(name, _)| *name == bare).map(|(_, label)| *label)
}

/// A sentence with its label, unless it says so itself.
pub(crate) fn labelled(label: &str, sentence: &str) -> String {
    let word = label.split(' ').next_back().unwrap_or(label).to_lowercase();
    let says = sentence.to_lowercase().split(|c: char| !c.is_alphanumeric()).take(3).any(|first| first == word);
    if says { sentence.to_owned() } else { format!("{label}: {sentence}") }
}
