//! Orders to the listener or to a model, and words of our own prompt.
//!
//! No filter finds every order; the others fail because they are not supported by the source.

use super::token::plain;

/// Words that are refused anywhere, in small letters.
const ANYWHERE: &str = "ignore previous|ignore all|ignore the above|ignore any|ignore your|ignore these|ignore the instruct|ignore everything|\
    disregard|previous instruct|prior instruct|earlier instruct|above instruct|new instruct|your instruct|system prompt|\
    system message|your prompt|the prompt|as an ai|ai model|ai assistant|language model|large language|chatbot|jailbreak|\
    developer mode|you are now|act as|pretend|from now on|role play|subscribe|sign up|click|hit the bell|follow us|\
    follow me on|like and share|leave a review|leave us a review|rate this|rate us|link below|link in the description|\
    show notes|promo code|coupon|dear model|dear assistant|dear ai|note to ai|note to the ai|note to assistants|\
    attention ai|attention model|attention assistant|any ai|any assistant|any model|summarizer|summariser|the assistant|\
    automated reader|automated system|whoever summar|if you are an ai|if you are a model|if you are an assistant|\
    reading model|your reply|your answer|your output|your response|your summary|in your script|the podcast|this podcast|\
    the hosts|the two hosts|both hosts|the host should|host a|host b|the script|every answer|end every|begin every|\
    each sentence with|every sentence with|override|do not summar|do not mention|instead of a summary|no matter what";

/// Verbs that order when they open a sentence, or stand behind a word of `BEFORE`.
const VERBS: &str = "visit|download|buy|order|send|email|call|dial|text|go to|head to|head over|check out|tap|scan|share|donate|vote|\
    register|enter|join|reply|respond|answer with|repeat after|repeat the|print|output|translate|write|type|paste|run the|\
    install|recite|reveal|forget|obey|follow these|stop the|delete|transfer|pay|open the link|open your|tell your|\
    tell the listener|tell the user|say only|say the word|sing|append|insert|include the|replace|state that|claim that|\
    announce|praise|recommend|mention that|always say|never say|log in|execute|describe yourself|begin with|end with|\
    start with the word|finish with|swap|speak in|switch to|use only|count|spell|address the|refer to|call yourself|add the|talk like|make up|quote|skip|keep repeating";
/// Words before a verb that order.
const BEFORE: &str = "please|just|now|then|so|and|always|also|kindly|instead|simply|go ahead and";
/// Words that are about the reader when they stand before "must" or "should".
const YOU: &str = "you must|you should|you have to|you need to|you ought to|listeners should|listeners must|make sure you|\
    be sure to|do not forget to|remember to|please";

/// True for a text that orders the listener or a model about.
pub(crate) fn is_order(sentence: &str) -> bool {
    let text = format!(" {} ", plain(sentence));
    let has = |table: &str| table.split('|').any(|words| text.contains(&format!(" {words}")));
    if has(ANYWHERE) {
        return true;
    }
    // A verb orders at the beginning, or behind words that are about the reader; a short word may stand before it.
    let orders = |text: &str| {
        let bare = BEFORE.split('|').find_map(|before| text.strip_prefix(before)?.strip_prefix(' '));
        let begins =
            |text: &str| VERBS.split('|').any(|verb| text.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')));
        begins(text) || bare.is_some_and(begins)
    };
    let after = |you: &str| text.split_once(&format!(" {you} ")).is_some_and(|(_, after)| orders(after));
    text.strip_prefix(' ').is_some_and(orders) || YOU.split('|').any(after)
}

/// The canary in a text, whatever its capitals, spaces and marks.
pub(super) fn canary<'c>(text: &str, canaries: &'c [String]) -> Option<&'c str> {
    let bare =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let text = bare(text);
    canaries.iter().find(|canary| !bare(canary).is_empty() && text.contains(&bare(canary))).map(String::as_str)
}
