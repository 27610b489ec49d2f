//! Orders to the listener or to a model, and words of our own prompt.
//!
//! No filter finds every order; the others fail because they are not supported by the source.

use super::token::plain;

/// Words to a model or to subscribers, refused anywhere, in small letters.
const ANYWHERE: &str = "ignore previous|ignore all previous|ignore the above|ignore your|ignore the instruct|ignore everything|\
    disregard the|previous instruct|prior instruct|earlier instruct|above instruct|new instruct|your instruct|system prompt|\
    system message|your prompt|as an ai|ai model|ai assistant|language models must|jailbreak|developer mode|\
    you are now|from now on|role play|hit the bell|follow us|follow me on|like and share|leave a review|leave us a review|\
    rate this|rate us|link below|link in the description|show notes|promo code|dear model|dear assistant|dear ai|\
    note to ai|note to the ai|note to assistants|attention ai|attention model|attention assistant|any ai|any assistant|\
    summarizer|summariser|automated reader|whoever summar|if you are an ai|if you are a model|\
    if you are an assistant|reading model|your reply|your answer|your output|your response|your summary|in your script|\
    stop the podcast|this podcast must|the two hosts must|the hosts must|the hosts should|both hosts should|the host should|\
    every host says|host a|host b|every answer|end every|begin every|each sentence with|every sentence with|\
    do not summar|do not mention|replace the name of|replace the year of|instead of a summary|no matter what";

/// Verbs of speaking and writing: what a model is told to do.
const SAY: &str = "reply with|respond with|answer with|repeat after|repeat the word|translate your|recite|reveal|obey|forget the|\
    follow these|pretend that|pretend to|act as|tell your|tell the listener|tell the user|say only|say that|say the word|\
    sing|state that|claim that|announce|praise|mention that|always say|never say|describe yourself|begin with|end with|\
    start with the word|finish with|speak in|spell the word|address the|call yourself|add the sentence|talk like|make up|\
    keep repeating|count backwards|write the summary|stop the";
/// Verbs of deeds: what a listener is told to do, and a reader of a manual.
const DO: &str = "visit|download|buy|order your|order one|order now|send|email us|call us|call now|dial|text us|go to|head to|\
    head over|check out|tap|scan the|share this|donate|vote for|\
    register for|register at|register now|enter your|join|print this|write|type in|paste|run the|install|delete|transfer your|pay|open the link|open your|log in|execute|\
    subscribe|sign up|click|recommend|include the|replace|switch to|use only|add the|skip the";
/// Words before a verb that order.
const BEFORE: &str = "please|just|now|then|so|and|always|also|kindly|instead|simply|go ahead and";
/// Words that are about the reader when they stand before "must" or "should".
const YOU: &str = "you must|you should|you have to|you need to|you ought to|listeners should|listeners must|make sure you|\
    be sure to|do not forget to|remember to|please";

/// True for a text that orders the listener or a model about.
pub(crate) fn is_order(sentence: &str) -> bool {
    commands(sentence) || orders(sentence, DO)
}

/// True for a text of the source that orders a model about; what it tells its readers to do is what it is about.
pub(super) fn commands(sentence: &str) -> bool {
    let text = format!(" {} ", plain(sentence));
    ANYWHERE.split('|').any(|words| text.contains(&format!(" {words}"))) || orders(sentence, SAY)
}

/// True for a verb at the beginning or behind words that are about the reader; a short word may stand before it.
fn orders(sentence: &str, verbs: &str) -> bool {
    let text = format!(" {} ", plain(sentence));
    let orders = |text: &str| {
        let bare = BEFORE.split('|').find_map(|before| text.strip_prefix(before)?.strip_prefix(' '));
        let begins =
            |text: &str| verbs.split('|').any(|verb| text.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')));
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
