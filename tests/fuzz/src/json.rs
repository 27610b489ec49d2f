//! JSON mutation: stays JSON, with an unexpected value in it.

use serde_json::{Map, Value, json};

use crate::mutate;
use crate::random::Random;

/// Largest value that is repeated: longer ones would test memory alone.
const REPEATED_BYTES_MAX: usize = 256;

/// Mutates a JSON value: a few changes anywhere inside.
pub fn value(random: &mut Random, mut value: Value) -> Value {
    for _ in 0..=random.length(4) {
        change(random, &mut value);
    }
    value
}

/// Mutates a JSON value and writes it out; half of the texts are then mutated as text.
pub fn text(random: &mut Random, valid: &Value, bytes_max: usize) -> String {
    let changed = if random.one_in(4) { valid.clone() } else { value(random, valid.clone()) };
    let text = changed.to_string();
    if random.one_in(2) { mutate::text(random, &text, bytes_max) } else { text }
}

/// Descends at random and changes the value it reaches.
fn change(random: &mut Random, value: &mut Value) {
    let stays = random.one_in(4);
    match value {
        Value::Object(fields) if !stays && !fields.is_empty() => {
            let index = random.below(fields.len());
            let Some(name) = fields.keys().nth(index).cloned() else { return };
            field(random, fields, name);
        }
        Value::Array(items) if !stays && !items.is_empty() => {
            let index = random.below(items.len());
            let item = items.get(index).cloned().unwrap_or_default();
            if random.one_in(4) && item.to_string().len() < REPEATED_BYTES_MAX {
                items.extend(std::iter::repeat_n(item, random.length(40)));
            } else if let Some(item) = items.get_mut(index) {
                change(random, item);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            *value = strange(random, value);
        }
    }
}

fn field(random: &mut Random, fields: &mut Map<String, Value>, name: String) {
    match random.below(6) {
        0 => drop(fields.remove(&name)),
        1 => {
            let moved = fields.remove(&name).unwrap_or_default();
            fields.insert(mutate::text(random, &name, 300), moved);
        }
        2 => drop(fields.insert(mutate::chance(random, 40), json!({ "more": [name] }))),
        _ => {
            if let Some(value) = fields.get_mut(&name) {
                change(random, value);
            }
        }
    }
}

fn strange(random: &mut Random, value: &Value) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(random.one_in(2)),
        2 => json!(random.number()),
        3 => json!(*random.pick(&[0, -1, i64::MIN, i64::MAX, 65_536, 4_294_967_296])),
        4 => json!(*random.pick(&[0.5, -0.0, 1e300, f64::MIN_POSITIVE])),
        5 => json!(mutate::chance(random, 400)),
        6 => json!([value.clone()]),
        7 => json!({ "text": value.clone() }),
        8 => json!("x".repeat(random.length(4_096))),
        9 if value.to_string().len() < REPEATED_BYTES_MAX => {
            (0..random.below(200)).fold(value.clone(), |inner, _| json!([inner]))
        }
        10 => json!([]),
        _ => match value {
            Value::String(text) => json!(mutate::text(random, text, 4_096)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => json!({}),
        },
    }
}
