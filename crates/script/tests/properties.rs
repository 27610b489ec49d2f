//! Properties of every episode: nothing invented, nothing repeated, nothing too long to say.

use std::collections::BTreeSet;

use proptest::prelude::*;
use protocol::{Language, SourceFormat};
use script::{Defect, Document, Host, Outline, Turn, check, limits, outline, read, write};

fn format() -> impl Strategy<Value = SourceFormat> {
    prop_oneof![Just(SourceFormat::Markdown), Just(SourceFormat::Text), Just(SourceFormat::Html)]
}

/// Pieces that make up a plausible text of any format, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[A-Z][a-z]{1,9}( [a-z]{1,12}){2,14}[.?!] ",
        2 => "(The|A|It|This|But|If|When|For example,) [a-z]{1,9}( [a-z]{1,9}){3,40}, (and|which|because) [a-z ]{3,60}\\. ",
        2 => "\n\n#{1,4} [A-Za-z' ]{1,40}\n\n",
        1 => "\n\n[A-Z][a-z ]{4,30}:\n\n",
        1 => "\n\n## \\[?v?[0-9]\\.[0-9]{1,2}\\.[0-9](-rc\\.1)?\\]?( - 2026-0[1-9]-1[0-9]| \\(May 3, 2026\\))?\n\n",
        1 => "\n\n#{2,3} ([1-9]\\. |Step 2: )?(How|Why|What|Use|The|Fixed|Known Issues|A lease is)( [a-zA-Z]{2,9}){0,4}[?:]?\n\n",
        1 => "[a-z]{2,6}(---|--|\u{2014}|/|\\.\\.\\.|&|->)[a-z]{2,6} ",
        1 => "\n- [A-Za-z ]{5,60}\n",
        1 => "<(p|div|h2|li|b|nav|article)>[a-z ]{0,40}</(p|div|h2)> ",
        1 => "`[a-zA-Z_:(){}.]{1,24}` ",
        1 => "[0-9]{1,4}([.,:/-][0-9]{1,3})?(ms|GB/s|%|x| KB|k)? ",
        1 => "(\\$[0-9]{1,3}(\\.[0-9]{2})?|v[0-9]\\.[0-9]|#[0-9]{1,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}) ",
        1 => "\\PC{0,12}",
        1 => Just("\n\n".to_owned()),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A text in another language than English: sentences that tell which, and pieces of any kind among them.
fn foreign() -> impl Strategy<Value = (Language, String)> {
    const TELLING: [(Language, &str); 4] = [
        (
            Language::German,
            "Das ist der Satz, und er ist nicht auf Englisch, sondern in der Sprache, die man hier spricht. ",
        ),
        (
            Language::Spanish,
            "Esta es la frase, y no est\u{E1} en ingl\u{E9}s, sino en la lengua que se habla aqu\u{ED}. ",
        ),
        (Language::French, "Voici la phrase, et elle n'est pas en anglais, mais dans la langue que l'on parle ici. "),
        (Language::Italian, "Questa \u{E8} la frase, e non \u{E8} in inglese, ma nella lingua che si parla qui. "),
    ];
    let piece = prop_oneof![
        6 => "[A-Z\u{C4}\u{C9}][a-z\u{E4}\u{E8}\u{F1}]{1,9}( [a-z\u{F6}\u{E9}\u{F3}]{1,12}){2,14}[.?!] ",
        2 => "\n\n#{1,4} [A-Za-z' \u{E9}\u{FC}]{1,40}\n\n",
        1 => "\n\n## (Einleitung|Beispiele|Conclusiones|R\u{E9}sum\u{E9}|Novit\u{E0}|Behoben|Sicherheit|1\\.2\\.0|Kapitel 3: Was)\n\n",
        2 => "\n- [A-Za-z\u{E4}\u{F3} ]{5,60}\n",
        1 => "\n\n[A-Z][a-z\u{E0} ]{4,30}:\n\n",
        1 => "`[a-zA-Z_:(){}.]{1,24}` ",
        2 => "(z\\. B\\.|d\\. h\\.|usw\\.|p\\. ej\\.|etc\\.|p\\. ex\\.|M\\.|ecc\\.|Nr\\. 5|am 3\\. Mai|XIXe|2\u{BA}|14h30|5 \u{20AC}|12,5 %) ",
        1 => "[\u{AB}\u{BB}\u{201E}\u{201C}\u{BF}\u{A1}] ?",
        1 => "\n\n\\| a \\| b \\|\n\\|---\\|---\\|\n\\| [a-z\u{E9}]{2,9} \\| [0-9]{1,3},[0-9] \\|\n\\| [a-z]{2,9} \\| 7 \\|\n\n",
        1 => "\\PC{0,12}",
        1 => Just("\n\n".to_owned()),
    ];
    (prop::sample::select(&TELLING[..]), proptest::collection::vec(piece, 0..40)).prop_map(
        |((language, telling), pieces)| {
            let told = telling.repeat(2 + pieces.len());
            (language, format!("{told}\n\n{}", pieces.concat()))
        },
    )
}

fn episode(document: &Document, hosts: &[String; 2]) -> (Outline, Vec<Turn>) {
    let outline = outline(document);
    let chapters = 0..outline.chapters.len();
    let turns = chapters.flat_map(|chapter| write(document, &outline, chapter, hosts).expect("planned")).collect();
    (outline, turns)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_episode_passes_its_own_check(text in text(), format in format(), lead in "\\PC{0,50}", guest in "[A-Z][a-z]{2,9}") {
        let Ok(document) = read(&text, format) else { return Ok(()) };
        let (outline, turns) = episode(&document, &[lead, guest]);
        prop_assert_eq!(check(&turns, &document, &outline), Ok(()));
        prop_assert!((1..=limits::CHAPTERS_MAX).contains(&outline.chapters.len()));
        prop_assert!(turns.iter().any(|turn| turn.host == Host::Lead) && turns.iter().any(|turn| turn.host == Host::Guest));
        prop_assert!(turns.windows(2).all(|pair| pair[0].host != pair[1].host), "a host speaks twice in a row");
        prop_assert!(turns.iter().any(|turn| !turn.cites.is_empty()), "nothing of the source is said");
    }

    #[test]
    fn an_episode_of_another_language_passes_its_own_check((language, text) in foreign(), format in format()) {
        let Ok(document) = read(&text, format) else { return Ok(()) };
        prop_assert_eq!(document.language, language);
        let (outline, turns) = episode(&document, &["Ana\u{EF}s".to_owned(), "J\u{F6}rg".to_owned()]);
        prop_assert_eq!(check(&turns, &document, &outline), Ok(()));
        prop_assert!(turns.windows(2).all(|pair| pair[0].host != pair[1].host), "a host speaks twice in a row");
        let stored: Document = serde_json::from_str(&serde_json::to_string(&document).expect("json")).expect("json");
        prop_assert_eq!(stored, document);
    }

    #[test]
    fn the_same_source_gives_the_same_episode(text in text(), format in format()) {
        let hosts = ["Ada".to_owned(), "Ben".to_owned()];
        let Ok(document) = read(&text, format) else { return Ok(()) };
        let stored: Document = serde_json::from_str(&serde_json::to_string(&document).expect("json")).expect("json");
        let (outline, turns) = episode(&document, &hosts);
        let again: Outline = serde_json::from_str(&serde_json::to_string(&outline).expect("json")).expect("json");
        prop_assert_eq!(&again, &outline);
        prop_assert_eq!(episode(&stored, &hosts), (outline, turns));
    }

    #[test]
    fn sections_cover_every_paragraph_once_and_places_exist(text in text(), format in format()) {
        let Ok(document) = read(&text, format) else { return Ok(()) };
        let mut next = 0;
        for section in &document.sections {
            prop_assert_eq!(section.first, next);
            next = section.end;
        }
        prop_assert_eq!(next as usize, document.paragraphs.len());
        let planned = outline(&document).chapters.into_iter().flat_map(|plan| plan.sentences);
        let mut seen = BTreeSet::new();
        for place in planned {
            prop_assert!(document.sentence(place).is_some() && seen.insert(place));
        }
    }

    #[test]
    fn any_text_is_read_or_rejected(text in "(?s).{0,400}", format in format()) {
        if let Ok(document) = read(&text, format) {
            let (outline, turns) = episode(&document, &["Ada".to_owned(), "Ben".to_owned()]);
            prop_assert_eq!(check(&turns, &document, &outline), Ok(()));
        }
    }

    #[test]
    fn the_check_finds_one_changed_word(text in text(), word in "[a-z]{5,9}", which in any::<prop::sample::Index>()) {
        let Ok(document) = read(&text, SourceFormat::Text) else { return Ok(()) };
        let (outline, mut turns) = episode(&document, &["Ada".to_owned(), "Ben".to_owned()]);
        let states = |index: &usize| !turns[*index].cites.is_empty() && !turns[*index].text.ends_with('?');
        let stating: Vec<usize> = (0..turns.len()).filter(states).collect();
        if stating.is_empty() {
            return Ok(());
        }
        let turn = *which.get(&stating);
        let text = turns[turn].text.clone();
        // A turn may be one word.
        let (head, tail) = text.rsplit_once(' ').unwrap_or(("", &text));
        let word = if tail.starts_with(&word) { format!("{word}x") } else { word };
        turns[turn].text = format!("{head} {word}.");
        let found = check(&turns, &document, &outline);
        prop_assert!(matches!(found, Err(Defect::Unsupported { .. } | Defect::TooLong { .. } | Defect::UnusedCite { .. })), "{:?}", found);
    }
}
