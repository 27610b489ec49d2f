//! Admonitions of other dialects: `!!! warning`, `:::danger`.

use crate::marks::FENCE;

/// The text with the first and the last line of each admonition as paragraphs of their own, behind a private mark.
pub(super) fn fenced(text: &str) -> String {
    let mut kept = String::with_capacity(text.len() + 64);
    let mut indented = false;
    let mut code = false;
    for line in text.lines() {
        code ^= line.trim_start().starts_with("```");
        let blank = line.trim().is_empty();
        if indented && !blank && !line.starts_with("    ") {
            kept.push_str(&format!("\n{FENCE}\n\n"));
            indented = false;
        }
        let opened = ["!!! ", "??? ", "???+ "].iter().find_map(|mark| line.strip_prefix(mark)).filter(|_| !code);
        if let Some(rest) = opened {
            if indented {
                kept.push_str(&format!("\n{FENCE}\n"));
            }
            kept.push_str(&format!("\n{FENCE}{}\n\n", rest.replace('"', "")));
            indented = true;
        } else if line.trim_start().starts_with(":::") && !code {
            kept.push_str(&format!("\n{FENCE}{}\n\n", line.trim().trim_start_matches(':')));
        } else {
            kept.push_str(if indented { line.strip_prefix("    ").unwrap_or(line) } else { line });
            kept.push('\n');
        }
    }
    if indented {
        kept.push_str(&format!("\n{FENCE}\n"));
    }
    kept
}

/// The kind and title of a fence's first line, as a label: "danger Hot lids" is "Danger: Hot lids".
pub(super) fn label(line: &str) -> Option<String> {
    let rest = line.trim().trim_start_matches(FENCE).trim().trim_matches(['{', '}']);
    let kind: String = rest.chars().take_while(|c| c.is_alphabetic() || *c == '-').collect();
    let title = rest.get(kind.len()..).unwrap_or_default().trim_matches([' ', '[', ']', '{', '}']);
    let known = match kind.to_lowercase().as_str() {
        "" | "details" | "tabs" | "tab" | "code-group" => return None,
        "danger" | "error" => "Danger".to_owned(),
        "warning" | "caution" | "attention" => "Warning".to_owned(),
        "note" | "info" | "tip" | "hint" | "important" => crate::speech::capitalised(&kind),
        _ => return Some(if title.is_empty() { crate::speech::capitalised(&kind) } else { title.to_owned() }),
    };
    Some(if title.is_empty() { known } else { format!("{known}: {title}") })
}
