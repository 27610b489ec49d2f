//! Hostile input: may be rejected or read, but must be quick.

use std::time::{Duration, Instant};

use protocol::SourceFormat;
use script::{check, outline, read, write};

const FORMATS: [SourceFormat; 3] = [SourceFormat::Markdown, SourceFormat::Text, SourceFormat::Html];
/// Bytes of most inputs here: enough to tell linear from quadratic work in a debug build.
const BYTES: usize = 24 * 1024;
/// Time limit for one input: linear work takes a tenth of it on a busy machine, quadratic work several times as long.
const PATIENCE: Duration = Duration::from_secs(3);

fn filled(unit: &str) -> String {
    unit.repeat(BYTES / unit.len())
}

fn survive(name: &str, text: &str) {
    survive_as(&FORMATS, name, text);
}

#[expect(clippy::disallowed_methods, reason = "a test may time what must be quick")]
fn survive_as(formats: &[SourceFormat], name: &str, text: &str) {
    for format in formats.iter().copied() {
        let start = Instant::now();
        if let Ok(document) = read(text, format) {
            let outline = outline(&document);
            let hosts = ["Ada".to_owned(), "Ben".to_owned()];
            for chapter in 0..outline.chapters.len() {
                write(&document, &outline, chapter, &hosts).expect("planned");
            }
        }
        assert!(start.elapsed() < PATIENCE, "{name} as {format:?} took {:?}", start.elapsed());
    }
}

#[test]
fn repeated_marks_are_read_in_linear_time() {
    let units = [
        "[",
        "]",
        "![",
        "[](",
        "](",
        "<",
        ">",
        "> ",
        "*",
        "**a ",
        "_",
        "`",
        "``a ",
        "~~",
        "#",
        "- ",
        "1. ",
        "|",
        "\\",
        "&",
        "&#",
        "<a ",
        "<a \"",
        "<a '>",
        "<!--",
        "<![CDATA[",
        "<?",
        "</",
        "\"",
        "(",
        "((a)",
        "[^1]",
        "$",
        ". ",
        "A. ",
        "? ",
        ", ",
        ": ",
        "- a:\n",
        "\n\n",
        "a\n\n",
        "@@ -1 +1 @@\n",
        "+",
        "---\n",
        "x;",
        "a; ",
        "\u{E9}",
        "\u{1F600}",
        "\u{E000}",
        "\u{301}",
    ];
    for unit in units {
        survive(unit, &filled(unit));
    }
}

#[test]
fn deep_nesting_is_flattened() {
    let depth = 3_000;
    survive("div", &("<div>".repeat(depth) + "The end of it all is here." + &"</div>".repeat(depth)));
    survive("unclosed", &filled("<div><p><b><i>a "));
    survive("formatting", &filled("<p><b id=1>a"));
    survive("closing", &("<div>".repeat(600) + &filled("</p></b>")));
    survive("list", &("<ul><li>".repeat(2_500) + "The end of it all is here."));
    survive("quote", &(">".repeat(8_000) + " The end of it all is here."));
    survive("items", &(0..250).map(|depth| format!("{}- the item is here\n", "  ".repeat(depth))).collect::<String>());
    survive("emphasis", &("*a _b ".repeat(2_500) + &"_ *".repeat(2_500)));
}

#[test]
fn large_inputs_of_every_kind_are_read_in_time() {
    survive("hunk", "@@ -1,18446744073709551615 +1,18446744073709551615 @@\n-a\n+b\nThe end of it all is here.\n");
    survive("sentences", &filled("The worker writes a line. "));
    survive("items", &filled("- The worker writes a line of text\n"));
    survive("headings", &filled("# The head of a part\n\nThe worker writes a line.\n\n"));
    let distinct: String =
        (0..400).map(|n| format!("The worker number {n} writes line {} of it, and then rests. ", n * 7)).collect();
    survive("distinct", &distinct);
    survive("paragraphs", &distinct.replace(". ", ".\n\n"));
    survive("one sentence", &filled("the worker writes, and then rests, "));
    survive("reference links", &("[a]: /b\n".repeat(2_000) + &"[a] ".repeat(4_000)));
    survive("footnotes", &(0..600).map(|n| format!("The note[^{n}] is here.\n\n[^{n}]: text\n\n")).collect::<String>());
    survive("table", &("|a".repeat(600) + "\n" + &"|-".repeat(600) + "\n" + &"|b\n".repeat(600)));
}

/// A sentence that tells the language of a text.
const TELLING: [&str; 4] = [
    "Das ist der Satz, und er ist nicht auf Englisch, sondern in der Sprache, die man hier spricht. ",
    "Esta es la frase, y no est\u{E1} en ingl\u{E9}s, sino en la lengua que se habla aqu\u{ED}. ",
    "Voici la phrase, et elle n'est pas en anglais, mais dans la langue que l'on parle ici. ",
    "Questa \u{E8} la frase, e non \u{E8} in inglese, ma nella lingua che si parla qui. ",
];

#[test]
fn repeated_marks_are_read_in_linear_time_in_every_language() {
    let units = [
        "z. B. ",
        "1. ",
        "am 3. ",
        "12.000 ",
        "12\u{A0}000\u{A0}",
        "3,",
        "Nr. ",
        "p. ej. ",
        "EE. UU. ",
        "J. ",
        "c.-\u{E0}-d. ",
        "\u{AB} ",
        "\u{BB} ",
        "\u{201E}",
        "\u{BF}",
        "u\u{308}",
        "l'",
        "XIV. ",
        "XIXe ",
        "14 h 30 ",
        "5 \u{20AC} ",
        "1\u{BA} ",
        "Nutzer*innen ",
        "a/b/",
        "und ",
        "`--a` ",
        "[8] ",
        "https://a.de ",
    ];
    for telling in TELLING {
        // Enough of it that the rest does not change the language.
        let telling = telling.repeat(40);
        for unit in units {
            survive_as(&[SourceFormat::Text], unit, &format!("{telling}\n\n{}", unit.repeat(BYTES / 3 / unit.len())));
        }
    }
}

#[test]
fn large_inputs_of_every_language_are_read_in_time() {
    for telling in TELLING {
        survive_as(&[SourceFormat::Markdown], "sentences", &filled(telling));
        survive_as(&[SourceFormat::Markdown], "items", &filled(&format!("- {telling}\n")));
        survive_as(&[SourceFormat::Markdown], "headings", &filled(&format!("# {telling}\n\n{telling}\n\n")));
        let distinct: String = (0..200).map(|n| format!("{} {telling}", n * 7)).collect();
        survive_as(&[SourceFormat::Markdown], "distinct", &distinct);
        survive_as(&[SourceFormat::Markdown], "one sentence", &filled(&telling.replace(". ", ", ")));
    }
}

fn passes_its_own_check(text: &str, format: SourceFormat) {
    let document = read(text, format).expect("it can be read");
    let outline = outline(&document);
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    for chapter in 0..outline.chapters.len() {
        let turns = write(&document, &outline, chapter, &hosts).expect("planned");
        assert_eq!(check(&turns, &document, &outline), Ok(()), "{text}");
    }
}

#[test]
fn dashes_around_a_removed_bracket_become_one() {
    passes_its_own_check("The end of it all is near -[-128 MB of it are left to say.", SourceFormat::Text);
    passes_its_own_check("We call the tool diff -[-gids for the rest of the day.", SourceFormat::Html);
}

#[test]
fn the_longest_word_leaves_room_for_punctuation() {
    for length in script::limits::TOKEN_CHARS_MAX - 4..=script::limits::TOKEN_CHARS_MAX {
        let word = "sr".repeat(length / 2) + &"s".repeat(length % 2);
        for text in [
            format!("The end of it is {word}"),
            format!("# The head of \"{word}\"\n\nThe end of it all is here, \"{word}\", and it is \"{word}.\""),
        ] {
            if read(&text, SourceFormat::Markdown).is_ok() {
                passes_its_own_check(&text, SourceFormat::Markdown);
            }
        }
    }
}

#[test]
fn a_statement_with_the_same_beginning_is_a_different_statement() {
    let text = "- Jobs can carry a deadline.\n- Claiming a batch of jobs.\n- Claiming a batch of jobs.\nlater on it is read.\n- The rest.\n";
    passes_its_own_check(text, SourceFormat::Text);
}
