//! Front matter in YAML or TOML: the title, the status, and the rest as metadata.

use super::Block;
use crate::left::Why;

/// Keys whose value changes what the text means.
const TOLD: [&str; 3] = ["status", "severity", "decision"];

/// The blocks of the front matter, and the text after it.
pub(super) fn split(text: &str) -> (Vec<Block>, &str) {
    for (fence, assign) in [("---", ':'), ("+++", '=')] {
        let inner = text.trim_start().strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n'));
        let Some(inner) = inner else { continue };
        let Some((front, body)) = inner.split_once(&format!("\n{fence}\n")) else { continue };
        return (front.lines().flat_map(|line| blocks(line, assign)).collect(), body);
    }
    (Vec::new(), text)
}

fn blocks(line: &str, assign: char) -> Vec<Block> {
    let Some((key, value)) = line.split_once(assign) else { return vec![Block::left(Why::Metadata, line)] };
    let (key, value) = (key.trim(), value.trim().trim_matches(['"', '\'']));
    match key.to_lowercase().as_str() {
        "title" if !value.is_empty() => vec![Block::left(Why::Metadata, key), Block::Title(value.to_owned())],
        key if TOLD.contains(&key) && !value.is_empty() => vec![Block::prose(format!("{key}: {value}"))],
        _ => vec![Block::left(Why::Metadata, line)],
    }
}
