//! Rejected sources and their codes, and sources that must not be rejected.

use std::path::Path;

use protocol::Language;
use protocol::SourceFormat::{self, Html, Issue, Markdown, Several, Text};
use script::{Rejection, limits, read};

fn bad(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/bad").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

fn code(text: &str, format: SourceFormat) -> &'static str {
    read(text, format).map_or_else(|rejection| rejection.code(), |_| "accepted")
}

#[test]
fn every_bad_fixture_is_rejected_with_the_code_in_its_name() {
    let names = [
        ("source_empty.txt", Text),
        ("source_has_nul.txt", Text),
        ("source_binary.txt", Text),
        ("source_language_unsupported.nl.txt", Text),
        ("source_language_unsupported.pl.txt", Text),
        ("source_language_unsupported.ja.txt", Text),
        ("source_language_unsupported.ru.txt", Text),
        ("source_unreadable.md", Markdown),
        ("source_unreadable.html", Html),
    ];
    for (name, format) in names {
        assert_eq!(Some(code(&bad(name), format)), name.split('.').next(), "{name}");
    }
}

#[test]
fn a_source_without_words_is_rejected() {
    assert_eq!(read("", Text), Err(Rejection::Empty));
    assert_eq!(read("\u{FEFF} \n", Markdown), Err(Rejection::Empty));
    assert_eq!(read("---\n\n***\n", Markdown), Err(Rejection::Unreadable));
    // One word is a sentence: "Never." answers a question.
    assert!(read("Hi.", Text).is_ok());
    assert_eq!(read("<p></p>", Html), Err(Rejection::Unreadable));
}

#[test]
fn a_source_may_be_as_long_as_the_limit_and_no_longer() {
    let sentence = "The worker writes a line of text. ";
    let mut text = sentence.repeat(limits::SOURCE_BYTES_MAX / sentence.len() + 1);
    text.truncate(limits::SOURCE_BYTES_MAX);
    assert!(read(&text, Text).is_ok());
    text.push('x');
    assert_eq!(read(&text, Text), Err(Rejection::TooLarge));
}

#[test]
fn binary_content_is_rejected() {
    let heads =
        ["PK\u{3}\u{4}\u{14}", "GIF89a", "{\\rtf1\\ansi", "\u{FFFD}PNG\r\n\u{1A}\n", "a \u{1B}[31mred\u{1B}[0m word"];
    for head in heads {
        assert_eq!(read(&format!("{head} and some more words here."), Text), Err(Rejection::Binary), "{head:?}");
    }
    assert_eq!(read(&"\u{FFFD}\u{FFFD}ab".repeat(50), Text), Err(Rejection::Binary));
}

#[test]
fn an_overlong_word_is_rejected_in_prose_but_not_in_code_or_links() {
    let endless = "a".repeat(100_000);
    for (text, format) in [
        (endless.clone(), Text),
        (format!("# A title\n\nSome words and {endless} after them."), Markdown),
        (format!("<p>Some words and {endless} after them.</p>"), Html),
    ] {
        assert_eq!(read(&text, format), Err(Rejection::TokenTooLong));
    }
    let sentence = "The lease ends when the worker stops asking for it.";
    for (text, format) in [
        (format!("![a picture](data:image/png;base64,{endless})\n\n{sentence}"), Markdown),
        (format!("{sentence} See [the notes](https://example.com/{endless})."), Markdown),
        (format!("```\n{endless}\n```\n\n{sentence}"), Markdown),
        (format!("{sentence} Its name is `{endless}`."), Markdown),
        (format!("<img src=\"data:image/png;base64,{endless}\"><p>{sentence}</p>"), Html),
        (format!("{sentence} It is at https://example.com/{endless} for now."), Text),
    ] {
        let document = read(&text, format).expect("readable");
        assert!(document.paragraphs.iter().any(|paragraph| paragraph.sentences.iter().any(|said| said == sentence)));
    }
}

#[test]
fn short_texts_in_other_languages_are_rejected() {
    let texts = [
        "Esta \u{E9} uma frase curta que n\u{E3}o est\u{E1} em ingl\u{EA}s, mas em portugu\u{EA}s.",
        "Dit is een korte zin en die is niet in het Engels.",
        "Det h\u{E4}r \u{E4}r en kort mening som inte \u{E4}r p\u{E5} engelska.",
        "To jest kr\u{F3}tkie zdanie i nie jest to zdanie po angielsku.",
        "\u{8FD9}\u{662F}\u{4E00}\u{4E2A}\u{77ED}\u{53E5}\u{3002}",
        "\u{647}\u{630}\u{647} \u{62C}\u{645}\u{644}\u{629} \u{642}\u{635}\u{64A}\u{631}\u{629}.",
    ];
    for text in texts {
        assert_eq!(read(text, Text), Err(Rejection::LanguageUnsupported), "{text}");
    }
}

#[test]
fn a_short_text_is_read_in_its_language() {
    for (text, language) in [
        ("It is a short text, and it is in English.", Language::English),
        ("Das ist ein kurzer Satz, und er ist nicht auf Englisch.", Language::German),
        ("Ceci est une phrase courte, et elle n'est pas en anglais.", Language::French),
        ("Esta es una frase corta que no est\u{E1} en ingl\u{E9}s.", Language::Spanish),
        ("Questa \u{E8} una frase breve che non \u{E8} in inglese.", Language::Italian),
    ] {
        assert_eq!(read(text, Text).map(|document| document.language), Ok(language), "{text}");
    }
}

#[test]
fn a_refusal_names_the_languages_that_are_spoken() {
    let refused = Rejection::LanguageUnsupported.to_string();
    assert!(Language::ALL.iter().all(|language| refused.contains(language.name())), "{refused}");
}

#[test]
fn an_english_document_is_stored_as_before_languages() {
    let document = read("It is a short text, and it is in English.", Text).unwrap();
    assert!(!serde_json::to_string(&document).unwrap().contains("language"));
    let german = read("Das ist ein kurzer Satz, und er ist nicht auf Englisch.", Text).unwrap();
    let stored = serde_json::to_string(&german).unwrap();
    assert!(stored.contains(r#""language":"de""#), "{stored}");
    assert_eq!(serde_json::from_str::<script::Document>(&stored).unwrap(), german);
}

const ENGLISH: &str = "It is a short text, and it is in English for all that we know of it.";
const GERMAN: &str = "Das ist ein kurzer Satz, und er ist nicht auf Englisch, sondern auf Deutsch.";

#[test]
fn several_sources_are_in_one_language() {
    let several = |texts: &[&str]| {
        let sources: Vec<_> = texts.iter().map(|text| serde_json::json!({ "format": "text", "text": text })).collect();
        read(&serde_json::Value::from(sources).to_string(), Several).map(|document| document.language)
    };
    assert_eq!(several(&[ENGLISH, ENGLISH]), Ok(Language::English));
    assert_eq!(several(&[GERMAN, "Zwei Worte."]), Ok(Language::German), "two words tell no language");
    assert_eq!(several(&[GERMAN, ENGLISH]), Err(Rejection::LanguagesMixed));
    assert_eq!(several(&["Dit is een korte zin en die is niet in het Engels."]), Err(Rejection::LanguageUnsupported));
}

#[test]
fn a_change_is_told_in_english_or_refused() {
    let issue = |body: &str| {
        let issue = serde_json::json!({ "issue": { "title": "Deckel", "state": "open", "body": body.repeat(4) } });
        read(&issue.to_string(), Issue).map(|document| document.language)
    };
    assert_eq!(issue(ENGLISH), Ok(Language::English));
    assert_eq!(issue(GERMAN), Err(Rejection::ChangeNotEnglish));
    assert_eq!(Rejection::ChangeNotEnglish.code(), "source_language_unsupported");
}

#[test]
fn terse_technical_english_is_accepted() {
    let texts = [
        "Fix crash on start.",
        "Bump serde from 1.0.1 to 1.0.2.",
        "Add retry to upload client.",
        "Refactor parser, rename fields, drop dead code.",
        "# v1.2.0\n\n- Add `--force` flag\n- Fix panic in `parse()`\n- Remove deprecated `foo_bar` option\n",
        "Die Hard is a movie and El Ni\u{F1}o is a weather pattern.",
        "Caf\u{E9} M\u{FC}ller in K\u{F6}ln serves na\u{EF}ve d\u{E9}j\u{E0} vu.",
        "Cache warm. Build green. Ship it today.",
    ];
    for text in texts {
        let language = read(text, Markdown).map(|document| document.language);
        assert_eq!(language, Ok(Language::English), "{text}");
    }
}
