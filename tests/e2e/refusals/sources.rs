//! Texts that cannot become an episode.

use std::fs;
use std::path::Path;

use tests::repository;

use super::{Bad, bad};
use crate::work;

const SOURCE_BYTES_MAX: usize = 1024 * 1024;

pub(super) fn all() -> Vec<Bad> {
    let mut all = fixtures();
    all.push(source("an empty source", (422, "source_empty"), "markdown", String::new()));
    all.push(source("white space only", (422, "source_empty"), "text", " \n\t\r\n".repeat(1_000)));
    all.push(source("markup without a word", (422, "source_unreadable"), "html", "<p></p><br>".repeat(100)));
    all.push(source("one word of 100000 letters", (422, "source_token_too_long"), "text", "a".repeat(100_000)));
    let token = format!("This text has one word that nobody can say: {}.", "x".repeat(100_000));
    all.push(source("a word of 100000 letters in a sentence", (422, "source_token_too_long"), "markdown", token));
    let long = "All of it can be read. ".repeat(SOURCE_BYTES_MAX / 23 + 1);
    all.push(source("a source over the size limit", (413, "source_too_large"), "text", long));
    let machine_code = "\u{7f}ELF\u{2}\u{1}\u{1}".to_owned() + &"\u{8}\u{1b}".repeat(50);
    all.push(source("control characters", (422, "source_binary"), "text", machine_code));
    all
}

/// Each file of `bad/` is named after the code it is refused with.
fn fixtures() -> Vec<Bad> {
    let folder = repository().join("tests/fixtures/bad");
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    paths.iter().map(|path| fixture(path)).collect()
}

fn fixture(path: &Path) -> Bad {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let code = name.split('.').next().unwrap_or_default();
    let code = protocol::Code::from_wire(code).unwrap_or_else(|| panic!("{name} is not named after a code"));
    let format = match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => "markdown",
        Some("html") => "html",
        Some(_) | None => "text",
    };
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    source(&name, (422, code.as_str()), format, text)
}

fn source(name: &str, expected: (u16, &'static str), format: &'static str, text: String) -> Bad {
    bad(name, expected, move |client| client.submit(&work::key(), &work::source(format, &text)).send())
}
