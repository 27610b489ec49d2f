//! English.

use super::Generic;

pub(super) const KINDS: &[Generic] = &[
    (
        "conclusion|conclusions|takeaways|final thoughts|closing thoughts|closing|in conclusion|wrapping up",
        "So where does that leave us?",
        "So, where that leaves us.",
    ),
    ("summary|tl;dr|tldr|in short|at a glance", "What's the short version?", "In short."),
    ("background|context|motivation", "What's the background here?", "First, the background."),
    ("requirements|prerequisites|before you start", "What do you need for it?", "What it needs."),
    (
        "upgrading|migration|upgrade notes|how to upgrade|migration guide|upgrade guide",
        "What do I need to do to upgrade?",
        "How to upgrade.",
    ),
    ("example|examples|an example", "Is there an example?", "An example."),
    ("results|findings", "And what came out of it?", "What came out of it."),
    ("limitations|caveats|limits|trade-offs|tradeoffs", "What are the limits of this?", "Its limits."),
    ("introduction|overview|intro|abstract", "Where do we begin?", "To begin with."),
    ("next steps|future work|what's next|what next|outlook", "So where does it go from here?", "What comes next."),
];

pub(super) const CHANGES: &[Generic] = &[
    ("added|features|new features|new|what's new|additions|highlights", "So what's new in here?", "What is new."),
    ("fixed|fixes|bug fixes|bugfixes|bugs", "Which bugs are gone?", "What is fixed."),
    ("changed|changes", "What else has changed?", "What has changed."),
];
