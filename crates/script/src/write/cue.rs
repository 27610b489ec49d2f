//! The question that fits before a sentence, by the sentence's first words and its figures.

use super::phrases::Pool;
use crate::speech;

/// First words of a sentence, and the pool of questions it answers.
const STARTS: [(&[&str], Pool); 18] = [
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
    (&["the answer", "the solution", "the fix ", "the repair", "the remedy", "the cure", "the trick"], Pool::Answer),
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
    (&["you should", "you must", "you need", "we should", "it is best", "be careful", "my advice"], Pool::Advice),
    (&["on average", "in total", "at the median", "the median"], Pool::Numbers),
];
/// Numbers in a sentence from which it is about figures.
const NUMBERS_MIN: usize = 2;

pub(super) fn cue(sentence: &str) -> Option<Pool> {
    let lower = sentence.to_ascii_lowercase();
    let start = STARTS.iter().find(|(starts, _)| starts.iter().any(|start| lower.starts_with(start)));
    start.map(|(_, pool)| *pool)
}

/// The pool of questions for a sentence full of figures.
pub(super) fn figures(sentence: &str) -> Option<Pool> {
    let words: Vec<&str> = sentence.split(' ').map(|word| word.trim_matches([',', '.', ';', ':', '?', '!'])).collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let numbers = words.iter().filter(|word| is_number(word)).count();
    let measured =
        words.windows(2).any(|pair| matches!(pair, [number, unit] if is_number(number) && speech::is_unit(unit)));
    (numbers >= NUMBERS_MIN && measured).then_some(Pool::Numbers)
}
