//! Words that change what a text means: "rejected", "security", "done". They stay with every sentence under them.

/// Headings that hold for everything under them, and the label a sentence takes along.
const STATUS: [(&str, &str); 26] = [
    ("breaking changes", "A breaking change"),
    ("breaking change", "A breaking change"),
    ("breaking", "A breaking change"),
    ("security", "A security fix"),
    ("security fixes", "A security fix"),
    ("deprecated", "Deprecated"),
    ("deprecations", "Deprecated"),
    ("removed", "Removed"),
    ("removals", "Removed"),
    ("rejected", "Rejected"),
    ("rejected alternatives", "Rejected"),
    ("rejected ideas", "Rejected"),
    ("alternatives considered", "Considered and not chosen"),
    ("considered alternatives", "Considered and not chosen"),
    ("unresolved", "Unresolved"),
    ("unresolved questions", "Unresolved"),
    ("open questions", "Still open"),
    ("open issues", "Still open"),
    ("known issues", "A known issue"),
    ("known bugs", "A known bug"),
    ("blocking", "Blocking"),
    ("blockers", "Blocking"),
    ("yanked", "Yanked"),
    ("non-goals", "Not a goal"),
    ("out of scope", "Out of scope"),
    ("won't fix", "Will not be fixed"),
];
/// Marks on a release that hold for all of its changes.
const RELEASE_MARKS: [&str; 3] = ["[yanked]", "(yanked)", "yanked"];

/// The label of a section, from its heading.
pub(crate) fn of_heading(heading: &str) -> Option<&'static str> {
    let lower = heading.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if RELEASE_MARKS.iter().any(|mark| lower.split_whitespace().any(|word| word == *mark)) {
        return Some("Yanked");
    }
    STATUS.iter().find(|(name, _)| *name == bare).map(|(_, label)| *label)
}

/// A sentence with its label, unless it says so itself.
pub(crate) fn labelled(label: &str, sentence: &str) -> String {
    let word = label.split(' ').next_back().unwrap_or(label).to_lowercase();
    let says = sentence.to_lowercase().split(|c: char| !c.is_alphanumeric()).take(3).any(|first| first == word);
    if says { sentence.to_owned() } else { format!("{label}: {sentence}") }
}
