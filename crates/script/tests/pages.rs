//! Pages as a whole: what the document of a page holds, and that no markup is slow.

use std::time::{Duration, Instant};

use protocol::SourceFormat;
use script::{Document, read};

/// Bytes of a page of one repeated tag: four times what most hostile inputs have, as only reading is timed.
const BYTES: usize = 96 * 1024;
/// Time limit for one page: linear work takes a third of it in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(3);

const STORY: &str = "<p>The team has written down what it changed this month and why it did so at all.</p>\
    <p>A lid that is too heavy stays where it is, and so the box under it stays full.</p>\
    <p>Nobody has complained about the new lid since it became half as heavy as it was.</p>";

fn sentences(page: &str) -> Vec<String> {
    let document: Document = read(page, SourceFormat::Html).expect("it can be read");
    document.paragraphs.into_iter().flat_map(|paragraph| paragraph.sentences).collect()
}

fn says(page: &str, text: &str) -> bool {
    sentences(page).iter().any(|sentence| sentence.contains(text))
}

#[test]
fn struck_hidden_and_surrounding_words_are_not_said() {
    let page = format!(
        "<title>Lids | Lid Press</title><nav><p>Go home or go away from here.</p></nav><article><h1>Lids</h1>{STORY}\
         <p>The lids are stored in <s>four</s> <ins>five</ins> rooms of the house.</p>\
         <p hidden>This is not for the eyes of anybody.</p></article>\
         <section id=comments><p>A great post, and thanks for it.</p></section><footer><p>All of the rights are reserved here.</p></footer>"
    );
    assert!(says(&page, "stored in five rooms"), "{:?}", sentences(&page));
    for text in ["four", "eyes of anybody", "go away", "great post", "rights"] {
        assert!(!says(&page, text), "{text}");
    }
}

#[test]
fn text_in_layout_tables_and_preformatted_text_is_said() {
    let lines = "The lid was too heavy for most of the people\nwho had to lift it every day. So the team made\nit lighter, and nobody has complained since.\n";
    let table =
        format!("<table><tr><td><h2>Lids get lighter</h2>{STORY}</td></tr></table><p>Copyright 2031, Lid Press.</p>");
    assert!(says(&table, "half as heavy") && !says(&table, "2031"));
    let page = format!("<p>Docs txt pdf Tracker</p><pre>\n{lines}\n{lines}</pre>");
    assert!(says(&page, "made it lighter"), "{:?}", sentences(&page));
}

fn saved(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/pages").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

#[test]
fn of_saved_pages_the_text_is_said_and_what_is_not_shown_is_not() {
    let noise = [
        ("hidden", ["ucket", "sponsor", "pipes"].as_slice()),
        ("newsletter-nested", &["who is bringing", "browser", "receive", "unsubscribe"]),
        ("newsletter-columns", &["one chart about", "nsubscribe"]),
    ];
    for (name, noise) in noise {
        let said = sentences(&saved(&format!("{name}.html"))).join(" ").to_lowercase();
        let words = |text: &str| -> Vec<String> {
            text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
        };
        let known = words(&said);
        for line in saved(&format!("{name}.txt")).lines().skip(1).filter(|line| line.ends_with('.')) {
            let missing = words(line).into_iter().filter(|word| !known.contains(word)).count();
            assert!(missing <= 2, "{name}: {line}");
        }
        for text in noise {
            assert!(!said.contains(text), "{name}: {text}");
        }
    }
}

#[test]
fn formulas_and_powers_are_said_in_words() {
    let page = format!(
        "<article>{STORY}<p>The energy is <math><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math> and the area is 5 m<sup>2</sup> today.</p></article>"
    );
    assert!(says(&page, "The energy is m c squared"), "{:?}", sentences(&page));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may time what must be quick")]
fn long_styles_are_read_in_linear_time() {
    let units = [
        ".a{display:none}",
        ".a ",
        "{",
        "}",
        "/*",
        "\"",
        "\\",
        "a:b;",
        "@a{",
        ".a{b:c;",
        ".a,",
        "#a>.b{display:block}",
    ];
    for unit in units {
        let css = unit.repeat(BYTES / unit.len());
        for page in [
            format!("<style>{css}</style><p class=a>a"),
            format!("<p style='{}'>a", css.replace('\'', "")),
            format!("<style>.a{{display:none}}</style><p class='{}'>a", css.replace('.', " ")),
        ] {
            let start = Instant::now();
            read(&page, SourceFormat::Html).ok();
            assert!(start.elapsed() < PATIENCE, "{unit} took {:?}", start.elapsed());
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may time what must be quick")]
fn repeated_tags_are_read_in_linear_time() {
    let units = [
        "<h2>a",
        "<h2>Comments</h2>a",
        "<table><tr><td>",
        "<tr><td rowspan=99 colspan=99>a",
        "<dl><dt>a",
        "<ul><li>a",
        "<ol reversed><li>a",
        "<math><mrow>",
        "<mrow><mi>x</mi>",
        "x<sup>2",
        "<div class=warning>a",
        "<aside>a",
        "<p><b>Ada:</b> a?</p>",
        "<li><a href=#a>a</a>",
        "<svg><p>",
        "<b><p>",
        "<x a=\"",
        "<q>",
        "<br>a",
        "<p style='opacity:0'>a",
        "<td style='font-size:0'>a",
        "<td style='color:#fff;background:#fff'>a<p style='color:red'>a",
        "<table cellpadding=0 cellspacing=0><tr><td>a<td>a",
        "<template shadowrootmode=open>a",
        "<style>.a{display:none}</style><p class=a>a",
        "<style>.a{/*",
        "<style>@media{\"",
    ];
    for unit in units {
        let page = format!("<table>{}", unit.repeat(BYTES / unit.len()));
        let start = Instant::now();
        read(&page, SourceFormat::Html).ok();
        assert!(start.elapsed() < PATIENCE, "{unit} took {:?}", start.elapsed());
    }
}
