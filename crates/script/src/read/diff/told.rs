//! Sentences about a diff: which files, where in them, how much. What the lines mean is not guessed.

use super::region::File;
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use crate::read::block::{Block, Item, squeeze};

/// Files named one by one; the rest are counted.
const FILES_MAX: usize = 8;
/// Places named in one file.
const PLACES_MAX: usize = 3;
/// Files that are made by tools or by others.
const GENERATED: [&str; 15] = [
    "Cargo.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "go.sum",
    "poetry.lock",
    "Gemfile.lock",
    "composer.lock",
    "vendor/",
    "node_modules/",
    ".min.js",
    ".min.css",
    ".snap",
    "third_party/",
    "/generated/",
];

pub(super) fn told(files: &[File]) -> Vec<Block> {
    let (made, own): (Vec<&File>, Vec<&File>) = files.iter().partition(|file| is_generated(file));
    let mut blocks = Vec::new();
    if let [only] = own.as_slice() {
        blocks.push(Block::prose(format!("The change is in {}.", one(only))));
        comments(&mut blocks, only);
    } else if !own.is_empty() {
        let (added, removed) =
            own.iter().fold((0, 0), |(added, removed), file| (added + file.added, removed + file.removed));
        let counts = counts(added, removed).map_or(String::new(), |counts| format!(", with {counts}"));
        blocks.push(Block::prose(format!("The change touches {} files{counts}:", own.len())));
        for file in own.iter().take(FILES_MAX) {
            blocks.push(Block::item(format!("{}.", one(file)), Item { depth: 1, ..Item::default() }));
        }
        if own.len() > FILES_MAX {
            let rest = format!("And {} more.", plural(own.len() - FILES_MAX, "file"));
            blocks.push(Block::item(rest, Item { depth: 1, ..Item::default() }));
        }
        own.iter().for_each(|file| comments(&mut blocks, file));
    }
    if !made.is_empty() {
        let lines: usize = made.iter().map(|file| file.added + file.removed).sum();
        let files = plural(made.len(), "generated file");
        let changed = if made.len() == 1 { "changes" } else { "change" };
        let lines = if lines > 0 { format!(", in {}", plural(lines, "line")) } else { String::new() };
        blocks.push(Block::prose(format!("Also, {files} {changed}{lines}.")));
    }
    blocks
}

fn comments(blocks: &mut Vec<Block>, file: &File) {
    blocks.extend(file.comments.iter().map(|comment| Block::prose(squeeze(comment))));
}

fn is_generated(file: &File) -> bool {
    let path = file.after.as_deref().or(file.before.as_deref()).unwrap_or_default();
    GENERATED.iter().any(|part| path.contains(part))
}

/// "src/lid.rs, in press: 4 lines added, 1 removed", "src/lid.rs, which is new: 30 lines added".
fn one(file: &File) -> String {
    let name = |path: &Option<String>| path.as_deref().map_or("one file".to_owned(), code);
    let path = if file.is_deleted { name(&file.before) } else { name(&file.after) };
    let renamed = file.is_renamed && file.before != file.after;
    let mut text = path;
    if file.is_deleted {
        text.push_str(", which is deleted");
    } else if renamed {
        text.push_str(&format!(", which was {}", name(&file.before)));
    } else if file.is_new {
        text.push_str(", which is new");
    } else if !file.places.is_empty() {
        let places: Vec<String> = file.places.iter().take(PLACES_MAX).map(|place| code(place)).collect();
        text.push_str(&format!(", in {}", listed(&places, file.places.len() > PLACES_MAX)));
    }
    if file.is_binary {
        text.push_str(", a binary file");
    }
    match file.mode.as_deref() {
        Some("100755") => text.push_str(", now executable"),
        Some("100644") => text.push_str(", no longer executable"),
        Some(_) | None => {}
    }
    match counts(file.added, file.removed) {
        Some(counts) => format!("{text}: {counts}"),
        None => text,
    }
}

fn listed(places: &[String], more: bool) -> String {
    match places {
        _ if more => format!("{} and elsewhere", places.join(", ")),
        [first, last] => format!("{first} and {last}"),
        _ => places.join(", "),
    }
}

fn counts(added: usize, removed: usize) -> Option<String> {
    match (added, removed) {
        (0, 0) => None,
        (added, 0) => Some(format!("{} added", plural(added, "line"))),
        (0, removed) => Some(format!("{} removed", plural(removed, "line"))),
        (added, removed) => Some(format!("{} added, {removed} removed", plural(added, "line"))),
    }
}

fn plural(count: usize, name: &str) -> String {
    if count == 1 { format!("1 {name}") } else { format!("{count} {name}s") }
}

fn code(name: &str) -> String {
    format!("{CODE_OPEN}{name}{CODE_CLOSE}")
}

/// The name that a line declares: `fn send(&self)`, `def send(self):`, `class Upload {`.
pub(super) fn function(line: &str) -> Option<String> {
    let mut words = line.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let line = line.trim_end();
    let declares = line.ends_with(['{', ':', ')', ',', '(']) || line.contains('(');
    let keywords = [
        "fn",
        "def",
        "function",
        "func",
        "class",
        "struct",
        "enum",
        "trait",
        "impl",
        "interface",
        "module",
        "mod",
        "sub",
    ];
    let comment = ["//", "#", "*", "--"].iter().any(|mark| line.trim_start().starts_with(mark));
    let found = words.by_ref().take(4).any(|word| keywords.contains(&word));
    let name = words.next().filter(|name| name.chars().any(char::is_alphabetic));
    (found && declares && !comment).then_some(name?.to_owned())
}
