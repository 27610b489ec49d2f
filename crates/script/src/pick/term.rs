//! Tokenization, stop words and stemming for the ranking.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const STOP_WORDS: &str = "a about above across after again against all almost along also although always am among an and another any \
    anyone anything are as at be became because become been before behind being below between both but by came can cannot \
    come could did do does done down during each either else enough even ever every everyone everything far few first for \
    from further gave get gets give given gives go goes gone got had has have having he her here hers him his how however \
    if in instead into is it its itself just keep kept last later least less let like made make makes many may maybe me \
    might more most much must my myself need needs neither never next no nobody none nor not nothing now of off often on \
    once one only onto or other others otherwise our ours out over own per perhaps put quite rather really s said same \
    say says see seem seems seen several shall she should since so some someone something sometimes soon still such t take \
    taken takes than that the their theirs them themselves then there therefore these they thing things this those though \
    three through thus to together too took toward two under unless until up upon us use used uses using very was way we \
    well went were what whatever when where whether which while who whole whom whose why will with within without would \
    yes yet you your yours every ought enough don doesn didn isn aren wasn won wouldn couldn shouldn ll ve re";

/// True for a stop word or a number; `word` is in lower case.
pub(crate) fn is_stop_word(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| STOP_WORDS.split_ascii_whitespace().collect());
    WORDS.contains(word) || word.chars().all(|c| c.is_ascii_digit())
}

/// Words in lower case, without punctuation.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'' && c != '-');
    parts.map(|word| word.trim_matches(['\'', '-']).to_ascii_lowercase()).filter(|word| !word.is_empty())
}

/// The terms of a sentence: its stemmed words without stop words.
pub(super) fn terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> =
        words(text).filter(|word| word.len() > 2 && !is_stop_word(word)).map(|word| stem(&word)).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn stem(word: &str) -> String {
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() >= 4);
    let base = cut("ing").or_else(|| cut("ed")).or_else(|| cut("es")).or_else(|| cut("s")).unwrap_or(word);
    base.trim_end_matches('e').to_owned()
}
