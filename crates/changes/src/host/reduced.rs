//! Answers of an API without people: what is parsed of them, with accounts as numbers. For whoever sends them on.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::known::known;
use super::people::{account_of, is_bot, login};
use crate::diff;

/// The answers as `parse` takes them, with nothing else: no name, address, picture or link of a person. A person is
/// `person-1` or another number, everywhere the same; a program keeps its name.
pub fn reduced(answers: &Value) -> Value {
    let mut people = BTreeMap::new();
    number_people(answers, &mut people);
    kept(answers, &people)
}

fn number_people(value: &Value, people: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| number_people(one, people)),
        Value::Object(fields) => {
            let login = login(value);
            if !login.is_empty() && !is_bot(value) {
                let next = people.len() + 1;
                people.entry(login.to_owned()).or_insert(next);
            }
            fields.values().for_each(|one| number_people(one, people));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn kept(value: &Value, people: &BTreeMap<String, usize>) -> Value {
    match value {
        Value::Array(all) => all.iter().map(|one| kept(one, people)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(key, _)| known().fields.contains(key.as_str()));
            let of = |(key, field): (&String, &Value)| {
                let field = match (key.as_str(), field) {
                    ("user" | "author", _) => account(value, people),
                    (key, Value::String(text)) if known().texts.contains(key) => {
                        Value::String(without_people(text, people))
                    }
                    (_, field) => kept(field, people),
                };
                (key.clone(), field)
            };
            Value::Object(fields.map(of).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// The account behind an answer, as a number.
fn account(value: &Value, people: &BTreeMap<String, usize>) -> Value {
    let Some(account) = account_of(value) else { return Value::Null };
    let mut fields = Map::new();
    let login = login(value);
    if is_bot(value) {
        fields.extend(known().of_program.iter().filter_map(|key| Some((key.clone(), account.get(key)?.clone()))));
        fields.insert("login".to_owned(), Value::from(login));
    } else if let Some(number) = people.get(login) {
        fields.insert("login".to_owned(), Value::from(format!("person-{number}")));
    }
    Value::Object(fields)
}

/// A text without the lines that credit people, and with numbers for those it mentions.
fn without_people(text: &str, people: &BTreeMap<String, usize>) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !diff::is_credit(line)).collect();
    let text = lines.join("\n");
    let mut found = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('@') {
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(after.len());
        let (name, behind) = after.split_at_checked(end).unwrap_or((after, ""));
        found.push_str(before);
        found.push('@');
        match people.get(name) {
            Some(number) => found.push_str(&format!("person-{number}")),
            None => found.push_str(name),
        }
        rest = behind;
    }
    found + rest
}
