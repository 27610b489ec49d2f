//! JSON in the text of an answer.

use serde_json::{Deserializer, Value};

use crate::{Content, limits};

/// End of reasoning that open models put before their answer.
const REASONED: &str = "</think>";

/// The object in a text, or else the text; `None` if there are no words.
///
/// Tried in order: the text itself, a text within JSON, the longest object amid prose, which covers fences.
pub(super) fn content(text: &str) -> Option<Content> {
    let text = text.rsplit_once(REASONED).map_or(text, |(_, answer)| answer);
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if text.is_empty() {
        return None;
    }
    let object = match serde_json::from_str::<Value>(text) {
        Ok(json @ Value::Object(_)) => Some(json),
        Ok(Value::String(inner)) => longest_object(&inner),
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) | Err(_) => longest_object(text),
    };
    Some(object.map_or_else(|| Content::Text(text.to_owned()), Content::Json))
}

/// The longest, because prose before it may show a small example.
fn longest_object(text: &str) -> Option<Value> {
    let mut longest = None;
    let mut length = 0;
    let mut rest = text;
    for _ in 0..limits::OBJECTS_TRIED_MAX {
        let Some((_, from_brace)) = rest.find('{').and_then(|brace| rest.split_at_checked(brace)) else { break };
        let mut values = Deserializer::from_str(from_brace).into_iter::<Value>();
        let taken = match values.next() {
            Some(Ok(json)) => {
                let end = values.byte_offset();
                if end > length {
                    (length, longest) = (end, Some(json));
                }
                end
            }
            Some(Err(_)) | None => 1,
        };
        rest = from_brace.get(taken..).unwrap_or_default();
    }
    longest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_is_found_wherever_it_is() {
        for text in [
            r#"{"a":1}"#,
            "\u{feff} \n{\"a\":1}\n",
            "```json\n{\"a\":1}\n```",
            "```\n{\"a\":1}\n```",
            "~~~\n{\"a\": 1}\n~~~",
            "Here it is [1]:\n\n```json\n{\"a\":1}\n```\nAnything else?",
            r#"Of the form {"a":…}, as in {}: {"a":1}. Done {now}."#,
            r#""{\"a\":1}""#,
            r#"{"a":1} is all, and {} is none."#,
            r#"[{"a":1}]"#,
            "<think>maybe {\"a\":2,\"b\":3}?</think>\n{\"a\":1}",
        ] {
            assert_eq!(content(text), Some(Content::Json(json!({ "a": 1 }))), "{text}");
        }
    }

    #[test]
    fn text_without_an_object_stays_text() {
        for text in ["No.", r#"{"a":1"#, "[1, 2]", "{{{{", "42", "\"quoted\"", "{'a': 1}"] {
            assert_eq!(content(text), Some(Content::Text(text.to_owned())), "{text}");
        }
        for text in ["", " \n\t", "\u{feff}", "<think>hm</think>\n"] {
            assert_eq!(content(text), None, "{text:?}");
        }
    }

    #[test]
    fn text_made_to_be_slow_is_bounded() {
        let nested = r#"{"a":"#.repeat(20_000);
        assert_eq!(content(&nested), Some(Content::Text(nested.clone())));
        let cut = format!("{}\"{}", r#"{"a":[["#.repeat(40), "x".repeat(20_000));
        assert!(matches!(content(&cut), Some(Content::Text(_))));
    }
}
