//! The words of a source as other parsers find them, and those that end nowhere: neither said nor left out.

#![expect(clippy::wildcard_enum_match_arm, reason = "only the nodes with text are looked at")]

use std::collections::BTreeMap;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use protocol::SourceFormat;
use script::Account;

/// The words that another parser finds in a source and that the account has fewer of.
pub(crate) fn lost_words(text: &str, format: SourceFormat, account: &Account) -> Vec<String> {
    let told = account.told.iter().map(String::as_str).chain(account.left.iter().map(|left| left.text.as_str()));
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for word in told.flat_map(words) {
        *known.entry(word).or_default() += 1;
    }
    let mut lost = Vec::new();
    for word in source_words(text, format) {
        match known.get_mut(&word).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => lost.push(word),
        }
    }
    lost
}

/// The words of a source without its markup.
pub(crate) fn source_words(text: &str, format: SourceFormat) -> Vec<String> {
    match format {
        SourceFormat::Markdown => words(&markdown_text(text, true)).collect(),
        SourceFormat::Html => words(&html_text(text, &[])).collect(),
        // What is told of a change is told in other words.
        SourceFormat::Diff | SourceFormat::Review | SourceFormat::Issue | SourceFormat::Changelog => Vec::new(),
        SourceFormat::Text | SourceFormat::Several => text.lines().map(without_bullet).flat_map(words).collect(),
    }
}

/// A line without the bullet of RFCs, which is a letter.
fn without_bullet(line: &str) -> &str {
    line.trim_start().strip_prefix("o ").unwrap_or(line)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let bare: String = text.chars().filter(|c| !matches!(c, '\u{E000}'..='\u{E004}' | '~')).collect();
    let parts = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}

/// The text of Markdown, with its blocks of code or without them.
pub(crate) fn markdown_text(text: &str, with_code: bool) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    let arena = Arena::new();
    let mut found = String::new();
    for node in parse_document(&arena, text, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => found.push_str(text),
            NodeValue::Code(code) => found.push_str(&code.literal),
            NodeValue::CodeBlock(code) if with_code => found.push_str(&format!(" {}", code.literal)),
            NodeValue::Math(math) => found.push_str(&math.literal),
            NodeValue::HtmlBlock(html) => found.push_str(&format!(" {}", html_text(&html.literal, &[]))),
            NodeValue::HtmlInline(tag) if tag.contains("<su") => found.push(' '),
            value if value.block() || matches!(value, NodeValue::SoftBreak | NodeValue::LineBreak) => found.push(' '),
            _ => {}
        }
    }
    found
}

/// The text of a page but scripts, styles and templates, and `without` these elements.
pub(crate) fn html_text(page: &str, without: &[&str]) -> String {
    const PHRASES: [&str; 9] = ["a", "b", "code", "em", "i", "s", "span", "strong", "tt"];
    let page = scraper::Html::parse_document(page);
    let silent = ["script", "style", "template", "noscript"];
    let texts = page.tree.nodes().filter_map(|node| {
        let text = node.value().as_text()?;
        let named = |of: &scraper::Node, names: &[&str]| of.as_element().is_some_and(|e| names.contains(&e.name()));
        let hidden = node.ancestors().any(|above| named(above.value(), &silent) || named(above.value(), without));
        // A word may go on behind an element: `<code>fflush</code>es`.
        let after = node.prev_sibling().is_some_and(|before| named(before.value(), &PHRASES));
        (!hidden).then(|| format!("{}{}", if after { "" } else { " " }, &**text))
    });
    texts.collect()
}
