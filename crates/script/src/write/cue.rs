//! Which question fits before a sentence, judged by how the sentence begins and what it holds.

use super::phrases::Pool;

/// First words and the question they answer.
const STARTS: [(&[&str], Pool); 17] = [
    (
        &[
            "for example",
            "for instance",
            "consider ",
            "suppose ",
            "imagine ",
            "picture ",
            "say you",
            "take a ",
            "take the ",
        ],
        Pool::Example,
    ),
    (
        &[
            "but ",
            "however",
            "unfortunately",
            "the catch",
            "the problem",
            "the trouble",
            "still,",
            "yet ",
            "the downside",
            "worse",
            "except ",
        ],
        Pool::Catch,
    ),
    (
        &["because ", "the reason ", "that is because", "this is because", "that's because", "it's because"],
        Pool::Reason,
    ),
    (&["instead"], Pool::Alternative),
    (
        &[
            "so ",
            "therefore",
            "thus",
            "hence",
            "as a result",
            "consequently",
            "this means",
            "that means",
            "the result",
            "which means",
            "the effect",
            "the upshot",
        ],
        Pool::Consequence,
    ),
    (&["first,", "first ", "the first ", "step one", "to begin"], Pool::First),
    (&["second,", "then ", "next,", "after that", "third,", "the second ", "the third "], Pool::Then),
    (&["finally", "lastly", "the last ", "the final "], Pool::Last),
    (&["in practice", "in the real world", "in production"], Pool::Practice),
    (&["fixed ", "fix ", "fixes ", "resolved ", "corrected "], Pool::Fixed),
    (&["added ", "add ", "adds ", "new ", "introduced ", "introduces ", "support for ", "there is now "], Pool::Added),
    (&["removed ", "remove ", "removes ", "dropped ", "deprecated ", "drops "], Pool::Removed),
    (&["changed ", "renamed ", "moved ", "replaced ", "changes ", "bumped ", "upgraded ", "updated "], Pool::Changed),
    (&["improved ", "reduced ", "sped up ", "faster ", "improves ", "reduces "], Pool::Improved),
    (
        &[
            "use ",
            "keep ",
            "avoid ",
            "make sure",
            "do not ",
            "don't ",
            "never ",
            "always ",
            "check ",
            "set ",
            "measure ",
            "write ",
            "choose ",
            "prefer ",
            "remember ",
            "treat ",
            "put ",
            "start with",
            "ask ",
            "give ",
        ],
        Pool::Advice,
    ),
    (
        &[
            "you should",
            "you must",
            "you need",
            "we should",
            "it is best",
            "be careful",
            "my advice",
            "the rule",
            "the fix",
            "the answer",
            "the solution",
        ],
        Pool::Advice,
    ),
    (&["on average", "in total", "at the median", "the median"], Pool::Numbers),
];
/// Numbers that make a sentence about numbers.
const NUMBERS_MIN: usize = 2;

pub(super) fn cue(sentence: &str) -> Option<Pool> {
    let lower = sentence.to_ascii_lowercase();
    let start = STARTS.iter().find(|(starts, _)| starts.iter().any(|start| lower.starts_with(start)));
    start.map(|(_, pool)| *pool)
}

/// The question for sentences full of figures.
pub(super) fn figures(sentence: &str) -> Option<Pool> {
    let measured = |word: &&str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits > 0 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '?' | '!' | ';' | ':'))
    };
    let numbers = sentence.split(' ').filter(measured).count();
    let dated = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let is_dated = dated.iter().any(|month| sentence.contains(month))
        || sentence.starts_with("In ")
        || sentence.contains("ersion");
    (numbers >= NUMBERS_MIN && !is_dated).then_some(Pool::Numbers)
}
