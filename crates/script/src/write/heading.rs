//! The transition to a heading; a heading is never read out as it stands.

use super::phrases::Pool;
use super::vocabulary::Vocabulary;
use crate::outline::without_number;
use crate::speech;

/// Generic headings ("Conclusion", "Fixed") and the questions that lead to them.
const KINDS: [(&str, [&str; 2]); 17] = [
    (
        "conclusion|conclusions|takeaways|final thoughts|closing thoughts|closing|in conclusion|wrapping up",
        ["So where does that leave us?", "What do we take from all this?"],
    ),
    ("summary|tl;dr|tldr|in short|at a glance", ["What's the short version?", "Can you sum it up?"]),
    ("background|context|motivation", ["What's the background here?", "Where does this come from?"]),
    ("requirements|prerequisites|before you start", ["What do you need for it?", "What has to be in place first?"]),
    (
        "added|features|new features|new|what's new|additions|highlights",
        ["So what's new in here?", "And what has been added?"],
    ),
    ("fixed|fixes|bug fixes|bugfixes|bugs", ["What about bugs? Anything fixed?", "And which bugs are gone?"]),
    ("breaking changes|breaking", ["Does anything break?", "Will this break anything?"]),
    ("deprecated|deprecations", ["Is anything deprecated?", "What is on its way out?"]),
    ("removed|removals", ["What has been removed?", "Is anything gone?"]),
    ("changed|changes", ["What else has changed?", "And what works differently now?"]),
    ("known issues", ["Are there any known issues?", "What is still open?"]),
    (
        "upgrading|migration|upgrade notes|how to upgrade|migration guide|upgrade guide",
        ["What do I need to do to upgrade?", "How does the upgrade go?"],
    ),
    ("example|examples|an example", ["Can we go through an example?", "Is there an example?"]),
    ("results|findings", ["And what came out of it?", "So what did they find?"]),
    (
        "limitations|caveats|limits|trade-offs|tradeoffs",
        ["What are the limits of this?", "Where does it stop working?"],
    ),
    ("introduction|overview|intro|abstract", ["Can you set the scene for us?", "Where do we begin?"]),
    ("next steps|future work|what's next|what next|outlook", ["So where does it go from here?", "What comes next?"]),
];

const ASKING: [&str; 6] = ["how", "why", "what", "when", "where", "who"];
/// First words of headings in the imperative.
const ORDERS: [&str; 44] = [
    "use", "avoid", "keep", "make", "add", "set", "write", "choose", "do", "don't", "never", "always", "start", "stop",
    "build", "run", "test", "measure", "check", "know", "learn", "think", "treat", "let", "prefer", "put", "give",
    "take", "get", "try", "be", "read", "move", "remove", "delete", "create", "design", "plan", "ask", "fix", "handle",
    "pick", "beware", "consider",
];
/// Verbs: a heading with one of them is a sentence.
const VERBS: [&str; 28] = [
    "is", "are", "was", "were", "has", "have", "had", "can", "can't", "cannot", "must", "should", "will", "won't",
    "does", "doesn't", "don't", "isn't", "aren't", "needs", "fails", "works", "means", "makes", "matters", "wins", "i",
    "we",
];
const JOINTS: [&str; 14] = ["of", "for", "in", "and", "the", "a", "an", "to", "on", "with", "versus", "or", "at", "by"];
/// Words of a heading; a longer one is treated as a sentence.
const NOUN_WORDS_MAX: usize = 8;
/// Words of a heading without a preposition or article; a longer one is treated as a sentence.
const BARE_WORDS_MAX: usize = 3;

/// A transition to a heading: a question as it stands, or a pool of phrases with a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Ask([&'static str; 2]),
    To(Pool, String),
}

/// Every question that stands for a generic heading.
pub(crate) fn every_question() -> impl Iterator<Item = &'static str> {
    KINDS.iter().flat_map(|(_, questions)| *questions)
}

/// A heading as it is said: without its number and date.
pub(crate) fn said_heading(heading: &str) -> Option<String> {
    speech::phrase(&with_version(without_date(without_number(heading))))
}

/// The transition to a heading; `None` if the heading cannot be spoken.
pub(super) fn move_to(heading: &str, known: &Vocabulary) -> Option<Move> {
    let heading = without_date(without_number(heading));
    let lower = heading.to_ascii_lowercase();
    let bare = lower.trim_end_matches(['.', '!', '?', ':']);
    if let Some((_, questions)) = KINDS.iter().find(|(kinds, _)| kinds.split('|').any(|kind| kind == bare)) {
        return Some(Move::Ask(*questions));
    }
    let said = known.topic(&said_heading(heading)?)?;
    let words: Vec<&str> = bare.split_whitespace().collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let first = words.first().copied().unwrap_or_default();
    let inverted = words.get(1).is_some_and(|second| VERBS.contains(second) && !matches!(*second, "i" | "we"));
    let is_sentence = has(&VERBS)
        || (words.len() > BARE_WORDS_MAX && !has(&JOINTS))
        || words.len() > NOUN_WORDS_MAX
        || said.contains([':', ',']);
    Some(if heading.ends_with('?') {
        Move::To(Pool::MoveToQuestion, said)
    } else if ASKING.contains(&first) && !inverted && !words.contains(&"i") {
        Move::To(Pool::MoveToClause, said)
    } else if ORDERS.contains(&first) || is_sentence {
        Move::To(Pool::MoveToQuoted, speech::capitalised(&said))
    } else {
        Move::To(Pool::MoveToNoun, said)
    })
}

/// The heading without its date: `v2.4.0 - 2026-11-03`, `1.2.0 (May 3, 2026)`.
fn without_date(heading: &str) -> &str {
    let has_digits = |text: &str, count: usize| text.chars().filter(char::is_ascii_digit).count() >= count;
    let bracket =
        heading.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")).filter(|(_, date)| has_digits(date, 4));
    let is_date = |word: &str| has_digits(word, 6) && word.contains(['-', '/', '.']);
    let word = heading.rsplit_once(' ').filter(|(_, word)| is_date(word));
    let before = bracket.or(word).map_or(heading, |(before, _)| before);
    before.trim_matches([' ', '-', ',', '\u{2014}', '\u{2013}', '[', ']'])
}

/// A bare version as words: "1.2.0" is "version 1.2.0".
fn with_version(heading: &str) -> String {
    let is_version = heading.matches('.').count() >= 1 && heading.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_version { format!("version v{heading}") } else { heading.to_owned() }
}
