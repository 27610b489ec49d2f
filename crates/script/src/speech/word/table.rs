//! Signs that stand alone, and names with a sound of their own.

use super::Around;

const SIGNS: [(&str, &str); 33] = [
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
    ("==>", "to"),
    ("<-", "from"),
    ("<->", "and"),
    ("<=>", "and"),
    ("~", "about"),
    ("~=", "about"),
    ("<=", "at most"),
    (">=", "at least"),
    ("<", "less than"),
    (">", "more than"),
    (">>", "much more than"),
    ("<<", "much less than"),
    ("+-", "plus or minus"),
    ("+/-", "plus or minus"),
    ("--", ","),
    ("---", ","),
    ("-", ","),
    ("|", ","),
    ("/", "or"),
    ("@", "at"),
    ("%", "percent"),
    ("deg", "degrees"),
];

/// The word for a sign that stands alone. Between numbers it is arithmetic.
pub(in crate::speech) fn sign(core: &str, around: Around<'_>) -> Option<&'static str> {
    // A version or a date beside a dash is no term.
    let digit = |word: &str| {
        !word.is_empty() && word.matches('.').count() < 2 && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    if digit(around.last) && around.next.is_some_and(digit) {
        match core {
            "-" => return Some("minus"),
            "*" | "x" => return Some("times"),
            "/" => return Some("divided by"),
            _ => {}
        }
    }
    SIGNS.iter().find(|(written, _)| *written == core).map(|(_, said)| *said)
}

/// Names, the longest ten characters.
const NAMES: [(&str, &str); 41] = [
    ("C#", "C sharp"),
    ("F#", "F sharp"),
    (".NET", "dot net"),
    ("ASP.NET", "A S P dot net"),
    ("Node.js", "Node JS"),
    ("Next.js", "Next JS"),
    ("Vue.js", "Vue JS"),
    ("Three.js", "Three JS"),
    ("D3.js", "D 3 JS"),
    ("R&D", "R and D"),
    ("AT&T", "A T and T"),
    ("C++", "C plus plus"),
    ("C++11", "C plus plus 11"),
    ("C++14", "C plus plus 14"),
    ("C++17", "C plus plus 17"),
    ("C++20", "C plus plus 20"),
    ("C++23", "C plus plus 23"),
    ("g++", "g plus plus"),
    ("Notepad++", "Notepad plus plus"),
    ("GmbH", "G M B H"),
    ("c/o", "care of"),
    ("i18n", "internationalization"),
    ("I18n", "internationalization"),
    ("l10n", "localization"),
    ("L10n", "localization"),
    ("a11y", "accessibility"),
    ("A11y", "accessibility"),
    ("o11y", "observability"),
    ("k8s", "Kubernetes"),
    ("K8s", "Kubernetes"),
    ("e2e", "end-to-end"),
    ("E2E", "end-to-end"),
    ("p2p", "peer-to-peer"),
    ("P2P", "peer-to-peer"),
    ("b2b", "business-to-business"),
    ("B2B", "business-to-business"),
    ("B2C", "business-to-consumer"),
    ("s/he", "she or he"),
    ("Yahoo!", "Yahoo"),
    ("Ctrl", "Control"),
    ("Cmd", "Command"),
];

pub(in crate::speech) fn name(core: &str) -> Option<&'static str> {
    const CHARS_MAX: usize = 10;
    if core.len() > CHARS_MAX {
        return None;
    }
    NAMES.iter().find(|(written, _)| *written == core).map(|(_, said)| *said)
}
