//! Words and symbols that are not said as they are written.

use super::{code, reference, unit};

pub(super) struct Word {
    pub(super) text: String,
    /// True if the full stop after it belonged to the abbreviation.
    pub(super) takes_stop: bool,
}

const ABBREVIATIONS: [(&str, &str); 24] = [
    ("e.g", "for example,"),
    ("eg", "for example,"),
    ("i.e", "that is,"),
    ("ie", "that is,"),
    ("etc", "and so on"),
    ("vs", "versus"),
    ("cf", "see"),
    ("approx", "approximately"),
    ("a.k.a", "also known as"),
    ("aka", "also known as"),
    ("w.r.t", "with respect to"),
    ("wrt", "with respect to"),
    ("et al", "and others"),
    ("incl", "including"),
    ("resp", "respectively"),
    ("fig", "figure"),
    ("figs", "figures"),
    ("viz", "namely"),
    ("w/o", "without"),
    ("w/", "with"),
    ("n/a", "not applicable"),
    ("b/c", "because"),
    ("and/or", "and or"),
    ("i/o", "I O"),
];

const SIGNS: [(&str, &str); 27] = [
    ("&", "and"),
    ("+", "plus"),
    ("=", "equals"),
    (":=", "becomes"),
    ("==", "equals"),
    ("===", "equals"),
    ("!=", "is not"),
    ("!==", "is not"),
    ("->", "to"),
    ("-->", "to"),
    ("=>", "to"),
    ("<-", "from"),
    ("<->", "and"),
    ("~", "about"),
    ("<=", "at most"),
    (">=", "at least"),
    ("<", "less than"),
    (">", "more than"),
    ("+-", "plus or minus"),
    ("--", ","),
    ("---", ","),
    ("-", ","),
    ("|", ","),
    ("/", "or"),
    ("@", "at"),
    ("%", "percent"),
    ("C++", "C plus plus"),
];

const NAMES: [(&str, &str); 9] = [
    ("C#", "C sharp"),
    ("F#", "F sharp"),
    (".NET", "dot net"),
    ("Node.js", "Node JS"),
    ("Next.js", "Next JS"),
    ("Vue.js", "Vue JS"),
    ("K8s", "Kubernetes"),
    ("k8s", "Kubernetes"),
    ("R&D", "R and D"),
];

/// The spoken form of a word. `stopped`: a mark follows; without its full stop "no" is a word, not a number.
pub(super) fn to_words(core: &str, last: &str, stopped: bool) -> Word {
    let lower = core.to_ascii_lowercase();
    let word = |text: &str| Word { text: text.to_owned(), takes_stop: false };
    let is_plain = core.chars().all(|c| c.is_ascii_alphabetic());
    if let Some((_, said)) = ABBREVIATIONS.iter().find(|(written, _)| *written == lower)
        && (stopped || !matches!(lower.as_str(), "ie" | "eg" | "fig" | "resp"))
    {
        return Word { text: (*said).to_owned(), takes_stop: true };
    }
    if let Some(unit) = unit::alone(core) {
        return word(unit);
    }
    if is_plain && !code::is_identifier(core) {
        return word(core);
    }
    if let Some((_, said)) = SIGNS.iter().chain(&NAMES).find(|(written, _)| *written == core) {
        return word(said);
    }
    if reference::is_link(core) {
        return word(super::LINK);
    }
    if core.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
        return word("an email address");
    }
    if reference::is_hash(core) {
        return word(&spelled(core));
    }
    let core = core.trim_matches(['_', '*']).trim_start_matches(['@', '#']);
    let text = if let Some(name) = core.strip_prefix("--").filter(|_| last.is_empty() || core.len() > 2) {
        format!("dash dash {}", code::identifier(name))
    } else if is_percentile(core) {
        core.replacen(['p', 'P'], "p ", 1)
    } else if core.contains('/') && core.chars().all(|c| c.is_ascii_uppercase() || c == '/') {
        core.replace('/', " ")
    } else if core.contains('/') || core.contains('=') || code::is_identifier(core) {
        code::identifier(core)
    } else {
        core.replace('&', " and ").replace("->", " to ").replace("---", ", ").replace("--", ", ")
    };
    word(&text)
}

/// The first four characters of a digest, one by one: enough to tell it from another.
fn spelled(hash: &str) -> String {
    hash.chars().take(4).map(String::from).collect::<Vec<_>>().join(" ")
}

fn is_percentile(word: &str) -> bool {
    let digits = word.strip_prefix(['p', 'P']).unwrap_or_default();
    digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}
