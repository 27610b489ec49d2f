//! The source as data: one line of JSON for each heading and paragraph, so that no text can end the line it is in.

use serde_json::{Map, Value, json};

use crate::document::Document;
use crate::limits;

/// A heading or a paragraph; a long text of either is cut.
struct Line<'d> {
    /// The members before the text.
    head: Map<String, Value>,
    name: &'static str,
    text: String,
    speaker: Option<&'d str>,
}

/// These paragraphs with their headings, at most `limits::ASKED_BYTES_MAX`: the longest texts are cut to one length. Of
/// too many paragraphs, some are left out at equal distances.
pub(super) fn lines(document: &Document, paragraphs: &[u32]) -> String {
    let mut found: Vec<Line<'_>> = Vec::new();
    let mut section = None;
    let headings = document.sections.len().min(paragraphs.len());
    let step = (paragraphs.len() + headings).div_ceil(limits::ASKED_LINES_MAX).max(1);
    for index in paragraphs.iter().step_by(step) {
        let Some(paragraph) = document.paragraph(*index) else { continue };
        let own = document.sections.get(document.section_of(*index));
        let heading = own.filter(|own| section != Some(own.first)).filter(|own| !own.heading.is_empty());
        section = own.map(|own| own.first);
        found.extend(heading.map(|own| Line {
            head: Map::new(),
            name: "heading",
            text: own.heading.clone(),
            speaker: None,
        }));
        let head = Map::from_iter([("n".to_owned(), json!(index))]);
        let speaker = paragraph.speaker.as_deref();
        found.push(Line { head, name: "text", text: paragraph.sentences.join(" "), speaker });
    }
    let bytes_max = fair_share(&found);
    found.iter().map(|line| fitted(line, bytes_max) + "\n").collect()
}

/// Bytes of a line with which all of them fit.
fn fair_share(lines: &[Line<'_>]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|line| written(line, line.text.len()).len() + 1).collect();
    lengths.sort_unstable();
    let mut room = limits::ASKED_BYTES_MAX;
    for (nth, length) in lengths.iter().enumerate() {
        let share = room.checked_div(lengths.len() - nth).unwrap_or_default();
        if *length > share {
            return share;
        }
        room = room.saturating_sub(*length);
    }
    limits::ASKED_BYTES_MAX
}

fn fitted(line: &Line<'_>, bytes_max: usize) -> String {
    let mut end = line.text.len();
    loop {
        let json = written(line, end);
        if json.len() < bytes_max || end == 0 {
            return json;
        }
        end = (end.saturating_mul(bytes_max).checked_div(json.len() + 1).unwrap_or_default()).min(end - 1);
    }
}

fn written(line: &Line<'_>, end: usize) -> String {
    let end = (0..=end).rev().find(|at| line.text.is_char_boundary(*at)).unwrap_or_default();
    let mut members = line.head.clone();
    if let Some(speaker) = line.speaker {
        let name: String = speaker.chars().take(limits::HOST_CHARS_MAX).collect();
        members.insert("speaker".to_owned(), json!(name));
    }
    members.insert(line.name.to_owned(), json!(line.text.get(..end).unwrap_or_default()));
    encoded(&Value::Object(members))
}

/// The value as JSON on one line; what is neither ASCII, a letter nor a digit is escaped, so that nothing is invisible.
pub(super) fn encoded(value: &Value) -> String {
    let json = value.to_string();
    if json.is_ascii() {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() || c.is_alphanumeric() {
            text.push(c);
        } else {
            text.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}
