//! Sentences of prose, and lines among them that are code.

const ABBREVIATIONS: [&str; 12] =
    ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "resp.", "incl.", "no.", "fig.", "dr.", "st."];
/// Signs that prose does not have outside of code.
const SIGNS: [&str; 16] =
    ["==", "!=", "=>", "->", "&&", "||", "+=", "-=", ":=", "();", "){", ") {", "</", "/>", "::<", "<<"];

/// The sentences of a paragraph.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        in_code ^= c == '`';
        if in_code || !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let end = at + c.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let closing = rest.len() - rest.trim_start_matches([')', '"', '\'']).len();
        let after = rest.get(closing..).unwrap_or_default();
        let Some(next) = after.strip_prefix(' ').and_then(|after| after.trim_start().chars().next()) else { continue };
        let head = text.get(start..end).unwrap_or_default();
        let last = head.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_short = ABBREVIATIONS.contains(&last.trim_start_matches('('));
        if !is_short && !next.is_lowercase() {
            push(&mut all, text.get(start..end + closing).unwrap_or_default());
            start = end + closing;
        }
    }
    push(&mut all, text.get(start..).unwrap_or_default());
    all
}

fn push(all: &mut Vec<String>, sentence: &str) {
    let sentence = sentence.trim();
    if sentence.contains(char::is_alphanumeric) {
        all.push(sentence.to_owned());
    }
}

/// True for a sentence or line that is code without being marked as such.
pub(crate) fn is_code(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    let outside = outside.trim();
    let ends = outside.ends_with([';', '{', '}']) || (outside.ends_with(')') && is_call(outside));
    let starts = ["#include", "#define", "import ", "#!/", "diff --git", "@@ -", "+++ ", "--- "]
        .iter()
        .any(|start| outside.starts_with(start));
    ends || starts || SIGNS.iter().any(|sign| outside.contains(sign))
}

/// True for a single call: `lid.open(wide, 3)`.
fn is_call(text: &str) -> bool {
    text.split_once('(').is_some_and(|(called, _)| {
        !called.is_empty() && called.chars().all(|c| c.is_ascii_alphanumeric() || "_.:$".contains(c))
    })
}
