//! A heading as something to talk about.

use std::collections::BTreeSet;

use super::phrases::Pool;
use crate::document::Document;
use crate::outline::without_number;
use crate::pick::is_small;
use crate::{limits, speech};

/// Headings that say what kind of part follows rather than what it is about, and how one asks for it.
const KINDS: [(&[&str], &str); 17] = [
    (
        &[
            "conclusion",
            "conclusions",
            "summary",
            "takeaways",
            "final thoughts",
            "closing thoughts",
            "closing",
            "in conclusion",
            "wrapping up",
        ],
        "So where does that leave us?",
    ),
    (&["background", "context", "motivation"], "What's the background here?"),
    (&["requirements", "prerequisites", "before you start"], "What do you need before you start?"),
    (&["added", "features", "new features", "new", "what's new", "additions", "highlights"], "So what's new in here?"),
    (&["fixed", "fixes", "bug fixes", "bugfixes"], "What about bugs? Anything fixed?"),
    (&["breaking changes", "breaking"], "Does anything break?"),
    (&["deprecated", "deprecations"], "Is anything deprecated?"),
    (&["removed", "removals"], "What has been removed?"),
    (&["changed", "changes"], "What else has changed?"),
    (&["known issues"], "Are there any known issues?"),
    (
        &["upgrading", "migration", "upgrade notes", "how to upgrade", "migration guide", "upgrade guide"],
        "What do I need to do to upgrade?",
    ),
    (&["example", "examples", "an example"], "Can we go through an example?"),
    (&["results", "findings"], "And what came out of it?"),
    (&["limitations", "caveats", "limits", "trade-offs", "tradeoffs"], "What are the limits of this?"),
    (&["introduction", "overview", "intro", "abstract", "tl;dr", "tldr"], "Can you set the scene for us?"),
    (&["discussion"], "How should we read that?"),
    (&["next steps", "future work", "what's next", "what next", "outlook"], "So where does it go from here?"),
];

const ASKING: [&str; 6] = ["how", "why", "what", "when", "where", "who"];
/// First words of headings that tell the reader to do something.
const ORDERS: [&str; 44] = [
    "use", "avoid", "keep", "make", "add", "set", "write", "choose", "do", "don't", "never", "always", "start", "stop",
    "build", "run", "test", "measure", "check", "know", "learn", "think", "treat", "let", "prefer", "put", "give",
    "take", "get", "try", "be", "read", "move", "remove", "delete", "create", "design", "plan", "ask", "fix", "handle",
    "pick", "beware", "consider",
];
const VERBS: [&str; 26] = [
    "is", "are", "was", "were", "has", "have", "had", "can", "can't", "cannot", "must", "should", "will", "won't",
    "does", "doesn't", "don't", "isn't", "aren't", "needs", "fails", "works", "means", "makes", "matters", "wins",
];
const JOINTS: [&str; 14] = ["of", "for", "in", "and", "the", "a", "an", "to", "on", "with", "versus", "or", "at", "by"];

/// A phrase for moving on to a heading: the pool and the topic, or a question as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Ask(&'static str),
    To(Pool, String),
}

/// Every question a heading may be turned into as it stands.
pub(crate) fn every_question() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(_, question)| *question)
}

/// How to move on to a heading, as far as it can be said.
pub(super) fn move_to(heading: &str, known: &Vocabulary) -> Option<Move> {
    let heading = without_number(heading).trim();
    let lower = heading.to_ascii_lowercase();
    if let Some((_, question)) =
        KINDS.iter().find(|(kinds, _)| kinds.contains(&lower.trim_end_matches(['.', '!', '?'])))
    {
        return Some(Move::Ask(question));
    }
    let asks = heading.ends_with('?');
    let said = topic(&speech::phrase(heading)?, known)?;
    let mut words = lower.split_whitespace();
    let first = words.next().unwrap_or_default();
    let count = lower.split_whitespace().count();
    let inverted = VERBS.contains(&words.next().unwrap_or_default());
    let has = |list: &[&str]| lower.split_whitespace().any(|word| list.contains(&word));
    let pool = if asks {
        Pool::MoveToQuestion
    } else if ASKING.contains(&first) && !inverted {
        Pool::MoveToClause
    } else if ORDERS.contains(&first) || has(&VERBS) || (count > 3 && !has(&JOINTS)) || count > 8 || said.contains(':')
    {
        Pool::MoveToQuoted
    } else {
        Pool::MoveToNoun
    };
    let said = if pool == Pool::MoveToQuoted { speech::capitalised(&said) } else { said };
    Some(Move::To(pool, said))
}

/// A phrase short enough to stand inside another, with the capitals it has in the middle of a sentence.
pub(super) fn topic(phrase: &str, known: &Vocabulary) -> Option<String> {
    let phrase = inline(phrase);
    let words: Vec<String> = phrase.split(' ').map(|word| known.in_sentence(word)).collect();
    let topic = words.join(" ");
    (!topic.is_empty() && topic.len() <= limits::TOPIC_CHARS_MAX).then_some(topic)
}

/// Without marks that would end a sentence or a quotation.
pub(super) fn inline(phrase: &str) -> String {
    let phrase = phrase.replace('"', "").replace(['!', '?', ';'], ",").replace(". ", ", ");
    phrase.replace(", ,", ",").trim_matches([' ', ',', '.', ':', '-', '\'']).to_owned()
}

/// The words a source writes small.
pub(super) struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    pub(super) fn of(document: &Document) -> Vocabulary {
        let words = document
            .places()
            .flat_map(|(_, text)| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '\''));
        let small = words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
        Vocabulary(small.map(str::to_owned).collect())
    }

    /// A capitalised word as it is written inside a sentence.
    fn in_sentence(&self, word: &str) -> String {
        let lower = word.to_ascii_lowercase();
        let bare = lower.trim_matches([',', '.', ':', '\'', '"']);
        let titled = word.chars().skip(1).all(|c| !c.is_ascii_uppercase());
        let is_common = self.0.contains(bare)
            || (is_small(bare) && bare != "i")
            || VERBS.contains(&bare)
            || ASKING.contains(&bare)
            || KIND_WORDS.contains(&bare);
        if titled && is_common && bare != "i" { lower } else { word.to_owned() }
    }
}

const KIND_WORDS: [&str; 4] = ["version", "part", "step", "about"];
