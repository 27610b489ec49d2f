//! Words that make sense only to a reader who sees the page: whole sentences, and clauses of a sentence.

use std::ops::Range;

use protocol::Language;

use super::locale;

/// Things on a page that are not heard.
const SHOWN: [&str; 19] = [
    "figure",
    "table",
    "chart",
    "diagram",
    "graph",
    "plot",
    "image",
    "picture",
    "screenshot",
    "listing",
    "snippet",
    "illustration",
    "drawing",
    "photo",
    "video",
    "animation",
    "code",
    "example",
    "output",
];
const PARTS: [&str; 6] = ["section", "chapter", "appendix", "link", "page", "footnote"];
const SHOWS: [&str; 14] = [
    "shows",
    "show",
    "showed",
    "illustrates",
    "depicts",
    "demonstrates",
    "summarizes",
    "summarises",
    "lists",
    "compares",
    "gives",
    "presents",
    "displays",
    "suggests",
];
const SAID: [&str; 24] = [
    "shown",
    "seen",
    "described",
    "discussed",
    "noted",
    "mentioned",
    "explained",
    "illustrated",
    "depicted",
    "listed",
    "outlined",
    "stated",
    "indicated",
    "demonstrated",
    "documented",
    "tracked",
    "found",
    "available",
    "given",
    "summarized",
    "summarised",
    "linked",
    "presented",
    "explored",
];
const PLACES: [&str; 4] = ["above", "below", "here", "earlier"];

/// Bytes of a clause that only points.
const CLAUSE_BYTES_MAX: usize = 100;

/// A sentence in small letters, its words between single spaces, without punctuation.
struct Plain {
    /// Places in the text.
    words: Vec<Range<usize>>,
    text: String,
}

impl Plain {
    fn of(text: &str) -> Self {
        let mut plain = Self { words: Vec::new(), text: String::with_capacity(text.len() + 2) };
        plain.text.push(' ');
        for word in text.to_lowercase().split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                let start = plain.text.len();
                plain.text.push_str(word);
                plain.words.push(start..plain.text.len());
                plain.text.push(' ');
            }
        }
        plain
    }

    fn at(&self, index: usize) -> &str {
        self.words.get(index).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter_map(|range| self.text.get(range.clone()))
    }

    fn last(&self) -> &str {
        self.words.last().and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    fn has_shown(&self) -> bool {
        self.words().any(is_shown)
    }

    fn starts(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            self.text.get(1..).and_then(|text| text.strip_prefix(phrase)).is_some_and(|rest| rest.starts_with(' '))
        })
    }

    fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            self.text.match_indices(phrase).any(|(at, _)| {
                let before = at.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
                before == Some(&b' ') && self.text.as_bytes().get(at + phrase.len()) == Some(&b' ')
            })
        })
    }

    /// True for "is described above" at the end; "the gap described above" is what a statement is about.
    fn is_told_at(&self, places: &[&str]) -> bool {
        let back = |words: usize| self.words.len().checked_sub(words).map_or("", |at| self.at(at));
        let is = matches!(back(3), "is" | "are" | "be" | "was" | "were" | "been" | "it's" | "they're");
        is && SAID.contains(&back(2)) && self.ends(places)
    }

    fn ends(&self, words: &[&str]) -> bool {
        words.contains(&self.last())
    }
}

/// True if a sentence makes sense only to a reader who sees the page; in other languages than English, if it only sends the
/// reader elsewhere.
pub(crate) fn points_at_page(sentence: &str, language: Language) -> bool {
    const SENT_WORDS_MAX: usize = 12;
    if let Some(locale) = locale::of(language) {
        // One with a colon announces what follows.
        let short = sentence.split_whitespace().nth(SENT_WORDS_MAX).is_none();
        return short && !sentence.trim_end().ends_with(':') && Plain::of(sentence).starts(locale.sends);
    }
    // A sentence that points is short: what is long says something besides.
    const WORDS_MAX: usize = 30;
    if sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).nth(WORDS_MAX).is_some() {
        return false;
    }
    let plain = Plain::of(sentence);
    sends_away(&plain)
        || shows(&plain)
        || tells_where(&plain)
        || (sentence.trim_end().ends_with(':') && announces(&plain))
}

/// "See also Warnings.", "Click the button on the right to begin.", "For more information, see the docs."
fn sends_away(plain: &Plain) -> bool {
    const MORE: [&str; 15] = [
        "for more",
        "for further",
        "for additional",
        "for details",
        "for the full",
        "for a full",
        "for a complete",
        "for the complete",
        "for examples",
        "for general information",
        "for information about",
        "for information on",
        "for background information",
        "for an overview",
        "for an introduction",
    ];
    const SENDS: [&str; 13] = [
        "see",
        "refer to",
        "visit",
        "read",
        "check",
        "check out",
        "consult",
        "look at",
        "go to",
        "take a look at",
        "head over to",
        "have a look at",
        "please see",
    ];
    const NEAR: [&str; 16] = [
        "here",
        "below",
        "above",
        "on the right",
        "on the left",
        "at the top",
        "at the bottom",
        "this link",
        "the link",
        "this page",
        "the links",
        "the menu",
        "in the sidebar",
        "the next section",
        "the following section",
        "next page",
    ];
    let sees = plain.starts(&["see", "please see", "see also", "refer to", "please refer to", "cf"]);
    let heeds = plain.starts(&["see that", "see to", "see if", "see whether", "please see that", "please see to"]);
    let clicks = plain.starts(&[
        "click",
        "tap",
        "scroll",
        "jump to",
        "skip to",
        "follow",
        "go to",
        "visit",
        "check out",
        "have a look at",
        "take a look at",
        "look at",
        "you can find",
        "please click",
        "use the button",
        "press the button",
    ]);
    let more = plain.starts(&[
        "read more",
        "learn more",
        "find out more",
        "read on",
        "continue reading",
        "view more",
        "click here",
        "click to",
    ]);
    (sees && !heeds) || more || (plain.starts(&MORE) && plain.has(&SENDS)) || (clicks && plain.has(&NEAR))
}

/// "The figure below shows the costs."; a statement follows "that".
fn shows(plain: &Plain) -> bool {
    if plain.has(&["that"]) {
        return false;
    }
    let here =
        plain.starts(&["here is", "here are", "here's", "below is", "below are", "above is", "below you", "above you"]);
    if here && plain.has_shown() {
        return true;
    }
    let from = usize::from(matches!(plain.at(0), "the" | "this" | "our" | "these"));
    let placed = usize::from(matches!(plain.at(from), "following" | "above"));
    let noun = from + placed;
    if !is_shown(plain.at(noun)) {
        return false;
    }
    // A thing named by its place or its number: "the table below", "Figure 3".
    let after = plain.at(noun + 1);
    let place = matches!(after, "below" | "above") || placed > 0;
    let number = after.starts_with(|c: char| c.is_ascii_digit());
    let verb = noun + 1 + usize::from(matches!(after, "below" | "above") || number);
    let pictured = [
        "figure",
        "table",
        "chart",
        "diagram",
        "graph",
        "plot",
        "image",
        "picture",
        "screenshot",
        "illustration",
        "photo",
        "video",
    ];
    let is_picture = pictured.contains(&plain.at(noun).trim_end_matches('s'));
    place || ((number || (is_picture && from > 0)) && SHOWS.contains(&plain.at(verb)))
}

/// "The full list is available here.", "Details can be found below."
fn tells_where(plain: &Plain) -> bool {
    let is_told = plain.is_told_at(&PLACES);
    let more = plain.starts(&[
        "more information",
        "further information",
        "more details",
        "details",
        "further details",
        "the details",
        "more on this",
        "the documentation",
    ]);
    is_told
        || (more
            && plain.has(&[
                "can be found",
                "are available",
                "is available",
                "are in",
                "is in",
                "are at",
                "is at",
                "see",
            ]))
}

/// "The following table lists them:", "It looks like this:"
fn announces(plain: &Plain) -> bool {
    plain.has_shown() && plain.has(&["following", "below", "above", "this code", "this snippet", "this example"])
}

fn is_shown(word: &str) -> bool {
    SHOWN.iter().any(|shown| word == *shown || word.strip_suffix('s') == Some(*shown))
}

/// The places of clauses that only point: "As the figure above shows, …", "…, as shown in Figure 3", "…, tracked here".
pub(super) fn clauses(text: &str) -> Vec<Range<usize>> {
    leading(text).into_iter().chain(trailing(text)).collect()
}

fn leading(text: &str) -> Option<Range<usize>> {
    const WORDS_LEFT_MIN: usize = 2;
    text.get(..3).filter(|head| head.eq_ignore_ascii_case("as "))?;
    let mut depth = 0_usize;
    let mut end = None;
    for (at, byte) in text.bytes().enumerate().take(CLAUSE_BYTES_MAX) {
        match byte {
            b'[' | b'(' => depth += 1,
            b']' | b')' => {
                depth = depth.saturating_sub(1);
                let clause = text.get(..=at).unwrap_or_default();
                // "As shown in [3, 7] the cost is linear."
                if byte == b']'
                    && clause
                        .rsplit('[')
                        .nth(1)
                        .is_some_and(|before| before.trim_end().ends_with(" in") || before.trim_end().ends_with(" by"))
                {
                    end = Some(at + 1);
                }
            }
            b',' if depth == 0 => {
                end = Some(at + 1);
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    let clause = text.get(..end)?;
    let rest = text.get(end..)?;
    (only_points(clause) && rest.split_whitespace().count() >= WORDS_LEFT_MIN).then_some(0..end)
}

/// True for "as shown in Figure 3", "as you can see above", "as the table shows", "as described in [4]".
fn only_points(clause: &str) -> bool {
    let plain = Plain::of(clause);
    let told = plain.words().skip(1).take(4).any(|word| SAID.contains(&word) || word == "see");
    let named = plain.words().any(|word| is_shown(word) || PARTS.contains(&word));
    let place = plain.ends(&PLACES) || plain.has(&PLACES);
    let cited = clause.contains('[') || plain.words().any(super::number::is_digits);
    let cites = clause.contains('[') || (cited && named);
    let showing = SHOWS.contains(&plain.last());
    (told && (place || cites || (named && plain.words.len() <= 8))) || (showing && (named || place))
}

fn trailing(text: &str) -> Option<Range<usize>> {
    let bare = text.trim_end_matches(['.', '!', ' ', ':']);
    let at = bare.rfind(", ")?;
    let clause = bare.get(at + 2..)?;
    if clause.len() > CLAUSE_BYTES_MAX || text.get(..at)?.split_whitespace().count() < 3 {
        return None;
    }
    let plain = Plain::of(clause);
    let told = plain.is_told_at(&["here", "below", "above"]) && matches!(plain.at(0), "and" | "which" | "as" | "but");
    let pointing = plain.at(0) == "as" && only_points(clause);
    let heeds = matches!(plain.at(1), "that" | "to" | "if" | "whether" | "how" | "why");
    let sees = plain.at(0) == "see" && !heeds && plain.words.len() <= 6;
    // "For the song, see Birthday": without its end nothing is said.
    let at = if sees && only_names(text.get(..at).unwrap_or_default()) { 0 } else { at };
    (told || pointing || sees).then_some(at..bare.len())
}

/// True for "For the song" and "For other uses": no statement is in it.
fn only_names(head: &str) -> bool {
    const WORDS_MAX: usize = 7;
    const STATES: [&str; 24] = [
        "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "must", "should", "may",
        "might", "do", "does", "did", "it", "we", "they", "you", "he", "she",
    ];
    let plain = Plain::of(head);
    plain.starts(&["for the", "for a", "for an", "for other"])
        && plain.words.len() <= WORDS_MAX
        && !head.contains([',', ';', ':'])
        && !plain.words().any(|word| STATES.contains(&word))
}
