//! Questions to a model and the reading of its answers: shapes, rules, lengths, and what the embedded writer does instead.

#[path = "ask/flaws.rs"]
mod flaws;
#[path = "ask/hostile.rs"]
mod hostile;
#[path = "ask/lengths.rs"]
mod lengths;
#[path = "ask/mended.rs"]
mod mended;
#[path = "ask/outlines.rs"]
mod outlines;
#[path = "ask/properties.rs"]
mod properties;
#[path = "ask/questions.rs"]
mod questions;
#[path = "ask/sections.rs"]
mod sections;
#[path = "ask/styles.rs"]
mod styles;

use std::path::Path;

use protocol::{EpisodeFormat, SourceFormat, Style};
use script::{Document, Flaw, Outline, Turn, read_outline, read_section};
use serde_json::{Value, json};

/// A source of two sections, with numbers, names and a negation.
const MILL: &str = "# The mill at Ostby\n\n\
    ## How it was built\n\n\
    The mill at Ostby was built in 1790 by Aksel Dahl. It has four sails and grinds rye for three villages.\n\n\
    Each village paid a third of the price, 42% of it in grain. The miller did not keep any of the flour for himself. \
    The gate of the mill was open in summer.\n\n\
    ## How it burned\n\n\
    In 1902 the mill burned down in one night. The villages rebuilt it within two years, and it still turns in the wind.\n\n\
    Today the mill grinds flour for a bakery in Lund. Visitors see the stones turn on every Sunday in summer.\n";

fn mill() -> Document {
    script::read(MILL, SourceFormat::Markdown).expect("a source")
}

fn fixture(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name);
    script::read(&std::fs::read_to_string(path).expect("a fixture"), SourceFormat::Markdown).expect("readable")
}

fn hosts() -> [String; 2] {
    ["Ada".to_owned(), "Ben".to_owned()]
}

fn in_format(format: EpisodeFormat) -> Style {
    Style { format, ..Style::default() }
}

/// An answer that plans the mill in two sections.
fn plan() -> Value {
    json!({ "sections": [
        { "paragraphs": [0, 1], "says": "Aksel Dahl built the mill for three villages.", "title": "How the mill was built" },
        { "paragraphs": [2, 3], "says": "The mill burned down and was rebuilt.", "title": "How the mill burned" },
    ] })
}

fn planned(style: &Style) -> Outline {
    read_outline(&plan(), &mill(), style).expect("a sound outline")
}

/// Turns as an answer: host, text, cites.
fn turns(lines: &[(&str, &str, &[u32])]) -> Value {
    let lines: Vec<Value> =
        lines.iter().map(|(host, text, cites)| json!({ "cites": cites, "host": host, "text": text })).collect();
    json!({ "turns": lines })
}

/// Turns for the first section of the mill, the last by the guest.
const FIRST: [(&str, &str, &[u32]); 4] = [
    ("A", "Hello and welcome. I\u{2019}m Ada, and with me is Ben. The mill at Ostby was built in 1790.", &[0]),
    ("B", "It was built by Aksel Dahl, and it grinds rye for three villages.", &[0]),
    ("A", "And who paid for it?", &[]),
    ("B", "Each village paid a third of the price \u{2014} 42% of it in grain.", &[1]),
];

fn first() -> Value {
    turns(&FIRST)
}

/// The same with another last turn.
fn ending(text: &str, cites: &[u32]) -> Value {
    let [one, two, three, _] = FIRST;
    turns(&[one, two, three, ("B", text, cites)])
}

fn read_first(answer: &Value, style: &Style) -> Result<Vec<Turn>, Vec<Flaw>> {
    read_section(answer, &mill(), &planned(style), 0, style, &hosts())
}

fn codes(flaws: &[Flaw]) -> Vec<&'static str> {
    flaws.iter().map(Flaw::code).collect()
}

/// The codes of the flaws of an answer for the first section.
fn refused(answer: &Value, style: &Style) -> Vec<&'static str> {
    read_first(answer, style).map_or_else(|flaws| codes(&flaws), |_| Vec::new())
}
