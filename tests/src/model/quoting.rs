//! A language model that quotes: a sound answer to any question of the service, made from the question alone.

use serde_json::{Value, json};

/// Paragraphs of a section.
const PARAGRAPHS: usize = 4;

/// The answer to a request's body, in the shape that was asked for.
pub fn answer(body: &Value) -> Value {
    answer_in(body, PARAGRAPHS)
}

/// The same, where a section of an outline has so many paragraphs.
pub fn answer_in(body: &Value, section_paragraphs: usize) -> Value {
    let messages = body.get("messages").and_then(Value::as_array).cloned().unwrap_or_default();
    let first = messages.iter().find(|message| message.get("role").and_then(Value::as_str) == Some("user"));
    let question = first.map(words).unwrap_or_default();
    if question.contains("Plan the sections") { outline(&question, section_paragraphs) } else { section(&question) }
}

/// The text of a message, in one piece or in parts.
fn words(message: &Value) -> String {
    match message.get("content") {
        Some(Value::String(words)) => words.clone(),
        Some(Value::Array(parts)) => {
            let words: Vec<&str> = parts.iter().filter_map(|part| part.get("text")?.as_str()).collect();
            words.join("\n\n")
        }
        _ => String::new(),
    }
}

/// Number and text of each paragraph.
fn paragraphs(question: &str) -> Vec<(u64, String)> {
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).ok()?;
        Some((line.get("n")?.as_u64()?, line.get("text")?.as_str()?.to_owned()))
    };
    question.lines().filter(|text| text.starts_with('{')).filter_map(line).collect()
}

fn outline(question: &str, section_paragraphs: usize) -> Value {
    let paragraphs = paragraphs(question);
    // At most twelve sections.
    let size = section_paragraphs.max(paragraphs.len().div_ceil(12));
    let section = |paragraphs: &[(u64, String)]| {
        let numbers: Vec<u64> = paragraphs.iter().map(|(number, _)| *number).collect();
        let title = paragraphs.first().map(|(_, text)| first_words(text)).unwrap_or_default();
        json!({ "paragraphs": numbers, "says": "What these paragraphs say.", "title": title })
    };
    json!({ "sections": paragraphs.chunks(size).map(section).collect::<Vec<_>>() })
}

/// Words that name a section.
const TITLE_WORDS: usize = 6;

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').take(TITLE_WORDS).collect();
    words.join(" ").trim_end_matches([',', ';', ':', '.', '!', '?', '"']).to_owned()
}

fn section(question: &str) -> Value {
    let wanted = after(question, "About ").and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(100);
    let is_alone = !question.contains(", host B ");
    let mut turns: Vec<Value> = Vec::new();
    let mut host = if question.contains("Host B speaks first") { "B" } else { "A" };
    let mut say = |text: &str, cites: &[u64]| {
        turns.push(json!({ "cites": cites, "host": host, "text": text }));
        if !is_alone {
            host = if host == "A" { "B" } else { "A" };
        }
    };
    if question.contains("The episode begins here") {
        say("Hello and welcome.", &[]);
    }
    let mut words = 0;
    for (number, text) in paragraphs(question) {
        for sentence in sentences(&text) {
            let length = sentence.split_whitespace().count();
            if words + length <= wanted || words == 0 {
                words += length;
                say(&sentence, &[number]);
            }
        }
    }
    if question.contains("The episode ends here") {
        say("That is all for today. Thanks for listening.", &[]);
    }
    json!({ "turns": turns })
}

fn after<'q>(question: &'q str, words: &str) -> Option<&'q str> {
    question.lines().find_map(|line| line.strip_prefix(words))
}

/// Sentences of a paragraph, as far as a full stop and a capital tell them apart.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    let mut begins = true;
    for word in text.split(' ') {
        match sentences.last_mut().filter(|_| !begins) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => sentences.push(word.to_owned()),
        }
        begins = word.ends_with(['.', '?', '!']);
    }
    sentences
}
