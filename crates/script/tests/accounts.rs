//! Every word of a source is said or left out with a reason; other parsers tell which words a source has.

mod account;

use account::lost_words;
use proptest::prelude::*;
use protocol::SourceFormat::{self, Markdown, Text};

fn fixture(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

fn lost(text: &str, format: SourceFormat) -> Vec<String> {
    script::account(text, format).map_or_else(|_| Vec::new(), |account| lost_words(text, format, &account))
}

#[test]
fn no_word_of_a_fixture_ends_nowhere() {
    for (name, format) in [
        ("article.md", Markdown),
        ("release-notes.md", Markdown),
        ("review.md", Markdown),
        ("benchmark.md", Markdown),
        ("essay.txt", Text),
    ] {
        assert_eq!(lost(&fixture(name), format), Vec::<String>::new(), "{name}");
    }
}

/// Pieces of Markdown, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[A-Z][a-z]{1,9}( [a-z]{1,12}){2,14}[.?!:] ",
        1 => "\n\n#{1,4} [A-Za-z ]{3,40}\n\n",
        1 => "\n\n## (References|Security|Contents|Rejected|Added|See also)\n\n",
        2 => "\n[-*] (\\[[ x]\\] )?[A-Za-z ]{5,60}\n",
        1 => "\n[0-9]\\. [A-Za-z ]{3,30}\n",
        1 => "\\[[a-z ]{3,20}\\]\\((#|https://example\\.org/)[a-z]{1,9}\\) ",
        1 => "!\\[[a-z ]{3,20}\\]\\([a-z]{1,9}\\.png\\) ",
        1 => "~~[a-z ]{3,20}~~ ",
        1 => "\n\n> (\\[!(NOTE|WARNING)\\]\n> )?[A-Za-z ]{5,40}\\.\n\n",
        1 => "\n\n```[a-z]{0,4}\n[a-z(){} ;]{3,60}\n```\n\n",
        1 => "\n\n\\| [a-z]{1,9} \\| [a-z]{1,9} \\|\n\\| --- \\| --- \\|\n(\\| [a-z ]{1,19} \\| [0-9]{1,4} \\|\n){1,9}\n",
        1 => "\\*\\*[A-Z][a-z]{2,9}:?\\*\\*:? ",
        1 => "\n[A-Z][a-z]{2,9}: [a-z0-9 ]{3,30}\n",
        1 => "`[a-zA-Z_:(){}.<>=-]{1,24}` ",
    ];
    proptest::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_markdown_ends_nowhere(text in markdown()) {
        prop_assert_eq!(lost(&text, Markdown), Vec::<String>::new());
    }
}
