//! Every kind of plain text, as the blocks it becomes, one a line.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{account, blocks};
use crate::read::block::{Block, Text};

/// A block on one line: `#2 heading`, `2. item`, `ada> said`, `!Warning text`, `~Code words`.
pub(super) fn shown(block: &Block) -> String {
    match block {
        Block::Title(text) => format!("#0 {text}"),
        Block::Heading { level, text } => format!("#{level} {text}"),
        Block::Left(left) => format!("~{:?} {}", left.why, left.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Block::Table(table) => format!("|{}| {:?} {:?}", table.caption, table.header, table.rows),
        Block::Text(Text { text, item, quoted, speaker, label, .. }) => {
            let item = item.map(|item| {
                let number = item.number.map_or(String::new(), |number| number.to_string());
                let done = item.done.map_or("", |done| if done { "x" } else { "o" });
                format!("{}{number}{done} ", "-".repeat(usize::from(item.depth)))
            });
            let quoted = if *quoted { "> " } else { "" };
            let speaker = speaker.as_ref().map(|speaker| format!("{speaker}: "));
            let label = label.as_ref().map(|label| format!("!{label} "));
            let text = text.replace(['\u{E000}', '\u{E001}'], "`");
            [item.as_deref(), Some(quoted), speaker.as_deref(), label.as_deref(), Some(&text)]
                .into_iter()
                .flatten()
                .collect()
        }
    }
}

fn read(text: &str) -> Vec<String> {
    blocks(text).iter().map(shown).collect()
}

fn folder(path: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.into_iter().filter_map(|path| std::fs::read_to_string(&path).ok().map(|text| (path, text))).collect()
}

/// The cases beside the integration tests; each has its blocks next to it.
fn cases() -> Vec<(PathBuf, String)> {
    folder("tests/plain").into_iter().filter(|(path, _)| path.extension().is_none_or(|end| end != "blocks")).collect()
}

#[test]
fn every_case_becomes_its_blocks() {
    for (path, text) in cases() {
        let golden = path.with_extension(format!("{}.blocks", path.extension().unwrap().to_str().unwrap()));
        let shown = read(&text).join("\n") + "\n";
        if std::env::var_os("GOLDEN").is_some() {
            std::fs::write(&golden, &shown).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&golden).unwrap(), shown, "{path:?}: GOLDEN=write writes it anew");
    }
}

#[test]
fn every_word_of_every_fixture_ends_in_a_block() {
    for (path, text) in cases().into_iter().chain(folder("../../tests/fixtures")) {
        assert_eq!(account::missing(&text, &blocks(&text)), Vec::<String>::new(), "{path:?}");
    }
}

/// Lines of all cases, some of them deeper, cut or glued together.
fn mutated() -> impl Strategy<Value = String> {
    let lines: Vec<String> = cases().iter().flat_map(|(_, text)| text.lines().map(str::to_owned)).collect();
    let line = (0..lines.len(), 0usize..6, 0usize..80, 0u8..12).prop_map(move |(place, deeper, cut, kind)| {
        let line = lines[place].clone();
        match kind {
            0 => format!("{}{line}", " ".repeat(deeper)),
            1 => line.chars().take(cut).collect(),
            2 => line.chars().skip(cut).collect(),
            3 => format!("> {line}"),
            4 => String::new(),
            _ => line,
        }
    });
    proptest::collection::vec(line, 1..40).prop_map(|lines| lines.join("\n"))
}

#[test]
fn the_label_of_a_block_is_told_where_its_lines_have_labels_of_their_own() {
    let text = "[WARNING]\nNOTE: Never press twice.\nWarnings are below:\nifdef::online[]";
    assert!(read(text).contains(&"~Metadata Warning".to_owned()), "{:?}", read(text));
    assert_eq!(account::missing(text, &blocks(text)), Vec::<String>::new());
}

proptest! {
    #[test]
    fn every_word_of_a_mutated_text_ends_in_a_block(text in mutated()) {
        prop_assert_eq!(account::missing(&text, &blocks(&text)), Vec::<String>::new());
    }

    #[test]
    fn every_word_of_any_text_ends_in_a_block(text in "[a-cA-B0-2 \\n\\t>*#=|+.:;`'_<>\\[\\](){}/@&-]{0,200}") {
        prop_assert_eq!(account::missing(&text, &blocks(&text)), Vec::<String>::new());
    }
}
