//! Words without a claim of their own: stop words, openers of sentences, and generic remarks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::stem::stem;
use super::token::{Token, plain};
use crate::pick;

/// Words of talk beside the stop words: they state nothing about the source.
const TALK: &str = "actually according anyway author article basically certainly clearly course curious describe described \
    describes exactly example explain explained explains fact fair fine finally fun funny good great happen happened \
    happens hello hey hi huh idea imagine indeed interesting interestingly kind know known let lot lots maybe mean means \
    meanwhile mention mentioned mentions nice note obviously okay ok people picture piece point pretty probably \
    remember remarkable right say simply sort source story striking sum suppose surprise surprising surprisingly tell \
    tells text thank thanks thing think thought told true turn turns understand view way welcome wonder word words work \
    works wow yeah roughly about around least nearly almost overall apart somehow together rest bit case cases especially \
    simple happily sadly luckily besides importantly crucially notably otherwise eventually originally currently \
    similarly likewise consequently hence therefore additionally moreover furthermore next unlike despite besides somebody everybody anybody phrase quote quotes \
    readme rfc pep kep adr faq critique debate dive brief briefing \
    roundup episode show podcast verdict section document number sentence report claim claims claimed goodbye bye ouch oops hm hmm ah aha listeners listening everyone today";

/// Sentences that state nothing, in small letters; the name of a host may follow.
const GENERIC: &str = "absolutely|and then|and there is more|and why is that|ah i see|exactly|fair enough|fair point|\
    go on|good point|good question|great question|hello and welcome|hello everyone|here is the thing|here we go|\
    i did not expect that|i like that|i see|i was wondering about that|i would not have guessed that|\
    i would not have guessed|interesting|it does|it is|it really is|let us begin|let us get into it|let us move on|let us start|\
    let us start at the beginning|makes sense|nice|no kidding|of course|oh|okay|okay so|precisely|quite right|right|\
    right so|so it is|so there we are|so there you have it|sure|tell me more|thank you|thanks|thanks for listening|\
    that is a good question|that is a lot|that is a relief|that is all for today|that is fair|that is good to know|\
    that is it|that is neat|that is quite something|that is remarkable|that is right|that is surprising|that is the idea|\
    that makes sense|that sounds simple|that surprised me|that was new to me|there it is|there is a catch|there is more|\
    there is one more thing|true|until next time|walk me through it|walk me through that|welcome|welcome back|well|\
    well said|wow|yes|yes exactly|you are right|and that is the catch|that is the catch|here is the catch|\
    now for the interesting part|so that is the picture|i had no idea|that is worth remembering|let us look closer";

/// Endings of words that are no names at the beginning of a sentence.
const COMMON_ENDINGS: [&str; 7] = ["ing", "ly", "ness", "ment", "tion", "able", "less"];

fn talk() -> &'static BTreeSet<&'static str> {
    static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| TALK.split_whitespace().collect());
    &WORDS
}

/// True for a word of talk.
pub(super) fn is_talk(word: &str) -> bool {
    talk().contains(word)
}

/// True for a word that claims something: no stop word, no word of talk, no single letter.
pub(super) fn is_content(word: &str) -> bool {
    word.chars().count() > 1 && !pick::is_stop_word(word) && !is_talk(word)
}

/// The most common words of English, in their base forms.
const COMMON: &str = include_str!("common.txt");

/// True for a word that is common English, or a form of one.
pub(super) fn is_common(stem_of: &str) -> bool {
    static STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).map(stem).collect()
    });
    STEMS.contains(stem_of)
}

/// The share of a content word in what a sentence says: a rare word says more than a common one.
pub(super) fn weight(stem_of: &str) -> usize {
    if is_common(stem_of) { 1 } else { 2 }
}

/// True for a word that may open a sentence with a capital and is no name.
pub(super) fn is_opener(token: &Token) -> bool {
    !is_content(&token.word)
        || is_common(&token.stem)
        || COMMON_ENDINGS.iter().any(|ending| token.word.ends_with(ending))
}

/// True for a generic remark: a sentence that needs no cite.
pub(super) fn is_generic(sentence: &str, hosts: &[String; 2]) -> bool {
    static SENTENCES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| GENERIC.split('|').collect());
    let text = expanded(&plain(sentence), sentence);
    let named = hosts.iter().filter_map(|host| text.strip_suffix(&plain(host))).find(|rest| !rest.is_empty());
    SENTENCES.contains(text.as_str())
        || named.is_some_and(|rest| SENTENCES.contains(rest.trim_end()))
        || introduces(&text, hosts)
}

/// Words around the names of the hosts where they introduce themselves.
const INTRODUCTION: &str = "a also always am and as back by co everyone good hello here hey hi host hosts i is it joined \
    joining me my name our there this to today us we welcome with you your";
/// Words of an introduction, at most.
const INTRODUCTION_WORDS_MAX: usize = 20;

/// True for an introduction: the name of a host, and words around it that state nothing else.
fn introduces(text: &str, hosts: &[String; 2]) -> bool {
    let names: Vec<String> = hosts.iter().map(|host| plain(host)).collect();
    let is_name = |word: &str| names.iter().any(|name| name.split(' ').any(|part| part == word));
    let words: Vec<&str> = text.split(' ').collect();
    let around = |word: &&str| is_name(word) || INTRODUCTION.split_whitespace().any(|known| known == *word);
    words.len() <= INTRODUCTION_WORDS_MAX && words.iter().any(|word| is_name(word)) && words.iter().all(around)
}

/// The words with "is" and "us" where an apostrophe stands for them.
fn expanded(text: &str, sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let mut text = text.to_owned();
    for (short, word, full) in [
        ("that's", "that ", "that is "),
        ("here's", "here ", "here is "),
        ("let's", "let ", "let us "),
        ("there's", "there ", "there is "),
        ("it's", "it ", "it is "),
        ("you're", "you ", "you are "),
    ] {
        if lower.contains(short) {
            text = text.replacen(word, full, 1);
        }
    }
    text
}

/// Percent of a sentence's words that are English function words, at least; names and figures are not counted.
const FUNCTION_PERCENT_MIN: usize = 15;
/// Words from which a sentence is long enough to tell its language.
const WORDS_MIN: usize = 6;

/// True for a sentence that may be English, by its function words.
pub(super) fn is_english(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| !token.capital || token.first);
    let words: Vec<&Token> = words.filter(|token| token.word.chars().all(char::is_alphabetic)).collect();
    let function = words.iter().filter(|token| pick::is_stop_word(&token.word)).count();
    words.len() < WORDS_MIN || function * 100 >= words.len() * FUNCTION_PERCENT_MIN
}
