//! References: links, footnote marks, notes in brackets, "see the table below".

/// Characters of a bracket that may be a reference.
const REFERENCE_CHARS_MAX: usize = 80;

/// Words of a bracket that may be dropped because it holds a reference.
const NOTE_WORDS_MAX: usize = 6;

pub(crate) fn is_link(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '<', '[', '"']);
    word.contains("://")
        || ["www.", "mailto:"].iter().any(|start| word.starts_with(start))
        || (word.starts_with("data:") && word.contains('/'))
}

/// The text without footnote marks and without brackets that hold only references.
pub(crate) fn without_references(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['(', '[']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let inner = from.get(1..).unwrap_or_default();
        let close = if from.starts_with('(') { ')' } else { ']' };
        let end = inner.bytes().take(REFERENCE_CHARS_MAX).position(|byte| byte == close as u8);
        let inside = end.and_then(|end| inner.get(..end));
        match (inside, end) {
            (Some(inside), Some(end)) if is_reference(inside, close) => {
                rest = inner.get(end + 1..).unwrap_or_default();
                while kept.ends_with(' ') {
                    kept.pop();
                }
            }
            (Some(_) | None, _) => {
                kept.push_str(from.get(..1).unwrap_or_default());
                rest = inner;
            }
        }
    }
    kept.push_str(rest);
    kept
}

fn is_reference(inside: &str, close: char) -> bool {
    let inside = inside.trim();
    let is_note =
        inside.starts_with('^') || (close == ']' && inside.chars().all(|c| c.is_ascii_digit() || ", -".contains(c)));
    let points = ["see ", "cf. ", "via ", "ref ", "refs ", "fixes #", "closes #", "thanks "]
        .iter()
        .any(|start| inside.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    let cites = inside.split([',', ' ']).any(|part| part.starts_with(['#', '@']) && part.len() > 1);
    let is_short = inside.split(' ').count() <= NOTE_WORDS_MAX;
    let mut parts = inside.split([',', ' ']).filter(|part| !part.is_empty() && *part != "and" && *part != "by");
    let all_references =
        parts.all(|part| part.starts_with(['#', '@']) || is_link(part) || is_hash(part) || part.contains('#'));
    is_note || points || (cites && is_short) || (!inside.is_empty() && all_references)
}

/// True for a commit id or a digest in hexadecimal.
pub(super) fn is_hash(word: &str) -> bool {
    let hex = word.len() >= 7 && word.chars().all(|c| c.is_ascii_hexdigit());
    hex && word.contains(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_ascii_alphabetic())
}

/// True if a sentence makes sense only to a reader who sees the page.
pub(crate) fn points_at_page(sentence: &str) -> bool {
    const POINTERS: [&str; 28] = [
        "shown below",
        "shown above",
        "code below",
        "code above",
        "table below",
        "table above",
        "see below",
        "see above",
        "figure below",
        "figure above",
        "diagram below",
        "diagram above",
        "following code",
        "following table",
        "following snippet",
        "following diagram",
        "following listing",
        "following example:",
        "screenshot",
        "click to",
        "click here",
        "run this code",
        "read more",
        "see the table",
        "in this table",
        "the snippet",
        "listing below",
        "example below",
    ];
    let lower = sentence.to_lowercase();
    POINTERS.iter().any(|pointer| lower.contains(pointer))
}
