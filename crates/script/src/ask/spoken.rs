//! A model's text as it is spoken: through the normalization of the source, so that both sides have the same form.

use protocol::Language;

use super::flaw::{Flaws, Part, Rule};
use crate::ground::{self, Rules};
use crate::limits;
use crate::marks::{CODE_CLOSE, CODE_OPEN, mark_backticks, without_marks};
use crate::speech::{self, Why};

/// Characters of a turn as written, more than a spoken one has: marks and invisible parts are left out.
const WRITTEN_CHARS_MAX: usize = 2 * limits::TURN_CHARS_MAX;

/// The text as it is spoken. Flaws that this would hide are told first.
pub(super) fn spoken(text: &str, part: Part, rules: &Rules, flaws: &mut Flaws) -> String {
    let text = match text.char_indices().nth(WRITTEN_CHARS_MAX) {
        Some((end, _)) => {
            flaws.add(part, Rule::Grounding(ground::Reason::TooLong), text);
            text.get(..end).unwrap_or_default()
        }
        None => text,
    };
    flaws.add_ungrounded(ground::written(&without_code(text), rules), |_| part);
    let marked = mark_backticks(&without_marks(text));
    let mut said = Vec::new();
    for sentence in speech::sentences(&marked.split_whitespace().collect::<Vec<_>>().join(" "), Language::English) {
        let spoken = speech::spoken(&sentence, Language::English);
        for left in spoken.left.iter().filter(|left| is_told(left.why)) {
            flaws.add(part, Rule::Unsaid, &left.text);
        }
        match spoken.text {
            Some(text) => said.push(text),
            None if spoken.left.is_empty() && sentence.contains(char::is_alphanumeric) => {
                flaws.add(part, Rule::Unsaid, &sentence);
            }
            None => {}
        }
    }
    said.join(" ")
}

/// A title as it is spoken inside a sentence, without the marks that end one.
pub(super) fn title(text: &str) -> Option<String> {
    let marked = mark_backticks(&without_marks(text.trim()));
    let said = speech::phrase(&marked, Language::English)
        .map(|said| speech::capitalised(said.trim_matches(['"', '\'', '.', ' ', ',', ':'])));
    said.filter(|said| said.contains(char::is_alphabetic) && said.chars().count() <= limits::TITLE_CHARS_MAX)
}

/// True for a part whose loss is told: the sentence without it would say something else.
fn is_told(why: Why) -> bool {
    match why {
        Why::Link | Why::Mail | Why::Code | Why::Foreign | Why::Secret | Why::TooLong => true,
        Why::Reference | Why::Pointer | Why::Sign => false,
    }
}

/// The text without its inline code, in which signs are said as words or not at all.
fn without_code(text: &str) -> String {
    let marked = mark_backticks(&text.replace([CODE_OPEN, CODE_CLOSE], " "));
    let mut inside = false;
    let outside = |c: &char| {
        inside = (inside || *c == CODE_OPEN) && *c != CODE_CLOSE;
        !inside && *c != CODE_CLOSE
    };
    marked.chars().filter(outside).collect()
}
